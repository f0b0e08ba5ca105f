"""What a subscriber agrees to. Whoever changes a word changes what is agreed to from then on: the proof follows."""

import hashlib

from django.utils.translation import gettext as _

from loftet.domain.place.models import Municipality


def consent_wording(municipality: Municipality) -> str:
    """In the language of the page."""
    return _(
        "%(authority)s får spara min e-postadress för att skicka ett brev till mig de dagar när det kommer något nytt "
        "om det jag följer, högst ett om dagen. Adressen används inte till något annat, och ingen ser om jag läser "
        "breven. Jag kan sluta när jag vill, och då raderas adressen direkt. Den raderas också ett år efter att löftet "
        "har slutat gälla."
    ) % {"authority": municipality.authority}


def wording_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
