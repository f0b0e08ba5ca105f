"""Files are cleaned, kept whole or not at all, and published only when somebody says so."""

import errno
import os
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from loftet.domain.account.models import User
from loftet.domain.audit.models import Entry
from loftet.domain.file.models import StoredFile
from loftet.domain.file.selectors import (
    content_of,
    file_of,
    files_of,
    place_of,
    public_file_of,
    public_files_of,
)
from loftet.domain.file.services import (
    NoRoom,
    RefusedFile,
    clean_upload,
    publish_file,
    store_file,
    unpublish_file,
)
from loftet.sources.uploaded_file.clean import CleanedFile
from tests.sources.uploaded_file.sent import TRACES, picture

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = "9901", "9902"


@pytest.fixture(autouse=True)
def empty_storage(settings: object, tmp_path: Path) -> Path:
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": backend}  # type: ignore[attr-defined]
    return tmp_path / "files"


@pytest.fixture
def clerk() -> User:
    return User.objects.create_user("handlaggare@exempelby.example")


def cleaned(data: bytes = b"cleaned", name: str = "avtal.pdf") -> CleanedFile:
    return CleanedFile(data, "application/pdf", name, was_signed=False)


def stored(clerk: User, data: bytes = b"cleaned") -> StoredFile:
    return store_file(HERE, of=clerk, file=cleaned(data), actor=clerk)


def kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_photograph_is_stored_without_what_its_camera_told(clerk: User) -> None:
    upload = SimpleUploadedFile("../../bild\r\n.jpg", picture("JPEG"), content_type="application/pdf")
    file = store_file(HERE, of=clerk, file=clean_upload(upload), actor=clerk)
    assert (file.name, file.media_type) == ("bild.jpg", "image/jpeg")
    with content_of(file) as content:
        data = content.read()
    assert [trace for trace in TRACES if trace in data] == []
    assert file.size == len(data)


def test_an_upload_that_is_too_large_is_refused_unread() -> None:
    upload = SimpleUploadedFile("stor.pdf", b"%PDF-")
    upload.size = 20_000_001
    # Reading a closed file is an error of another kind.
    upload.close()
    with pytest.raises(RefusedFile, match="20 MB"):
        clean_upload(upload)


def test_a_file_lies_outside_what_the_server_gives_out_and_under_no_name_of_the_sender(
    clerk: User, empty_storage: Path, settings: object
) -> None:
    file = stored(clerk)
    assert kept(empty_storage) == [empty_storage / HERE / file.sha256]
    assert default_storage.path(place_of(file)).startswith(str(empty_storage))
    assert Path(settings.STATIC_ROOT) not in empty_storage.parents  # type: ignore[attr-defined]


def test_the_same_file_sent_twice_lies_there_once_and_belongs_to_both(clerk: User, empty_storage: Path) -> None:
    stored(clerk)
    stored(clerk)
    assert len(kept(empty_storage)) == 1
    assert files_of(HERE, clerk).count() == 2


def test_another_municipality_does_not_find_the_file(clerk: User) -> None:
    file = stored(clerk)
    publish_file(HERE, file=file, actor=clerk)
    assert file_of(HERE, file.pk) == file
    assert file_of(ELSEWHERE, file.pk) is None
    assert public_file_of(ELSEWHERE, file.pk) is None
    with pytest.raises(StoredFile.DoesNotExist):
        unpublish_file(ELSEWHERE, file=file, actor=clerk)


def test_a_file_is_public_from_when_somebody_says_so_until_somebody_says_otherwise(clerk: User) -> None:
    file = stored(clerk)
    assert (file.published_at, public_file_of(HERE, file.pk)) == (None, None)
    since = publish_file(HERE, file=file, actor=clerk).published_at
    assert list(public_files_of(HERE, clerk)) == [file]
    assert publish_file(HERE, file=file, actor=clerk).published_at == since
    unpublish_file(HERE, file=file, actor=clerk)
    unpublish_file(HERE, file=file, actor=clerk)
    assert not public_files_of(HERE, clerk).exists()
    assert file_of(HERE, file.pk) == file
    actions = Entry.objects.filter(municipality_code=HERE).order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["store_file", "publish_file", "unpublish_file"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_on_a_full_disk_the_person_is_told_and_no_part_of_the_file_is_left(
    step: str, clerk: User, empty_storage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(*((os, "fsync", full) if step == "fsync" else (Path, "replace", full)))
    with pytest.raises(NoRoom, match="disken är full"):
        stored(clerk)
    assert kept(empty_storage) == []
    assert not StoredFile.objects.exists()
    assert not Entry.objects.exists()


def test_a_fault_of_the_disk_that_is_not_about_room_is_not_called_so(
    clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="Input/output"):
        stored(clerk)


def test_a_part_that_a_killed_server_left_is_never_taken_for_the_file(clerk: User, empty_storage: Path) -> None:
    file = stored(clerk, b"the whole content")
    lying = empty_storage / HERE / file.sha256
    lying.write_bytes(b"the wh")
    stored(clerk, b"the whole content")
    assert lying.read_bytes() == b"the whole content"


def test_a_row_that_is_rolled_back_takes_its_file_from_nobody_else(clerk: User) -> None:
    file = stored(clerk)
    with transaction.atomic():
        stored(clerk)
        transaction.set_rollback(True)
    assert StoredFile.objects.count() == 1
    with content_of(file) as content:
        assert content.read() == b"cleaned"
