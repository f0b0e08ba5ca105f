"""One measured figure, what it is held against, and whether it reaches its goal."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure should reach. With a peer it is the ratio to the peer that is judged, otherwise the figure."""

    at_least: float | None = None
    at_most: float | None = None

    def is_reached_by(self, figure: float) -> bool:
        return (self.at_least is None or figure >= self.at_least) and (self.at_most is None or figure <= self.at_most)

    def __str__(self) -> str:
        bounds = (("≥", self.at_least), ("≤", self.at_most))
        return " ".join(f"{sign} {bound:g}" for sign, bound in bounds if bound is not None)


@dataclass(frozen=True, slots=True)
class Result:
    """`value` and `peer` in `unit`; `peer` is the same thing measured on what we compare with, in the same run."""

    name: str
    value: float
    unit: str
    peer: float | None = None
    goal: Goal | None = None

    @property
    def ratio(self) -> float | None:
        return self.value / self.peer if self.peer else None

    @property
    def holds(self) -> bool | None:
        """None where no goal is set."""
        judged = self.value if self.ratio is None else self.ratio
        return self.goal.is_reached_by(judged) if self.goal else None

    def row(self, group: str) -> dict[str, object]:
        """The row of bench/results.json."""
        goal = str(self.goal) if self.goal else None
        return {"group": group, **asdict(self), "ratio": self.ratio, "goal": goal, "holds": self.holds}
