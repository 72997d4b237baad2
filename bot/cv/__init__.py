"""How CVs are read, one stage per file: read, blocks, sections, entries, facts, reading."""

from bot.cv.read import LARGEST, Unreadable
from bot.cv.reading import read_cv

__all__ = ["LARGEST", "Unreadable", "read_cv"]
