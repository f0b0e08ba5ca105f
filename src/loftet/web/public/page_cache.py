"""Public pages kept in the process, so that a page that everybody reads is made once.

A page is kept under its address, the sum of what has changed in public, and the Swedish date. The sum is asked of the
database at every request: the first request after a committed write, and after midnight, makes the page anew in every
server process, with nothing to clear and nobody to tell.
"""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from loftet.domain.place.selectors import revision_of_all

BYTES_KEPT = 16 * 1024 * 1024
PublicView = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class KeptPage:
    content_type: str
    plain: bytes
    zipped: bytes
    etag: str
    """Without quotes."""

    @property
    def size(self) -> int:
        return len(self.plain) + len(self.zipped)

    def answer(self, request: HttpRequest) -> HttpResponse:
        accepts_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
        etag = f'"{self.etag}-gzip"' if accepts_gzip else f'"{self.etag}"'
        response = HttpResponse(self.zipped if accepts_gzip else self.plain, content_type=self.content_type)
        if accepts_gzip:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["ETag"] = etag
        # A browser may keep the page but must ask whether it still holds.
        response.headers["Cache-Control"] = "no-cache"
        response.headers["Vary"] = "Accept-Encoding"
        return get_conditional_response(request, etag=etag, response=response) or response


def page_of(response: HttpResponse) -> KeptPage:
    return KeptPage(
        content_type=response.headers["Content-Type"],
        plain=response.content,
        zipped=gzip.compress(response.content, mtime=0),
        etag=hashlib.sha256(response.content).hexdigest()[:24],
    )


class PageStore:
    """Pages by key, at most `capacity` bytes of them; those asked for longest ago go first."""

    def __init__(self, capacity: int = BYTES_KEPT) -> None:
        self.capacity = capacity
        self.size = 0
        self._pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Hashable) -> KeptPage | None:
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def keep(self, key: Hashable, page: KeptPage) -> None:
        with self._lock:
            replaced = self._pages.pop(key, None)
            self._pages[key] = page
            self.size += page.size - (replaced.size if replaced else 0)
            while self.size > self.capacity:
                self.size -= self._pages.popitem(last=False)[1].size


PAGES = PageStore()


def kept(view: PublicView) -> PublicView:
    """Keep what a view answers that depends on the address, on what is public and on the date, and on nothing else."""

    @wraps(view)
    def from_store(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        # The language is a part of the address.
        key = (request.get_full_path(), revision_of_all(), timezone.localdate())
        page = PAGES.find(key)
        if page is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200:
                return response
            page = page_of(response)
            PAGES.keep(key, page)
        return page.answer(request)

    return from_store
