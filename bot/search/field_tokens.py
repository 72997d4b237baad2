"""What the words of a field answer to: its words, pairs of them, the names that it holds; a name with a typing mistake, too."""

from collections.abc import Sequence

from bot.profile import Education, Fact, Work
from bot.search.names import names
from bot.search.passages import value
from bot.search.regions import seats_of
from bot.search.text import pairs, tokens
from bot.search.words import word_list

CONNECTIVES = word_list("connectives")

_LONGEST_NAME = 40
_MOST_BEGINNINGS = 3
_LONGEST_VALUE = 100
"""Characters: chats offer no longer ones, and no database has longer keys in an index."""
_SPELT = {ord(letter): spelt for letter, spelt in zip("äöüåø", ("ae", "oe", "ue", "aa", "oe"), strict=True)}


def field_tokens(text: str, *kinds: str) -> list[str]:
    """What a field answers to: its words, its neighbouring words as pairs, and the keys of the names it holds."""
    words = tokens(text)
    short = [word for word in words if word not in CONNECTIVES]
    known = [key for kind in kinds for key in names(kind).held(words)]
    return [*short, *pairs(short), *known]


def name_tokens(name: str) -> list[str]:
    """The words of a name, and its umlauts written out: Jürgen is found as Juergen too."""
    spelt = name.casefold().translate(_SPELT)
    return list(dict.fromkeys((*tokens(name), *tokens(spelt))))


def one_deletion(token: str) -> set[str]:
    """The token, and every form of it that lacks one letter: two names a typo apart share one.

    Fewer than three letters are too few to tell, and more than any name has would be too many forms.
    """
    if not 3 <= len(token) <= _LONGEST_NAME:
        return {token}
    return {token} | {token[:at] + token[at + 1 :] for at in range(len(token))}


def beginnings(words: Sequence[str]) -> list[str]:
    """What a value of several words may be begun with: the first one, and each that says something.

    Each ends in the whole value: two values that end alike share none. A value too long to be offered has none.
    """
    whole = "_".join(words)
    starts = [at for at, word in enumerate(words) if not at or word not in CONNECTIVES]
    return ["_".join(words[at:]) + f"={whole}" for at in starts[:_MOST_BEGINNINGS] if len(whole) <= _LONGEST_VALUE]


def seated(name: Fact[str] | None, place: Fact[str] | None, *kinds: str) -> list[str]:
    """What an institution answers to, and what it is called with its place: University of California, Berkeley."""
    if not name:
        return []
    whole = [*tokens(name.value), *tokens(value(place))]
    known = [key for kind in kinds for start, _, key in names(kind).find(whole) if start < len(tokens(name.value))]
    return list(dict.fromkeys((*field_tokens(name.value, *kinds), *known)))


def employer(job: Work) -> list[str]:
    return seated(job.organization, job.place, "schools", "companies")


def seats(study: Education) -> list[str]:
    """Where a school is whose place the CV does not say."""
    name = "" if study.place else value(study.institution)
    return seats_of(name, seated(study.institution, None, "schools")) if name else []
