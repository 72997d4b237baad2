"""What a profile lets one measure: grade averages on their scales, and the months that dated jobs show a skill.

Both are tokens of a field whose order as text is their order as numbers, so that "3 years or more" is a few prefixes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bot.profile import Education, Profile, Project, Work
from bot.search.passages import Proof, value
from bot.search.skills import skills

ANY = "any"
"""In place of a skill: all dated jobs together."""
COMPARISONS = ("<=", ">=", "<", ">")
SCALES = tuple(map(Decimal, ("4", "4.3", "4.5", "5", "10", "20", "100")))
_FOUR, _FIVE, _TEN, _HUNDRED = (SCALES[at] for at in (0, 3, 4, -1))
_GRADE = re.compile(r"(\d{1,3}(?:[.,]\d{1,4})?)\s?(?:(%)|(?:/|out of)\s?(\d{1,3}(?:[.,]\d{1,2})?))?")
_RANK = re.compile(
    r"(\d{1,4}(?:[.,]\d{1,3})?)(?:st|nd|rd|th)?(?:\s?(?P<percent>%)|\s?(?:/|out of|of|among)\s?(?P<size>\d{1,6}))?"
)
_PLACE, _SHARE = "place:", "share:"
_MOST = 999


class Stint(NamedTuple):
    """A dated job: its first month and the one after its last, and the line of it that shows a skill."""

    first: int
    last: int
    job: Work
    proof: Proof | None = None


def grades(profile: Profile) -> Iterator[tuple[str, str]]:
    for study in profile.education:
        yield from (("gpa", token) for token in grade_tokens(value(study.gpa)))


def ranks(profile: Profile) -> Iterator[tuple[str, str]]:
    for study in profile.education:
        yield from (("rank", token) for token in rank_tokens(value(study.rank)))


def grade_tokens(written: str) -> tuple[str, ...]:
    """The grade on its scale. One without a scale counts where only one scale has such grades: 91 is one of a hundred."""
    found = _GRADE.match(written)
    if not found:
        return ()
    grade, scale = number(found[1]), _HUNDRED if found[2] else number(found[3] or "0")
    if not scale:
        possible = [one for one in SCALES if one / 2 <= grade <= one]
        scale = possible[0] if len(possible) == 1 and grade > SCALES[3] else scale
    return (f"{_scale(scale)}{_digits(grade)}",) if 0 < grade <= scale else ()


def grade_choices(comparison: str, grade: Decimal, scale: Decimal | None) -> tuple[str, ...]:
    """The tokens of all grades that compare so, on one scale."""
    scale = scale or plain_scale(grade)
    return tuple(_scale(scale) + digits for digits in _compared(comparison, _digits(grade)))


def grades_between(least: Decimal, most: Decimal, scale: Decimal) -> tuple[str, ...]:
    """The tokens of all grades from one to another: what is in the choices of both bounds."""
    above, below = grade_choices(">=", least, scale), grade_choices("<=", most, scale)
    inner = (sorted((one, other), key=len) for one in above for other in below)
    return tuple(dict.fromkeys(long for short, long in inner if long == short or _holds(short, long)))


def _holds(short: str, long: str) -> bool:
    """Whether one choice, a beginning, is of all that another one is of."""
    return short.endswith("*") and long.startswith(short[:-1])


def plain_scale(grade: Decimal) -> Decimal:
    """What a grade is one of where the asker does not say: the least scale that has it, but not 4.3 or 4.5."""
    return next((scale for scale in (_FOUR, _FIVE, _TEN) if grade <= scale), _HUNDRED)


def rank_tokens(written: str) -> tuple[str, ...]:
    """The place, and the share of a class that it lies in: 5/162, top 9%."""
    found = _RANK.search(written)
    if not found:
        return ()
    place = number(found[1])
    if found["percent"]:
        return (f"{_SHARE}{_digits(place)}",) if place <= _HUNDRED else ()
    size = Decimal(found["size"] or 0)
    share = (f"{_SHARE}{_digits(place * _HUNDRED / size)}",) if place <= size else ()
    return (f"{_PLACE}{_digits(place)}", *share)


def rank_choices(comparison: str, rank: Decimal, *, percent: bool) -> tuple[str, ...]:
    """The tokens of all places, or shares of a class, that compare so."""
    return tuple((_SHARE if percent else _PLACE) + digits for digits in _compared(comparison, _digits(rank)))


def any_rank() -> tuple[str, ...]:
    return f"{_PLACE}*", f"{_SHARE}*"


def number(written: str) -> Decimal:
    return Decimal(written.replace(",", "."))


def experience(profile: Profile, found: Iterable[Proof], arrived: date | None) -> Iterator[tuple[str, str]]:
    """Per skill the months of the dated jobs that show it or what implies it, each month once."""
    for skill, some in stints(profile, found, arrived).items():
        yield "years", f"{skill}:{min(together(some), _MOST):03}"


def stints(profile: Profile, found: Iterable[Proof], arrived: date | None) -> Mapping[str, Sequence[Stint]]:
    """The dated jobs by what they show.

    A job that goes on counts to the arrival of the CV; where that is not known, to the last date the CV has.
    """
    now = _now(profile, arrived)
    dated = {id(job): Stint(*span, job) for job in profile.work if job.kind == "job" and (span := _span(job, now))}
    shown = {ANY: list(dated.values())} if dated else {}
    places = _places(stint.job for stint in dated.values())
    for proof in found:
        for job in places.get((proof.passage.document, proof.passage.start, proof.passage.end), ()):
            for skill in (proof.skill, *skills().implies(proof.skill)):
                known = shown.setdefault(skill, [])
                if not any(one.job is job for one in known):
                    known.append(dated[id(job)]._replace(proof=proof))
    return shown


def experience_choices(skill: str, comparison: str, months: int) -> tuple[str, ...]:
    return tuple(f"{skill}:{digits}" for digits in _compared(comparison, f"{min(months, _MOST):03}"))


def number_choices(comparison: str, count: int) -> tuple[str, ...]:
    """The tokens of all numbers of things that compare so."""
    return tuple(_compared(comparison, number_of(count)))


def number_of(count: int) -> str:
    """How many of something somebody has, in an order that is the numbers' own."""
    return f"{min(count, _MOST):03}"


def years(job: Work | Education, arrived: int) -> tuple[int, int]:
    """The first and the last year of a job or of studies, of which one may be missing; none at all where both are."""
    start, end = value(job.start)[:4], value(job.end)[:4]
    last = str(arrived) if end == "pres" else end
    known = [int(year) for year in (start or last, last or start) if year.isdigit()]
    return (known[0], known[1]) if len(known) == 2 else (1, 0)


def year_of_arrival(profile: Profile, arrived: date | None) -> int:
    """Until when a job counts that goes on."""
    return (_now(profile, arrived) - 1) // 12


def _span(job: Work, now: int) -> tuple[int, int] | None:
    """First month and the one after the last: at least so much. A year alone is counted to its least, but 2020 – 2023 is three.

    So is the year of a season: 2020 – summer 2021 may be half a year.
    """
    start, end = value(job.start), value(job.end)
    if not start[:4].isdigit() or not (end == "present" or end[:4].isdigit()):
        return None
    last = now if end == "present" else _month(end, least=1) + ("-" in end)
    seasonal = any(place.rule == "date.season" for day in (job.start, job.end) if day for place in day.evidence)
    years = len(start) == len(end) == len("2020") and not seasonal
    first = _month(start, least=1 if years else 12)
    return (first, last) if first < last else None


def _month(day: str, *, least: int) -> int:
    return int(day[:4]) * 12 + (int(day[5:7]) if "-" in day else least) - 1


def _now(profile: Profile, arrived: date | None) -> int:
    if arrived:
        return arrived.year * 12 + arrived.month
    entries: tuple[Education | Work | Project, ...] = (*profile.education, *profile.work, *profile.projects)
    said = [value(day) for entry in entries for day in (entry.start, entry.end)]
    return max((_month(day, least=1) + 1 for day in said if day[:4].isdigit()), default=0)


def _places(jobs: Iterable[Work]) -> Mapping[tuple[int, int, int], list[Work]]:
    """Where the lines of jobs stand."""
    found: dict[tuple[int, int, int], list[Work]] = {}
    for job in jobs:
        for fact in (job.title, *job.details):
            for place in fact.evidence if fact else ():
                found.setdefault((place.document, place.start, place.end), []).append(job)
    return found


def together(some: Iterable[Stint]) -> int:
    """Months in any of the jobs."""
    months, reached = 0, 0
    for first, last in sorted(one[:2] for one in some):
        months += max(0, last - max(first, reached))
        reached = max(reached, last)
    return months


def duration(months: int) -> str:
    """For people: 2 years 3 months."""
    parts = ((months // 12, "year"), (months % 12, "month"))
    return " ".join(f"{number} {noun}{'s' * (number != 1)}" for number, noun in parts if number)


def _scale(scale: Decimal) -> str:
    return f"{scale.normalize():f}:"


def _digits(grade: Decimal) -> str:
    return f"{grade:08.4f}"


def _compared(comparison: str, digits: str) -> Sequence[str]:
    """The numbers of as many digits that are greater or less, as prefixes; the number itself where it counts."""
    if comparison == "=":
        return [digits]
    upwards = comparison.startswith(">")
    others = [
        f"{digits[:at]}{other}*"
        for at, digit in enumerate(digits)
        if digit != "."
        for other in (range(int(digit) + 1, 10) if upwards else range(int(digit)))
    ]
    return [*others, digits] if comparison.endswith("=") else others
