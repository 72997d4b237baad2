"""A model's answer held against the text: a part stands where its quote stands, word for word, or it is dropped.

The values are cut from the text by our own code; of the answer itself nothing is taken over.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from bot.cv.facts.dates import Period, periods
from bot.cv.facts.grades import GPA, SCALED
from bot.cv.model.answers import PARTS as NAMES
from bot.cv.model.answers import Answer, Entry, Kind, Leaf, Name
from bot.cv.model.excerpts import Excerpt
from bot.cv.passage import Line, Passage
from bot.cv.words import fold
from bot.normal import normal
from bot.profile import Evidence, Fact

CONFIDENCE = 0.5
"""Below that of any rule."""
CHECK = "suggested by the language model"
_DATES = frozenset({"start", "end", "date"})
_SKILL_SECTIONS = frozenset({"skills", "languages", "other"})
"""Skills are what a CV lists; what its prose mentions is found by the search."""
_POSTS_AND_STUDIES = frozenset({"work", "teaching", "service", "education"})
"""Their names hold no dates; a paper's venue may."""
_PROPER = frozenset({"organization", "institution", "awarder", "venue"})
_PROPER_IN = frozenset({("award", "title"), ("publication", "title"), ("project", "name"), ("language", "name")})
"""Parts that are names, and written as such."""
_LONGEST = {"title": 300, "name": 60}
_LONG = 140
_SEPARATOR = re.compile(r"[|•·\t]|\s{3}")
_HAN = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")
_JOINTS = frozenset(".-'’_&")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry whose every part stands in the text."""

    kind: Kind
    parts: dict[Name, Fact[str]]

    @property
    def start(self) -> int:
        return min(fact.evidence[0].start for fact in self.parts.values())

    @property
    def end(self) -> int:
        return max(fact.evidence[0].end for fact in self.parts.values())


@dataclass(frozen=True, slots=True)
class Grounded:
    suggestions: list[Suggestion]
    leaves: int
    """The parts that were named."""
    faults: list[str]
    """What was dropped and why, for the model; holds no more of the CV than the model was shown."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a quote stands: characters of one line."""

    number: int
    line: Line
    start: int
    end: int

    @property
    def passage(self) -> Passage:
        return self.line.passage.cut(self.start, self.end)


class _Dropped(Exception):
    """Why a part or an entry is not taken."""


def grounded(answer: Answer, excerpt: Excerpt) -> Grounded:
    """What of an answer is proved by the excerpt's lines."""
    leaves, faults = 0, list[str]()
    found: list[Suggestion] = []
    for number, entry in enumerate(answer.entries, 1):
        parts: dict[Name, tuple[_Place, Fact[str]]] = {}
        for name, leaf in entry.parts.items():
            if leaf is None:
                continue
            leaves += 1
            try:
                parts[name] = _part(name, leaf, entry, excerpt)
            except _Dropped as reason:
                faults.append(f"entry {number}, {name}: {reason}")
        for name in _clashing({name: fact for name, (_, fact) in parts.items()}):
            del parts[name]
            faults.append(f"entry {number}, {name}: its stretch serves two parts, or its date does not fit the other")
        if len({excerpt.entries[place.number] for place, _ in parts.values()}) > 1:
            faults.append(f"entry {number}: its parts stand in different entries of the CV")
        elif parts:
            found.append(Suggestion(entry.kind, {name: fact for name, (_, fact) in parts.items()}))
    return Grounded(_apart(found, faults), leaves, faults)


def _part(name: Name, leaf: Leaf, entry: Entry, excerpt: Excerpt) -> tuple[_Place, Fact[str]]:
    if name not in NAMES[entry.kind]:
        raise _Dropped(f"no part of {entry.kind}")
    if entry.kind in {"skill", "language"} and _SKILL_SECTIONS.isdisjoint(excerpt.section.kinds):
        raise _Dropped("this section lists none")
    place = _found(leaf, excerpt)
    fact = _value(name, entry.kind, place)
    proof = fact.evidence[0]
    if excerpt.covered.meet(proof.start, proof.end):
        raise _Dropped("it is covered")
    rule = f"model.{entry.kind}.{name}"
    return place, Fact(fact.value, (Evidence(proof.start, proof.end, rule),), CONFIDENCE, CHECK)


# ------------------------------------------------------------------- places


def _found(leaf: Leaf, excerpt: Excerpt) -> _Place:
    """Where the quote stands in the lines that it cites; else in the only place of the excerpt where it stands."""
    words = fold(normal("NFC", leaf.quote)).split()
    if not words:
        raise _Dropped("the quote is empty")
    pattern = re.compile(r"\s{1,9}".join(map(re.escape, words)))
    everywhere = list(_places(pattern, excerpt))
    cited = [place for place in everywhere if leaf.line_from <= place.number + 1 <= leaf.line_to]
    if cited:
        return cited[0]
    if len(everywhere) == 1:
        return everywhere[0]
    raise _Dropped("the quote stands nowhere in the lines" if not everywhere else "other lines than cited, and several")


def _places(pattern: re.Pattern[str], excerpt: Excerpt) -> Iterator[_Place]:
    for number, line in enumerate(excerpt.lines):
        for match in pattern.finditer(line.folded):
            if not _goes_on(line.text, match.start()) and not _goes_on(line.text, match.end()):
                yield _Place(number, line, *match.span())


def _goes_on(text: str, at: int) -> bool:
    """Whether a word goes on across this place: "Node" is no word of "Node.js"; a date may end at a dash."""
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    if unicodedata.combining(right) or (left.isalnum() and right in "+#"):
        return True
    if left.isalnum() and right.isalnum():
        return not (_HAN.match(left) or _HAN.match(right))
    if left in _JOINTS and at > 1:
        return _one_word(text[at - 2], right)
    return right in _JOINTS and at + 1 < len(text) and _one_word(left, text[at + 1])


def _one_word(left: str, right: str) -> bool:
    return left.isalnum() and right.isalnum() and not (left.isdigit() and right.isdigit())


# ------------------------------------------------------------------- values


def _value(name: Name, kind: Kind, place: _Place) -> Fact[str]:
    if name in _DATES:
        return _date(name, place)
    if name == "gpa":
        return _grade(place)
    passage = place.passage.trim()
    if not any(map(str.isalpha, passage.text)) or len(passage.text) > _LONGEST.get(name, _LONG):
        raise _Dropped("such a stretch is none")
    if (name in _PROPER or (kind, name) in _PROPER_IN) and not _has_capital(passage.text):
        raise _Dropped("no name begins so")
    dated = kind in _POSTS_AND_STUDIES and any(_meets(place, period) for period in periods(place.line.passage))
    if dated or _SEPARATOR.search(passage.text):
        raise _Dropped("it runs over its neighbours")
    return passage.fact("model")


def _date(name: Name, place: _Place) -> Fact[str]:
    """The date that our own reading finds there, whichever end of a range the quote shows."""
    for period in periods(place.line.passage):
        if not _meets(place, period):
            continue
        fact = period.start if name == "start" or not period.ranged else period.end
        if fact is not None and (name != "date" or fact.value != "present"):
            return fact
    raise _Dropped("no date can be read there")


def _has_capital(text: str) -> bool:
    return any(char.isupper() or (char.isalpha() and not char.islower()) for char in text)


def _meets(place: _Place, period: Period) -> bool:
    return period.at < place.end and place.start < period.to


def _grade(place: _Place) -> Fact[str]:
    for finder in (GPA, SCALED):
        for match in finder.finditer(place.line.folded):
            start, end = match.span("gpa")
            if start < place.end and place.start < end:
                return place.line.passage.cut(start, end).trim(stop=True).fact("model")
    raise _Dropped("no grade can be read there")


# ------------------------------------------------------------- among others


def _clashing(parts: dict[Name, Fact[str]]) -> set[Name]:
    """Parts that share a stretch, and dates in the wrong order. The ends of one range may: "since 2020", "2019-20"."""
    shared = {name for one, other in combinations(parts, 2) if _same(one, other, parts) for name in (one, other)}
    if "start" in parts and "end" in parts and parts["end"].value[:4] < parts["start"].value[:4]:
        shared |= {"start", "end"}
    return shared


def _same(one: Name, other: Name, parts: dict[Name, Fact[str]]) -> bool:
    left, right = parts[one].evidence[0], parts[other].evidence[0]
    if {one, other} == {"start", "end"}:
        return (left.start, left.end) == (right.start, right.end)
    return left.start < right.end and right.start < left.end


def _apart(found: list[Suggestion], faults: list[str]) -> list[Suggestion]:
    """Entries that reach into each other prove nothing of either; one that says nothing more than another is none."""
    distinct: list[Suggestion] = []
    for one in sorted(found, key=lambda one: -len(one.parts)):
        if any(one.kind == other.kind and one.parts.items() <= other.parts.items() for other in distinct):
            faults.append("an entry says no more than another")
        else:
            distinct.append(one)
    pairs = [pair for pair in combinations(distinct, 2) if _reach_into_each_other(*pair)]
    mixed = {id(one) for pair in pairs for one in pair}
    faults += ["an entry reaches into another"] * len(mixed)
    return sorted((one for one in distinct if id(one) not in mixed), key=lambda one: one.start)


def _reach_into_each_other(one: Suggestion, other: Suggestion) -> bool:
    return one.start < other.end and other.start < one.end
