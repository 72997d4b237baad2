"""Whose CV it is: the name at the top, under a label, in a sentence, or in bold on every author list."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from bot.cv.facts.authors import author_list, bare
from bot.cv.facts.links import EMAIL
from bot.cv.facts.people import is_name, person
from bot.cv.passage import Line, Passage
from bot.cv.sections import heading_like
from bot.cv.words import alternation, pattern, phrases
from bot.profile import Fact

_LABEL = re.compile(rf"^\W{{0,4}}(?:{alternation(phrases('labels.name'))})\s{{0,3}}[:：]\s{{0,3}}")
_I_AM = re.compile(rf"(?<!\w)(?:{alternation(phrases('prose.i_am'))})\s{{1,2}}")
_IS_A = re.compile(rf"\s{{1,2}}(?:\([^()]{{1,30}}\)\s)?(?:{alternation(phrases('prose.is_a'))})\s")
_TITLE = re.compile(
    r"(?:curriculum vitae|resume|cv|lebenslauf)(?:\s{0,2}(?:of|for|von|[-–—:|·])\s{0,2})|(?:\s{0,2}[-–—:|·,]\s{0,2})(?:curriculum vitae|resume|cv|lebenslauf)\s*$"
)
_SEGMENT = re.compile(r"\s{0,3}[|·•｜]\s{0,3}|\s{3,}|\t+|\s[–—]\s|\s-\s")
_STOP = re.compile(r"[,.!;:]|\s(?:and|from|a|an|the|und)\s")
_NO_NAME = pattern("work.titles", "work.organizations", "work.schools", "degrees.names")
_TOP = 8
_MOST_CANDIDATES = 400


def name_of(top: list[Line], lines: tuple[Line, ...]) -> Fact[str] | None:
    """The best candidate; None rather than a guess."""
    return _under_label(lines) or _first_lines(top) or _in_prose(lines) or _signed(top, lines)


def _under_label(lines: tuple[Line, ...]) -> Fact[str] | None:
    for line in lines[:40]:
        if line.cells and len(line.cells) > 1 and line.cells[0].folded.strip(" :") in phrases("labels.name"):
            found = person(line.cells[1])
        elif label := _LABEL.match(line.folded):
            found = person(_until_separator(line.passage.cut(label.end())))
        else:
            continue
        if found is not None:
            return found.fact("name.label")
    return None


def _until_separator(passage: Passage) -> Passage:
    parts = passage.split(_SEGMENT)
    return parts[0] if parts else passage


def _first_lines(top: list[Line]) -> Fact[str] | None:
    """The first line of the CV that is a name, above all else but titles such as "Curriculum Vitae"."""
    for index, line in enumerate(top[:_TOP]):
        if line.kind in {"bullet", "row"} and index:
            continue
        for segment in _without_title(line.passage).split(_SEGMENT)[:2]:
            found = _name_in(segment)
            if found is not None:
                sure = line.kind == "heading" or index == 0
                return found.fact("name.heading" if line.kind == "heading" else "name.top", 0.98 if sure else 0.85)
        if len(line.text.split()) > 12 or _breaks_search(line):
            break
    return None


def _breaks_search(line: Line) -> bool:
    """A name does not come after a line that already tells of work or study."""
    return bool(EMAIL.search(line.text)) or "http" in line.text


def _without_title(passage: Passage) -> Passage:
    if title := _TITLE.search(passage.folded):
        parts = [part for part in passage.without(title.span()) if part.trim()]
        return parts[0].trim() if parts else passage
    return passage


def _name_in(segment: Passage) -> Passage | None:
    plain = re.sub(r",.*", "", segment.folded)
    if heading_like(segment) or _NO_NAME.search(plain):
        return None
    cleaned = segment.trim()
    mail = EMAIL.search(cleaned.text)
    if mail and mail.start() > 3:
        cleaned = cleaned.cut(0, mail.start()).trim()
    found = person(cleaned)
    if found is None and "(" in cleaned.text:
        found = person(cleaned.cut(0, cleaned.text.index("(")))
    if found is None and "," in cleaned.text:
        found = person(cleaned.cut(0, cleaned.text.index(",")))
    return found or _two_scripts(cleaned)


def _two_scripts(cleaned: Passage) -> Passage | None:
    """``楚遥岚 Chu Yaolan``: the name in Latin letters, or the other where that is no name."""
    parts = cleaned.split(
        re.compile(
            r"(?<=[\u4e00-\u9fff])\s{0,2}[/|(（]?\s{0,2}(?=[A-Za-z])|(?<=[A-Za-z])\s{0,2}[/|(（]?\s{0,2}(?=[\u4e00-\u9fff])"
        )
    )
    if len(parts) != 2:
        return None
    names = [found for found in map(person, parts) if found is not None]
    latin = [found for found in names if found.text.isascii()]
    return next(iter(latin or names), None)


def _in_prose(lines: tuple[Line, ...]) -> Fact[str] | None:
    """``I am X, a student …``, ``My name is X``, ``X is a student …``."""
    for line in lines[:30]:
        if line.kind == "row":
            continue
        for match in _I_AM.finditer(line.folded):
            rest = line.passage.cut(match.end())
            stop = _STOP.search(rest.text)
            found = _longest_name(rest.cut(0, stop.start() if stop else None))
            if found is not None and (stop is None or stop[0] in ",.!;:" or len(found.text) > 4):
                return found.fact("name.prose", 0.95)
        third = _IS_A.search(line.folded[:80])
        if third and line.kind == "text":
            found = _longest_name(line.passage.cut(0, third.start()))
            if found is not None and found.start == line.passage.start:
                return found.fact("name.prose", 0.9)
    return None


def _longest_name(passage: Passage) -> Passage | None:
    passage = passage.trim()
    bracket = passage.text.find("(")
    for end in (len(passage.text), bracket):
        if end > 3:
            found = person(passage.cut(0, end))
            if found is not None:
                return found
    return None


def _signed(top: list[Line], lines: tuple[Line, ...]) -> Fact[str] | None:
    """No name line: a label among the contacts that the e-mail or site spells, or the bold name of the author lists."""
    bold = _bold_authors(lines)
    whole = [
        line.passage.trim() for line in lines if line.kind in {"text", "heading"} and is_name(line.passage.trim().text)
    ]
    candidates = [
        segment.trim()
        for line in top
        for segment in line.passage.split(re.compile(r"\s{0,3}[|·•｜]\s{0,3}|\s{3,}"))
        if is_name(segment.trim().text)
    ]
    spelled = _spelled(top)
    for candidate in [*candidates, *whole][:_MOST_CANDIDATES]:
        if _slug(candidate, spelled) or candidate.folded in bold:
            return candidate.fact("name.contact", 0.85, "the CV has no name line")
    if len(bold) == 1:
        passage, times = next(iter(bold.values()))
        if times > 1:
            return passage.fact("name.author", 0.8, "the CV has no name line")
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


def label_of(top: list[Line], name: Fact[str] | None) -> Fact[str] | None:
    """What the person calls themselves, near the top: "Ph.D. student · X University", "GPU engineer"."""
    for line in top[:6]:
        text = line.passage.trim()
        if line.cells:
            text = _headline_cell(line) or text
        if (
            not 3 < len(text.text) < 90
            or EMAIL.search(text.text)
            or "http" in text.text
            or (name and _holds(line, name))
        ):
            continue
        parts = text.split(_SEGMENT)
        first = parts[0].trim() if parts else text
        if (
            pattern("work.titles").search(first.folded)
            and len(first.text.split()) <= 9
            and not re.search(r"\d", first.text)
        ):
            return first.fact("label")
    return None


def _headline_cell(line: Line) -> Passage | None:
    wanted = phrases("labels.title") | phrases("labels.headline")
    return line.cells[1].trim() if len(line.cells) > 1 and line.cells[0].folded.strip(" :") in wanted else None


def _holds(line: Line, name: Fact[str]) -> bool:
    return (
        any(line.begin <= evidence.start < line.finish for evidence in name.evidence)
        and len(line.text) < len(name.value) + 8
    )
