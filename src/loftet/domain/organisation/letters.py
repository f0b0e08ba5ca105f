"""What a person is sent when she gets a place in a municipality."""

from django.utils.translation import gettext as _

from loftet.domain.organisation.models import Membership


def invitation_letter(membership: Membership, *, inviter: str, link: str) -> tuple[str, str]:
    """Subject and text of the mail with the link by which somebody without a password gets in."""
    text = _(
        "Hej!\n\n"
        "%(inviter)s har bjudit in dig till %(municipality)s på Löftet, som %(role)s.\n\n"
        "Välj ditt lösenord här:\n\n%(link)s\n\n"
        "Länken fungerar en gång och i fjorton dagar. Ingen annan ska ha den."
    )
    return _subject(membership), text % {**_words(membership), "inviter": inviter, "link": link}


def welcome_letter(membership: Membership, *, inviter: str, link: str) -> tuple[str, str]:
    """Subject and text of the mail to somebody who already signs in here."""
    text = _(
        "Hej!\n\n"
        "%(inviter)s har lagt till dig i %(municipality)s på Löftet, som %(role)s.\n\n"
        "Logga in som vanligt:\n\n%(link)s"
    )
    return _subject(membership), text % {**_words(membership), "inviter": inviter, "link": link}


def _subject(membership: Membership) -> str:
    return _("Inbjudan till Löftet i %(municipality)s") % _words(membership)


def _words(membership: Membership) -> dict[str, str]:
    return {
        "municipality": membership.municipality.name,
        "role": str(membership.get_role_display()).lower(),
    }
