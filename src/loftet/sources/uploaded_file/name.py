"""What a file may be called here: what the sender called it, without what could do harm."""

import re
import unicodedata

LONGEST_STEM = 100
ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "application/pdf": ".pdf"}
KNOWN_ENDING = re.compile(r"\.(?:jpe?g|jfif|png|webp|hei[cf]|pdf)$", re.IGNORECASE)
# Not allowed, or more than a letter, in a file name of Windows, a header or a shell.
MEANINGFUL = re.compile(r'[<>:"|?*%;`$\\/]')
DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def harmless_name(name: str, media_type: str) -> str:
    """A name of 1 to 105 characters with the ending of `media_type`: no folder, control, direction or shell sign."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(character for character in last if unicodedata.category(character)[0] != "C")
    plain = " ".join(MEANINGFUL.sub("-", visible).split())
    stem = KNOWN_ENDING.sub("", plain).strip(" .-")[:LONGEST_STEM].rstrip(" .-")
    if not stem or DEVICE.fullmatch(stem):
        stem = "fil"
    return stem + ENDINGS[media_type]
