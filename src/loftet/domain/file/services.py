import errno
import os
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.file.models import StoredFile
from loftet.domain.file.selectors import place_of
from loftet.sources.uploaded_file.clean import CleanedFile, RefusedFile, clean_file
from loftet.sources.uploaded_file.kind import MOST_BYTES, too_large

__all__ = ["NoRoom", "RefusedFile", "clean_upload", "publish_file", "store_file", "unpublish_file"]

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class NoRoom(Exception):
    """Its text says in Swedish that the disk is full and that nothing was stored."""


def clean_upload(file: "UploadedFile[bytes]") -> CleanedFile:
    """What somebody sent, made harmless. It may take seconds, and is done before any transaction is opened.

    Raises:
        RefusedFile: its text says in one Swedish sentence what is wrong and what to do.
    """
    if (file.size or 0) > MOST_BYTES:
        raise too_large()
    file.seek(0)
    return clean_file(file.read(), file.name or "")


@transaction.atomic
def store_file(municipality_code: str, *, of: models.Model, file: CleanedFile, actor: User | None) -> StoredFile:
    """A file kept with the row it belongs to, outside the web root and not published.

    Raises:
        NoRoom: the disk is full; nothing was stored.
    """
    stored = StoredFile.objects.create(
        municipality_code=municipality_code,
        object_type=of._meta.label,
        object_id=str(of.pk),
        name=file.name,
        media_type=file.media_type,
        size=len(file.data),
        sha256=sha256(file.data).hexdigest(),
        uploaded_by=actor,
    )
    audit.record(actor=actor, action="store_file", on=stored, municipality_code=municipality_code)
    _keep(Path(default_storage.path(place_of(stored))), file.data)
    return stored


@transaction.atomic
def publish_file(municipality_code: str, *, file: StoredFile, actor: User | None) -> StoredFile:
    """From now on anybody may read the file. A file that is public already stays so since the day it became it."""
    return _set_published(municipality_code, file=file, published=True, actor=actor)


@transaction.atomic
def unpublish_file(municipality_code: str, *, file: StoredFile, actor: User | None) -> StoredFile:
    """The file is kept, and nobody outside may read it any longer."""
    return _set_published(municipality_code, file=file, published=False, actor=actor)


def _set_published(municipality_code: str, *, file: StoredFile, published: bool, actor: User | None) -> StoredFile:
    stored = StoredFile.objects.select_for_update().get(municipality_code=municipality_code, pk=file.pk)
    if (stored.published_at is not None) != published:
        stored.published_at = timezone.now() if published else None
        stored.save(update_fields=["published_at"])
        action = "publish_file" if published else "unpublish_file"
        audit.record(actor=actor, action=action, on=stored, municipality_code=municipality_code)
    return stored


def _keep(path: Path, data: bytes) -> None:
    """Write the whole content or none of it: its name is its hash, and the same file sent twice lies there once."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as unfinished:
            try:
                unfinished.write(data)
                unfinished.flush()
                os.fsync(unfinished.fileno())
                Path(unfinished.name).replace(path)
            except BaseException:
                Path(unfinished.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        raise NoRoom(
            _("Filen sparades inte, för disken är full: säg till den som sköter driften och försök igen.")
        ) from error
