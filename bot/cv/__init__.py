"""How CVs are read, one stage per file: read, blocks, sections, entries, facts, reading."""

from bot.cv.read import LARGEST, TOO_LARGE, Unreadable
from bot.cv.reading import read_cv

__all__ = ["LARGEST", "TOO_LARGE", "Unreadable", "read_cv"]
