"""Lists of choices: "MIT, Stanford or CMU" is one of three."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from bot.search.draft import Draft
from bot.search.lexing import Item
from bot.search.names import names
from bot.search.skills import skills
from bot.search.text import fold, tokens
from bot.search.wording import DEGREES, ENDS, NOISE, ROLES, SENTENCE, Words
from bot.search.words import word_list

_YEAR = re.compile(r"(?:19|20)\d\d|'\d\d")
_MOST_WORDS = 3
"""Words of one choice."""

_ALIKE = word_list("or_alike")
_ARTICLES = {("a",), ("an",), ("some",), ("any",)}
_ALIKE_OF = word_list("or_alike_of")
"""What is alike: or a related field."""
_ANY = frozenset(("any", "one", "either", "some"))
_EITHER = frozenset(("either", "entweder"))
_WHO = frozenset(("students", "phds", "postdocs", "undergrads", *(role for role in ROLES if role.endswith("s"))))
_SHORT = frozenset(("ms", "bs"))
"""Degrees that are shortened."""
_FORMER = frozenset(("former", "ex", "past", "previous"))
_RANKS = frozenset(("junior", "senior", "staff", "principal", "lead", "chief"))
_NOUNS = word_list("of_each_choice") | ROLES.keys()


def or_alike(draft: Draft, words: Words) -> int:
    """The place after "or similar" or "or a related field", which nothing can be searched by; of "or other compilers" after "other"."""
    at = int(words.tokens[:1] in _ARTICLES)
    kind = words.tokens[at : at + 1] and words.tokens[at] in _ALIKE and words.tokens[at + 1 : at + 2]
    if draft.joins and kind and kind[0] in _ALIKE_OF:
        draft.leave_out(f"“or {words.said(0, at + 2)}”")
        return at + 2
    if not draft.joins or words.tokens[:1] == () or words.tokens[0] not in _ALIKE:
        return 0
    if len(words.tokens) == 1 or words.tokens[1] in ENDS | NOISE | SENTENCE:
        draft.leave_out(f"“or {words.said(0, 1)}”")
    return 1


def choices_listed(row: Sequence[Item]) -> list[Item]:
    """The items with an "or" in place of the commas of such a list."""
    found = _one_of(_without_either(row))
    row = found[:]
    for at, item in enumerate(row):
        if item.kind == "or":
            _spread(found, at)
    return [item for at, item in enumerate(found) if not (item.kind == "or" and found[at - 1 : at] == [item])]


def _without_either(row: Sequence[Item]) -> list[Item]:
    """The items without the word that an "or" after it makes needless: "either Rust or Go"."""
    last = max((at for at, item in enumerate(row) if item.kind == "or"), default=-1)
    return [
        item
        for at, item in enumerate(row)
        if at > last or item.kind != "word" or item.negated or fold(item.text) not in _EITHER
    ]


def _one_of(row: Sequence[Item]) -> list[Item]:
    """The items with an "or" between all that stands behind "any of" or "at least one of"."""
    said = [fold(item.text) if item.kind == "word" and not item.negated else "" for item in row]
    start = next((at for at in range(len(said) - 2) if said[at] in _ANY and said[at + 1] == "of"), -1)
    if start < 0:
        return list(row)
    before = start - 2 if said[max(0, start - 2) : start] == ["at", "least"] else start
    if row[start + 2].kind == "(":
        group, end = _either_of(row, start + 2)
        return [*row[:before], *group, *_one_of(row[end:])]
    parts: list[list[Item]] = [[]]
    end, last = start + 2, False
    for place in range(start + 2, len(row)):
        if row[place].kind in {"comma", "or"} or said[place] == "and":
            if last and row[place].kind != "or":
                break
            last = last or row[place].kind == "or"
            parts.append([])
        elif row[place].kind in {"word", "phrase"} and _is_choice([*parts[-1], row[place]], empty=False):
            parts[-1].append(row[place])
            end = place + 1
        else:
            break
    chosen = [part for part in parts if part]
    if len(chosen) < 2 or not parts[0]:
        return list(row)
    between = [item for part in chosen for item in (Item("or", "or"), *part)]
    return [*row[:before], *between[1:], *_one_of(row[end:])]


def _either_of(row: Sequence[Item], start: int) -> tuple[list[Item], int]:
    """The parenthesis that opens here with an "or" for its commas, and the place after it."""
    group: list[Item] = []
    depth = 0
    for end in range(start, len(row)):
        depth += {"(": 1, ")": -1}.get(row[end].kind, 0)
        parts = row[end].kind == "comma" or (row[end].kind == "word" and fold(row[end].text) == "and")
        group.append(Item("or", "or") if parts and depth == 1 else row[end])
        if not depth:
            return group, end + 1
    return group, len(row)


def with_nouns(row: Sequence[Item]) -> list[Item]:
    """The items with the noun of the last choice behind each: "staff or principal engineers" are engineers both, and of former ones each was one."""
    found = list(row)
    for at in range(len(row) - 1, 0, -1):
        if (
            row[at].kind == "or"
            and (nouns := _nouns(row[at + 2 :]))
            and _is_plain(row[at + 1])
            and _is_plain(row[at - 1])
        ):
            end = next((end for end in range(at, 0, -2) if found[end].kind != "or" or not _is_plain(found[end - 1])), 0)
            over = [found[end]] if fold(found[end].text) in _FORMER else []
            for place in range(at, end, -2):
                found[place : place + 1] = [*nouns, found[place], *over]
    return found


def _nouns(row: Sequence[Item]) -> list[Item]:
    nouns = itertools.takewhile(
        lambda item: item.kind == "word" and fold(item.text) in _NOUNS and not item.negated, row
    )
    return list(nouns)


def _is_plain(item: Item) -> bool:
    """A word that is no noun of that kind, nor one of a sentence: "knows Rust or is an engineer"."""
    known = _NOUNS | ((SENTENCE | NOISE) - _RANKS)
    return item.kind == "word" and not item.negated and known.isdisjoint(tokens(item.text))


def _spread(row: list[Item], at: int) -> None:
    """From an "or" back over the short choices before it, each after a comma; of a year over years alone."""
    end = at
    years = at + 1 < len(row) and bool(_YEAR.fullmatch(row[at + 1].text))
    while True:
        start = end
        while start and row[start - 1].kind in {"word", "phrase"} and not row[start - 1].negated:
            start -= 1
        if years and not all(_YEAR.fullmatch(word.text) for word in row[start:end]):
            return
        if not start or row[start - 1].kind != "comma" or not _is_choice(row[start:end], empty=end == at):
            return
        if start > 1 and _says_more(row[start - 2], row[start:end]):
            return
        row[start - 1] = replace(row[at])
        end = start - 1


def _says_more(before: Item, choice: Sequence[Item]) -> bool:
    """Whether a list behind a comma says more of who is asked for: "PhD students, MIT or Stanford", "PhD, CS or EE"."""
    word = fold(before.text) if before.kind == "word" else ""
    named = [one for item in choice for one in tokens(item.text)]
    studied = any(names(kind).whole(named) for kind in ("subjects", "schools"))
    return (word in _WHO and not (choice and fold(choice[-1].text) in _WHO)) or (word in DEGREES and studied)


def _is_choice(words: Sequence[Item], *, empty: bool) -> bool:
    if len(words) > _MOST_WORDS or not (words or empty):
        return False
    return all(
        (SENTENCE | NOISE).isdisjoint(tokens(word.text)) or _is_name(word, alone=len(words) == 1) for word in words
    )


def _is_name(word: Item, *, alone: bool) -> bool:
    """Go, and "go" where it is a choice by itself; a degree, a rank; MIT."""
    said = tokens(word.text)
    return (
        ((alone or word.text[:1].isupper()) and bool(skills().named(said)))
        or (DEGREES.keys() | _RANKS | _SHORT).issuperset(said)
        or (word.text.isupper() and any(names(kind).whole(said) for kind in ("schools", "companies", "venues")))
    )
