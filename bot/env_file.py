"""What is wrong with the lines of a ``.env`` file: those that are no setting, and names that are close to one of ours."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from io import StringIO
from pathlib import Path

from dotenv.parser import parse_stream

from bot.settings import IN_FILES, Settings

ALIKE = 0.75
"""Of two names: below that the other one may be of another program, whose settings stand in the same file."""
KNOWN = {*map(str.upper, Settings.model_fields), *(f"{name.upper()}_FILE" for name in IN_FILES)}


@dataclass(frozen=True, slots=True)
class Slip:
    """A line that sets nothing: which it is, counted from one, without its value; and what to do about it."""

    line: int
    what: str
    advice: str


def slips(file: Path) -> Iterator[Slip]:
    """Each of the file; none where it cannot be read, which the settings tell."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    for one in parse_stream(StringIO(text)):
        written = one.original.string
        line = one.original.line + len(written[: len(written) - len(written.lstrip())].splitlines())
        if one.error or (one.key and one.value is None):
            yield Slip(line, "is no setting", "Write it as NAME=value, or as a remark: # before it.")
        elif one.key and one.key.upper() not in KNOWN and (near := get_close_matches(one.key.upper(), KNOWN, 2, ALIKE)):
            yield Slip(line, f"sets {one.key}, which is no setting", f"{' or '.join(sorted(near))} is one.")
