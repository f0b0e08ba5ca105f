"""How far the parties have come with a promise, in plain Swedish."""

from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.domain.promise.life import PromiseState, parties_to_approve
from loftet.domain.promise.revisions import Part
from loftet.domain.promise.words import day_words
from loftet.sources.promise_text.record import AgreementStatus, Approval, PartyKind, PromiseRecord

STATES = {
    PromiseState.DRAFT: _("Utkast"),
    PromiseState.PROPOSED: _("Föreslaget, väntar på godkännande"),
    PromiseState.AGREED: _("Godkänt, har inte börjat gälla"),
    PromiseState.RECORDED: _("Undertecknat på annat håll, har inte börjat gälla"),
    PromiseState.IN_FORCE: _("Gäller"),
    PromiseState.REVISED: _("Gäller, ändrat"),
    PromiseState.ENDED: _("Perioden är slut"),
    PromiseState.FOLLOWED_UP: _("Uppföljt"),
}
PARTIES = {PartyKind.MUNICIPALITY: _("kommunen"), PartyKind.POLICE: _("polisen")}
PARTS = {
    Part.TITLE: _("Rubriken"),
    Part.PERIOD: _("Perioden"),
    Part.POLICE_AREA: _("Lokalpolisområdet"),
    Part.INTRODUCTION: _("Inledningen"),
    Part.PURPOSE: _("Syftet"),
    Part.BUILDS_ON: _("Det som löftet bygger vidare på"),
    Part.PICTURE: _("Lägesbilden"),
    Part.SOURCES: _("Lägesbildens källor"),
    Part.LEAD_IN: _("Orden före listan"),
    Part.FOLLOW_UP: _("Så går det att följa arbetet"),
    Part.VALIDITY: _("Giltigheten"),
    Part.REVISION_CLAUSE: _("Om ändringar"),
    Part.RESERVATION: _("Förbehållet"),
    Part.PASSAGES: _("Övrig text"),
    Part.SIGNATORIES: _("Undertecknarna"),
    Part.AREA: _("Ett fokusområde"),
    Part.COMMITMENT: _("Ett åtagande"),
    Part.GOAL: _("Ett mål"),
}


def agreement_words(record: PromiseRecord) -> str:
    """Who has approved the words, or that not everybody has; empty for what was signed elsewhere."""
    if record.status is AgreementStatus.AGREED:
        return gettext("Godkänt i Löftet av %(parties)s.") % {"parties": _listed([_said(a) for a in record.approvals])}
    return proposal_words(record) if record.status is AgreementStatus.PROPOSAL else ""


def proposal_words(record: PromiseRecord) -> str:
    parties = parties_to_approve(record)
    if len(parties) > 1:
        return gettext("Förslag, inte godkänt av båda parter.")
    return gettext("Förslag, inte godkänt av %(party)s.") % {"party": PARTIES[parties[0]]}


def _said(approval: Approval) -> str:
    """ "polisen (kommunpolis) 5 december 2026"."""
    words = {"party": PARTIES[approval.party], "function": approval.function, "day": day_words(approval.on)}
    return gettext("%(party)s (%(function)s) %(day)s") % words


def _listed(names: list[str]) -> str:
    return get_text_list(names, gettext("och"))
