"""A picture made anew from its pixels alone: upright, in the colours of the web, without a word about its origin."""

import io
from importlib import import_module
from typing import Any

import pillow_heif
from PIL import Image, ImageCms, ImageOps

from loftet.sources.uploaded_file.kind import FileKind
from loftet.sources.uploaded_file.refusal import RefusedFile, damaged

# An A4 page scanned at 600 dots an inch is 35 megapixels, the largest picture of most telephones 50.
MOST_PIXELS = 64_000_000
FORMATS = {FileKind.JPEG: "JPEG", FileKind.PNG: "PNG", FileKind.WEBP: "WEBP", FileKind.HEIC: "HEIF"}
# Browsers do not show HEIC.
SAVED_AS: dict[FileKind, tuple[str, dict[str, Any]]] = {
    FileKind.JPEG: ("JPEG", {"quality": 90}),
    FileKind.PNG: ("PNG", {"compress_level": 4}),
    FileKind.WEBP: ("WEBP", {"quality": 90, "method": 2}),
    FileKind.HEIC: ("JPEG", {"quality": 90}),
}
TRANSPARENT_MODES = {"RGBA", "LA", "PA", "RGBa", "La"}
# A JPEG of a telephone may hold several pictures, and is then an MPO.
PLUGINS = ("Jpeg", "Mpo", "Png", "WebP")
GREY_MODES = {"1", "L"}
FINE_GREY_MODES = {"I", "I;16", "I;16L", "I;16B", "I;16N"}

__all__ = ["MOST_PIXELS", "cleaned_picture", "load_readers"]


def load_readers() -> None:
    """Have every plug-in in memory, since nothing can be opened later."""
    # With one thread the memory taken does not depend on the machine's number of processors.
    pillow_heif.register_heif_opener(thumbnails=False, decode_threads=1)
    for plugin in PLUGINS:
        import_module(f"PIL.{plugin}ImagePlugin")
    Image.preinit()
    # Sizes are judged below, by our own limit and in our own words.
    Image.MAX_IMAGE_PIXELS = None


def cleaned_picture(data: bytes, kind: FileKind) -> bytes:
    """The first picture of the file, encoded anew: JPEG, PNG and WebP as themselves, HEIC as JPEG.

    Raises `RefusedFile` for more than 64 megapixels and for damage; decoders raise errors of their own as well.
    """
    saved_format, options = SAVED_AS[kind]
    with Image.open(io.BytesIO(data), formats=[FORMATS[kind]]) as picture:
        _refuse_pixels(picture)
        ImageOps.exif_transpose(picture, in_place=True)
        bare = _in_web_colours(picture, may_be_transparent=saved_format != "JPEG")
        bare.info.clear()
        encoded = io.BytesIO()
        bare.save(encoded, saved_format, **options)
    return encoded.getvalue()


def _refuse_pixels(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise RefusedFile("Bilden har fler än 64 megapixlar: spara den i ett mindre format och försök igen.")
    if not picture.width * picture.height:
        raise damaged("Bilden")


def _in_web_colours(picture: Image.Image, *, may_be_transparent: bool) -> Image.Image:
    """Grey, RGB or RGBA; the colours moved from the picture's own profile, which is metadata too, to sRGB."""
    profile = picture.info.get("icc_profile")
    if picture.mode in FINE_GREY_MODES:
        # Of 16 bits the upper eight; Pillow's own conversion would cut the values off at 255.
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in GREY_MODES and "transparency" not in picture.info:
        return picture if picture.mode == "L" else picture.convert("L")
    transparent = may_be_transparent and (picture.mode in TRANSPARENT_MODES or "transparency" in picture.info)
    mode = "RGBA" if transparent else "RGB"
    if profile and picture.mode in {"RGB", "RGBA", "CMYK"}:
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=mode) or picture
        except (ImageCms.PyCMSError, OSError):
            # A profile that cannot be read is dropped: the colours are then taken as sRGB.
            pass
    return picture if picture.mode == mode else picture.convert(mode)
