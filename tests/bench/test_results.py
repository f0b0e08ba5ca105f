import json
from pathlib import Path

import pytest

from bench import __main__ as bench
from bench.result import Goal, Result


def test_a_figure_without_a_peer_is_judged_by_itself() -> None:
    assert Result("cold", 40, "ms", goal=Goal(at_most=50)).holds is True
    assert Result("cold", 60, "ms", goal=Goal(at_most=50)).holds is False


def test_a_figure_with_a_peer_is_judged_by_its_ratio() -> None:
    result = Result("warm", 300, "requests/s", peer=500, goal=Goal(at_least=0.5))

    assert result.ratio == pytest.approx(0.6)
    assert result.holds is True


def test_a_figure_without_a_goal_neither_holds_nor_fails() -> None:
    assert Result("memory", 120, "MB").holds is None


def test_a_row_has_the_eight_fields_of_the_results_file() -> None:
    assert Result("warm", 250.0, "requests/s", peer=500.0, goal=Goal(at_least=0.75)).row("promise") == {
        "group": "promise",
        "name": "warm",
        "value": 250.0,
        "unit": "requests/s",
        "peer": 500.0,
        "ratio": 0.5,
        "goal": "≥ 0.75",
        "holds": False,
    }


def test_measuring_one_group_keeps_the_rows_of_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "RESULTS", tmp_path / "results.json")
    bench.keep("kept", [Result("a", 1, "s")])
    bench.keep("promise", [Result("b", 1, "s")])
    bench.keep("promise", [Result("c", 2, "s")])

    rows = json.loads((tmp_path / "results.json").read_text())
    assert [(row["group"], row["name"]) for row in rows] == [("kept", "a"), ("promise", "c")]


def test_an_unknown_group_is_named_with_those_that_exist() -> None:
    with pytest.raises(SystemExit, match=r"Gruppen nowhere finns inte: välj bland .*promise"):
        bench.main(["nowhere"])
