"""What stands in the mail of the month and in the one that renews a link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from loftet.domain.activity.models import Contact
from loftet.domain.activity.selectors.due import DueItem
from loftet.domain.promise.recurrence_words import number_words
from loftet.domain.promise.words import day_words


@dataclass(frozen=True, slots=True)
class Mail:
    subject: str
    text: str


def month_mail(contact: Contact, address: str, last_day: date, due: Sequence[DueItem]) -> Mail:
    """The mail of the month, with everything that is due behind one link."""
    count = len(due)
    asked = ngettext(
        "Det finns %(count)s åtagande där vi väntar på en uppgift från er:",
        "Det finns %(count)s åtaganden där vi väntar på en uppgift från er:",
        count,
    ) % {"count": number_words(count) if count > 1 else gettext("ett")}
    lines = "\n".join(f"- {item.commitment.text}" for item in due)
    subject = gettext("Hur går det med medborgarlöftet i %(municipality)s?") % {"municipality": contact.municipality}
    return Mail(subject, f"{gettext('Hej!')}\n\n{asked}\n\n{lines}\n\n{_link_words(contact, address, last_day)}")


def link_mail(contact: Contact, address: str, last_day: date) -> Mail:
    """The mail that renews a link."""
    subject = gettext("Ny länk till redovisningen i %(municipality)s") % {"municipality": contact.municipality}
    return Mail(subject, f"{gettext('Hej!')}\n\n{_link_words(contact, address, last_day)}")


def _link_words(contact: Contact, address: str, last_day: date) -> str:
    how = gettext("Svara här. Det tar en halv minut, och ”Inget är gjort ännu” är också ett svar:")
    holds = gettext(
        "Länken gäller till och med %(day)s och är personlig för %(function)s. "
        "Skicka den inte vidare. Har den slutat gälla kan du be om en ny på samma sida."
    ) % {"day": day_words(last_day), "function": contact.function}
    return f"{how}\n{address}\n\n{holds}\n\n{contact.municipality.authority}\n"
