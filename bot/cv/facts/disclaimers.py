"""What somebody says not to know, or only to wish to learn: "no experience with Rust", "no CUDA here", "willing to learn: Zig"."""

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
_CLAUSE_END = re.compile(r"[.!?;](?=\s)|[。；！？，•▪●]|\n\s{0,60}(?:\n|[-*+])")
_JOINT = re.compile(rf"[,、/]|\b(?:or|nor|oder|ou|o)\b|{alternation(phrases('skills.joining'))}")
_OWN = rf"\s{{1,3}}(?:(?:{alternation(phrases('skills.own'))})\s{{1,3}}){{0,2}}"
_DENIAL = (
    rf"(?:(?:\A|[,;:(|/-])\s{{0,9}}(?:{alternation(phrases('skills.denied_first'))})"
    rf"|{alternation(phrases('skills.denied'))}){_OWN}"
)
_OR = alternation(phrases("skills.neither"))
_DENIED = re.compile(rf"{_DENIAL}(?:(?:\S{{1,20}}\s{{1,3}}){{1,3}}(?:{_OR})\s{{1,3}})?\Z")
"""Right before a name: "no", "kein eigenes", "never wrote any"; with other names between: "no HIP or"."""
_LISTED = re.compile(rf"{_DENIAL}(?:\S{{1,20}},\s{{1,3}}){{1,3}}\Z")
_LISTING = re.compile(rf"(?:,\s{{1,3}}\S{{1,20}}){{0,3}},?\s{{1,3}}(?:{_OR})\s")
"""Around a name within a list that is denied: "no HIP, SYCL or CUDA"."""
_STANDS = re.compile(
    rf"\s{{0,3}}(?:[.,;:!?)\]|，。；、•]|[–—-]\s|/|\n|\Z)|\s{{0,3}}(?:{alternation(phrases('skills.stands'))})"
)
"""Behind a name that stands for itself: "no Kubernetes outages" denies the outages."""
_REACH = 120
"""Characters before a name in which it may be disclaimed."""
_LONGEST_ROW = 600
_MOST_ROWS = 20
"""Between a skill and the header of its table."""
_FEW = 4
"""Words between a disclaimer and the name of a skill: "no experience with cloud tools such as Terraform"."""


def said_of(text: str, start: int, end: int) -> Said:
    """What the words around a name of a skill, in its clause, say of it."""
    heading = _heading_over(text, start)
    if denies(heading):
        return "unknown"
    before = text[clause_of(text, start) : start]
    before = before.rpartition("\n")[2] if heading else before
    folded = fold(before.replace("\n", " "))
    after = fold(text[end : end + _REACH])
    if (_DENIED.search(folded) and _STANDS.match(after)) or (_LISTED.search(folded) and _LISTING.match(after)):
        return "unknown"
    cues = list(_CUE.finditer(folded))
    return _kind(cues[-1]) if cues and _reaches(before[cues[-1].end() :]) else ""


def clause_of(text: str, start: int) -> int:
    """Where the clause begins in which a place stands; far into a long one, where it may be disclaimed."""
    first = max(0, start - _REACH)
    ends = [found.end() for found in _CLAUSE_END.finditer(text, first, start)]
    return ends[-1] if ends else first


def denies(called: str) -> bool:
    """``None``, ``Never used``, over a column of skills."""
    return called in phrases("columns.unknown") or said_in(called) == "unknown"


def _heading_over(text: str, start: int) -> str:
    """What stands at the top of a place's column, in a table whose cells bars or tabs part."""
    first = text.rfind("\n", max(0, start - _LONGEST_ROW), start) + 1
    row = text[first:start]
    bar = "|" if "|" in row else "\t"
    column, heading = row.count(bar), ""
    for _ in range(_MOST_ROWS if column or text.find(bar, start, start + _LONGEST_ROW) >= 0 else 0):
        above = text[text.rfind("\n", max(0, first - _LONGEST_ROW), max(0, first - 1)) + 1 : max(0, first - 1)]
        cells = above.split(bar)
        if bar not in above or column >= len(cells):
            break
        heading, first = cells[column], first - 1 - len(above)
    return fold(heading).strip(" *:：")


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
