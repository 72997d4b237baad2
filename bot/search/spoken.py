"""How well a language is spoken: what CVs state, on one scale, so that "C1 or better" can be asked.

A word that says no level for sure counts as the least that it may mean; one that says none leaves it open.
"""

import re
from collections.abc import Iterator, Sequence

from bot.profile import Language
from bot.search.names import names
from bot.search.passages import value
from bot.search.text import fold, tokens

LEVELS = ("a1", "a2", "b1", "b2", "c1", "c2", "native")
"""From the least to the best: those of the European framework, and a mother tongue."""
OPEN = "open"
"""In place of a level: the CV names the language, and no level that could be compared."""
_NOT_YET = re.compile(
    r"\b(?:not|no|non|nicht|kein\w{0,2}|towards?|learning|aiming|target|goal|ziel|lerne|lernend|preparing|apprends|aprendiendo)\b|学习中|在学"
)
_STEP = re.compile(r"[abc][12]")


def level_of(stated: str) -> str:
    """The level that words state; of several the least, blank where they state none. One of the framework beats other words."""
    if _NOT_YET.search(fold(stated)):
        return ""
    row = tokens(stated)
    found = [key for _, _, key in names("levels").find(row)]
    steps = [word for word in row if _STEP.fullmatch(word)]
    return min(steps or found, key=LEVELS.index, default="")


def tokens_of(language: Language, spoken: Sequence[str]) -> Iterator[str]:
    """What a language answers to with its level; ``spoken``: the tokens of its name."""
    level = level_of(value(language.level)) or OPEN
    yield from (at_level(one, level) for one in spoken)


def at_level(language: str, level: str) -> str:
    return f"{language}:{level}"


def from_level(level: str) -> tuple[str, ...]:
    """This level and all better ones."""
    return LEVELS[LEVELS.index(level) :]


def shown(language: str, level: str) -> str:
    """As it is typed: German C1 or better, native German."""
    return f"native {language}" if level == LEVELS[-1] else f"{language} {level.upper()} or better"


def parted(said: str) -> tuple[str, str]:
    """``German C1 or better`` as the language and its level, which is blank where none is asked."""
    words = [word for word in said.split() if word]
    if words[-2:] == ["or", "better"]:
        words = words[:-2]
    if len(words) > 1 and (level := level_of(words[-1])):
        return " ".join(words[:-1]), level
    if len(words) > 1 and (level := level_of(words[0])):
        return " ".join(words[1:]), level
    return said, ""
