"""A service on loopback that is busy, cuts the line, sends a web page, or asks us to wait."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic

import pytest

from loftet.sources.service import Service, ServiceSilent

Answer = tuple[int, bytes, dict[str, str]]
FINE: Answer = (200, b"[1]", {})
CUT: Answer = (0, b"", {})


class Loopback:
    """Gives the prepared answers in turn, the last one for ever, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: list[Answer] = [FINE]
        self.asked: list[tuple[str, str, float]] = []
        loopback = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                loopback.asked.append((self.path, self.headers["User-Agent"], monotonic()))
                status, body, headers = loopback.answers.pop(0) if len(loopback.answers) > 1 else loopback.answers[0]
                if not status:
                    self.close_connection = True
                    self.connection.close()
                    return
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    running = Loopback()
    yield running
    running.server.shutdown()
    running.server.server_close()


@pytest.fixture
def service(loopback: Loopback, tmp_path: Path) -> Callable[..., Service]:
    def made(*, pause: float = 0.0, fresh_for: float = 60.0, first_wait: float = 0.01) -> Service:
        return Service(
            name="Kolada",
            address=loopback.address,
            pause=timedelta(seconds=pause),
            fresh_for=timedelta(seconds=fresh_for),
            kept_in=tmp_path / "answers",
            contact="it@exempelby.example",
            first_wait=first_wait,
        )

    return made


def test_an_answer_is_asked_for_once_while_it_is_fresh(loopback: Loopback, service: Callable[..., Service]) -> None:
    assert service().get("/v3/kpi", {"title": "våld"}) == b"[1]"
    assert service().get("/v3/kpi", {"title": "våld"}) == b"[1]"
    assert [path for path, _, _ in loopback.asked] == ["/v3/kpi?title=v%C3%A5ld"]
    service(fresh_for=0.0).get("/v3/kpi", {"title": "våld"})
    assert len(loopback.asked) == 2


def test_it_says_who_asks_and_whom_to_write_to(loopback: Loopback, service: Callable[..., Service]) -> None:
    service().get("/")
    assert loopback.asked[0][1] == "Loftet/1 (medborgarlofte; +it@exempelby.example)"


def test_two_calls_keep_the_pause_even_from_two_processes(loopback: Loopback, service: Callable[..., Service]) -> None:
    service(pause=0.3).get("/a")
    service(pause=0.3).get("/b")
    (_, _, first), (_, _, second) = loopback.asked
    assert second - first > 0.2


@pytest.mark.parametrize("trouble", [(429, b"", {}), (500, b"", {}), (503, b"", {}), CUT])
def test_trouble_is_waited_out(loopback: Loopback, service: Callable[..., Service], trouble: Answer) -> None:
    loopback.answers = [trouble, trouble, FINE]
    assert service().get("/") == b"[1]"
    assert len(loopback.asked) == 3


def test_the_service_says_how_long_to_wait(loopback: Loopback, service: Callable[..., Service]) -> None:
    loopback.answers = [(429, b"", {"Retry-After": "1"}), FINE]
    service().get("/")
    (_, _, first), (_, _, second) = loopback.asked
    assert second - first > 0.9


@pytest.mark.parametrize(
    ("trouble", "tries"), [((500, b"", {}), 4), (CUT, 4), ((404, b"", {}), 1), ((403, b"", {}), 1)]
)
def test_after_four_tries_or_a_plain_refusal_nothing_is_kept_and_it_is_said(
    loopback: Loopback, service: Callable[..., Service], trouble: Answer, tries: int, tmp_path: Path
) -> None:
    loopback.answers = [trouble]
    with pytest.raises(ServiceSilent, match="Inget har ändrats"):
        service().get("/")
    assert len(loopback.asked) == tries
    assert [path.name for path in (tmp_path / "answers").iterdir()] == ["kolada.called"]


def test_nobody_there_is_said_in_words(tmp_path: Path) -> None:
    gone = Service(
        name="Polisen",
        address="http://127.0.0.1:9",
        pause=timedelta(0),
        fresh_for=timedelta(0),
        kept_in=tmp_path,
        contact="x",
        first_wait=0.01,
    )
    with pytest.raises(ServiceSilent, match="Polisen svarade inte"):
        gone.get("/")
