"""Why a file could not be read, in one sentence for the person who chose it."""


class UnreadableFile(ValueError):
    """Its text is one Swedish sentence: what is wrong with the file and what to do instead."""


def damaged(kind: str) -> UnreadableFile:
    """The refusal of a file that begins as `kind` ("Pdf-filen") and cannot be followed to its end."""
    return UnreadableFile(
        f"{kind} är skadad eller ofullständig: öppna den i sitt program, spara den på nytt och försök igen."
    )
