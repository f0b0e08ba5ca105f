"""Pictures inside a PDF without what a camera wrote beside the pixels; the pixels are not touched."""

import zlib

import pikepdf

# JFIF, colour profile and Adobe's colour transform are needed to show the picture right.
JPEG_KEPT = {0xE0, 0xE2, 0xEE}
JPEG_APPLICATION = range(0xE0, 0xF0)
JPEG_COMMENT = 0xFE
JPEG_SCAN = 0xDA
JPEG_FILTER, FLATE_FILTER, JP2_FILTER = "/DCTDecode", "/FlateDecode", "/JPXDecode"
JP2_SIGNATURE = b"\x00\x00\x00\x0cjP  "
JP2_METADATA = {b"uuid", b"xml ", b"uinf"}


def clean_picture_stream(stream: pikepdf.Stream, most_bytes: int) -> None:
    """Take the metadata out of a JPEG or JPEG 2000 stream; any other stream is left alone."""
    filters = [str(name) for name in _as_list(stream.get("/Filter"))]
    if filters == [FLATE_FILTER, JPEG_FILTER]:
        raw = zlib.decompressobj().decompress(stream.read_raw_bytes(), most_bytes)
        stream.write(jpeg_without_metadata(raw), filter=pikepdf.Name(JPEG_FILTER))
    elif filters == [JPEG_FILTER]:
        # The parameters tell of the colours, and stay.
        given = stream.get("/DecodeParms")
        parameters = given if isinstance(given, pikepdf.Dictionary | pikepdf.Array) else None
        cleaned = jpeg_without_metadata(stream.read_raw_bytes())
        stream.write(cleaned, filter=pikepdf.Name(JPEG_FILTER), decode_parms=parameters)
    elif filters == [JP2_FILTER]:
        stream.write(jp2_without_metadata(stream.read_raw_bytes()), filter=pikepdf.Name(JP2_FILTER))


def jpeg_without_metadata(jpeg: bytes) -> bytes:
    """The JPEG without EXIF, XMP, IPTC and comments. From the first scan on, and from any disorder on, it is kept."""
    kept, at = bytearray(jpeg[:2]), 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != JPEG_SCAN:
        marker = jpeg[at + 1]
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4])
        if marker in JPEG_KEPT or not (marker in JPEG_APPLICATION or marker == JPEG_COMMENT):
            kept += jpeg[at:end]
        at = end
    return bytes(kept + jpeg[at:])


def jp2_without_metadata(picture: bytes) -> bytes:
    """The JPEG 2000 file without boxes of metadata; a bare code stream has none."""
    if not picture.startswith(JP2_SIGNATURE):
        return picture
    kept, at = bytearray(), 0
    while at + 8 <= len(picture):
        size = int.from_bytes(picture[at : at + 4])
        # 0 is "to the end", 1 a length of 64 bits: only the pixels are ever that long.
        end = at + size if size >= 8 else len(picture)
        if picture[at + 4 : at + 8] not in JP2_METADATA:
            kept += picture[at:end]
        at = end
    return bytes(kept)


def _as_list(value: pikepdf.Object | None) -> list[pikepdf.Object]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]
