from django.core.files import File
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import QuerySet

from loftet.domain.file.models import StoredFile


def files_of(municipality_code: str, row: models.Model) -> QuerySet[StoredFile]:
    """The files that belong to a row of the municipality, oldest first."""
    return StoredFile.objects.filter(
        municipality_code=municipality_code, object_type=row._meta.label, object_id=str(row.pk)
    ).order_by("pk")


def public_files_of(municipality_code: str, row: models.Model) -> QuerySet[StoredFile]:
    """Those of its files that anybody may read."""
    return files_of(municipality_code, row).filter(published_at__isnull=False)


def public_file_of(municipality_code: str, pk: int) -> StoredFile | None:
    """A file that anybody may read; None for one that is not published, or is another municipality's."""
    return StoredFile.objects.filter(municipality_code=municipality_code, pk=pk, published_at__isnull=False).first()


def file_of(municipality_code: str, pk: int) -> StoredFile | None:
    return StoredFile.objects.filter(municipality_code=municipality_code, pk=pk).first()


def content_of(stored: StoredFile) -> "File[bytes]":
    """The open file; the caller closes it."""
    return default_storage.open(place_of(stored))


def place_of(stored: StoredFile) -> str:
    """Where the content lies in the storage. The name that the sender chose is no part of it."""
    return f"{stored.municipality_code}/{stored.sha256}"
