"""What is asked of one degree: its subject, the school that it is from, the year in which it ended or is to end, whether it is reached.

Tokens of the field ``degree`` name the entry of the CV that they are of, as the second master of somebody: all that is asked
must hold of one entry, so that a PhD elsewhere is none of this school.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from bot.profile import Education
from bot.search.names import names
from bot.search.passages import value
from bot.search.studies import ANY, graduation
from bot.search.text import pairs, tokens
from bot.search.words import word_list

FINISHED, CURRENT, BEGUN = "finished", "current", "begun"
STATES = (FINISHED, CURRENT, BEGUN)
"""Whether it is reached, or studied for; or that years are those of its beginning."""
MOST_YEARS = 12
"""Years of studies that are kept, the last ones."""
STUDIES = ANY
"""In place of a level: studies of whatever kind, for a degree or for none."""
_ENTRIES = 3
"""Degrees of one level that are told apart; the last one stands for all that follow."""
_UNIVERSITY = word_list("university")
_CONNECTIVES = word_list("connectives")


class Parts(NamedTuple):
    """``finished phd in physics at Calder Bay``: each blank where it is not said."""

    level: str
    """The degree's key; blank where no degree is named."""
    subject: str
    school: str
    state: str
    """One of `STATES`."""


def tokens_of(study: Education, before: Sequence[Education], said: Sequence[str], state: str = "") -> Iterator[str]:
    """What a degree answers to beside its name. ``before``: the entries above it; ``said``: as of `said_of`."""
    for level in _levels(study):
        above = islice((1 for other in before if level in _levels(other)), _most(level))
        one = entry(level, 1 + sum(above))
        yield from (one + token for token in said)
        yield from (ended(degree, state) for degree in (level, one) if state)


def said_of(
    study: Education, school: Sequence[str], place: Sequence[str], ahead: Sequence[str] = ()
) -> tuple[str, ...]:
    """The ends of the tokens of its subject, its school and place, of which tokens are given, its first and its last year; ``ahead``: when it is expected."""
    years = [ended("", year) for year in (*graduation(study), *ahead)]
    years += [begun("", value(study.start)[:4])] if study.start else []
    subjects = (of_subject("", said) for said in _subject(study))
    where = (*(at("", said) for said in school), *(placed("", said) for said in place))
    return tuple(dict.fromkeys((*subjects, *where, *years)))


def entry(level: str, number: int) -> str:
    """What the tokens of one entry begin with."""
    return f"{level}.{min(number, _most(level))}"


def entries(level: str) -> list[str]:
    """What those of each entry begin with that there may be."""
    return [entry(level, number + 1) for number in range(_most(level))]


def _most(level: str) -> int:
    return _ENTRIES + 2 * (level == STUDIES)


def names_entry(token: str) -> bool:
    return "." in token


def at(degree: str, school: str) -> str:
    """The token of a degree from a school, of which a token is given: the same whatever it calls a university."""
    words = school.split("_")
    other = [word for word in words if word not in _UNIVERSITY]
    return f"{degree}@{'_'.join([*other, 'university'] if len(other) < len(words) else words)}"


def placed(degree: str, place: str) -> str:
    """The token of a degree from a place: a school may have the name of a town elsewhere in its own."""
    return f"{degree}@in_{place}"


def of_subject(degree: str, subject: str) -> str:
    return f"{degree}/{subject}"


def ended(degree: str, when: str) -> str:
    """The token of a degree with the year of its end, or its state."""
    return f"{degree}:{when}"


def finished(degree: str) -> str:
    """The token of a degree that is reached, of its own token."""
    return ended(degree, FINISHED)


def begun(degree: str, year: str) -> str:
    return f"{degree}^{year}"


def during(studies: str, year: int) -> str:
    return f"{studies}~{year}"


def parted(asked: str) -> Parts:
    degree, _, school = asked.partition(" at ")
    degree, _, subject = degree.partition(" in ")
    known = names("degrees").find(tokens(degree))
    level = known[0][2] if len(known) == 1 else ""
    return Parts(level, subject, school, next((one for one in STATES if tokens(degree)[:1] == [one]), ""))


def studies_parted(asked: str) -> Parts:
    """As `parted`, of studies for whatever degree: ``physics at Calder Bay``, ``begun at Calder Bay``."""
    first, _, rest = asked.partition(" ")
    state, said = (first, rest) if first in STATES else ("", asked)
    subject, _, school = f" {said}".partition(" at ")
    return Parts(STUDIES, subject.strip(), school, state)


def in_year(asked: Parts, year: int) -> str:
    """The end of the token of a year as it is asked: of the beginning, the end, or of studies any between."""
    if asked.state == BEGUN:
        return begun("", str(year))
    return during("", year) if asked.level == STUDIES and not asked.state else ended("", str(year))


def _levels(study: Education) -> dict[str, None]:
    return dict.fromkeys(key for _, _, key in names("degrees").find(tokens(value(study.degree))))


def _subject(study: Education) -> dict[str, None]:
    """What was studied for it; where no field says so, what the degree's name says beside its level."""
    words = tokens(value(study.field or study.degree))
    if not study.field:
        taken = {at for start, end, _ in names("degrees").find(words) for at in range(start, end)}
        words = [word for at, word in enumerate(words) if at not in taken]
    said = [word for word in words if word not in _CONNECTIVES]
    return dict.fromkeys((*said, *pairs(said), *names("subjects").held(words)))
