"""The two letters to a follower, as text and as the plainest HTML: no picture, no style, nothing that tells back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from loftet.domain.place.models import Municipality
from loftet.domain.promise.words import day_words
from loftet.domain.publishing.subscription.followed import Followed, followed_in
from loftet.domain.publishing.subscription.links import (
    FROM_LETTER,
    ONE_CLICK,
    Asked,
    sealed,
    signed,
    whole_address,
)
from loftet.domain.publishing.subscription.models import News, Subscription

# Nobody's holiday answer is wanted.
WRITTEN_BY_A_MACHINE = {"Auto-Submitted": "auto-generated"}

PAGE = """<!doctype html>
<html lang="{}">
<head><meta charset="utf-8"><title>{}</title></head>
<body>
{}
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph; with `link` the words before an address, with `is_heading` a heading."""

    words: str
    link: str = ""
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    passages: Sequence[Passage]
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "\n\n".join(f"{each.words}\n{each.link}" if each.link else each.words for each in self.passages) + "\n"

    @property
    def html(self) -> str:
        body = format_html_join("\n", "{}", ((_as_html(each),) for each in self.passages))
        return format_html(PAGE, get_language() or "sv", self.subject, body)


def confirmation_letter(followed: Followed, asked: Asked) -> Letter:
    municipality = followed.municipality
    path = f"/{municipality.slug}/folj/bekrafta/{sealed(asked)}/"
    return Letter(
        subject=_marked(municipality, _("Bekräfta att du vill följa löftet i %(name)s"), name=municipality.name),
        passages=[
            Passage(_("Hej!")),
            Passage(
                _("Någon, förmodligen du, vill få brev till den här adressen när det kommer något nytt om %(what)s.")
                % {"what": _what(followed)}
            ),
            Passage(_("Öppna länken och tryck på knappen om du vill det:"), whole_address(path, asked.language)),
            Passage(
                _(
                    "Länken fungerar i tre dygn. Gör du ingenting händer ingenting: adressen är inte sparad, och vi "
                    "skriver inte igen."
                )
            ),
            _responsible(municipality, asked.language),
        ],
        headers=WRITTEN_BY_A_MACHINE,
    )


def digest_letter(subscription: Subscription, followed: Followed, news: Iterable[News]) -> Letter:
    """What is new since the last letter.

    Args:
        followed: what it is about, or the whole promise where that is no longer a part of it.
    """
    municipality, language = followed.municipality, subscription.language
    return Letter(
        subject=_marked(
            municipality,
            _("Nytt om %(promise)s i %(name)s"),
            promise=followed.published.record.title,
            name=municipality.name,
        ),
        passages=[
            Passage(_("Du följer %(what)s.") % {"what": _what(followed)}),
            *(passage for each in news for passage in _news_passages(each, followed)),
            Passage(_("Läs mer på sidan:"), whole_address(followed.path, language)),
            Passage(
                _("Sluta följa. Sidan frågar efter din adress, så att ingen som får brevet av dig råkar sluta åt dig:"),
                whole_address(_leave_path("avsluta", municipality, signed(FROM_LETTER, subscription.pk)), language),
            ),
            _responsible(municipality, language),
        ],
        headers=WRITTEN_BY_A_MACHINE | _leave_headers(subscription, municipality),
    )


def _leave_headers(subscription: Subscription, municipality: Municipality) -> dict[str, str]:
    """RFC 2369, and RFC 8058 for the button that a mail program shows."""
    path = _leave_path("sluta", municipality, signed(ONE_CLICK, subscription.pk))
    return {
        "List-Unsubscribe": f"<{whole_address(path, subscription.language)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _leave_path(verb: str, municipality: Municipality, token: str) -> str:
    return f"/{municipality.slug}/folj/{verb}/{token}/"


def _news_passages(news: News, followed: Followed) -> list[Passage]:
    heading = Passage(f"{news.get_kind_display()}, {day_words(news.on)}", is_heading=True)
    of_another = news.commitment_key if news.commitment_key != followed.commitment_key else ""
    about = followed_in(followed.published, commitment_key=of_another)
    named = [Passage(about.commitment.text)] if about and about.commitment else []
    return [heading, *named, Passage(news.words)]


def _responsible(municipality: Municipality, language: str) -> Passage:
    said = _("%(authority)s ansvarar för brevet. Ingen ser om du läser det. Så hanteras din adress:")
    return Passage(
        said % {"authority": municipality.authority}, whole_address(f"/{municipality.slug}/personuppgifter/", language)
    )


def _what(followed: Followed) -> str:
    """ "hela löftet (Medborgarlöfte 2026, Exempelby)"."""
    return f"{followed.name} ({followed.published.record.title}, {followed.municipality.name})"


def _marked(municipality: Municipality, subject: str, **values: str) -> str:
    said = subject % values
    return _("Exempel: %(subject)s") % {"subject": said} if municipality.example else said


def _as_html(passage: Passage) -> SafeString:
    if passage.is_heading:
        return format_html("<h2>{}</h2>", passage.words)
    if passage.link:
        return format_html('<p>{}<br><a href="{}">{}</a></p>', passage.words, passage.link, passage.link)
    return SafeString(linebreaks(passage.words, autoescape=True))
