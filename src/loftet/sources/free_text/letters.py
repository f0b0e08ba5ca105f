"""Capital and small letters of the alphabets that names in Sweden are written in, for patterns."""

_SCRIPTS = (*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00))
CAPITAL = "".join(letter for letter in map(chr, _SCRIPTS) if letter.isupper())
SMALL = "".join(letter for letter in map(chr, _SCRIPTS) if letter.islower())
# Hebrew, Arabic, the scripts of India, Thai, Ethiopic, Japanese, Chinese, Korean.
WITHOUT_CASE = (
    "\u05d0-\u05ea\u0620-\u064a\u0671-\u06d3\u0904-\u0dc6\u0e01-\u0e2e\u1200-\u135a\u3041-\u30fa\u4e00-\u9fff"
    "\uac00-\ud7a3"
)
