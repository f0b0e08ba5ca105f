"""What an authority has stated about its agreement and its pages, and what it has not."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from loftet.domain.agreement.models import Agreement
from loftet.domain.publishing.models import Site


@dataclass(frozen=True, slots=True)
class AgreementPart:
    name: str
    words: str
    """Empty where the agreement is silent."""


def agreement_parts(agreement: Agreement) -> list[AgreementPart]:
    """What the law asks for, then what Brå's checklist adds."""
    return [
        AgreementPart(_("Syften"), agreement.purposes),
        AgreementPart(_("Områden"), agreement.areas),
        AgreementPart(_("Problem i fokus"), agreement.problems),
        AgreementPart(_("Troliga orsaker"), agreement.causes),
        AgreementPart(_("Mål"), agreement.goals),
        AgreementPart(_("Så dokumenteras arbetet"), agreement.documentation),
        AgreementPart(_("Så följs arbetet upp"), agreement.follow_up),
    ]


def accessibility_is_draft(site: Site) -> bool:
    """A statement needs method, date and level, and names its failures unless there are none."""
    stated = site.accessibility_method and site.accessibility_assessed_on and site.accessibility_level
    return not (stated and (site.accessibility_failures or site.accessibility_level == "full"))
