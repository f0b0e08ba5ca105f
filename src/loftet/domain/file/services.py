from hashlib import file_digest
from pathlib import PurePath

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils.translation import gettext as _

from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.file.models import StoredFile
from loftet.domain.file.rules import HEAD_BYTES, MOST_BYTES, scan_media_type
from loftet.domain.file.selectors import place_of


class RefusedFile(ValueError):
    """Its text is one Swedish sentence: what is wrong with the file and what to do instead."""


@transaction.atomic
def store_scan(municipality_code: str, *, of: models.Model, file: File, actor: User | None) -> StoredFile:
    """A signed paper, scanned, kept with the row it belongs to. Never public by itself.

    Raises:
        RefusedFile: larger than 20 MB, or neither PDF, JPEG nor PNG.
    """
    media_type = accepted_media_type(file)
    stored = StoredFile.objects.create(
        municipality_code=municipality_code,
        object_type=of._meta.label,
        object_id=str(of.pk),
        name=PurePath(file.name or "").name[-200:],
        media_type=media_type,
        size=file.size,
        sha256=_sha256(file),
        uploaded_by=actor,
    )
    # The same paper sent twice lies there once.
    if not default_storage.exists(place_of(stored)):
        default_storage.save(place_of(stored), file)
    audit.record(actor=actor, action="store_scan", on=stored, municipality_code=municipality_code)
    return stored


def accepted_media_type(file: File) -> str:
    """The media type of a scan that may be stored. Raises RefusedFile."""
    if file.size > MOST_BYTES:
        raise RefusedFile(_("Filen är större än 20 MB: skanna med lägre upplösning och välj filen på nytt."))
    file.seek(0)
    media_type = scan_media_type(file.read(HEAD_BYTES))
    if media_type is None:
        raise RefusedFile(_("Filen är varken PDF, JPEG eller PNG: spara den som en av dem och välj den på nytt."))
    return media_type


def _sha256(file: File) -> str:
    file.seek(0)
    digest = file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest
