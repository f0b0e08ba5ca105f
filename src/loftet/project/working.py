"""`loftet worker`, and the worker that `loftet run` keeps beside the server."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time, timedelta
from threading import Event, Lock, Thread
from zoneinfo import ZoneInfo

from loftet.domain.activity.services.links import ask_every_contact
from loftet.domain.agreement.meeting.services.calling import erase_old_addresses
from loftet.domain.delivery.services import OUTBOX, deliver_due_messages, erase_old_messages
from loftet.domain.dialogue.contribution.services.disposal import erase_answered_contributions, erase_told_addresses
from loftet.domain.dialogue.weekly_report.services.deciding import tell_reporters
from loftet.domain.dialogue.weekly_report.services.reporters import erase_reporter_addresses
from loftet.domain.dialogue.weekly_report.services.reporting import erase_old_reports
from loftet.domain.job.rules import daily, every
from loftet.domain.job.services import Recurring
from loftet.domain.job.worker import work
from loftet.domain.publishing.chain_heads import send_new_heads
from loftet.domain.publishing.subscription.services.telling import send_digests
from loftet.domain.statistics.services.rounds import (
    ask_for_population,
    ask_kolada,
    ask_police,
    erase_forgotten_files,
    erase_old_news,
)

SWEDEN = ZoneInfo("Europe/Stockholm")
SCHEDULES = (
    Recurring(OUTBOX, deliver_due_messages, every(timedelta(minutes=1))),
    Recurring("monthly questions", ask_every_contact, daily(time(7), SWEDEN)),
    Recurring("letters to followers", send_digests, daily(time(7), SWEDEN)),
    Recurring("heads of the chains", send_new_heads, daily(time(6), SWEDEN)),
    Recurring("addresses of meetings", erase_old_addresses, daily(time(3), SWEDEN)),
    Recurring("population", ask_for_population, daily(time(4), SWEDEN)),
    Recurring("figures of Kolada", ask_kolada, every(timedelta(days=7))),
    Recurring("news of the police", ask_police, every(timedelta(hours=1))),
    Recurring("old news of the police", erase_old_news, daily(time(3), SWEDEN)),
    Recurring("files of figures that nobody stored", erase_forgotten_files, daily(time(3), SWEDEN)),
    Recurring("addresses of contributors", erase_told_addresses, daily(time(3), SWEDEN)),
    Recurring("old contributions", erase_answered_contributions, daily(time(3), SWEDEN)),
    Recurring("letters to weekly reporters", tell_reporters, daily(time(7), SWEDEN)),
    Recurring("old weekly reports", erase_old_reports, daily(time(3), SWEDEN)),
    Recurring("addresses of weekly reporters", erase_reporter_addresses, daily(time(3), SWEDEN)),
    Recurring("old letters", erase_old_messages, daily(time(3), SWEDEN)),
)

RESTART_PAUSE_SECONDS = 1.0
LONGEST_FAREWELL_SECONDS = 30.0

# A server process that is forked while the worker is being started would hold the pipe on which that start is waited
# for, and nobody would see the worker die.
_no_fork = Lock()
os.register_at_fork(before=_no_fork.acquire, after_in_parent=_no_fork.release, after_in_child=_no_fork.release)


def run_worker(*, beside: int | None) -> int:
    """Do jobs until interrupted or terminated, or until the process `beside` which it was started is gone."""
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    if beside is not None:
        Thread(target=_stop_when_orphaned, args=(beside, stop), daemon=True).start()
    work(SCHEDULES, stop=stop)
    return 0


@contextmanager
def worker_beside_server() -> Iterator[None]:
    """One worker process, started anew whenever it ends, until the block does; its last job is finished first."""
    stop = Event()
    keeper = Thread(target=_keep_worker, args=(stop,))
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join()


def _stop_when_orphaned(parent: int, stop: Event) -> None:
    while os.getppid() == parent and not stop.wait(1):
        pass
    stop.set()


def _keep_worker(stop: Event) -> None:
    while not stop.is_set():
        command = [sys.executable, "-m", "loftet.project.command", "worker", "--beside", str(os.getpid())]
        with _no_fork:
            # A session of its own: Ctrl+C is meant for the server, which then lets the worker finish.
            worker = subprocess.Popen(command, start_new_session=True)
        while worker.poll() is None and not stop.wait(RESTART_PAUSE_SECONDS):
            pass
        if worker.poll() is None:
            _say_farewell(worker)


def _say_farewell(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(LONGEST_FAREWELL_SECONDS)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
