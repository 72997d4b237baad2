"""What a benchmark gives back."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A measured value that is to stay at or below its target."""

    name: str
    value: float
    target: float
    unit: str
