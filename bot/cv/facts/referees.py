"""Who vouches for the person, or is only named beside them: how to reach those is nothing about the person."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.cv.facts.links import EMAIL
from bot.cv.facts.people import TITLES, is_name, leading_name, same_person
from bot.cv.passage import Line, Passage
from bot.cv.sections import Section
from bot.cv.words import alternation, fold, pattern, phrases
from bot.profile import Fact

_LABEL = re.compile(
    rf"(?:{alternation(phrases('labels.adviser') | phrases('labels.others'))})(?:\s{{0,3}}[:：(–—-]|(?P<bare>\s{{1,3}}(?=\S)))"
)
"""``Referee: …``; without its sign it says so only where a name follows: "Advisor Prof. Max Other", not "Assistant, Lab"."""
_ADVISED = re.compile(rf"(?:{alternation(phrases('labels.advised'))})")
_OWN_LABEL = re.compile(rf"[|·•;]\s{{0,3}}(?:{alternation(phrases('labels.email') | phrases('labels.phone'))})")
_BEFORE_COLON = re.compile(r"\A[^\W\d_][^:：\d]{1,30}[:：]\s{0,3}")
_LETTERS = re.compile(r"[a-z]+")
_LONG = 3
"""Letters of a name's word that an address may spell by chance otherwise."""


def of_referees(part: Section) -> bool:
    """Whether a part's heading announces people who vouch for the person: "References", "My referees"."""
    return bool(pattern("withheld.referees").search(fold(part.title))) and {"other", "contact"}.issuperset(part.kinds)


def without_referees(parts: Iterable[Section]) -> list[Section]:
    """The parts without those of referees and what is headed within them."""
    kept: list[Section] = []
    level = 0
    for part in parts:
        heading = part.heading.level if part.heading else 0
        if of_referees(part):
            level = heading
        elif not (level and heading > level):
            level = 0
            kept.append(part)
    return kept


def own_lines(lines: Iterable[Line], name: Fact[str] | None) -> Iterator[Line]:
    """The lines without what belongs to others: behind ``Referee:``, beside or under another's name."""
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and (line.gap or line.kind == "heading"):
            yield from _own(paragraph, name)
            paragraph = []
        paragraph.append(line)
    yield from _own(paragraph, name)


def _own(paragraph: list[Line], name: Fact[str] | None) -> Iterator[Line]:
    theirs = False
    for line in paragraph:
        theirs = (theirs or _is_led_by_another(line, paragraph, name)) and not _spells_own(line.passage, name)
        if not theirs:
            yield from _before_others(line, name)


def _is_led_by_another(line: Line, paragraph: list[Line], name: Fact[str] | None) -> bool:
    """A line that begins with the name of somebody else, who has a title or whose address stands there, too."""
    passage = line.passage.trim()
    if label := _BEFORE_COLON.match(passage.text):
        passage = passage.cut(label.end())
    title, found = _titled_name(passage)
    if name is None or found is None or not _is_another(found, name.value):
        return False
    addresses = [mail[0] for one in paragraph for mail in EMAIL.finditer(one.text)]
    return (title and line is paragraph[0]) or any(_spells(address, found.text, whole=True) for address in addresses)


def _titled_name(passage: Passage) -> tuple[bool, Passage | None]:
    """Whether a passage begins with a title ("Prof. Dr."), and the name that it begins with then."""
    passage = passage.trim()
    title = TITLES.match(passage.folded)
    found = leading_name(passage.cut(title.end()) if title else passage)
    return bool(title), found[0] if found else None


def _is_another(found: Passage, name: str) -> bool:
    """Whether it names somebody who shares no word of the name, in the same script."""
    if found.find("work.titles", "work.organizations", "work.schools") or not is_name(found.text):
        return False
    one, other = set(found.folded.split()), set(fold(name).split())
    alike = found.folded.isascii() == fold(name).isascii()
    return alike and one.isdisjoint(other) and not same_person(found.text, name)


def _before_others(line: Line, name: Fact[str] | None) -> Iterator[Line]:
    """``ada@mail.example | Advisor: Max Other (max@mail.example) | Phone: …``: what stands before the label and behind the next."""
    start = _where_others_begin(line.passage, name)
    if start is None:
        yield line
        return
    before, behind = line.passage.cut(0, start), line.passage.cut(start)
    if before.text.strip():
        yield replace(line, passage=before, finish=behind.start, cells=())
    own = _OWN_LABEL.search(behind.folded)
    goes_on = own.start() if own else _own_address(behind, name)
    if goes_on is not None:
        rest = behind.cut(goes_on)
        yield replace(line, passage=rest, begin=rest.start, cells=(), gap=False)


def _where_others_begin(passage: Passage, name: Fact[str] | None) -> int | None:
    starts = [match.start() for match in _ADVISED.finditer(passage.folded)]
    for match in _LABEL.finditer(passage.folded):
        named = _titled_name(passage.cut(match.end()))[1] if match["bare"] else None
        if match["bare"] is None or (named and (name is None or _is_another(named, name.value))):
            starts.append(match.start())
    return min(starts, default=None)


def _own_address(passage: Passage, name: Fact[str] | None) -> int | None:
    """Where an address stands that spells the person's own name."""
    found = (mail for mail in EMAIL.finditer(passage.text) if name and _spells(mail[0], name.value))
    return next((mail.start() for mail in found), None)


def _spells_own(passage: Passage, name: Fact[str] | None) -> bool:
    return _own_address(passage, name) is not None


def _spells(address: str, name: str, *, whole: bool = False) -> bool:
    """Whether an e-mail has a word of the name, or with ``whole`` its first and its last, before its @."""
    letters = "".join(_LETTERS.findall(fold(address.partition("@")[0])))
    words = _LETTERS.findall(fold(name))
    if whole:
        return len(words) > 1 and words[-1] in letters and len(words[-1]) >= _LONG and words[0][0] == letters[:1]
    return any(word in letters for word in words if len(word) >= _LONG)
