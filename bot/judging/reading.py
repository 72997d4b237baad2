"""A role description read by rules: the wishes it has, and an honest account of what was not used."""

from collections.abc import Iterator

from bot.judging.asked import asked
from bot.judging.items import Item, outline
from bot.judging.phrases import pattern
from bot.judging.wishes import MOST, Role, Wish, unique, written
from bot.openings.records import Opening

LONGEST_ECHO = 40
"""Characters of an unused item that are said again."""
_LONGEST_TITLE = 100


def of_opening(opening: Opening) -> str:
    """What an opening's people are to be, as a role to be read."""
    name = " ".join(opening.name.replace(";", ",").split())
    return f"role: {name}\n{opening.description}"


def read(text: str) -> Role:
    """The role that a text describes: wishes written one by one, or a pasted description. Never raises."""
    return written(text) or _described(text)


def _described(text: str) -> Role:
    said = outline(text)
    wishes: list[Wish] = []
    not_used: list[str] = []
    left_out: list[str] = []
    for item in said.items:
        if not _asks(item, headed=said.headed):
            continue
        found = asked(item.text, section=item.section)
        left_out += found.left_out
        wishes += [Wish(clause, item.section != "nice") for clause in found.clauses if clause.terms]
        not_used += _unused(item, used=bool(found.clauses or found.left_out))
    every = unique(wishes)
    not_used += [wish.words for wish in every[MOST:]]
    return Role(
        said.title[:_LONGEST_TITLE],
        every[:MOST],
        tuple(dict.fromkeys(not_used)),
        tuple(dict.fromkeys(left_out)),
        said.skipped,
    )


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
