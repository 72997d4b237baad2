"""Chinese questions, which write no spaces: what stands around the things asked for becomes the same in English."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from bot.search.names import names
from bot.search.tongues import around

_IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff"
_IDEOGRAPH = re.compile(f"[{_IDEOGRAPHS}]")
_VERBS = {
    **dict.fromkeys(("工作过", "工作", "任职"), "worked"),
    **dict.fromkeys(("读过书", "读书", "上过学", "上学", "学习过", "留学过", "留学", "毕业"), "studied"),
    **dict.fromkeys(("居住", "生活"), "lives"),
}
_SEAM = re.compile(f"(?<=[{_IDEOGRAPHS}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9+#])(?=[{_IDEOGRAPHS}])")


def spaced(line: str) -> str:
    """A Chinese question with spaces between its words; any other line as it is."""
    if not _IDEOGRAPH.search(line) or '"' in line or not _question().search(line):
        return line
    table = _words()
    placed = _placed().sub(_in_place, line)
    for said, english in _around():
        placed = said.sub(lambda found, english=english: english.format(*found.groups()), placed)  # type: ignore[misc]
    plain = _pattern().sub(lambda said: f" {table[said.group()]} ", placed)
    return " ".join(_SEAM.sub(" ", plain).split())


def is_ideograph(char: str) -> bool:
    return bool(_IDEOGRAPH.match(char))


def _in_place(said: re.Match[str]) -> str:
    verb = _VERBS[said["verb"]] if said["verb"] else "lives"
    return f" {verb} in {said['place'] or said['home']} , "


@cache
def _placed() -> re.Pattern[str]:
    """What was done in a known place: 在荷兰工作过, 住在德国."""
    places = sorted(("".join(words) for words in names("places").keys if is_ideograph(words[0])), key=len, reverse=True)
    somewhere = "|".join(places)
    verbs = "|".join(sorted(_VERBS, key=len, reverse=True))
    return re.compile(rf"在(?P<place>{somewhere})(?P<verb>{verbs})|住在(?P<home>{somewhere})")


@cache
def _around() -> tuple[tuple[re.Pattern[str], str], ...]:
    table = _table()["around"]
    assert isinstance(table, dict)
    return tuple((around(said), str(english)) for said, english in table.items())


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
