"""What commands do, in the languages of those who ask, as far as they are written down; else in English."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_OTHER_SIGNS = ("zh-tw", "zh-hk", "zh-hant")
"""Who reads traditional Chinese is better off with English than with simplified."""


@cache
def summaries() -> Mapping[str, Mapping[str, str]]:
    """By language, ``de``, and by what the words are of: a command, ``digest``, or one of its acts, ``digest add``."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def summary(of: str, english: str, locale: str) -> str:
    """What a command or act does in the language of a locale, ``de`` or ``es-ES``; ``english`` where that is not known."""
    folded = locale.casefold()
    language = "" if folded.startswith(_OTHER_SIGNS) else folded.partition("-")[0]
    return summaries().get(language, {}).get(of, english)
