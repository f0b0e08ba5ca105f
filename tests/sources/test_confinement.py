"""A child process that works on a stranger's bytes: what it may not do, and how it ends."""

import subprocess
import sys
import time

import pytest

from loftet.sources.confinement import Limits, TooMuchWork, run_confined

LIMITS = Limits(memory_bytes=400_000_000, processor_seconds=1, wall_seconds=20)


def after_limits(deed: str) -> subprocess.CompletedProcess[str]:
    """What becomes of a deed in a process that has limited itself."""
    program = f"""
import socket, sys
from pathlib import Path
from loftet.sources.confinement import Limits, limit_this_process, shut_out_files
limit_this_process(Limits(400_000_000, 1, 20))
{deed}
print("done")
"""
    command = [sys.executable, "-IB", "-c", program]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, env={}, check=False)


@pytest.mark.parametrize(
    ("deed", "error"),
    [
        ("bytearray(600_000_000)", "MemoryError"),
        ("Path('written').write_bytes(b'x'); Path('written').unlink()", "OSError"),
        ("shut_out_files(); open('/etc/hostname')", "Too many open files"),
        ("shut_out_files(); socket.create_connection(('127.0.0.1', 9))", "Too many open files"),
    ],
    ids=["memory", "writing", "reading", "connection"],
)
def test_a_confined_process_cannot(deed: str, error: str, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(str(tmp_path))
    ended = after_limits(deed)
    assert "done" not in ended.stdout
    assert error in ended.stderr or ended.returncode < 0


def test_a_confined_process_that_asks_for_little_is_let_be() -> None:
    assert after_limits("bytearray(50_000_000); open('/etc/hostname').close()").stdout == "done\n"


def test_a_confined_process_that_computes_for_ever_is_killed() -> None:
    begun = time.perf_counter()
    assert after_limits("while True: pass").returncode < 0
    assert time.perf_counter() - begun < 20


def test_a_child_that_nobody_ends_is_ended_by_the_clock() -> None:
    with pytest.raises(TooMuchWork):
        run_confined("timeit", "-n1", "-r1", "import time; time.sleep(60)", data=b"", limits=Limits(0, 0, 1))


def test_a_child_that_is_killed_by_somebody_is_told_from_one_that_cannot_start() -> None:
    with pytest.raises(TooMuchWork):
        run_confined("timeit", "import os; os.kill(os.getpid(), 9)", data=b"", limits=LIMITS)
    with pytest.raises(RuntimeError, match="no_such_module"):
        run_confined("no_such_module", data=b"", limits=LIMITS)
