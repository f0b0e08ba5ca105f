"""A picture comes out as its pixels, upright, and nothing else."""

import io

import pytest
from PIL import Image, ImageChops, ImageCms

from loftet.sources.uploaded_file.clean import clean_file
from tests.sources.uploaded_file.sent import SIZE, TRACES, exif, picture, two_halves

FORMS = [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp"), ("HEIF", "image/jpeg")]


def cleaned(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(clean_file(data, "bild").data))
    image.load()
    return image


def grey(image: Image.Image, share_x: float, share_y: float) -> int:
    value = image.convert("L").getpixel((int(share_x * image.width), int(share_y * image.height)))
    assert isinstance(value, int)
    return value


@pytest.mark.parametrize(("form", "media_type"), FORMS)
def test_a_picture_tells_of_its_maker_before_and_not_after(form: str, media_type: str) -> None:
    sent = picture(form)
    assert any(trace in sent for trace in TRACES)
    result = clean_file(sent, "bild")
    assert result.media_type == media_type
    assert [trace for trace in TRACES if trace in result.data] == []
    image = Image.open(io.BytesIO(result.data))
    assert not image.getexif()
    assert not image.getexif().get_ifd(0x8825)
    assert not {"exif", "xmp", "comment", "icc_profile"} & image.info.keys()


@pytest.mark.parametrize(("form", "_"), FORMS)
def test_a_picture_keeps_its_pixels(form: str, _: str) -> None:
    difference = ImageChops.difference(cleaned(picture(form)).convert("RGB"), two_halves())
    assert difference.getextrema()[0][1] <= 12  # type: ignore[index]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_picture_from_a_telephone_held_sideways_is_turned_upright(form: str) -> None:
    image = cleaned(picture(form, exif=exif(orientation=6)))
    assert image.size == SIZE[::-1]
    # What was to the left is up.
    assert grey(image, 0.5, 0.2) < 60 < 190 < grey(image, 0.5, 0.8)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_a_png_of_any_mode_keeps_its_light_and_dark(mode: str) -> None:
    image = two_halves("L").convert("I").point(lambda value: value * 257).convert("I;16") if mode == "I;16" else None
    halves = cleaned(picture("PNG", image or two_halves(mode)))
    assert grey(halves, 0.2, 0.5) < 60 < 190 < grey(halves, 0.8, 0.5)


def test_transparency_is_kept_where_the_format_has_it() -> None:
    clear = Image.new("RGBA", SIZE, (10, 20, 30, 0))
    for form in ("PNG", "WEBP"):
        assert cleaned(picture(form, clear)).mode == "RGBA"
    with_clear_colour = picture("PNG", two_halves("P"), transparency=0)
    assert cleaned(with_clear_colour).mode == "RGBA"


def test_a_jpeg_in_printing_colours_becomes_one_for_the_web() -> None:
    assert cleaned(picture("JPEG", two_halves("CMYK"))).mode == "RGB"


def test_colours_are_moved_from_the_profile_of_the_picture_to_that_of_the_web() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (srgb, lab, b"not a profile"):
        assert grey(cleaned(picture("JPEG", icc_profile=profile)), 0.8, 0.5) > 190


def test_of_several_pictures_in_one_file_the_first_is_kept() -> None:
    second = Image.new("RGB", SIZE, "red")
    for form in ("PNG", "WEBP", "MPO"):
        encoded = io.BytesIO()
        two_halves().save(encoded, form, save_all=True, append_images=[second])
        image = cleaned(encoded.getvalue())
        assert getattr(image, "n_frames", 1) == 1
        assert grey(image, 0.2, 0.5) < 60


def test_what_hides_behind_a_picture_is_gone() -> None:
    for form in ("JPEG", "PNG"):
        assert b"evil" not in clean_file(picture(form) + b"PK\x03\x04 evil", "bild").data
