from loftet.domain.promise.editions import PublishedPromise
from loftet.domain.publishing.document.promise_content import promise_content
from loftet.domain.publishing.document.typesetting import pdf_of


def promise_pdf(promise: PublishedPromise, *, language: str, address: str, head: str) -> bytes:
    """An edition as PDF/UA-1 and PDF/A-2a; the same edition gives the same bytes.

    Args:
        language: "sv" or "en", of what stands around the promise's own words.
        address: of its page, whole.
        head: of the chain of changes when the edition was sealed; empty if it was not.
    """
    return pdf_of(promise_content(promise, language=language, address=address, head=head), made_at=promise.published_at)
