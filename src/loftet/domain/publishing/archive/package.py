"""Files in a ZIP that is the same each time for the same contents."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.timezone import localtime


@dataclass(frozen=True, slots=True, kw_only=True)
class FileNote:
    """What an index says of a file."""

    name: str
    media_type: str
    size: int
    """In bytes."""
    sha256: str


def note_of(name: str, content: bytes, media_type: str) -> FileNote:
    return FileNote(name=name, media_type=media_type, size=len(content), sha256=sha256(content).hexdigest())


def zip_of(files: Mapping[str, bytes], *, at: datetime) -> bytes:
    """A ZIP whose files all bear the moment `at`, in the order given."""
    moment = localtime(at).timetuple()[:6]
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as package:
        for name, content in files.items():
            info = ZipInfo(name, date_time=moment)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            package.writestr(info, content)
    return archive.getvalue()
