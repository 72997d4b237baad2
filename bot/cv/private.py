"""What a CV may state and a profile never holds: age, birth, gender, nationality, family, photo."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.cv.facts.people import is_name
from bot.cv.finder import Finder, wide
from bot.cv.passage import Line, joined
from bot.cv.private_labels import (
    CODE_BEHIND,
    KINDS,
    LABELLED,
    SHORT_LABEL,
    is_answered,
    is_code,
    kind_above,
    kind_at_beginning,
    kind_of,
    kind_of_cell,
    kind_of_label,
    kinds_of_cells,
)
from bot.cv.words import alternation, anywhere, fold, phrases, words_of
from bot.profile import Span

_VALUE_END = re.compile(
    r"\s{3,}|[|·•;｜\t，。；]|,\s(?=[^\W\d_][\w ]{1,25}[:：])|\s(?=[^\W\d_]{2,15}(?:\s[^\W\d_]{2,12})?\s?[:：])"
)
_BEFORE_LABEL = re.compile(r"(?:^|[|·•;｜,，、。(（\t–.:：]|\s[-\s])\s{0,3}+[^\w-]{0,3}+$")
_PARTS = Finder(r"\s{0,5}(?:[|·•;｜]|\s{3,}+|\t)\s{0,5}", wide("|·•;｜"))
_BORN = re.compile(rf"(?:{alternation(phrases('prose.born'))})\s{{1,3}}")
_MY = re.compile(rf"(?:{alternation(phrases('prose.my'))})\s?$")
_IS = re.compile(rf"\s{{0,3}}(?:{alternation(phrases('prose.is'))})\s{{0,3}}")
_PHRASE_END = re.compile(r"[.;|。，,]")
_REST_OF_WORD = re.compile(r"\w{0,40}")
_BORN_END = re.compile(r"[;|。，)]|(?<!\d)[.,]|\s(?:and|und|et|y|e)\s")
_YEARS_OLD = alternation(phrases("prose.years_old"))
_AGE = re.compile(
    rf"(?<!\d)\d{{2}}(?:[\s-]{{0,2}}(?:{_YEARS_OLD})(?!\s?(?:d'|de\s|of\s|en\s|em\s|\w{{0,12}}erfahrung|experience))|\s?岁)"
)
_PLAINLY = alternation(phrases("prose.years_old") - phrases("prose.years"))
"""Of those the words that count no years of experience."""
_OF_SOMEBODY = re.compile(
    rf"(?<!\d)\d{{2}}[\s-]{{0,2}}(?:{_PLAINLY})(?=\s(?:[\w-]{{1,20}}\s){{0,2}}(?:{alternation(phrases('work.titles') | phrases('prose.standing'))}))"
)
"""``31-year-old backend engineer``."""
_I_AM_AGED = re.compile(
    rf"(?:{alternation(phrases('prose.i_am') - {'this is'})})\s(?P<age>1[6-9]|[2-7]\d)(?=\s?(?:$|[,.;!)](?!\d)|(?:and|und|et|y|e)\s))"
)
_SAID_OF_ONESELF = re.compile(rf"(?:{alternation(phrases('prose.aged') | phrases('prose.i_am'))})\s{{0,2}}(?:an?\s)?$")
_AGED = re.compile(r"\baged\s(\d{2})(?![\w-])")
_DAY = re.compile(r"\A\W{0,3}(?:\d{1,2}[./-]){0,2}(?:19|20)\d\d(?:[./年-]\s?\d{1,2}){0,2}[月日]?\W{0,3}")
_AGE_ITEM = re.compile(
    rf"\W{{0,3}}(?:1[6-9]|[2-7]\d)[\s-]{{0,2}}(?:{_YEARS_OLD}|{alternation(phrases('prose.years'))})\W{{0,3}}"
)
_CONTACT = re.compile(r"@|\+\d|(?<!\d)\d{5}(?!\d)")
_PLACES = phrases("places.cities") | phrases("countries")
_ONLY_AGE = re.compile(rf"\W{{0,3}}\d{{2}}[\s-]{{0,2}}(?:{_YEARS_OLD})\W{{0,3}}")
_AGE_STATED = re.compile(rf"\W{{0,3}}(?:1[6-9]|[2-7]\d)[\s-]{{0,2}}(?:{_PLAINLY})\W{{0,3}}")
_BARE_AGE = re.compile(r"\W{0,3}(?:1[6-9]|[2-7]\d)\W{0,3}")
_CITIZEN = re.compile(
    r"\b(?:[A-Z]\w{2,15}|US|U\.S\.|UK|EU)\s(?:(?:[Cc]itizen|national|[Pp]assport [Hh]older)(?=\s{0,3}(?:$|[|,.;)·]))"
    r"|(?<!Senior\s)(?:[Cc]itizen|national)(?=\s(?:with|and|by|since|living|based)\s))"
    r"|\b[Cc]itizen of\s(?:the\s)?[A-Z]\w{1,20}(?:\s[A-Z]\w{1,20}){0,2}"
    r"|(?<=\bhold an\s|\bholds a\s)[A-Z]\w{2,15}\spassport|(?<=\bhold a\s)[A-Z]\w{2,15}\spassport"
)
_CHILDREN = re.compile(
    rf"(?:(?<=[,;|·]\s)|(?<!.))(?:{alternation(phrases('prose.few'))}|\d)\s(?:{alternation(phrases('prose.children'))})"
    r"(?=\s{0,3}(?:$|[,;|·.)]|(?:and|und|et|y|e)\s))"
)
"""``two children`` in a list of other things."""
_PARENT = re.compile(
    rf"(?:{alternation(phrases('prose.parent_of'))})\s(?:{alternation(phrases('prose.few'))}|\d)(?![\w-])(?!\s(?!{alternation(phrases('prose.children'))})\w)"
)
"""``mother of two``, and no ``father of two products``."""
_PRONOUNS = re.compile(rf"(?:{alternation(phrases('prose.pronouns'))})(?:/[^\W\d_]{{2,8}}+)?")
_IN_BRACKETS = re.compile(
    rf"(?<=[(（])\s?(?:{alternation(phrase for phrase, kind in KINDS.items() if kind in {'gender', 'marital status'})})(?=\s?[)）])"
)
"""``Engineer (female)``."""
_OF_NATIONALITY = re.compile(rf"(?:{alternation(phrases('prose.of_nationality'))})\s[^\W\d_]{{2,20}}")
_BORN_THEN = re.compile(r"(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?出?生(?!产|物|活|态)")
_PEOPLE = re.compile(r"(?:(?<=[|，,、；;\s])|(?<!.))[\u4e00-\u9fff]{1,5}族(?=\s{0,3}(?:$|[|，,、；;\s]))")
"""Chinese: ``1987年3月生``, ``汉族``."""
_STARRED = re.compile(
    r"(?:(?<![\w*])\*|(?<=[,|;·(]\s)\*\s)\d{1,2}\.\s?(?:\d{1,2}\.|[^\W\d_]{3,9})\s?(?:19\d\d|200\d)(?!\d|\s?[-–*])"
    r"|(?<=\()\*\s?(?:19\d\d|200\d)(?!\d|\s?[-–*])"
)
"""German: ``*17.03.1987``, ``(*1987)``."""
_BORN_YEAR = re.compile(r"(?<![\w.])b\. (?:19\d\d|200\d)(?!\d|\s?[-–])")
_BIRTH_YEAR = re.compile(
    rf"(?:{alternation(phrases('private.date of birth'))})\s(?:in\s)?(?:19\d\d|200\d)(?!\d|\s?[-–])"
)
"""``Ada Example (born 1990)``, ``Jahrgang 1990``."""
_KEY_WORDS = re.compile(r"[A-Z]?[a-z]{1,30}|[A-Z]{1,30}")
_PHOTOS = frozenset({"image", "picture", "photo", "avatar"})
_MARRIED = frozenset(phrase for phrase, kind in KINDS.items() if kind == "marital status") - phrases(
    "prose.also_other_things"
)
_I_AM_MARRIED = re.compile(rf"(?:{alternation(phrases('prose.i_am'))})\s(?P<state>{alternation(_MARRIED)})")
_FAMILY = re.compile(
    rf"\W{{0,3}}(?:(?:{alternation(phrases('prose.family'))})\s?[:：]\s?)?(?:{alternation(_MARRIED)})[^\d:：]{{0,30}}(?:\d\s\w{{1,12}})?"
)
_EASTERN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PHRASES = {
    *KINDS,
    *phrases("prose.born"),
    *phrases("prose.years_old"),
    *phrases("prose.years"),
    *phrases("prose.of_nationality"),
    "aged",
    "citizen",
    "national",
    "passport holder",
    *phrases("prose.parent_of"),
    *phrases("prose.pronouns"),
    *phrases("prose.i_am"),
    "passport",
    "族",
    "月生",
}
_EASTERN_WORD = re.compile(anywhere(phrase for phrase in _PHRASES if _EASTERN.search(phrase)))
_LABELS = {words_of(phrase) - {""} for phrase in _PHRASES if not _EASTERN.search(phrase)}
_SIGNS = {sign: [words for words in _LABELS if sign in words] for sign in {max(words, key=len) for words in _LABELS}}
"""The words of each phrase, by the longest word of one."""
_LONGEST = 2_000
"""Characters of a line that are looked at together."""
_LINE = re.compile(rf"[^\n]{{1,{_LONGEST}}}")
_VALUE_BELOW = re.compile(r"[ \t\r]{0,9}\n\s{0,9}(?![\s#])([^\n:：@|]{1,40})(?=\n|\Z)")
_LONGEST_VALUE = 80
_SHORT_VALUE = 40
_PARTING = frozenset(",，、|｜;；·")
_ITEM = re.compile(r"(?:[^,、\s]|\s(?![-/]\s)){1,80}")
_LISTING = (",", "、", " - ", " / ")
_OF_PERSONS = frozenset({"gender", "marital status", "politics"})
"""Kinds whose words stand beside each other where a person is described: "female, 31, single"."""

Found = tuple[int, int, str]
"""Start, end, kind."""


def kinds_of_private(line: Line) -> list[str]:
    """The kinds of private data that the line states."""
    if not _may_tell(line.folded, line.passage.words):
        return []
    labels = kinds_of_cells([cell.folded for cell in line.cells])
    return [*filter(None, labels), *(kind for _, _, kind in _found(line.text))]


def without_private(line: Line) -> Line | None:
    """The line without its private parts; None where nothing else stands on it."""
    if line.cells:
        return _without_cells(line)
    spans = [_with_marks(line.text, start, end) for start, end, _ in _found(line.text)]
    parts = [part for part in line.passage.without(*spans) if part.trim()]
    return replace(line, passage=joined(parts, withheld=True)) if parts else None


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """With the brackets that hold nothing else, and one of the two signs that part it from the rest."""
    before, after = text[:start].rstrip(), text[end:].lstrip()
    if before.endswith(("(", "（")) and after.startswith((")", "）")):
        return len(before) - 1, len(text) - len(after) + 1
    if before[-1:] in _PARTING and after[:1] in _PARTING:
        return start, len(text) - len(after) + 1
    if before[-1:] in _PARTING and (not after or after[0] in ".;"):
        return len(before) - 1, end
    return start, end


def _without_cells(line: Line) -> Line | None:
    stays = []
    labels = kinds_of_cells([cell.folded for cell in line.cells])
    for cell, own, before in zip(line.cells, labels, ["", *labels], strict=False):
        if not own and not before and not _found_any(cell.text):
            stays.append(cell)
    return replace(line, cells=tuple(stays), passage=joined(stays, withheld=True)) if any(stays) else None


def _found_any(text: str) -> bool:
    return any(True for _ in _found(text))


def private_below(line: Line, following: Line | None) -> str:
    """The kind of private data that a label alone on its line asks for, and the next line answers."""
    if following is None or len(line.text) > SHORT_LABEL or line.cells:
        return ""
    if not _may_tell(line.folded, line.passage.words) or not _is_value(following):
        return ""
    return kind_above(line.folded, following.text)


def _is_value(line: Line) -> bool:
    """What may stand under a label."""
    return (
        len(line.text) <= _SHORT_VALUE and line.kind not in {"heading", "row"} and not re.search(r"[:：@]", line.text)
    )


def kind_of_key(key: str) -> str:
    """The kind of private data that a field of this name holds: ``dateOfBirth``; empty for any other field."""
    words = " ".join(_KEY_WORDS.findall(key)).casefold()
    return "photo" if words in _PHOTOS else KINDS.get(fold(words), "")


def private_spans(text: str) -> tuple[Span, ...]:
    """Where a text states private data: what stands under its label, on the line or the next, and what sentences tell."""
    return tuple(Span(start, end) for start, end in _merged(_in_text(text)))


def _in_text(text: str) -> Iterator[tuple[int, int]]:
    folded = fold(text)
    words = words_of(folded)
    if not _may_tell(folded, words):
        return
    said = _SIGNS.keys() & words
    for match in _LINE.finditer(folded):
        line = match[0]
        if line.isascii() and "*" not in line and "b. " not in line and not any(sign in line for sign in said):
            continue
        if not _may_tell(line, words_of(line)):
            continue
        start, end = match.span()
        yield from ((start + left, start + right) for left, right, _ in _found(text[start:end]))
        following = _VALUE_BELOW.match(text, end)
        if following and "|" not in line and kind_above(line, following[1]):
            yield start, end
            yield following.span(1)
        elif kind_of_label(line) or ("|" in line and any(kinds_of_cells(line.split("|")))):
            yield start, end


def _may_tell(folded: str, words: frozenset[str]) -> bool:
    """Whether all words of a phrase, or the signs of a date of birth, stand somewhere in a text of these words."""
    return (
        any(label <= words for sign in _SIGNS.keys() & words for label in _SIGNS[sign])
        or ("*" in folded and _STARRED.search(folded) is not None)
        or ("b. " in folded and _BORN_YEAR.search(folded) is not None)
        or (not folded.isascii() and _EASTERN.search(folded) is not None and _EASTERN_WORD.search(folded) is not None)
    )


def _merged(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _found(text: str) -> list[Found]:
    """The private stretches of a line, in order and apart; of those from one place the longest."""
    folded = fold(text)
    found = [*_labelled(text, folded), *_told(text, folded), *_alone(text, folded)]
    apart: list[Found] = []
    for one in sorted(found, key=lambda one: (one[0], -one[1])):
        if not apart or one[0] >= apart[-1][1]:
            apart.append(one)
    return apart


def _labelled(text: str, folded: str) -> Iterator[Found]:
    """``Date of birth: 4 May 1991``, ``Passport no K1234567``, ``my religion is none``."""
    for match in LABELLED.finditer(folded):
        code = CODE_BEHIND.match(folded, match.end("label")) if kind_of(match) == "ID number" else None
        if code and is_code(code["code"]):
            yield match.start(), code.end(), kind_of(match)
        elif match["sign"] and _begins(text, folded, match.start()):
            end = _value_end(text, match.end())
            if match.end() < end and is_answered(match, text[match.end() : end]):
                yield match.start(), end, kind_of(match)
        elif _MY.search(folded, max(0, match.start() - 12), match.start()) and (verb := _IS.match(folded, match.end())):
            yield match.start(), _phrase_end(text, verb.end()), kind_of(match)


def _begins(text: str, folded: str, at: int) -> bool:
    """Whether a label stands at the start of a part of the line, or with a capital."""
    return bool(_BEFORE_LABEL.search(folded[max(0, at - 8) : at])) or _opens(text[max(0, at - 1) : at + 1])


def _value_end(text: str, start: int) -> int:
    """Where the value behind a label ends; its start where it goes on for too long."""
    stop = _VALUE_END.search(text, start, start + _LONGEST_VALUE + 1)
    end = stop.start() if stop else len(text)
    return end if end <= start + _LONGEST_VALUE else start


def _phrase_end(text: str, start: int, ends: re.Pattern[str] = _PHRASE_END) -> int:
    """Where a phrase is over; with the word at the end of what it may hold where it is longer."""
    stop = ends.search(text, start, start + _SHORT_VALUE)
    word = _REST_OF_WORD.match(text, start + _SHORT_VALUE)
    return stop.start() if stop else word.end() if word else len(text)


def _opens(beginning: str) -> bool:
    """A capital after a blank, or a Chinese sign."""
    return (beginning[-1].isupper() and beginning[0] != "-") or not fold(beginning[-1]).isascii()


def _told(text: str, folded: str) -> Iterator[Found]:
    """``I was born in Oslo``, ``a 27-year-old``, ``Norwegian citizen``."""
    for match in _BORN.finditer(folded):
        yield match.start(), _phrase_end(text, match.end(), _BORN_END), "date of birth"
    for match in _AGE.finditer(folded):
        if match[0].endswith("岁") or _SAID_OF_ONESELF.search(folded[max(0, match.start() - 20) : match.start()]):
            yield *match.span(), "age"
    for match in _OF_SOMEBODY.finditer(folded):
        yield *match.span(), "age"
    for match in _I_AM_AGED.finditer(folded):
        yield *match.span("age"), "age"
    for match in _AGED.finditer(folded):
        yield *match.span(1), "age"
    for match in _IN_BRACKETS.finditer(folded):
        yield *match.span(), KINDS[match[0].strip()]
    for told, kind in ((_CHILDREN, "marital status"), (_PARENT, "marital status"), (_PRONOUNS, "gender")):
        yield from ((*match.span(), kind) for match in told.finditer(folded))
    for nationality, where in ((_CITIZEN, text), (_OF_NATIONALITY, folded), (_PEOPLE, text)):
        yield from ((*match.span(), "nationality") for match in nationality.finditer(where))
    for match in _I_AM_MARRIED.finditer(folded):
        yield match.start("state"), _phrase_end(text, match.end()), "marital status"
    for born, where in ((_BORN_THEN, text), (_STARRED, text), (_BORN_YEAR, text), (_BIRTH_YEAR, folded)):
        yield from ((*match.span(), "date of birth") for match in born.finditer(where))


def _alone(text: str, folded: str) -> Iterator[Found]:
    """A part of a line that is nothing else: "Married", "27 years old", "Nationality (Norwegian)", "Age    27"."""
    at, under = 0, ""
    beside = False
    days: list[tuple[int, int]] = []
    persons: list[Found] = []
    gaps = list(_PARTS.finditer(text))
    ends = [gap.start() for gap in gaps[1:]] + [len(text)] * 2
    for gap, following in zip([*gaps, None], ends, strict=False):
        end = gap.start() if gap else len(text)
        part = folded[at:end]
        kind = under or _whole(part)
        if kind:
            beside = True
            yield at, end, kind
        elif _DAY.fullmatch(part):
            days.append((at, end))
        elif (word := _word_of_persons(part.strip())) in _OF_PERSONS:
            persons.append((at, end, word))
        elif any(sign in part for sign in _LISTING):
            yield from _listed(text[at:end], part, at)
        wide_gap = gap is not None and not gap[0].strip()
        under = kind_of_cell(part, folded[gap.end() : following]) if gap and wide_gap and not under else ""
        at = gap.end() if gap else end
    if beside or (persons and (days or len(persons) > 1 or _PEOPLE.search(text))):
        yield from persons
        yield from ((start, end, "date of birth") for start, end in days)


def _whole(part: str) -> str:
    if _ONLY_AGE.fullmatch(part):
        return "age"
    if len(part) <= _SHORT_VALUE and _FAMILY.fullmatch(part):
        return "marital status"
    return kind_at_beginning(part)


def _listed(text: str, folded: str, at: int) -> Iterator[Found]:
    """Items between commas or dashes: ``married, 38 years old``, ``Paris, 38 ans``, ``Oslo, born 4 May 1991``."""
    items = [match.span() for match in _ITEM.finditer(folded)]
    family = [(start, end) for start, end in items if _FAMILY.fullmatch(folded, start, end)]
    ages = [(start, end) for start, end in items if _AGE_ITEM.fullmatch(folded, start, end)]
    others = [text[start:end].strip(" -–—") for start, end in items if (start, end) not in ages]
    sure = [(start, end) for start, end in ages if _AGE_STATED.fullmatch(folded, start, end)]
    yield from ((at + start, at + end, "age") for start, end in sure)
    yield from ((at + start, at + end, kind) for start, end, kind in _described(folded, items))
    yield from ((at + start, at + end, "marital status") for start, end in family)
    if family or (ages and ages[0] == items[0]) or any(map(_tells_who, others)):
        yield from ((at + start, at + end, "age") for start, end in ages)
    for start, end in items:
        item = folded[start:end].strip()
        if any(map(str.isdigit, item)) and (kind := kind_at_beginning(item)):
            yield at + start, at + end, kind


def _described(folded: str, items: list[tuple[int, int]]) -> Iterator[Found]:
    """``female, 31, single``: words of persons that stand beside each other, or beside a date of birth."""
    said = [(start, end, _word_of_persons(folded[start:end])) for start, end in items]
    born = any(_BORN_THEN.search(folded, start, end) for start, end in items)
    told = [one for one in said if one[2] in _OF_PERSONS]
    aged = [one for one in said if one[2] == "age"]
    if told and (born or len(told) + len(aged) > 1):
        yield from (*told, *aged)


def _word_of_persons(item: str) -> str:
    return "age" if _BARE_AGE.fullmatch(item) else KINDS.get(item.strip(" -–—/()."), "")


def _tells_who(item: str) -> bool:
    """A name, a place or a contact: what stands beside the age of a person, and not beside years of experience."""
    return bool(_CONTACT.search(item)) or fold(item) in _PLACES or is_name(item)
