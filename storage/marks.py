"""Skills in the index of words: for each that somebody shows, a token for every level that its strength reaches.

Whoever has several skills, or one and a word, is found as whoever says several words is.
"""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b

from storage.types import storable

LEVELS = (6 << 16 | 3, 6 << 16, 5 << 16 | 3, 5 << 16, 4 << 16 | 3, 4 << 16, 2 << 16, 0)
"""Of `bot.records.SkillRow.strength`, from the strongest that there is down to every row: used at work, lately and ever;
so a skill that means it; in a paper or project, lately and ever; listed; named."""

_SIGN = "\N{NO-BREAK SPACE}" * 2
"""No word has one, since words are divided there: no mark is taken for a word, or is one that somebody asks for."""


def marks(skill: str, strength: int) -> Iterator[str]:
    """The tokens of somebody's skill."""
    return (mark(skill, level) for level in LEVELS if strength >= level)


def mark(skill: str, level: int) -> str:
    """The token of everybody who has the skill at the level, or above."""
    return f"{_SIGN}{_short(skill)}{LEVELS.index(level)}"


@lru_cache(maxsize=4096)
def _short(skill: str) -> str:
    """A skill may be any text of any length, a token may not."""
    return blake2b(storable(skill).encode(), digest_size=6).hexdigest()
