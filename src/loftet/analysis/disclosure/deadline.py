"""Time that may run out: then nothing is released."""

from time import monotonic

from loftet.analysis.arguments import positive


class NothingReleased(Exception):
    """No pattern was found and proved, so there is nothing that may be published."""


class Deadline:
    """The moment by which a pattern must have been found and proved."""

    __slots__ = ("_end", "_seconds")

    def __init__(self, seconds: float) -> None:
        self._seconds = positive("seconds", seconds).item()
        self._end = monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left.

        Raises:
            NothingReleased: if there are none.
        """
        seconds = self._end - monotonic()
        if seconds <= 0:
            raise NothingReleased(f"no proof within {self._seconds:g} seconds")
        return seconds
