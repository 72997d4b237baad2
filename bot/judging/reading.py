"""A role description read by rules: the wishes it has, and an honest account of what was not used."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.judging.asked import PARTS, Asked, asked
from bot.judging.items import Item, outline
from bot.judging.phrases import names_of, pattern, row
from bot.judging.wishes import MOST, Role, Wish, unique, written
from bot.openings.records import Opening
from bot.search.names import names

LONGEST_ECHO = 40
"""Characters of an unused item that are said again."""
_LONGEST_TITLE = 100
_DENIAL = re.compile(
    r"(?:not|no|without|never|non|kein\w{0,2}|nicht|ohne|nie|pas|sans|aucune?|sin|ningun\w{0,2}|não|sem)\s(?!only|just|nur)",
    re.IGNORECASE,
)
_TOLD = {"studied": "subjects", "venue": "areas", "language": "languages", "years": "years"}
"""Names that may be told apart from what they belong to: "PhD in physics, mathematics"."""
_ELSEWHERE = ("words.praise", "markers.untouched", "markers.nice", "markers.must", "words.works", "words.remote")
"""Words that are no wish of their own, or are listed as not used anyhow."""


def of_opening(opening: Opening) -> str:
    """What an opening's people are to be, as a role to be read."""
    name = " ".join(opening.name.replace(";", ",").split())
    return f"role: {name}\n{opening.description}"


def read(text: str) -> Role:
    """The role that a text describes: wishes written one by one, or a pasted description. Never raises."""
    return written(text) or _described(text)


def _described(text: str) -> Role:
    said = outline(text)
    alone = len(text.strip().splitlines()) == 1
    wishes: list[Wish] = []
    not_used: list[str] = []
    left_out: list[str] = []
    for one in said.items:
        if not _asks(one, headed=said.headed):
            continue
        denied = _denied(one.text) if alone else []
        left = [part for part in PARTS.split(one.text) if part.strip() not in denied]
        item = replace(one, text=", ".join(left)) if denied else one
        found = asked(item.text, section=item.section)
        not_used += [*denied, *found.not_used]
        left_out += found.left_out
        wishes += [Wish(clause, item.section != "nice") for clause in found.clauses if clause.terms]
        not_used += _unused(item, used=bool(found.clauses or found.left_out or found.not_used or denied))
        not_used += _unheard(item, found) if alone else ()
        left_out += _left_out(item) if alone else ()
    every = unique(wishes)
    not_used += [wish.words for wish in every[MOST:]]
    return Role(
        said.title[:_LONGEST_TITLE],
        every[:MOST],
        tuple(dict.fromkeys(not_used)),
        tuple(dict.fromkeys(left_out)),
        said.skipped,
    )


def _denied(text: str) -> list[str]:
    """The wishes of one line that somebody should not meet: "not at Harrow Compute"."""
    return [part.strip() for part in PARTS.split(text) if _DENIAL.match(part.strip())]


def _unheard(item: Item, whole: Asked) -> Iterator[str]:
    """The parts of one line of which nothing was used."""
    parts = [part.strip() for part in PARTS.split(item.text)]
    fields = {term.field for clause in whole.clauses for term in clause.terms}
    for part in parts if len(parts) > 1 and whole.clauses else ():
        said, found = row(part), asked(part, section=item.section)
        named = any(names_of(table).search(said.folded) for field, table in _TOLD.items() if field in fields)
        named = named or ("venue" in fields and bool(names("venues").find(said.words)))
        used = found.clauses or found.left_out or found.not_used
        if said.words and not (used or named or any(said.has(name) for name in _ELSEWHERE)):
            yield part


def _left_out(item: Item) -> Iterator[str]:
    """What nobody is matched by that is so only as a part by itself: "CUDA, young"."""
    for part in PARTS.split(item.text):
        yield from asked(part.strip(), section=item.section).left_out


def _asks(item: Item, *, headed: bool) -> bool:
    """Whether an item is a wish at all: what is told of the firm and the work is none."""
    if item.section == "other":
        return False
    return bool(item.section) or item.marked or not headed


def _unused(item: Item, *, used: bool) -> Iterator[str]:
    """The words of praise, and an item of which nothing could be used."""
    row = item.row
    praise = [row.said(*place) for place in row.find(pattern("words.praise"))]
    yield from (word.lower() if word.istitle() else word for word in praise)
    if not used and not praise and not row.has("markers.untouched"):
        text = " ".join(item.text.split())
        yield text if len(text) <= LONGEST_ECHO else f"{text[:LONGEST_ECHO].rsplit(' ', 1)[0]}…"
