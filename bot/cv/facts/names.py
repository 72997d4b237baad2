"""Whose CV it is: the name at the top, under a label, in a sentence, or in bold on every author list."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from bot.cv.facts.authors import author_list, bare
from bot.cv.facts.links import EMAIL
from bot.cv.facts.people import PARTICLES, family_first, in_speaking_order, is_name, leading_name, person
from bot.cv.facts.places import is_place
from bot.cv.finder import Finder, wide
from bot.cv.passage import Line, Passage
from bot.cv.sections import Section, heading_like
from bot.cv.words import alternation, pattern, phrases
from bot.profile import Fact

_LABEL = re.compile(rf"^\W{{0,4}}(?:{alternation(phrases('labels.name'))})\s{{0,3}}[:：]\s{{0,3}}")
_PART_LABEL = re.compile(
    rf"^\W{{0,4}}(?:(?P<given>{alternation(phrases('labels.given_name'))})|(?P<family>{alternation(phrases('labels.family_name'))}))\s{{0,3}}[:：]\s{{0,3}}"
)
_ADDRESSED = re.compile(rf"\s{{0,2}}\((?:{alternation(phrases('prose.titles'))})\.?\)\s{{0,2}}$")
_WORDS = re.compile(r"[^\W\d_][^\d_,;:@]{0,40}")
_SENDER = re.compile(r"^from:\s{0,3}")
_NAMED = re.compile(rf"(?:{alternation(phrases('prose.my_name_is'))})\s{{0,2}}")
_I_AM = re.compile(rf"(?:{alternation(phrases('prose.i_am'))})\s{{0,2}}")
_GOES_ON = re.compile(rf"\A\s{{0,2}}(?:[,.!;:，。！；(（–—-]|$|(?:{alternation(phrases('prose.after_name'))}))")
_IS_A = re.compile(rf"\s{{1,2}}(?:\([^()]{{1,30}}\)\s)?(?:{alternation(phrases('prose.is_a'))})\s")
_DOCUMENT = alternation(phrases("prose.document"))
_TITLE = re.compile(
    rf"^\W{{0,3}}(?:{_DOCUMENT})(?:\s{{0,2}}(?:{alternation(phrases('prose.of'))}|[-–—:：|·])\s{{0,2}})"
    rf"|(?:\s{{0,2}}[-–—:：|·,]\s{{0,2}}|'s\s{{1,2}}|\s{{1,2}}|的)(?:{_DOCUMENT})\W{{0,3}}$"
)
_SEGMENT = Finder(r"\s{0,3}[|·•｜]\s{0,3}|\s{3,}|\t+|\s[–—]\s|\s-\s", wide("|·•｜–—-"))
_CONTACT = Finder(r"\s{0,3}[|·•｜]\s{0,3}|\s{3,}", wide("|·•｜"))
_BRACKET = re.compile(r"[(,，]")
_TITLED = re.compile(r"[(,，]|:\s")
"""A first line may go on behind a colon; further down what stands before one is a label."""
_FRONT_MATTER = re.compile(
    r"^[ \t]{0,4}(?P<key>name|author|full_?name|title)[ \t]{0,3}:[ \t]{0,3}[\"']?(?P<value>[^\"'\n#<>{}\[\]]{3,60})",
    re.MULTILINE,
)
_LONGEST_ABBREVIATION = 4
"""Shorter names of degrees are family names too: Meng."""
_DEGREES = (phrase for phrase in phrases("degrees.names") if len(phrase) > _LONGEST_ABBREVIATION)
_NO_NAME = re.compile(
    alternation({*_DEGREES, *phrases("work.titles"), *phrases("work.organizations"), *phrases("work.schools")})
)
_TAILS = phrases("work.organization_tails")
_TOP = 8
_LABELLED = 40
_MAIN = frozenset({"biography", "work", "education"})
_SIDE_END = 5
"""Lines of name, headline and place that end a side column."""
_MOST_CANDIDATES = 400
_TWO_LINES = "the name was put together from two lines"
_NO_LINE = "the name stands in no line of its own: is it right?"
_IN_FILE_HEADER = "the name stands in the file's header, not on the page"


def name_of(
    top: list[Line], lines: tuple[Line, ...], front_matter: Passage | None = None, parts: Sequence[Section] = ()
) -> Fact[str] | None:
    """The best candidate; None rather than a guess."""
    spelled = _spelled(top)
    return (
        _under_label(top)
        or _first_lines(top, spelled)
        or _over_two_lines(top, spelled)
        or _after_side_column(parts)
        or _in_prose(lines)
        or _signed(top, lines, spelled)
        or _sender(top)
        or _in_front_matter(front_matter)
    )


def _under_label(top: list[Line]) -> Fact[str] | None:
    parts: dict[str, Fact[str]] = {}
    for line in top[:_LABELLED]:
        for cell in line.cells[1:2]:
            if line.cells[0].folded.strip(" :：") in phrases("labels.name") and (found := person(cell)):
                return found.fact("name.label")
        if part := _PART_LABEL.match(line.folded):
            kind = "given" if part["given"] else "family"
            value = _first_segment(line.passage.cut(part.end()))
            if value and _WORDS.fullmatch(value.text):
                parts.setdefault(kind, value.fact("name.label"))
        elif label := _LABEL.match(line.folded):
            said = _without_address(_first_segment(line.passage.cut(label.end())))
            found = person(said)
            if found is None and (inverted := family_first(said)):
                return _spoken(inverted, "name.label")
            if found is None and (lead := leading_name(line.passage.cut(label.end()))):
                found = lead[0]
            if found is not None:
                return found.fact("name.label")
            if _WORDS.fullmatch(line.text[label.end() :].strip()):
                parts["bare"] = line.passage.cut(label.end()).trim().fact("name.label")
    return _put_together(parts)


def _without_address(said: Passage) -> Passage:
    """``IYENGAR, Kiran (Mr.)``: how somebody is addressed is no part of the name."""
    address = _ADDRESSED.search(said.folded)
    return said.cut(0, address.start()).trim() if address else said


def _put_together(parts: dict[str, Fact[str]]) -> Fact[str] | None:
    """A given name and a family name under labels of their own; "Nom" and "Nombre" may be either's."""
    given, family = parts.get("given"), parts.get("family")
    if given and not family:
        family = parts.get("bare")
    elif family and not given:
        given = parts.get("bare")
    if not given or not family:
        return None
    return replace(given, value=f"{given.value} {family.value}", evidence=(*given.evidence, *family.evidence))


def _first_segment(passage: Passage) -> Passage:
    parts = passage.split(_CONTACT)
    return parts[0].trim() if parts else passage


def _first_lines(top: list[Line], spelled: list[str]) -> Fact[str] | None:
    """The first of the top lines that is a name; before it one that the e-mail or a site spells."""
    found = list(islice(_candidates(top, spelled), _TOP))
    sure = next((one for one in found if _slug(one[0], spelled)), None)
    if sure is None and not found:
        return None
    name, line, first = sure or found[0]
    certain = bool(sure) or line.kind == "heading" or first
    return _spoken(name, "name.heading" if line.kind == "heading" else "name.top", 0.98 if certain else 0.85)


def _spoken(name: Passage, rule: str, confidence: float = 1.0) -> Fact[str]:
    """The name as people say it, whichever part the CV puts first."""
    return name.derived(in_speaking_order(name), rule, confidence)


def _candidates(top: list[Line], spelled: list[str]) -> Iterator[tuple[Passage, Line, bool]]:
    opens = True
    for index, line in enumerate(top[:_TOP]):
        if (line.kind in {"bullet", "row"} and index and not _stands_for_itself(line, index)) or _SENDER.match(
            line.folded
        ):
            continue
        for segment in _without_title(line.passage).split(_SEGMENT)[:2]:
            found = _turned_about(segment, spelled) if opens else None
            found = found or _name_in(segment, _BRACKET if index and line.kind != "heading" else _TITLED)
            if found is not None:
                opens = False
                yield found, line, index == 0
        if len(line.text.split()) > 12 or EMAIL.search(line.text) or "http" in line.text:
            return


def _stands_for_itself(line: Line, index: int) -> bool:
    """``1. Ada Example`` right under the title."""
    return line.kind == "bullet" and index == 1 and is_name(line.text.strip())


def _without_title(passage: Passage) -> Passage:
    if title := _TITLE.search(passage.folded):
        parts = [part for part in passage.without(title.span()) if part.trim()]
        return parts[0].trim() if parts else passage
    return passage


def _name_in(segment: Passage, addition: re.Pattern[str]) -> Passage | None:
    cleaned = segment.trim()
    mail = EMAIL.search(cleaned.text)
    if mail and mail.start() > 3:
        cleaned = cleaned.cut(0, mail.start()).trim()
    bracket = addition.search(cleaned.text)
    shorter = [cleaned.cut(0, bracket.start())] if bracket and bracket.start() > 1 else []
    for part in (cleaned, *shorter):
        found = person(part)
        if found is not None and _could_be_name(found):
            return found
    return None


def _turned_about(segment: Passage, spelled: list[str]) -> Passage | None:
    """``Okafor, Jon``; a family of two words could be a whole name unless the e-mail spells what follows: "Roe Okafor, Jon"."""
    found = family_first(segment)
    if found is None or not _could_be_name(found):
        return None
    family, _, given = found.folded.partition(",")
    sure = len([word for word in family.split() if word not in PARTICLES]) == 1
    return found if sure or any(given.split()[0] in word for word in spelled) else None


def _could_be_name(found: Passage) -> bool:
    words = found.folded.split()
    return not (
        heading_like(found)
        or pattern("prose.i_am", "prose.my_name_is").match(found.folded)
        or _NO_NAME.search(found.folded)
        or is_place(found)
        or found.folded in phrases("places.cities") | phrases("places.regions")
        or words[-1] in _TAILS
    )


def _over_two_lines(top: list[Line], spelled: list[str]) -> Fact[str] | None:
    """The given name over the family name, in the same large or bold type, at the very top."""
    if len(top) < 2:
        return None
    first, second = (line.passage.trim() for line in top[:2])
    alike = top[0].kind == top[1].kind and top[0].level == top[1].level and first.styles[:1] == second.styles[:1]
    loud = top[0].kind == "heading" or first.styles[:1] == "b" or (first.text.isupper() and second.text.isupper())
    words = [first.text, second.text]
    if not (alike and loud) or not all(re.fullmatch(r"[^\W\d_]{2,20}(?:-[^\W\d_]{2,20})?", word) for word in words):
        return None
    whole = " ".join(words)
    if not is_name(whole) or any(heading_like(part) or _NO_NAME.search(part.folded) for part in (first, second)):
        return None
    one, other = first.fact("name.two_lines"), second.fact("name.two_lines")
    confirmed = any(first.folded in word and second.folded in word for word in spelled)
    return Fact(whole, (*one.evidence, *other.evidence), 0.95 if confirmed else 0.7, "" if confirmed else _TWO_LINES)


def _after_side_column(parts: Sequence[Section]) -> Fact[str] | None:
    """A page whose side column comes first: the name, a headline and a place stand before the main column's heading."""
    if not parts or parts[0].lines:
        return None
    for part, following in pairwise(parts):
        if part.kind in _MAIN or following.kind not in _MAIN:
            continue
        for index in range(len(part.lines) - 1, max(0, len(part.lines) - _SIDE_END) - 1, -1):
            line = part.lines[index]
            if index and line.gap and line.kind == "text" and len(part.lines) - index - 1 > 0:
                found = person(line.passage)
                return found.fact("name.side", 0.9) if found is not None and _could_be_name(found) else None
        return None
    return None


def _in_prose(lines: tuple[Line, ...]) -> Fact[str] | None:
    """``I am X, a student …``, ``Mein Name ist X``, ``X is a student …``."""
    for line in lines[:30]:
        if line.kind == "row":
            continue
        for opening, said in ((_NAMED, True), (_I_AM, False)):
            for match in opening.finditer(line.folded):
                found = leading_name(line.passage.cut(match.end()))
                if found and _could_be_name(found[0]) and (said or _GOES_ON.match(found[1].folded)):
                    return found[0].fact("name.prose", 0.95)
        third = _IS_A.search(line.folded[:80])
        if third and line.kind == "text":
            name = person(line.passage.cut(0, third.start()))
            if name is not None and name.start == line.passage.start and _could_be_name(name):
                return name.fact("name.prose", 0.9)
    return None


def _signed(top: list[Line], lines: tuple[Line, ...], spelled: list[str]) -> Fact[str] | None:
    """No name line: a label among the contacts that the e-mail or site spells, or the bold name of the author lists."""
    bold = _bold_authors(lines)
    whole = [
        line.passage.trim() for line in lines if line.kind in {"text", "heading"} and is_name(line.passage.trim().text)
    ]
    candidates = [
        segment.trim() for line in top for segment in line.passage.split(_CONTACT) if is_name(segment.trim().text)
    ]
    for candidate in [*candidates, *whole][:_MOST_CANDIDATES]:
        if _slug(candidate, spelled) or candidate.folded in bold:
            return candidate.fact("name.contact", 0.85, _NO_LINE)
    if len(bold) == 1:
        passage, times = next(iter(bold.values()))
        if times > 1:
            return passage.fact("name.author", 0.8, _NO_LINE)
    return None


def _sender(top: list[Line]) -> Fact[str] | None:
    """``From: Ada Example <ada@mail.example>`` over a mail that names nobody."""
    for line in top[:3]:
        if sender := _SENDER.match(line.folded):
            found = leading_name(line.passage.cut(sender.end()))
            return found[0].fact("name.sender", 0.8, _NO_LINE) if found and _could_be_name(found[0]) else None
    return None


def _in_front_matter(front_matter: Passage | None) -> Fact[str] | None:
    """``name: Ada Example`` in the header of a page's source; its title where that says "résumé" too."""
    if front_matter is None:
        return None
    for match in _FRONT_MATTER.finditer(front_matter.text):
        value = front_matter.cut(*match.span("value"))
        if match["key"] == "title" and not _TITLE.search(value.folded):
            continue
        first = _without_title(value).split(_SEGMENT)[:1]
        found = person(first[0]) if first else None
        if found is not None and _could_be_name(found):
            return found.fact("name.front_matter", 0.75, _IN_FILE_HEADER)
    return None


def _spelled(top: list[Line]) -> list[str]:
    """The letters of the e-mails and addresses among the contacts."""
    words = (word for line in top for word in line.folded.split() if "." in word or "@" in word)
    return list(dict.fromkeys(re.sub(r"[^a-z]", "", word) for word in islice(words, _MOST_CANDIDATES)))


def _slug(candidate: Passage, spelled: list[str]) -> bool:
    """Whether an e-mail or address spells the name, whole or by its two ends."""
    words = re.findall(r"[a-z]+", candidate.folded)
    return any(
        "".join(words) in word or (len(words) > 1 and words[0] in word and words[-1] in word and len(words[-1]) > 3)
        for word in spelled
        if words
    )


def _bold_authors(lines: Iterable[Line]) -> dict[str, tuple[Passage, int]]:
    """The names in bold on author lists, with how often."""
    counts: Counter[str] = Counter()
    places: dict[str, Passage] = {}
    for line in lines:
        for author in author_list(line.passage) or []:
            if author.styles.count("b") > len(author.text) // 2 and is_name(bare(author).text):
                counts[author.folded] += 1
                places.setdefault(author.folded, author)
    return {name: (places[name], counts[name]) for name in counts}
