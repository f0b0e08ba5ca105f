"""What a file may be called: nothing that does harm in a header, a folder, a shell or on a screen."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.sources.uploaded_file.name import harmless_name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Avtal 2024.pdf", "Avtal 2024.pdf"),
        ("Överenskommelse – Örkelljunga.PDF", "Överenskommelse – Örkelljunga.pdf"),
        ("../../../etc/passwd", "passwd.pdf"),
        ("..\\..\\windows\\system32\\drivers.pdf", "drivers.pdf"),
        ("/", "fil.pdf"),
        ("", "fil.pdf"),
        ("..", "fil.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("   .pdf", "fil.pdf"),
        ("CON.pdf", "fil.pdf"),
        ("nul.txt.pdf", "fil.pdf"),
        ("avtal.pdf.exe", "avtal.pdf.exe.pdf"),
        ("rad\r\nSet-Cookie: a=b.pdf", "radSet-Cookie- a=b.pdf"),
        ("noll\x00byte.pdf", "nollbyte.pdf"),
        ("fin\u202efdp.exe", "finfdp.exe.pdf"),
        ('a"b;c$(d)`e`.pdf', "a-b-c-(d)-e.pdf"),
        ("bild.heic", "bild.pdf"),
        ("o\u0308 och ö.pdf", "ö och ö.pdf"),
        ("å" * 300 + ".pdf", "å" * 100 + ".pdf"),
    ],
)
def test_a_name_is_kept_without_what_could_do_harm(sent: str, kept: str) -> None:
    assert harmless_name(sent, "application/pdf") == kept


@given(st.text(max_size=400), st.sampled_from([("image/jpeg", ".jpg"), ("image/webp", ".webp")]))
def test_whatever_a_file_is_called_its_name_is_harmless(sent: str, kind: tuple[str, str]) -> None:
    name = harmless_name(sent, kind[0])
    assert name.endswith(kind[1])
    assert len(kind[1]) < len(name) <= 105
    assert not set(name) & set('<>:"|?*%;`$\\/')
    assert not any(unicodedata.category(character).startswith("C") for character in name)
    assert not name.startswith((".", " ", "-"))
    assert harmless_name(name, kind[0]) == name
