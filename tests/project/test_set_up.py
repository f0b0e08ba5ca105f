"""`make run` on machines that lack something: one sentence with the remedy, and nothing half made left behind."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.surroundings import ROOT

OLD_PYTHON = """#!/bin/sh
exec {python} -c 'import runpy, sys
sys.version_info = (3, 9, 2, "final", 0)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")' "$@"
"""
PYTHON_WITHOUT_VENV = """#!/bin/sh
if [ "$1" = -m ]; then mkdir -p "$3/bin"; echo "ensurepip is not available"; exit 1; fi
exec {python} -c 'import runpy, sys
sys.executable = "{itself}"
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")' "$@"
"""
NPM_WITHOUT_NETWORK = """#!/bin/sh
if [ "$1" = --version ]; then echo 10.0.0; exit; fi
echo "npm error code ECONNREFUSED" >&2; exit 1
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A clone that nothing has been done with, as far as setting up sees it."""
    project = tmp_path / "loftet"
    project.mkdir()
    for name in ("Makefile", "pyproject.toml", "package.json", "package-lock.json"):
        shutil.copy(ROOT / name, project)
    shutil.copytree(ROOT / "requirements", project / "requirements", ignore=shutil.ignore_patterns("__pycache__"))
    return project


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder that comes first on PATH."""
    programs = tmp_path / "programs"
    programs.mkdir()
    return programs


def put_program(programs: Path, name: str, script: str) -> None:
    program = programs / name
    program.write_text(script.format(python=sys.executable, itself=program))
    program.chmod(0o755)


def set_up(command: list[str], project: Path, programs: Path, **settings: str) -> tuple[int, list[str]]:
    """The exit status, and the lines on standard error without progress and without make's own last word."""
    outside = {name: value for name, value in os.environ.items() if not re.match("PIP_|UV_|npm_config_|MAKE", name)}
    path = f"{programs}:{os.environ['PATH']}"
    environment = {**outside, "PATH": path, "PIP_CONFIG_FILE": os.devnull, **settings}
    finished = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    said = [line for line in finished.stderr.splitlines() if line and not line.endswith("…")]
    return finished.returncode, [line for line in said if not line.startswith("make: ")]


def closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_a_python_that_is_too_old_is_told_what_to_install(project: Path, programs: Path) -> None:
    put_program(programs, "python3", OLD_PYTHON)

    status, said = set_up(["make", "run"], project, programs)

    assert status != 0
    assert len(said) == 1
    assert "Python 3.11 eller nyare men python3 är 3.9.2" in said[0]
    assert "make run PYTHON=python3.12" in said[0]


def test_a_machine_without_python_is_told_what_to_install(project: Path, programs: Path) -> None:
    status, said = set_up(["make", "run", "PYTHON=python-nowhere"], project, programs)

    assert status != 0
    assert len(said) == 1
    assert "python-nowhere finns inte" in said[0]
    assert "apt install python3" in said[0]


def test_a_python_without_venv_is_told_the_package_and_leaves_nothing_behind(project: Path, programs: Path) -> None:
    put_program(programs, "python3", PYTHON_WITHOUT_VENV)

    status, said = set_up(["make", "run"], project, programs)

    assert status != 0
    assert len(said) == 1
    assert "sudo apt install python3-venv" in said[0]
    assert not (project / ".venv").exists()


def test_an_unreachable_package_index_is_named_with_the_remedy(project: Path, programs: Path) -> None:
    nowhere = f"http://127.0.0.1:{closed_port()}/simple"

    status, said = set_up(["make", "run"], project, programs, PIP_INDEX_URL=nowhere)

    assert status != 0
    assert len(said) == 1
    assert said[0].startswith("Paketindexet för Python går inte att nå")
    assert "PIP_INDEX_URL" in said[0]


def test_an_unreachable_npm_registry_is_named_with_the_remedy(project: Path, programs: Path) -> None:
    put_program(programs, "npm", NPM_WITHOUT_NETWORK)

    status, said = set_up([sys.executable, "requirements/front_end.py"], project, programs)

    assert status == 1
    assert len(said) == 1
    assert said[0].startswith("Stilmallar och typsnitt gick inte att hämta med npm")
    assert "npm_config_registry" in said[0]


def test_the_locks_name_no_address_and_only_hashed_packages() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text()
        packages = re.findall(r"^\w.*", text, re.MULTILINE)
        hashed = re.findall(r"^\w\S*==\S+.*\\\n    --hash=sha256:", text, re.MULTILINE)
        assert len(packages) == len(hashed) > 0, lock
        assert "://" not in text, lock
    assert "resolved" not in (ROOT / "package-lock.json").read_text()


def locked(lock: str) -> dict[str, str]:
    """Version by package."""
    text = (ROOT / "requirements" / lock).read_text()
    return dict(re.findall(r"^(\w\S*)==(\S+)", text, re.MULTILINE))


def direct(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w-]", requirement)[0] for requirement in requirements}


def test_every_package_that_the_project_names_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert direct(project["dependencies"]) <= locked("run.txt").keys()
    for requirements in project["optional-dependencies"].values():
        assert direct(requirements) <= locked("test.txt").keys()


def test_everything_in_the_run_lock_stands_in_the_test_lock_at_the_same_version() -> None:
    assert len(locked("run.txt")) > 20
    assert locked("run.txt").items() <= locked("test.txt").items()


@pytest.mark.slow
def test_a_fresh_clone_is_ready_and_the_second_time_at_once(tmp_path: Path, programs: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
    (programs / "python3").symlink_to(Path(sys.base_prefix, "bin/python3"))
    without_node = {**os.environ, "PATH": str(programs), "LOFTET_DATA": str(tmp_path / "data")}
    command = ["python3", "requirements/set_up.py", "run"]

    subprocess.run(command, cwd=clone, env=without_node, check=True)
    again = subprocess.run(command, cwd=clone, env=without_node, capture_output=True, text=True, check=True, timeout=5)

    assert again.stderr == ""
    assert (clone / ".venv/bin/loftet").exists()
    assert (clone / "static/staticfiles.json").exists()
    assert not subprocess.run(
        ["git", "status", "--porcelain"], cwd=clone, capture_output=True, text=True, check=True
    ).stdout
