"""What somebody says not to know, or only to wish to learn: "no experience with Rust", "willing to learn: Zig"."""

import re
from typing import Literal

from bot.cv.words import alternation, fold, phrases

Said = Literal["unknown", "wanted", ""]

_BETWEEN = r"\s{1,3}(?:[\w'-]{1,20}\s{1,3}){0,2}"
"""``no production experience with``, ``no prior hands-on knowledge of``."""
_UNKNOWN = (
    rf"(?:{alternation(phrases('skills.no'))}){_BETWEEN}(?:{alternation(phrases('skills.mastery'))})"
    rf"|{alternation(phrases('skills.unknown'))}"
)
_WANTED = alternation(phrases("skills.wanted"))
_CUE = re.compile(rf"(?P<unknown>{_UNKNOWN})|(?P<wanted>{_WANTED})")
_CLAUSE_END = re.compile(r"[.!?;](?=\s)|[。；！？，•▪●]|\n\s{0,9}(?:\n|[-*+])")
_JOINT = re.compile(rf"[,、/]|\b(?:or|nor|oder|ou|o)\b|{alternation(phrases('skills.joining'))}")
_REACH = 120
"""Characters before a name in which it may be disclaimed."""
_FEW = 4
"""Words between a disclaimer and the name of a skill: "no experience with cloud tools such as Terraform"."""


def said_of(text: str, start: int) -> Said:
    """What the words before a place, in its clause, say of the skill that is named there."""
    before = text[max(0, start - _REACH) : start]
    ends = [end.end() for end in _CLAUSE_END.finditer(before)]
    clause = before[ends[-1] if ends else 0 :]
    cues = list(_CUE.finditer(fold(clause.replace("\n", " "))))
    return _kind(cues[-1]) if cues and _reaches(clause[cues[-1].end() :]) else ""


def said_in(folded: str) -> Said:
    """What a label or an item of a list says of the skills behind it."""
    cue = _CUE.match(folded.lstrip(" -*([\"'"))
    return _kind(cue) if cue else ""


def _kind(cue: re.Match[str]) -> Said:
    return "unknown" if cue["unknown"] else "wanted"


def _reaches(gap: str) -> bool:
    """Whether a list goes on over what stands between: a line's end ends it, unless it ends in a comma."""
    *lines, _ = gap.split("\n")
    if any(line.strip() and not line.rstrip().endswith((",", "、")) for line in lines):
        return False
    first, *more = _JOINT.split(gap)
    return len(first.split()) <= _FEW and (not more or not more[-1].strip())
