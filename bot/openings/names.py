"""Openings by the names that people type."""

from collections.abc import Sequence

from bot.openings.records import Opening
from bot.search.language import suggest
from bot.search.text import fold, tokens

MARK = "opening:"
"""Stands before the number of an opening in what buttons carry, as a name may change."""
UNNAMED = "No opening"
_DEFAULT = ("", "none", "default", fold(UNNAMED))


def title(opening: Opening) -> str:
    return opening.name or UNNAMED


def meant(openings: Sequence[Opening], text: str) -> tuple[Opening, ...]:
    """Those that the text may mean: of that name, else with words that begin so, else with a typing mistake."""
    number = text.casefold().removeprefix(MARK)
    if number != text.casefold():
        return tuple(one for one in openings if str(one.id) == number)
    if same := tuple(one for one in openings if is_called(one, text)):
        return same
    begun = tokens(text)
    if begun and (fitting := tuple(one for one in openings if _has(one, begun))):
        return fitting
    near = suggest(text, [one.name for one in openings if one.name])
    return tuple(one for one in openings if one.name in near)


def is_called(opening: Opening, text: str) -> bool:
    """Whether this is its whole name."""
    return fold(text) == fold(opening.name) if opening.name else fold(text) in _DEFAULT


def _has(opening: Opening, begun: Sequence[str]) -> bool:
    named = tokens(opening.name)
    return all(any(word.startswith(one) for word in named) for one in begun)
