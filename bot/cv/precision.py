"""How often each rule is right, as measured: the most that a fact of the rule can be trusted."""

import tomllib
from pathlib import Path

_PRIOR_RIGHT, _PRIOR_FACTS = 9.0, 10.0
"""A rule counts as right in nine of ten facts before it was seen at work; the more it was seen, the less that weighs."""


def _measured() -> dict[str, float]:
    """From ``precision.toml``: facts right and facts in all, for each rule."""
    counts = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {rule: estimate(right, facts) for rule, (right, facts) in counts.items()}


def estimate(right: int, facts: int) -> float:
    """The mean of the Beta distribution that the prior and the counts give."""
    return round((right + _PRIOR_RIGHT) / (facts + _PRIOR_FACTS), 3)


_PRECISION = _measured()
_UNSEEN = estimate(0, 0)


def trusted(rule: str, confidence: float) -> float:
    """The confidence of a fact whose rule says ``confidence`` by itself."""
    return min(confidence, _PRECISION.get(rule, _UNSEEN))
