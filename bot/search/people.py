"""When a line is somebody's name: every word a name that is known, or one typing mistake away from one."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.search.field_tokens import one_deletion
from bot.search.names import names as known_names
from bot.search.query import Clause, Query, Term
from bot.search.skills import skills
from bot.search.terms import name_terms
from bot.search.text import tokens

MOST_WORDS = 6
_SHORTEST_MISTYPED, _TELLING = 3, 4
"""Letters of a word that may be mistyped, and of one that says by itself who is meant."""
_MOST_READINGS = 24
_MOST_NAMED = 3
"""Words of a name before the verb of a question."""
_WHO_IS = re.compile(r"(?:who(?:['’]s| is)|wer ist) (?P<name>[^?？]+)[?？]?", re.IGNORECASE)
_SHOW = re.compile(r"(?:please )?(?:show|find|get|give) (?:me|us) (?P<name>[^?？]+)[?？]?", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:(?:can|could) you )?(?:please )?(?:(?:tell|show|give) (?:me|us) |what (?:do|can) (?:we|you) (?:know|say|tell (?:me|us)) )?"
    r"(?:all |more |everything |something |anything |details |info(?:rmation)? )?(?:about|on) (?P<name>[^?？]+)[?？]?",
    re.IGNORECASE,
)
_WHAT_OF = re.compile(
    r"(?:(?:what|where|when)(?:['’]s| is| are| was| were)|(?:show|give|get) (?:me|us)|how (?:good |old )?(?:is|are)) (?P<name>[^?？'’]{1,80})['’]s? [^?？]{1,60}[?？]?",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"(?i:(?:(?:show|find|list|get|give)(?: me| us)? )?(?:all|every)(?: the| of the)? )(?P<name>[A-Z][^\W\d_]{1,40}?)s?[?？]?"
)
"""All Lindgrens."""
_WHOSE_PEOPLE = re.compile(
    r"who(?:['’]s| is| was| are| were) (?P<name>[^?？'’]{1,80})['’]s? (?:[\w.]{1,20} )?"
    r"(?:advis[eo]rs?|supervisors?|mentors?|co-?authors?|managers?|referees?|references?|professors?)[?？]?",
    re.IGNORECASE,
)
_THINGS = (
    r"(?:e-?mails?|mail|phone|telephone|mobile|contact (?:details|info|information)|contacts?|details|profile|card|cv|résumé|resume|github|linkedin|"
    r"website|homepage|home page|papers?|publications?|education|experience|work experience|skills|gpa|grades?)(?: address| number)?"
)
_THING_OF = re.compile(
    rf"(?:(?:what(?:['’]s| is| are)|(?:please )?(?:show|find|get|give|send)(?: me| us)?) )?(?:the )?{_THINGS} (?:(?:of|from|for) )?"
    r"(?P<name>[^?？]+)[?？]?",
    re.IGNORECASE,
)
_ONES_THING = re.compile(rf"\A(?P<name>[^?？'’]{{1,80}}?)(?:['’]s?)? {_THINGS}[?？]?", re.IGNORECASE)
_DOES = re.compile(
    r"(?:(?:where|when|what|why|how|how (?:long|many|much|well)|since when|(?:what|which|how many) [\w-]{2,20}+(?: [\w-]{2,20}+)?) )?"
    r"(?:is|was|does|did|do|has|have|had|can|could|will|would|wo|wie lange|ist|hat|kann) ",
    re.IGNORECASE,
)
"""How a question about one named person begins, up to the name."""


def names_asked(line: str) -> Iterator[str]:
    """What may be the name that a line asks about, to be tried in turn: Noor in "who is Noor?" and in "where does Noor live?"."""
    said = line.strip()[:200]
    for pattern in (_WHO_IS, _ALL, _SHOW, _ABOUT, _WHAT_OF, _WHOSE_PEOPLE, _THING_OF, _ONES_THING):
        if found := pattern.fullmatch(said):
            yield found["name"]
    yield line
    if asked := _DOES.match(said):
        words = said[asked.end() :].rstrip(" ?？").split()
        for size in range(min(_MOST_NAMED, len(words) - 1), 0, -1):
            yield " ".join(words[:size])


def exact_name(line: str) -> Query | None:
    """The line as a name whose words are all spelt right, in any order and in other forms; None where it cannot be one."""
    return Query((Clause(name_terms(line, " ".join(line.split()))),), text=line) if _words(line) else None


def name_query(line: str, names: Collection[str]) -> Query | None:
    """The line as a name in any order of its words, one typing mistake a word allowed; None where it is none.

    ``names`` are the tokens of names that the words may be. A word that is a skill is a name only beside a word that
    is none.
    """
    return next(_readings_of(line, frozenset(names)), None)


def near_names(line: str, like: Callable[[Sequence[str]], Iterable[str]]) -> Iterator[Query]:
    """The line as names that somebody has: first with a typing mistake where a word is nobody's, then with one anywhere.

    ``like`` finds the tokens of names that have one of some keys, which are those of `one_deletion`.
    """
    words = _words(line)
    forms = [one_deletion(word) if _may_be_mistyped(word, alone=len(words) == 1) else {word} for word in words]
    if words:
        yield from _readings_of(line, frozenset(like(sorted(set().union(*forms)))))
    elif _plain(line) and _calls_people(tokens(line[:200])):
        yield Query((Clause(name_terms(line, " ".join(line.split()))),), text=line)


def _readings_of(line: str, names: frozenset[str]) -> Iterator[Query]:
    words = _words(line)
    known = sum(word in names for word in words)
    for groups in dict.fromkeys(
        tuple(
            _readings(word, names, beside=known - (word in names), exact=exact, alone=len(words) == 1) for word in words
        )
        for exact in (True, False)
    ):
        if words and all(groups):
            yield _query(line, "name", groups)


def _words(line: str) -> list[str]:
    words = tokens(line[:200]) if _plain(line) else []
    return [] if len(words) > MOST_WORDS or _are_skills(words) else words


def _are_skills(words: Sequence[str]) -> bool:
    """Whether the words are names of skills, one after the other."""
    at = 0
    while at < len(words) and (found := skills().longest_name(words, at)):
        at = found[1]
    return at == len(words)


def _plain(line: str) -> bool:
    return not any(mark in line for mark in '":?/|"“”*@') and not line.lstrip().startswith("-")


def _calls_people(words: Sequence[str]) -> bool:
    """Names of skills that people have as well: where nobody knows Ruby, Ruby Marsh is meant."""
    known = [skills().named([word]) for word in words]
    return bool(known) and len(known) <= MOST_WORDS and all(alias and alias.people for alias in known)


def _is_term(word: str) -> bool:
    """A word with a meaning of its own in a search."""
    return bool(skills().named([word]))


def _readings(word: str, names: Collection[str], *, alone: bool, beside: int, exact: bool) -> tuple[str, ...]:
    """The names that the word may stand for: itself where that will do, and those one mistake away.

    A short word is near so many that it needs a name ``beside`` it that is spelt right.
    """
    own = (word,) if word in names else ()
    if (own and exact) or not _may_be_mistyped(word, alone=alone) or (len(word) < _TELLING and not beside):
        return own
    near = process.extract(word, names, scorer=OSA.distance, processor=None, score_cutoff=1, limit=None)
    others = sorted((name for name, _, _ in near if name != word), key=lambda name: (name[0] != word[0], name))
    return (*own, *others[:_MOST_READINGS])


def _may_be_mistyped(word: str, *, alone: bool) -> bool:
    """Long enough to tell, and no word that asks for something else."""
    if len(word) < (_TELLING + 1 if alone else _SHORTEST_MISTYPED) or not word.isalpha() or _is_term(word):
        return False
    return not (alone and _means_something(word))


def _means_something(word: str) -> bool:
    kinds = ("schools", "companies", "venues", "places", "degrees", "languages")
    return any(known_names(kind).whole([word]) for kind in kinds)


def _query(line: str, field: str, groups: Sequence[tuple[str, ...]]) -> Query:
    label = " ".join(line.split())
    other = [group[0] for group in groups]
    said = "" if other == tokens(line) else f"read as {' '.join(other)}"
    return Query((Clause((Term("field", label, field=field, groups=tuple(groups)),)),), text=line, reading=said)
