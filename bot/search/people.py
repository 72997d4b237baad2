"""When a line is somebody's name: every word a name that is known, or one typing mistake away from one."""

from collections.abc import Collection, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.search.index import one_deletion
from bot.search.names import names as known_names
from bot.search.query import Clause, Query, Term
from bot.search.skills import skills
from bot.search.terms import name_terms
from bot.search.text import tokens

MOST_WORDS = 6
_SHORTEST_MISTYPED = 4
_MOST_READINGS = 8


def exact_name(line: str) -> Query | None:
    """The line as a name whose words are all spelt right, in any order and in other forms; None where it cannot be one."""
    return Query((Clause(name_terms(line, " ".join(line.split()))),), text=line) if _words(line) else None


def name_query(line: str, names: Collection[str] | None = None) -> Query | None:
    """The line as a name in any order of its words, one typing mistake a word allowed; None where it is none.

    ``names`` are the tokens of all names. Without them the words are looked up by their one-letter deletions, which
    any store answers from its index. A word that is a skill is a name only beside a word that is none.
    """
    words = _words(line)
    if not words:
        return None
    alone = len(words) == 1
    if names is None:
        if alone and not _may_be_mistyped(words[0], alone=True):
            return None
        forms = [one_deletion(word) if _may_be_mistyped(word, alone=alone) else {word} for word in words]
        return _query(line, "name~", [tuple(sorted(form)) for form in forms])
    exact = names if isinstance(names, (set, frozenset, dict)) else frozenset(names)
    groups = [_readings(word, exact, alone=alone) for word in words]
    return _query(line, "name", groups) if all(groups) else None


def _words(line: str) -> list[str]:
    words = tokens(line[:200]) if _plain(line) else []
    return [] if len(words) > MOST_WORDS or all(_is_term(word) for word in words) else words


def _plain(line: str) -> bool:
    return not any(mark in line for mark in '":?/|"“”*@') and not line.lstrip().startswith("-")


def _is_term(word: str) -> bool:
    """A word with a meaning of its own in a search."""
    return bool(skills().named([word]))


def _readings(word: str, names: Collection[str], *, alone: bool) -> tuple[str, ...]:
    """The names that the word may stand for: itself, else those one mistake away."""
    if word in names:
        return (word,)
    if not _may_be_mistyped(word, alone=alone):
        return ()
    near = process.extract(word, names, scorer=OSA.distance, processor=None, score_cutoff=1, limit=None)
    return tuple(sorted((name for name, _, _ in near), key=lambda name: (name[0] != word[0], name))[:_MOST_READINGS])


def _may_be_mistyped(word: str, *, alone: bool) -> bool:
    """Long enough to tell, and no word that asks for something else."""
    if len(word) < _SHORTEST_MISTYPED + alone or not word.isalpha() or _is_term(word):
        return False
    return not (alone and _means_something(word))


def _means_something(word: str) -> bool:
    kinds = ("schools", "companies", "venues", "places", "degrees", "languages")
    return any(known_names(kind).whole([word]) for kind in kinds)


def _query(line: str, field: str, groups: Sequence[tuple[str, ...]]) -> Query:
    label = " ".join(line.split())
    other = [group[0] for group in groups]
    said = "" if field == "name~" or other == tokens(line) else f"read as {' '.join(other)}"
    return Query((Clause((Term("field", label, field=field, groups=tuple(groups)),)),), text=line, reading=said)
