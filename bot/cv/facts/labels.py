"""Values under labels: "GPA: 3.9/4", "Advisor: …", "Dates: …", alone on a line or one after the other."""

import re
from dataclasses import dataclass

from bot.cv.passage import Passage
from bot.cv.words import alternation, kinds, phrases, signs

_KINDS = {
    phrase: kind for phrase, kind in kinds("labels").items() if kind not in {"skill", "interests", "advised", "others"}
}
_ADVISED = frozenset(phrase for phrase, kind in kinds("labels").items() if kind == "advised")
_LABEL = re.compile(
    rf"(?P<word>{alternation(frozenset(_KINDS))})(?P<more>\s?\([^()]{{0,20}}+\)|(?:\sof)?\s\w{{1,12}}+)?\s{{0,3}}+[:：]\s{{0,3}}"
)
_BY = re.compile(rf"(?P<word>{alternation(_ADVISED)})\s{{1,3}}(?=[\"'(\[]?\w)")
_TITLED = re.compile(rf"\b(?:{alternation(phrases('labels.adviser'))})\s{{1,3}}(?=(?:prof|dr)\b)")
"""``adviser Dr. Ada Example``, without its sign."""
_TITLES = frozenset({"prof", "professor", "dr"})
_INSIDE = frozenset({"adviser", "advised", "gpa", "rank", "topic", "email", "phone", "place", "site", "date"})
"""Labels that may follow other words on a line; the rest begin it or stand after a separator."""


@dataclass(frozen=True, slots=True)
class Labelled:
    kind: str
    label: Passage
    value: Passage


def labelled(passage: Passage) -> tuple[Passage, list[Labelled]]:
    """What stands before the first label, and the values under each."""
    folded = passage.folded
    marks = [
        (match.start(), match.end(), _kind(match))
        for match in (_LABEL.finditer(folded) if ":" in folded or "：" in folded else ())
        if _stands(passage, folded, match)
    ]
    if not signs("labels.advised").isdisjoint(passage.words):
        marks += [(match.start(), match.end(), "advised") for match in _BY.finditer(folded)]
    if not _TITLES.isdisjoint(passage.words):
        marks += [(match.start(), match.end(), "advised") for match in _TITLED.finditer(folded)]
    marks.sort()
    if not marks:
        return passage, []
    found = []
    ends = [start for start, _, _ in marks[1:]] + [len(passage.text)]
    for (start, to, kind), end in zip(marks, ends, strict=True):
        value = passage.cut(to, max(to, end)).trim()
        if value:
            found.append(Labelled("adviser" if kind == "advised" else kind, passage.cut(start, to), value))
    return passage.cut(0, marks[0][0]), found


def _kind(match: re.Match[str]) -> str:
    return _KINDS[re.sub(r"\s+", " ", match["word"])]


def _stands(passage: Passage, folded: str, match: re.Match[str]) -> bool:
    before = folded[: match.start()].rstrip()
    if not before:
        return True
    kind = _kind(match)
    parted = (
        before[-1] in "|,;·•.()]-"
        or folded[len(before) : match.start()].count(" ") > 2
        or "\t" in folded[len(before) : match.start()]
        or (match[0].rstrip().endswith("：") and len(before) < match.start())
    )
    styled = passage.styles[match.start()] != passage.styles[len(before) - 1]
    return parted or styled or (kind in _INSIDE and passage.text[match.start()].isupper())
