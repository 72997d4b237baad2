"""Spoken languages and how well: "English (native)", "Deutsch – Muttersprache", "中文（母语）"."""

import re
from dataclasses import replace

from bot.cv.facts.pieces import columns
from bot.cv.passage import Line, Passage
from bot.cv.words import alternation, phrases
from bot.profile import Language

_ITEMS = re.compile(r"\s{0,3}[,;，；、|•·｜/]\s{0,3}|\s{2,}|\t+")
_BAR = re.compile(r"\s{1,3}[|｜]\s{0,3}")
_COLON = re.compile(r"\s{0,3}(?:[:：]|[–—-](?=\s))\s{0,3}")
_BRACKET = re.compile(r"\s{0,3}[(（]([^()（）]{1,60})[)）]\s{0,2}\.?$")
_BOTH = re.compile(rf"\s{{0,2}}+(?:{alternation(phrases('skills.joining'))}|&)\s{{0,2}}")
_NAME = re.compile(r"[A-Z][\w'’-]{2,20}(?: [A-Z][\w'’-]{2,20})?")
_LEVELS = alternation(phrases("languages.levels"))
_LEVEL = re.compile(
    rf"\A(?:\W{{0,3}}(?:(?:level|niveau|nivel|nível)\s)?(?:{_LEVELS}|[abc][12]\b)[\w+ /,()-]{{0,40}}|{_LEVELS}|[abc][12]\+?)\W{{0,3}}"
)
_UNDER_LABEL = re.compile(rf"\A\W{{0,3}}(?:{alternation(phrases('sections.languages'))})\s{{0,2}}[:：]\s{{0,3}}")
_SPEAK = re.compile(rf"(?<!\w)(?:{alternation(phrases('languages.speak'))})\s{{1,3}}(?:[^\W\d_]{{5,12}}ly\s{{1,3}})?")
_SPOKEN = re.compile(rf"(?:{alternation(phrases('languages.names'))})")
_SENTENCE = re.compile(r"(?<=[.!?])\s{1,3}(?=[A-Z])")
_MOST_WORDS = 6
_WITH_NOTE = 3
"""Columns of a language, its level and a remark."""


def languages_in(item: Passage, *, open_ended: bool = False) -> list[Language]:
    """One item's languages; "Dutch and Afrikaans (native)" holds two of one level.

    ``open_ended``: under a heading of languages a language may be one that no list knows.
    """
    parts = [part.trim() for part in item.split(_BOTH)]
    if len(parts) == 2 and _is_language(parts[0], open_ended=open_ended):
        last = language_of(parts[1], open_ended=open_ended)
        if last is not None:
            return [Language(parts[0].fact("language"), last.level), last]
    one = language_of(item, open_ended=open_ended)
    return [one] if one else []


def language_of(item: Passage, *, open_ended: bool = False) -> Language | None:
    """``Chinese (native)``, ``English: fluent``, ``Deutsch – Muttersprache``, ``Fluent in French``."""
    item = item.trim()
    if item.folded in phrases("languages.names"):
        return Language(item.fact("language"))
    for name, level in _halves(item):
        if name.folded in phrases("languages.names"):
            return Language(name.fact("language"), level.fact("language.level"))
        if open_ended and _NAME.fullmatch(name.text) and is_level(level):
            return Language(name.fact("language", 0.9), level.fact("language.level"))
    return _beside(item)


def _halves(item: Passage) -> list[tuple[Passage, Passage]]:
    """A name and what is said of it, after a colon or dash or in brackets."""
    found = []
    if colon := _COLON.search(item.text):
        found.append((item.cut(0, colon.start()).trim(), item.cut(colon.end()).trim()))
    if bracket := _BRACKET.search(item.text):
        found.append((item.cut(0, bracket.start()).trim(), item.cut(*bracket.span(1)).trim()))
    return [(name, level) for name, level in found if name and level]


def is_level(passage: Passage) -> bool:
    return bool(_LEVEL.fullmatch(passage.folded))


def _rates(passage: Passage, *, only_languages: bool) -> bool:
    """Under a heading of languages, what stands in the column beside one says how well, in words of its own."""
    told = only_languages and len(passage.text.split()) <= _MOST_WORDS and not passage.find("languages.names")
    return is_level(passage) or (told and any(char.isalpha() for char in passage.text))


def _is_language(passage: Passage, *, open_ended: bool) -> bool:
    return passage.folded in phrases("languages.names") or (open_ended and bool(_NAME.fullmatch(passage.text)))


def _beside(item: Passage) -> Language | None:
    """The level before or after the name without brackets: "native Chinese", "English C1"."""
    folded = item.folded
    name = item.find("languages.names")
    level = item.find("languages.levels", "languages.tests") if name else None
    if (
        not name
        or not level
        or len(folded.split()) > _MOST_WORDS
        or (name.end() > level.start() and level.end() > name.start())
    ):
        return None
    at, to = (level.start(), len(folded)) if level.start() > name.start() else (0, level.end())
    if level.start() > name.start() and folded[name.end() : level.start()].strip(" :：-,("):
        return None
    return Language(item.cut(*name.span()).fact("language"), item.cut(at, to).trim().fact("language.level"))


def languages_of(line: Line, *, only_languages: bool) -> list[Language]:
    """The languages of a line that lists nothing else; none where it lists other things."""
    cells = [cell.trim() for cell in columns(line) if cell.trim()]
    told = len(cells) == 2 or (only_languages and len(cells) == _WITH_NOTE)
    if told and _is_language(cells[0], open_ended=False) and _rates(cells[1], only_languages=only_languages):
        return [Language(cells[0].fact("language"), cells[1].fact("language.level"))]
    if only_languages and (paired := _paired(line.passage)):
        return paired
    items = [item.trim() for item in line.passage.split(_ITEMS)]
    if _one_with_level(line.passage):
        items = [line.passage]
    known = any(languages_in(item) for item in items)
    found = [languages_in(item, open_ended=only_languages) for item in items]
    if only_languages and known:
        found = [some or _unknown(item) for some, item in zip(found, items, strict=True)]
    return [one for some in found for one in some] if found and all(found) else []


def languages_in_prose(lines: list[Line]) -> list[Language]:
    """``I speak Dutch and Ukrainian at home, English at university``: the languages by their names, and no level."""
    sentences = (part for line in lines if line.kind != "row" for part in line.passage.split(_SENTENCE))
    told = ((one, said) for one in sentences if (said := _SPEAK.search(one.folded)))
    items = [
        item.trim()
        for one, said in told
        for clause in one.cut(said.end()).split(_ITEMS)
        for item in clause.split(_BOTH)
    ]
    named = ((item, _SPOKEN.match(item.folded)) for item in items)
    return [Language(item.cut(*name.span()).fact("language", 0.9)) for item, name in named if name]


def languages_by_column(header: Line, following: list[Line]) -> list[Language]:
    """``English | Dutch`` over ``native | B1``: how well, under each language's name."""
    below = following[0].cells if following and following[0].kind == "row" else ()
    pairs = list(zip(header.cells, below, strict=False))
    if not all(name.folded.strip() in phrases("languages.names") and is_level(level.trim()) for name, level in pairs):
        return []
    return [Language(name.trim().fact("language"), level.trim().fact("language.level")) for name, level in pairs]


def _paired(passage: Passage) -> list[Language]:
    """``Français: Langue maternelle | Allemand: Lu, écrit``: levels may have commas where bars part the languages."""
    pairs = [_halves(part.trim())[:1] for part in passage.split(_BAR)]
    if len(pairs) < 2 or not all(
        pair and _is_language(pair[0][0], open_ended=True) and _rates(pair[0][1], only_languages=True) for pair in pairs
    ):
        return []
    return [Language(name.fact("language"), level.fact("language.level")) for [(name, level)] in pairs]


def _one_with_level(passage: Passage) -> bool:
    """``English: fluent, written and spoken``: one language, whose level has commas."""
    halves = _halves(passage.trim())
    if not halves or halves[0][1].find("languages.names"):
        return False
    return halves[0][0].folded in phrases("languages.names") and is_level(halves[0][1])


def _unknown(item: Passage) -> list[Language]:
    parts = [part.trim() for part in item.split(_BOTH)]
    named = all(_is_language(part, open_ended=True) for part in parts)
    return [Language(part.fact("language", 0.9)) for part in parts] if named and parts else []


def languages_among(lines: list[Line]) -> list[Language]:
    """Languages under a label among the contacts: "Languages: English (C1), Dutch", or over a deeper list."""
    found: list[Language] = []
    under: Line | None = None
    for line in lines:
        if under is not None and line.kind == "bullet" and line.indent > under.indent:
            found += languages_of(line, only_languages=True)
            continue
        label = _UNDER_LABEL.match(line.folded)
        rest = line.passage.cut(label.end()) if label else None
        under = line if label and not rest else None
        if rest:
            found += languages_of(replace(line, passage=rest, cells=()), only_languages=True)
    return found
