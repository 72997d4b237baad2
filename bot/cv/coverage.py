"""How much of a document was understood: the lines that no value claims, and how far the profile can be trusted."""

from collections.abc import Iterator
from typing import Any

from bot.cv.passage import Line
from bot.cv.stretches import Stretches
from bot.profile import Evidence, Fact, Profile, Span


def facts_of(value: Any) -> Iterator[Fact[str]]:
    """Every fact of a profile, at any depth."""
    if isinstance(value, Fact):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from facts_of(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from facts_of(getattr(value, name))


def evidence_of(profile: Profile) -> list[Evidence]:
    return [evidence for fact in facts_of(profile) for evidence in fact.evidence]


def unclaimed(lines: tuple[Line, ...], profile: Profile) -> tuple[Span, ...]:
    """The lines that no evidence touches."""
    claimed = Stretches((one.start, one.end) for one in evidence_of(profile))
    return tuple(
        Span(line.passage.start, line.passage.end) for line in lines if not claimed.meet(line.begin, line.finish)
    )


def confidence(profile: Profile, content_lines: int, missed: int) -> float:
    """0 to 1: a name and a way to write, entries with their parts, and the share of lines that were understood."""
    claimed = 1 - missed / content_lines if content_lines else 0.0
    basics = 0.6 * (profile.name.confidence if profile.name else 0) + 0.4 * bool(
        profile.emails or profile.phones or profile.links
    )
    parts = list(_completeness(profile))
    whole = sum(parts) / len(parts) if parts else 0.0
    sure = [fact.confidence for fact in facts_of(profile)]
    mean = sum(sure) / len(sure) if sure else 0.0
    return round(0.3 * basics + 0.3 * whole + 0.3 * claimed + 0.1 * mean, 3)


def _completeness(profile: Profile) -> Iterator[float]:
    for study in profile.education:
        yield (bool(study.institution) + bool(study.degree) + bool(study.end or study.start)) / 3
    for work in profile.work:
        yield (bool(work.organization) + bool(work.title) + bool(work.start)) / 3
    for paper in profile.publications:
        yield (1 + bool(paper.authors) + bool(paper.venue or paper.date)) / 3
