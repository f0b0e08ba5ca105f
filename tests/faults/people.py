"""Those who go on reporting and asking for letters while processes are killed, and what they were told."""

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event, Lock
from time import sleep

from tests.reporter import Caller, Reporter, renew_link

PAUSE_SECONDS = 0.05
PAUSE_BETWEEN_LETTERS = 0.5


class People:
    """Each in a thread of its own, until told to stop."""

    def __init__(self, port: int, *, promise: int, reporters: int, renewing: int) -> None:
        self.reported: list[str] = []
        self.renewed: list[int] = []
        self._stop, self._lock = Event(), Lock()
        self._pool = ThreadPoolExecutor(reporters + 1)
        self._tasks: list[Future[None]] = [
            self._pool.submit(self._report, Reporter(port, promise, number), number) for number in range(reporters)
        ]
        self._tasks.append(self._pool.submit(self._renew, Caller(port), range(reporters, reporters + renewing)))

    def wait_for_a_report(self) -> None:
        """One that is acknowledged after this is asked. Raises what went wrong for any of them."""
        before = len(self.reported)
        while len(self.reported) == before:
            for task in self._tasks:
                if task.done():
                    task.result()
            sleep(0.01)

    def close(self) -> None:
        """When each has had the answer it waits for. Raises what went wrong for any of them."""
        self._stop.set()
        self._pool.shutdown()
        for task in self._tasks:
            task.result()

    def _report(self, reporter: Reporter, person: int) -> None:
        count = 0
        while not self._stop.is_set():
            count += 1
            text = f"Brevet gick ut. Grupp {person}, utskick {count}."
            reporter.report(text)
            with self._lock:
                self.reported.append(text)
            sleep(PAUSE_SECONDS)
        reporter.close()

    def _renew(self, caller: Caller, contacts: range) -> None:
        """Each contact asks once: another letter to the same address is a copy of the first."""
        for number in contacts:
            if self._stop.is_set():
                break
            renew_link(caller, number)
            self.renewed.append(number)
            self._stop.wait(PAUSE_BETWEEN_LETTERS)
        caller.close()
