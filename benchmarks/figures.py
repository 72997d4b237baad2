"""What a benchmark gives back."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A measured value that is to stay at or below its target; at or above it with ``at_least``.

    ``limit`` is what the part that cannot be avoided gives by itself, measured in the same run. Without a target the
    figure is only told.
    """

    name: str
    value: float
    target: float | None
    unit: str
    limit: float | None = None
    at_least: bool = False

    @property
    def met(self) -> bool:
        if self.target is None:
            return True
        return self.value >= self.target if self.at_least else self.value <= self.target

    @property
    def cells(self) -> tuple[str, str, str, str, str]:
        """What is measured, the value, the limit, the target and the verdict, each in words."""
        measured = f"{self.value:.2f} {self.unit}"
        limit = "" if self.limit is None else f"{self.limit:.2f} {self.unit}"
        bound = "" if self.target is None else f"{'≥' if self.at_least else '≤'} {self.target:g} {self.unit}"
        verdict = "" if self.target is None else "met" if self.met else "missed"
        return self.name, measured, limit, bound, verdict

    def line(self) -> str:
        """A row of the table under `HEADINGS`."""
        name, measured, limit, bound, verdict = self.cells
        return f"{name:60} {measured:>12} {limit:>12} {bound:>12}  {verdict}".rstrip()


def p50(times: Sequence[float]) -> float:
    return statistics.median(times)


def p95(times: Sequence[float]) -> float:
    return sorted(times)[int(0.95 * len(times))]


HEADINGS = f"{'figure':60} {'measured':>12} {'limit':>12} {'target':>12}  verdict"
