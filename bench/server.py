"""A server of the project's own, as `loftet run` starts it, on a free port and with data of its own."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.load import fetch, requests_per_second

PROGRAMS = Path(sys.executable).parent
SLOWEST_START = 120.0


@dataclass(frozen=True, slots=True)
class Server:
    """`started_in` is seconds from the command to the first answer."""

    port: int
    process: int
    started_in: float

    def get(self, path: str) -> tuple[float, bytes]:
        """Seconds, and the body. Raises if the answer is not 200."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            return fetch(connection, path)

    def memory(self) -> float:
        """MB in all its processes, what they share counted once."""
        kilobytes = 0
        for process in family_of(self.process):
            shares = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
            kilobytes += next(int(line.split()[1]) for line in shares if line.startswith("Pss:"))
        return kilobytes / 1024


@contextmanager
def loftet_run(data: Path, **more: str) -> Iterator[Server]:
    with serving([str(PROGRAMS / "loftet"), "run"], data, more) as server:
        yield server


@contextmanager
def one_worker(data: Path, bare_page: Path) -> Iterator[Server]:
    """One process with the same settings, and one address more, /bare/, that answers with the bytes of a file."""
    command = [str(PROGRAMS / "granian"), "bench.bare:application", "--interface", "wsgi", "--blocking-threads", "4"]
    quiet = ["--log-level", "warning", "--workers-kill-timeout", "10"]
    with serving([*command, *quiet], data, {"BENCH_BARE_PAGE": str(bare_page)}) as server:
        yield server


def against_bare(server: Server, path: str, *, rounds: int, seconds: float) -> tuple[float, float]:
    """Requests per second of a page, warm, and of a view of the same bytes in the same process.

    By turns, so that both meet the same noise.
    """
    server.get(path)
    pages, bare_pages = [], []
    for _ in range(rounds):
        pages.append(requests_per_second(server.port, path, seconds))
        bare_pages.append(requests_per_second(server.port, "/bare/", seconds))
    return statistics.median(pages), statistics.median(bare_pages)


@contextmanager
def serving(command: Sequence[str], data: Path, more: dict[str, str]) -> Iterator[Server]:
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {**more, "PORT": str(port), "GRANIAN_PORT": str(port), "LOFTET_DATA": str(data)}
    began = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            wait_for(port, process)
            yield Server(port, process.pid, time.perf_counter() - began)
        finally:
            process.terminate()


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SLOWEST_START
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
                fetch(connection, "/robots.txt")
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError("The server did not answer; what it said stands above.")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def family_of(process: int) -> list[int]:
    """The process and all that it started."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [process, *(member for child in children for member in family_of(int(child)))]
