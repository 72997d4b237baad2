"""What a group of an RTF file says of its words and paragraphs, and the control words that say it."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.cv.read.shades import is_away


@dataclass(slots=True)
class State:
    """What a group inherits and gives back at its end."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    away: bool = False
    """In a shape off the page."""
    width: int = 100
    """Percent of their width to which letters are set."""
    deleted: bool = False
    capitals: bool = False
    color: int = 0
    ground: int = 0
    size: int = 0
    font: int = -1
    skip: int = 1
    """Characters after a ``\\u`` that stand for it in old readers."""
    level: int = 0
    depth: int = 0
    indent: int = 0
    above: int = 0
    below: int = 0
    ruled: bool = False
    in_table: bool = False
    ends: tuple[Callable[[], None], ...] = ()
    """What is to be done when the group ends."""


def _set(name: str, *, switch: bool = False) -> Callable[[State, int], None]:
    def setter(state: State, number: int) -> None:
        setattr(state, name, bool(number) if switch else number)

    return setter


def _outline(state: State, number: int) -> None:
    state.level = min(number + 1, 6) if 0 <= number < 9 else 0


def _placed(state: State, number: int) -> None:
    state.away = state.away or is_away(number / 20)


SETTERS: dict[str, Callable[[State, int], None]] = {
    "b": _set("bold", switch=True), "i": _set("italic", switch=True), "v": _set("hidden", switch=True),
    "deleted": _set("deleted", switch=True), "caps": _set("capitals", switch=True), "cf": _set("color"),
    "chcbpat": _set("ground"), "highlight": _set("ground"), "cb": _set("ground"), "fs": _set("size"), "f": _set("font"),
    "uc": _set("skip"), "ilvl": _set("depth"), "li": _set("indent"), "sb": _set("above"), "sa": _set("below"),
    "intbl": _set("in_table", switch=True), "outlinelevel": _outline,
    "shpleft": _placed, "shptop": _placed, "charscalex": _set("width"),
}  # fmt: skip
