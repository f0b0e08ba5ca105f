"""What the worker does with figures by the clock. What loads polars is imported when its hour comes."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from loftet.domain.statistics.models import PoliceNews, WaitingFile

WAITING_KEPT_FOR = timedelta(days=7)
NEWS_KEPT_FOR = timedelta(days=90)


def ask_for_population() -> None:
    _ask("scb")


def ask_kolada() -> None:
    _ask("kolada")


def ask_police() -> None:
    _ask("polisen")


@transaction.atomic
def erase_forgotten_files() -> None:
    """Those that nobody has stored for a week."""
    WaitingFile.objects.filter(received_at__lt=timezone.now() - WAITING_KEPT_FOR).delete()


@transaction.atomic
def erase_old_news() -> None:
    """What the police told is news for ninety days; theirs is the archive."""
    PoliceNews.objects.filter(published_at__lt=timezone.now() - NEWS_KEPT_FOR).delete()


def _ask(service: str) -> None:
    if not settings.FETCHES_BY_ITSELF:
        return
    from loftet.domain.statistics.services.fetching import ask_all  # noqa: PLC0415

    ask_all(service)
