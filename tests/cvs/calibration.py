"""How often facts are right, by the confidence they were given and by the rule that found them."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import bot.cv
from tests.cvs.score import Finding, Score

TABLE = Path(bot.cv.__file__).with_name("precision.toml")

BANDS = (0.0, 0.6, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995)
"""Lower edges; a fact belongs to the last one that it reaches."""


def by_band(scores: Iterable[Score]) -> dict[float, Counter[bool]]:
    """Right (True) and wrong facts of each band."""
    bands: dict[float, Counter[bool]] = {edge: Counter() for edge in BANDS}
    for finding in stated(scores):
        assert finding.fact is not None
        bands[max(edge for edge in BANDS if edge <= finding.fact.confidence)][finding.state == "right"] += 1
    return bands


def by_rule(scores: Iterable[Score]) -> dict[str, Counter[bool]]:
    """Right (True) and wrong facts of each rule."""
    rules: defaultdict[str, Counter[bool]] = defaultdict(Counter)
    for finding in stated(scores):
        assert finding.fact is not None
        rules[finding.fact.evidence[0].rule][finding.state == "right"] += 1
    return dict(sorted(rules.items()))


_NO_FACTS = {"papers.kind", "papers.equal"}
"""What a paper is judged for without a fact of its own."""
_ENTRIES = {"education", "work", "papers"}
"""Entries that were asked for count by their fields; one that was not asked for counts as a wrong fact."""


def stated(scores: Iterable[Score]) -> Iterator[Finding]:
    """What readings stated, not what they missed."""
    for finding in (one for score in scores for one in score.findings):
        entry = finding.path in _ENTRIES and finding.state == "right"
        if finding.fact is not None and not entry and finding.path not in _NO_FACTS:
            yield finding


def table(whole: Iterable[Score], spoilt: Iterable[Score], mutations: int) -> str:
    """`bot/cv/precision.toml`: right and stated facts of each rule; spoilt CVs weigh as much as whole ones."""
    counted, more = by_rule(whole), by_rule(spoilt)
    rows = []
    for rule in sorted({*counted, *more}):
        one, other = counted.get(rule, Counter()), more.get(rule, Counter())
        right, wrong = (round(one[side] + other[side] / mutations) for side in (True, False))
        rows.append(f"{json.dumps(rule)} = [{right}, {right + wrong}]\n")
    return (
        "# Facts right and facts in all, by rule, over the CVs of tests/cvs: python -m tests.cvs calibrate\n"
        + "".join(rows)
    )
