"""Names of municipalities: their Swedish order, and the name of the authority."""

VOWELS = "aeiouyåäö"

# Å, Ä and Ö come after Z, in that order, as these three signs do; Unicode and the databases put them elsewhere.
_LAST = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "é": "e", "è": "e", "ü": "y"})
# Authorities whose names follow no rule.
_OWN_NAMES = {"Falun": "Falu kommun", "Gotland": "Region Gotland"}


def swedish_order(name: str) -> str:
    """Key to sort names by: a to z, å, ä, ö, whatever their case."""
    return name.casefold().translate(_LAST)


def authority_name(municipality: str) -> str:
    """ "Örkelljunga kommun", "Ängelholms kommun", "Höganäs kommun": an s only after a consonant, not after s, x, z."""
    ending = "" if municipality.endswith((*VOWELS, "s", "x", "z")) else "s"
    return _OWN_NAMES.get(municipality, f"{municipality}{ending} kommun")
