"""Chinese questions, which write no spaces: what stands around the things asked for becomes the same in English."""

import re
import tomllib
from functools import cache
from importlib.resources import files

_IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff"
_IDEOGRAPH = re.compile(f"[{_IDEOGRAPHS}]")
_SEAM = re.compile(f"(?<=[{_IDEOGRAPHS}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9+#])(?=[{_IDEOGRAPHS}])")


def spaced(line: str) -> str:
    """A Chinese question with spaces between its words; any other line as it is."""
    if not _IDEOGRAPH.search(line) or '"' in line or not _question().search(line):
        return line
    table = _words()
    plain = _pattern().sub(lambda said: f" {table[said.group()]} ", line)
    return " ".join(_SEAM.sub(" ", plain).split())


def is_ideograph(char: str) -> bool:
    return bool(_IDEOGRAPH.match(char))


@cache
def _question() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, str(_table()["asks"]).split())))


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_words(), key=len, reverse=True))))


@cache
def _words() -> dict[str, str]:
    words = _table()["words"]
    assert isinstance(words, dict)
    return {said: str(plain) for said, plain in words.items()}


@cache
def _table() -> dict[str, object]:
    return tomllib.loads(files("bot.search").joinpath("chinese.toml").read_text(encoding="utf-8"))
