"""What a municipality can switch on and off: the one list. A new function is a member here and its line in `FUNCTIONS`.

Its addresses are included in `web.workspace.urls` with ``{"function": Function.…}``, and the first of them, which the
menu leads to, is named as the function.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from loftet.domain.organisation.rules import Action


class Function(StrEnum):
    REPORTS = "reports"
    MEETINGS = "meetings"
    FIGURES = "figures"
    PICTURE = "picture"
    WEEKLY_REPORTS = "weekly_reports"
    DIALOGUES = "dialogues"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    function: Function
    label: LazyText
    does: LazyText
    """One plain sentence."""
    from_the_start: bool
    """Whether it is on before anybody has chosen."""
    needs: Action = Action.READ
    """What a role must be allowed for the menu to lead there."""


# In the order of the menu.
FUNCTIONS = (
    Description(
        function=Function.REPORTS,
        label=_("Rapporter"),
        does=_("Ni planerar, redovisar och bedömer varje åtagande, och de som ansvarar får en fråga i månaden."),
        from_the_start=True,
    ),
    Description(
        function=Function.MEETINGS,
        label=_("Möten"),
        does=_("Ni kallar till möten, skriver protokoll och beslut och gör en lägesrapport."),
        from_the_start=True,
    ),
    Description(
        function=Function.FIGURES,
        label=_("Siffror"),
        does=_("Ni läser in statistik med källa, ser vad som går att säga om den och visar den på en egen sida."),
        from_the_start=False,
    ),
    Description(
        function=Function.PICTURE,
        label=_("Lägesbilden"),
        does=_("Ni beskriver problemen med underlag och orsaker, väger dem tillsammans och antar lägesbilden."),
        from_the_start=False,
    ),
    Description(
        function=Function.WEEKLY_REPORTS,
        label=_("Veckan"),
        does=_("Ni får rapporter i mobilen från dem som rör sig ute, ser veckan samlad och bestämmer vad som görs."),
        from_the_start=False,
        needs=Action.LISTEN,
    ),
    Description(
        function=Function.DIALOGUES,
        label=_("Dialoger"),
        does=_("Ni tar emot vad invånare och medarbetare tycker, granskar, bestämmer och svarar vad det blev."),
        from_the_start=False,
        needs=Action.LISTEN,
    ),
)
