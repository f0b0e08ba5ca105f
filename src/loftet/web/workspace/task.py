from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """A fact in *Att göra*, with one thing to press."""

    what: str
    why: str
    action: str
    address: str
