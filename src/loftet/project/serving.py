"""`loftet run`: from an empty folder to a page that answers."""

import sys
from collections.abc import Sequence

from django.conf import settings
from django.core.management import call_command, execute_from_command_line
from django.urls import reverse
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from loftet.domain.account.selectors import has_administrator
from loftet.domain.account.services import make_sign_in_link
from loftet.domain.statistics.services.indicators import follow_catalogue
from loftet.project.examples import load_examples
from loftet.project.working import worker_beside_server


def run(*, workers: int) -> int:
    """Prepare the database, load the examples the first time, say where the page is; serve and work until stopped."""
    prepare()
    print_addresses()
    with worker_beside_server():
        serve(workers=workers)
    return 0


def prepare() -> None:
    """Bring the database to this version. A second time it changes nothing."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    follow_catalogue()
    load_examples()


def print_addresses() -> None:
    sys.stdout.write(f"\nLöftet finns nu på {settings.ADDRESS}\n")
    if not has_administrator():
        print_sign_in_link()
    sys.stdout.write("Avsluta med Ctrl+C. Det som är sparat finns kvar.\n\n")
    sys.stdout.flush()


def print_sign_in_link() -> int:
    """One hour, once, and only while nobody administers the installation."""

    if has_administrator():
        sys.stderr.write("Det finns redan en administratör. Logga in på vanligt sätt.\n")
        return 2
    path = reverse("workspace:first_sign_in", args=[make_sign_in_link()])
    sys.stdout.write(f"Logga in som första administratör (gäller en timme): {settings.ADDRESS}{path}\n")
    return 0


def serve(*, workers: int) -> None:

    Granian(
        "loftet.project.wsgi:application",
        address="127.0.0.1",
        port=settings.PORT,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        respawn_failed_workers=True,
        # A worker that is told to stop before it listens to signals would otherwise be waited for without end.
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    ).serve()


def manage(words: Sequence[str]) -> int:
    execute_from_command_line(["loftet manage", *words])
    return 0
