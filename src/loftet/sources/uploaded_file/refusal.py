"""Why a file is not taken, in one sentence for the person who chose it."""


class RefusedFile(ValueError):
    """Its text is one Swedish sentence: what is wrong with the file and what to do instead."""


def damaged(what: str) -> RefusedFile:
    """The refusal of a file that begins as `what` ("Bilden") and cannot be followed to its end."""
    return RefusedFile(
        f"{what} är skadad eller ofullständig: öppna den i sitt program, spara den på nytt och försök igen."
    )
