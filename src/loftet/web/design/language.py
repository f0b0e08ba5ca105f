from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.translation import get_language


class LanguageOfAddress(LocaleMiddleware):
    """English under /en/, else Swedish. What the browser prefers decides nothing, so no answer varies with it."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Content-Language", get_language() or "sv")
        return response
