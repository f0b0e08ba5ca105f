"""`loftet import-figures`: a dry run first, then the same with --commit; twice changes nothing."""

from pathlib import Path

import pytest

from loftet.domain.statistics.models import Delivery, Observation
from loftet.project.command_line import command_line

pytestmark = pytest.mark.django_db

YEAR = "Kommun;Antal;Per 100 000 inv.;\r\nAle;2537;7810\r\nÖrkelljunga;812;7 812\r\nValhall;3;1\r\n"


def run(*words: str) -> int:
    options = command_line().parse_args(["import-figures", *words])
    return int(options.run(options))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "Anmälda brott kommunerna 2025.csv"
    path.write_bytes(YEAR.encode("utf-8-sig"))
    return path


def test_a_dry_run_tells_of_each_odd_row_and_stores_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(file), "--municipality", "1257") == 0
    said = capsys.readouterr().out
    assert "3 rader lästa: 2 nya tal, 0 rättade, 0 oförändrade, 1 avvisade." in said
    assert "Avvisas, rad 4: Platsen Valhall" in said
    assert "Inget är sparat." in said
    assert not Observation.objects.exists()


def test_with_commit_it_is_stored_once(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(file), "--municipality", "1257", "--commit") == 0
    assert run(str(file), "--municipality", "1257", "--commit") == 0
    assert "Allt var redan sparat." in capsys.readouterr().out
    assert Delivery.objects.get().reader == "bra.yearly"
    assert Observation.objects.get(place="1257").count == 812


def test_a_correction_is_told_with_both_numbers(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(str(file), "--municipality", "1257", "--commit")
    file.write_text(YEAR.replace("812;7 812", "815;7 841"), encoding="utf-8")
    run(str(file), "--municipality", "1257")
    assert "Totalt antal brott från 2025-01-01: 812 blir 815" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "code", "why"),
    [
        (b"<html>", "1257", "ingen form som"),
        (YEAR.encode(), "0000", "ingen kommun med koden 0000"),
        (None, "1257", "finns inte"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, code: str, why: str
) -> None:
    path = tmp_path / "brott 2025.csv"
    if content is not None:
        path.write_bytes(content)
    assert run(str(path), "--municipality", code, "--commit") == 2
    assert why in capsys.readouterr().err
    assert not Delivery.objects.exists()
