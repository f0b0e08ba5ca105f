"""`loftet verify` and `loftet change-ledger-key`, as they are typed."""

from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from loftet.domain.ledger.models import Link
from loftet.domain.ledger.selectors import export_chain, head
from loftet.domain.ledger.services import seal
from loftet.project.command_line import command_line

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_data(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def download(tmp_path: Path) -> Path:
    for number in range(3):
        seal(
            municipality_code="9901",
            kind="promise_revised",
            object_type="promise.Promise",
            object_id="12",
            texts={"title": "Trygg centrum"},
            facts={"number": number},
        )
    path = tmp_path / "kedja.jsonl"
    path.write_bytes(export_chain("9901"))
    return path


def loftet(*words: object) -> int:
    options = command_line().parse_args(list(map(str, words)))
    return int(options.run(options))


def test_a_whole_download_is_said_to_be_whole(download: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known = Link.objects.get(chain__municipality_code="9901", position=2).sha256
    assert loftet("verify", download, "--head", known.upper()) == 0
    assert capsys.readouterr().out == (
        f"Kedjan 9901 är hel: 4 länkar. Huvud: {head('9901')}. Huvudet som angavs är länk 2.\n"
    )


def test_a_changed_download_is_refused_with_the_link_that_fails(
    download: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    download.write_bytes(download.read_bytes().replace(b'"number":1', b'"number":7'))
    assert loftet("verify", download) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "Länk 3 är inte förseglad med kedjans nyckel: den är ändrad eller gjord av någon annan.\n"


def test_a_cut_download_is_refused_by_the_head(download: Path, capsys: pytest.CaptureFixture[str]) -> None:
    newest = head("9901")
    download.write_bytes(b"".join(download.read_bytes().splitlines(keepends=True)[:-1]))
    assert loftet("verify", download) == 0
    assert loftet("verify", download, "--head", newest) == 2
    assert "Kedjan slutar med länk 3" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert loftet("verify", tmp_path / "saknas.jsonl") == 2
    assert "saknas.jsonl gick inte att öppna" in capsys.readouterr().err


def test_every_chain_in_the_database_is_read(download: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert loftet("verify", "--head", head("9901")) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in said] == ["Kedjan installation är hel", "Kedjan 9901 är hel"]
    assert said[1].endswith("Huvudet som angavs är länk 4.")


def test_a_head_that_no_chain_has_is_refused(download: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert loftet("verify", "--head", "0" * 64) == 2
    assert "Ingen kedja har det huvud som angavs" in capsys.readouterr().err


def test_a_text_changed_in_the_database_is_found(download: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Link.objects.get(chain__municipality_code="9901", position=3).sealed_texts.update(text="Otrygg centrum")
    assert loftet("verify") == 2
    assert capsys.readouterr().err.startswith("En text till länk 3 är inte den som förseglades")


def test_before_anything_is_sealed_there_is_nothing_to_verify(capsys: pytest.CaptureFixture[str]) -> None:
    assert loftet("verify") == 0
    assert capsys.readouterr().out == "Ingenting är förseglat än.\n"


def test_the_key_is_changed_and_everything_still_verifies(
    download: Path,
    capsys: pytest.CaptureFixture[str],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert loftet("change-ledger-key") == 0
    assert loftet("verify") == 0
    assert "ny säkerhetskopia" in capsys.readouterr().out
