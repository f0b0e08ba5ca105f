"""The plain sentences that a statement may be published as, in Swedish and English: no more than the finding holds."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from loftet.analysis.marks import Mark
from loftet.analysis.statements.findings import Finding, Measure, Reason, ShareStatement, Statement
from loftet.analysis.statements.words import Language, words


@dataclass(frozen=True, slots=True)
class Wording:
    """What is counted and when, in the language of the sentence.

    `subject` opens a sentence and is in the plural ("Anmälda bostadsinbrott"), for shares "Andelen som känner sig
    otrygga"; `before` and `after` follow a number ("år 2023"); `counted_on` stands where exposures differ ("räknat på
    antalet invånare").
    """

    subject: str
    before: str
    after: str
    counted_on: str = ""


COMMA = {Language.SWEDISH: ",", Language.ENGLISH: "."}
THOUSANDS = {Language.SWEDISH: "\N{NO-BREAK SPACE}", Language.ENGLISH: ","}


def sentence(said: Statement, wording: Wording, language: Language = Language.SWEDISH) -> str:
    """The finding on two counts in words that can be published as they stand.

    What it answers: "what can we write on the page?"

    Args:
        said: from `what_can_be_said`.
        wording: what was counted and when, in the same language.
        language: of the sentence.
    Returns:
        One to five short sentences. Counts come first; per cent stand only where the base allows; what is
        preliminary or made up says so.
    Assumes:
        that the wording is in the plural and in the language asked for.
    Misleads when:
        the sentences are cut apart: the last ones take back what the first may seem to say.

    >>> sentence(what_can_be_said(15, 10), Wording("Anmälda bostadsinbrott", "år 2023", "år 2024"))[:62]
    'Anmälda bostadsinbrott var 15 år 2023 och 10 år 2024. För få f'
    """
    values = _values_of_counts(said, wording, language)
    return _joined(_parts_of_counts(said), values, language)


def sentence_of_shares(said: ShareStatement, wording: Wording, language: Language = Language.SWEDISH) -> str:
    """The finding on two estimated shares in words that can be published as they stand; as `sentence`."""
    values = _values_of_shares(said, wording, language)
    return _joined(_parts_of_shares(said), values, language)


def _parts_of_counts(said: Statement) -> Iterator[str]:
    yield from _fact(said)
    if said.finding is Finding.NO_SIGN_OF_CHANGE:
        yield "no sign"
    if said.reason:
        yield said.reason
    if said.reason is Reason.TOO_FEW and said.detectable:
        yield "seen from rise" if said.detectable.fall_to_count is None else "seen from both"
    yield from _meaning(said)
    yield from _goal(said.is_towards_goal)
    yield from _marks(said.marks)


def _fact(said: Statement) -> Iterator[str]:
    if said.count_before is None or said.count_after is None:
        yield from (["only after"] if said.count_after is not None else [])
        yield from (["only before"] if said.count_before is not None else [])
    elif said.finding in (Finding.ROSE, Finding.FELL):
        yield said.finding
        word = "rise" if said.finding is Finding.ROSE else "fall"
        yield f"{word} between" if said.may_say_percent else f"{word} beyond chance"
    else:
        yield Finding.CANNOT_TELL


def _meaning(said: Statement) -> Iterator[str]:
    if said.measure is Measure.REPORTS and said.finding in (Finding.ROSE, Finding.FELL):
        yield "reports" if said.finding is Finding.ROSE else "fewer reports"


def _goal(is_towards: bool | None) -> Iterator[str]:
    if is_towards is not None:
        yield "towards" if is_towards else "away"


def _marks(marks: int) -> Iterator[str]:
    if marks & Mark.PRELIMINARY:
        yield "preliminary"
    if marks & Mark.EXAMPLE:
        yield "example"


def _values_of_counts(said: Statement, wording: Wording, language: Language) -> dict[str, str]:
    least, most = _percent_limits(said)
    seen = said.detectable
    numbers = {
        "count_before": said.count_before,
        "count_after": said.count_after,
        "least": least,
        "most": most,
        "unseen": said.largest_unseen_share and _up(100 * said.largest_unseen_share),
        "rise": None if seen is None else _up(seen.rise_to_count),
        "fall": None if seen is None or seen.fall_to_count is None else math.floor(seen.fall_to_count),
    }
    counted_on = "" if said.is_same_exposure or not wording.counted_on else f", {wording.counted_on}"
    texts = {"subject": wording.subject, "before": wording.before, "after": wording.after, "counted_on": counted_on}
    return {**texts, **{name: _whole(number, language) for name, number in numbers.items() if number is not None}}


def _percent_limits(said: Statement) -> tuple[float | None, float | None]:
    """The least and the most change in per cent, rounded so that the interval never becomes narrower."""
    if said.low is None or said.high is None or math.isinf(said.high):
        return None, None
    if said.finding is Finding.ROSE:
        return math.floor(100 * (said.low - 1)), _up(100 * (said.high - 1))
    return math.floor(100 * (1 - said.high)), _up(100 * (1 - said.low))


def _parts_of_shares(said: ShareStatement) -> Iterator[str]:
    if said.share_before is None or said.share_after is None:
        yield from (["share only after"] if said.share_after is not None else [])
        yield from (["share only before"] if said.share_before is not None else [])
        yield from ([said.reason] if said.reason else [])
    elif said.finding in (Finding.ROSE, Finding.FELL):
        yield "share rose" if said.finding is Finding.ROSE else "share fell"
        yield "share between"
    else:
        yield "share"
        yield "share no sign" if said.finding is Finding.NO_SIGN_OF_CHANGE else "share cannot tell"
    yield from _goal(said.is_towards_goal)
    yield from _marks(said.marks)


def _values_of_shares(said: ShareStatement, wording: Wording, language: Language) -> dict[str, str]:
    points = {"share_before": said.share_before, "share_after": said.share_after}
    if said.low is not None and said.high is not None:
        points["least"] = _rounded(math.floor, min(abs(said.low), abs(said.high)))
        points["most"] = _rounded(math.ceil, max(abs(said.low), abs(said.high)))
    if said.largest_unseen_points is not None:
        points["unseen"] = _rounded(math.ceil, said.largest_unseen_points)
        points["detectable"] = _rounded(math.ceil, said.detectable_points)
    texts = {"subject": wording.subject, "before": wording.before, "after": wording.after}
    return {**texts, **{name: _tenths(100 * point, language) for name, point in points.items() if point is not None}}


def _joined(parts: Iterator[str], values: dict[str, str], language: Language) -> str:
    return " ".join(words(part, language).format(**values) for part in parts)


def _up(value: float) -> int:
    """Rounded up, except for what is above a whole number by the error of arithmetic alone."""
    return math.ceil(value - 1e-9)


def _rounded(to: Callable[[float], int], share: float) -> float:
    """To a tenth of a percentage point."""
    return to(round(1000 * share, 6)) / 1000


def _whole(number: float, language: Language) -> str:
    return f"{number:,.0f}".replace(",", THOUSANDS[language])


def _tenths(number: float, language: Language) -> str:
    return f"{number:.1f}".replace(".", COMMA[language])
