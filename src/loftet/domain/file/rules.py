"""Which files are taken, told by their content."""

MOST_BYTES = 20_000_000
HEAD_BYTES = 1024

SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)


def scan_media_type(head: bytes) -> str | None:
    """The media type of a PDF, JPEG or PNG by its first bytes; None for anything else."""
    # A PDF may begin with a few bytes of a printer's own: readers look for the mark in the first kilobyte.
    if b"%PDF-" in head[:HEAD_BYTES]:
        return "application/pdf"
    return next((media_type for start, media_type in SIGNATURES if head.startswith(start)), None)
