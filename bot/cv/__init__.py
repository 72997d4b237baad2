"""How CVs are read, one stage per file: read, blocks, sections, entries, facts, reading."""

from typing import TYPE_CHECKING, Any

from bot.cv.unreadable import LARGEST, TOO_LARGE, Unreadable

if TYPE_CHECKING:
    from bot.cv.reading import read_cv

__all__ = ["LARGEST", "TOO_LARGE", "Unreadable", "read_cv"]


def __getattr__(name: str) -> Any:
    """The stages are loaded with the first CV: most processes that know CVs read none, and their patterns take time."""
    if name != "read_cv":
        raise AttributeError(name)
    from bot.cv.reading import read_cv  # noqa: PLC0415

    return read_cv
