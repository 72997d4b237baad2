"""What is asked of one degree: the school that it is from and the year in which it ended, or is to end.

A token of the field ``degree`` says them together, so that a PhD elsewhere is none of this school.
"""

from collections.abc import Iterator, Sequence

from bot.profile import Education
from bot.search.names import names
from bot.search.passages import value
from bot.search.studies import graduation
from bot.search.text import tokens
from bot.search.words import word_list

_UNIVERSITY = word_list("university")


def tokens_of(
    study: Education, school: Sequence[str], ahead: Sequence[str] = (), *, is_finished: bool = False
) -> Iterator[str]:
    """What a degree answers to beside its name; ``school``: the tokens of its school; ``ahead``: when it is expected."""
    levels = dict.fromkeys(key for _, _, key in names("degrees").find(tokens(value(study.degree))))
    both = list(dict.fromkeys(at(level, said) for level in levels for said in school))
    reached = [finished(said) for said in (*levels, *both)] if is_finished else []
    yield from (*both, *reached)
    for year in dict.fromkeys((*graduation(study), *ahead)):
        yield from (f"{said}:{year}" for said in (*levels, *both, *reached))


def at(level: str, school: str) -> str:
    """The token of a degree from a school, of which a token is given: the same whatever it calls a university."""
    words = school.split("_")
    other = [word for word in words if word not in _UNIVERSITY]
    return f"{level}@{'_'.join([*other, 'university'] if len(other) < len(words) else words)}"


def finished(degree: str) -> str:
    """The token of a degree that is reached, of its own token."""
    return f"{degree}:finished"


def parted(asked: str) -> tuple[str, str]:
    """``phd at Calder Bay`` as the degree's key and the school; the key is blank where no degree is named."""
    degree, _, school = asked.partition(" at ")
    known = names("degrees").find(tokens(degree))
    return (known[0][2] if len(known) == 1 else ""), school
