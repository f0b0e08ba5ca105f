"""A file that is made for whoever asks, to save."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

ZIP = "application/zip"
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def download(content: bytes, *, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = str(content_disposition_header(as_attachment=True, filename=name))
    return response
