"""How much of a document was understood: the lines that no value claims, and how far the profile can be trusted."""

from collections.abc import Iterator

from bot.cv.passage import Line
from bot.cv.stretches import Stretches
from bot.profile import Evidence, Profile, Span, facts


def evidence_of(profile: Profile) -> list[Evidence]:
    return [evidence for fact in facts(profile) for evidence in fact.evidence]


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
    sure = [fact.confidence for fact in facts(profile)]
    mean = sum(sure) / len(sure) if sure else 0.0
    return round(0.2 * basics + 0.3 * whole + 0.4 * claimed + 0.1 * mean, 3)


def _completeness(profile: Profile) -> Iterator[float]:
    for study in profile.education:
        yield (bool(study.institution) + bool(study.degree) + bool(study.end or study.start)) / 3
    for work in profile.work:
        yield (bool(work.organization) + bool(work.title) + bool(work.start)) / 3
    for paper in profile.publications:
        yield (1 + bool(paper.authors) + bool(paper.venue or paper.date)) / 3
