"""`loftet run` on a port of loopback, whose processes can be killed, and which is started anew when all of it is."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

from tests.domain.delivery.relay import free_port
from tests.installation import Installation
from tests.reporter import Caller

LOFTET = Path(sys.executable).with_name("loftet")
LONGEST_START = 120.0
SERVERS = 2
WORKER = b"worker\0--beside"


class Running:
    """Its log is in the installation's data folder."""

    def __init__(self, place: Installation, *, smtp: str) -> None:
        self.port = free_port()
        self._log = (place.data / "loftet-run.log").open("ab")
        quiet = {"LOFTET_EXAMPLES": "", "PORT": str(self.port), "LOFTET_SMTP_URL": smtp}
        self._environment = {**place.environment, **quiet}
        self.start()

    def start(self) -> None:
        """Returns when it answers and has a worker."""
        self._main = subprocess.Popen(
            [LOFTET, "run", "--workers", str(SERVERS)], env=self._environment, stdout=self._log, stderr=self._log
        )
        self.wait_until_whole()

    def wait_until_whole(self) -> None:
        _wait(lambda: len(self._children()) == SERVERS + 1)
        caller = Caller(self.port)
        caller.answer("/robots.txt")
        caller.close()

    @property
    def server(self) -> int:
        """The one of the processes that answer that has lived longest.

        A server that loses the process it has just started anew takes that for a loop, and ends.
        """
        return min((process for process in self._children() if not _is_worker(process)), key=_started_at)

    @property
    def worker(self) -> int:
        """The process that hands over letters."""
        return next(process for process in self._children() if _is_worker(process))

    def kill(self, *processes: int) -> None:
        for process in processes:
            os.kill(process, signal.SIGKILL)
        _wait(lambda: not set(processes) & set(self._children()))

    def kill_everything(self) -> None:
        """The process that keeps the others first, so that it starts none anew."""
        children = self._children() if self._main.poll() is None else []
        self._main.kill()
        for process in children:
            # The worker may have found out by itself that it is alone.
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._main.wait()

    def close(self) -> None:
        self.kill_everything()
        self._log.close()

    def _children(self) -> list[int]:
        """Whichever thread started them."""
        assert self._main.poll() is None, "loftet run has ended"
        tasks = Path(f"/proc/{self._main.pid}/task").glob("*/children")
        return [int(child) for task in tasks for child in task.read_text().split() if _is_alive(int(child))]


def _is_alive(process: int) -> bool:
    with suppress(OSError):
        return _facts(process)[0] != "Z"
    return False


def _started_at(process: int) -> int:
    """In ticks of the kernel's clock."""
    return int(_facts(process)[19])


def _facts(process: int) -> list[str]:
    """proc(5), from the process's state on."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()


def _is_worker(process: int) -> bool:
    return WORKER in Path(f"/proc/{process}/cmdline").read_bytes()


def _wait(done: Callable[[], bool]) -> None:
    deadline = monotonic() + LONGEST_START
    while not done():
        assert monotonic() < deadline
        sleep(0.02)
