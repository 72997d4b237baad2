"""How digests are called: names that fit into any command line, and are the same whatever their case."""

import re

from bot.normal import normal

LONGEST = 40
ALLOWED = f"letters, digits, -, _ and . ({LONGEST} at most, a letter or digit first)"

_NAME = re.compile(rf"[^\W_][\w.-]{{0,{LONGEST - 1}}}")


def named(typed: str) -> str:
    """The name that was typed, in one spelling. ValueError where it is none."""
    name = normal("NFKC", typed.strip())
    if not _NAME.fullmatch(name):
        raise ValueError(f"a name has {ALLOWED}")
    return name


def folded(name: str) -> str:
    """What is the same for two names that nobody tells apart."""
    return normal("NFKC", name.strip()).casefold()


def suggested(channel: str, number: int = 1) -> str:
    """A name made from the channel's, with a number after it from the second one on."""
    ending = f"-{number}" if number > 1 else ""
    words = re.sub(r"[^\w.-]+", "-", normal("NFKC", channel)).strip("-_.")
    return (words[: LONGEST - len(ending)].rstrip("-_.") or "digest") + ending
