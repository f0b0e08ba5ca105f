"""Where words lie that should lie nowhere: what was masked is in no table, log, backup or history.

    secrets = ("Kalle", "070-174 06 05")
    assert tables_holding(*secrets) == []
    assert files_holding(data_folder, *secrets) == []
    assert held(caplog.text.encode(), *secrets) == []

Every table of the database is asked, those of sessions, jobs, audit and search among them, and so is every file of a
folder: the database's own file, its journal and its copies, logs, uploads, compressed or not.
"""

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import product
from pathlib import Path

UNPACKERS = (gzip.decompress, bz2.decompress, lzma.decompress, zlib.decompress)
UNPACKED_AT_MOST = 3


def tables_holding(*secrets: str) -> list[str]:
    """ "table.column: secret" of every cell that holds one of them, whatever its type, packed or not."""
    from django.db import connection  # noqa: PLC0415

    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            for row in cursor:
                for column, cell in zip(columns, row, strict=True):
                    found |= {f"{table}.{column}: {secret}" for secret in held(_as_bytes(cell), *secrets)}
    return sorted(found)


def files_holding(folder: Path, *secrets: str) -> list[str]:
    """ "path: secret" of every file below the folder that holds one of them."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [f"{path.relative_to(folder)}: {secret}" for path in files for secret in held(path.read_bytes(), *secrets)]


def held(content: bytes, *secrets: str) -> list[str]:
    """Those of the secrets that stand in the bytes, in small or capital letters, as they are or escaped or packed."""
    layers = [layer.lower() for layer in _layers(content)]
    return [secret for secret in secrets if any(form in layer for layer, form in product(layers, _forms(secret)))]


def _as_bytes(cell: object) -> bytes:
    return bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()


def _forms(secret: str) -> set[bytes]:
    """The secret as UTF-8, Latin-1, UTF-16 and JSON write it; bytes know only the small letters of a to z."""
    forms = set()
    for written in (secret, secret.lower()):
        escaped = written.encode("ascii", "backslashreplace").replace(b"\\x", b"\\u00")
        forms |= {written.encode(), written.encode("latin-1", "replace"), written.encode("utf-16-le"), escaped}
    return {form.lower() for form in forms}


def _layers(content: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes and what is packed in them."""
    yield content
    if depth == UNPACKED_AT_MOST:
        return
    for unpack in UNPACKERS:
        with suppress(OSError, EOFError, lzma.LZMAError, zlib.error, ValueError):
            yield from _layers(unpack(content), depth + 1)
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from _layers(archive.read(name), depth + 1)
