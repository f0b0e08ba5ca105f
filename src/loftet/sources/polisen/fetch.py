"""Asking the police for their newest events. Their rules: ten seconds between calls, sixty an hour, a User-Agent."""

from loftet.sources.service import Service

PATH = "/api/events"


def fetch_events(service: Service) -> bytes:
    """The 500 newest events of the whole country, for `read_events`.

    Raises:
        ServiceSilent: if the police's service does not answer.
    """
    return service.get(PATH)
