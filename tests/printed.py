"""What the documents print to be typed: the fenced blocks, and the lines and calls that stand in the text."""

import re
from dataclasses import dataclass
from pathlib import Path

from bot.chat.command import PREFIX
from bot.commands import TOOLS

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])

_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_MADE = re.compile(r"<!-- (\w+) -->.*?<!-- /\1 -->", re.DOTALL)
"""Tables that are made of the declarations: other tests hold them."""
_CODE = re.compile(r"`([^`]+)`")
_CALL = re.compile(r"(^|[ /])recruitbot |^(make|python) ")
_PREFIXES = (PREFIX, "/team")


@dataclass(frozen=True, slots=True)
class Fence:
    """A block between ``` and ```. ``language`` is empty for lines that are typed to the bot."""

    language: str
    text: str


def fences(page: Path, *languages: str) -> list[Fence]:
    """The page's blocks, those in these languages alone where any are named."""
    found = [Fence(*one.groups()) for one in _FENCE.finditer(page.read_text(encoding="utf-8"))]
    return [one for one in found if not languages or one.language in languages]


def codes(page: Path) -> list[str]:
    """What stands between ` and ` in the text, each once."""
    text = _MADE.sub("", _FENCE.sub("", page.read_text(encoding="utf-8")))
    return list(dict.fromkeys(" ".join(code.split()) for code in _CODE.findall(text)))


def lines(page: Path) -> list[str]:
    """What is typed to the bot: a line of a block (what is said of it comes behind two spaces), or a command in the text."""
    typed = [line for fence in fences(page, "") for line in fence.text.splitlines()]
    return [line.strip().partition("  ")[0] for line in typed] + [code for code in codes(page) if _is_line(code)]


def calls(page: Path) -> list[str]:
    """The calls of programs that stand in the text, outside of blocks."""
    return [code for code in codes(page) if _CALL.search(code)]


def _is_line(code: str) -> bool:
    first, *rest = code.split()
    if first in _PREFIXES:
        return True
    return bool(TOOLS.commands.get(first) or (rest and TOOLS.commands.get(f"{first}-{rest[0]}")))
