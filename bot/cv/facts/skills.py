"""Keywords of explicit lists, each under its list's own label; and the spoken languages among them."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile

from bot.cv.facts.availability import asks
from bot.cv.facts.colophon import COLOPHON_LINES, is_colophon
from bot.cv.facts.columns import lists_by_level, without_unknown
from bot.cv.facts.disclaimers import said_in
from bot.cv.facts.known_skills import is_known
from bot.cv.facts.languages import is_level, languages_by_column, languages_in, languages_of
from bot.cv.facts.pieces import columns
from bot.cv.passage import Line, Passage
from bot.cv.words import alternation, phrases
from bot.profile import Fact, Language, Skill

_COLON = re.compile(r"^([^:：]{2,60})[:：]\s{0,3}(?=\S)")
_DASH = re.compile(r"^([^–—]{2,40})\s[–—-]\s(?=\S)")
_KNOWN_LABEL = re.compile(rf"({alternation(phrases('labels.skill'))})\s{{2,12}}(?=\S)")
_HEAD = re.compile(r"^([^:：–—]{1,40}?)(?:\s?[:：]|\s[–—-])\s{1,3}(?=\S)")
_NEXT_LABEL = re.compile(
    r"\s{0,3}+[|;；•·｜](?=[^:：|;；,，、•·｜–—()]{2,42}+(?:[:：]|(?<=\s)[–—])\s{0,3}\S)\s{0,3}|(?<!\s)\s{3,2000}+(?=[^\s:：,，][^:：,，]{1,40}+[:：]\s{0,3}\S)"
)
_ITEMS = re.compile(r"\s{0,3}[,;，；、|•·｜]\s{0,3}|\s{2,}|\t+|\s[–—/+]\s")
_BRACKETS_AND_ITEMS = re.compile(rf"[(（\[]|[)）\]]|{_ITEMS.pattern}")
_JOINING = re.compile(rf"\s{{0,2}}(?:{alternation(phrases('skills.joining'))})\s{{0,2}}")
_FIRST_PERSON = re.compile(r"(?:I|I['’](?:m|ve|ll|d)|My|We|In my|Lately)\s")
_TWO_SENTENCES = re.compile(r"[a-z]{3}\.\s[A-Z][a-z]* [a-z]")
_WITH = re.compile(r"(?:in|with|at)\s{1,3}")
_BRACKET = re.compile(r"[()（）\[\]]")
_BLANK = re.compile(r"\s+")
_SLASH = re.compile(r"(?<=\w{3})/(?=\w{3})")
_LATIN_HEDGES = frozenset(phrase for phrase in phrases("skills.hedges") if phrase.isascii())
_HEDGES = re.compile(
    rf"^(?:(?:{alternation(_LATIN_HEDGES)}|&)\s{{1,2}}|(?:{alternation(phrases('skills.hedges') - _LATIN_HEDGES)})\s{{0,2}}){{1,4}}"
)
_LEVEL = rf"(?:{alternation(phrases('skills.levels') | phrases('languages.levels'))})"
_SHARE = r"\d{1,3}\s?[%％]|\d{1,2}\s?/\s?\d{1,2}"
_TIME = rf"\d{{1,2}}(?:\.\d)?\+?\s?(?:{alternation(phrases('skills.years'))})"
_RATED = re.compile(
    rf"(?:\s{{0,3}}+[:：]|\s{{1,4}}+[–—-])\s{{0,3}}+(?:{_LEVEL}|{_SHARE}|{_TIME})\W{{0,2}}$"
    rf"|\s{{1,3}}+(?:{_SHARE})$|\s{{0,3}}+[●○★☆■□▰▱█░◯◉✦✧⚫⚪*]{{3,10}}$|\s{{1,3}}+(?:\[[=#>|.\s-]{{3,24}}\]|[=#>|.-]{{4,20}})$"
)
_ONLY_RATING = re.compile(rf"(?:{_LEVEL}|{_SHARE}|{_TIME}|[^\w+#]{{1,20}})\W{{0,2}}")
_SOFT = re.compile(
    rf"\A(?:(?:{alternation(phrases('skills.levels'))}|very|highly)\s{{0,2}}){{0,3}}(?:{alternation(phrases('skills.soft'))})(?:\s?(?:skills?|abilit(?:y|ies)))?"
)
_NOT_AT_ALL = re.compile(r"(?<![●★■▰█◉✦⚫*])(?:☆{3,10}|○{3,10}|□{3,10}|░{3,10})(?![●★■▰█◉✦⚫*])")
"""A rating of which nothing is filled: ``Prolog ☆☆☆☆☆``."""
_ADDRESS = re.compile(r"https?:|www\.|\.(?:com|org|net|edu)\b|\w\.\w{2,6}/")
_KNOWS = re.compile(
    rf"(?:{alternation(phrases('skills.knows'))})\s{{0,2}}(?:[^.:：,;]{{0,60}}+[:：]|(?:such as|including)\s)?"
)
_SENTENCE = re.compile(r"(?<=[\w)+#][.!?])\s(?=[A-Z])|(?<=[。！？])")
_RATED_IN_BRACKETS = re.compile(
    rf"(?<=\w)[(（]{_LEVEL}[)）]\W{{0,2}}$|\s{{0,2}}[(（](?:{_SHARE}|{_TIME}|(?:since )?(?:19|20)\d\d)[)）]\W{{0,2}}$"
)
_BARE_LEVELS = phrases("skills.levels") - {"basic"}
_LONGEST = 110
_MANY_WORDS = 13
_PHRASE = 6
"""Words. A skill of more is a list without commas, or a story."""
_MOST_UNPARTED = 100
"""Words of a list that only blanks part."""
_STORY = 24
"""Chinese signs that are more than a skill's name."""


def skills_and_languages(
    lines: list[Line], title: str, *, only_languages: bool = False
) -> tuple[list[Skill], list[Language]]:
    skills: list[Skill] = []
    languages: list[Language] = []
    group = ""
    header: Line | None = None
    for index, line in enumerate(lines):
        if line.kind == "row" and line.level:
            header = line
            if len(spoken := languages_by_column(line, lines[index + 1 : index + 2])) > 1:
                languages += spoken
            continue
        if line.kind == "heading":
            group = line.passage.trim().value()
            continue
        if (asks(line.passage) and len(line.text.split()) > 4) or _is_colophon(line, lines[index + 1 :]):
            continue
        if only_languages and languages and languages[-1].level is None and is_level(line.passage.trim()):
            languages[-1] = replace(languages[-1], level=line.passage.trim().fact("language.level"))
            continue
        by_level = None
        if header and line.kind == "row":
            line = without_unknown(header, line)  # noqa: PLW2901 -- what the person knows of it
            by_level = lists_by_level(header, line)
            if not line.text or all(is_level(cell.trim()) for cell in line.cells):
                continue
        if by_level is None and (spoken := languages_of(line, only_languages=only_languages)):
            languages += spoken
            continue
        if by_level is None and _is_label(line, lines[index + 1 : index + 2]):
            group = line.passage.trim().value()
            continue
        for label, rest in labelled_lists(line) if by_level is None else by_level:
            name = label.trim().value() if label else group
            if label and (label.find("labels.interests") or said_in(label.trim().folded)):
                continue
            whole = label is None and _is_sentence(line)
            items = [line.passage.trim(stop=True)] if whole else list_items(rest)
            items = list(takewhile(lambda item: not said_in(item.folded), items))
            spoken = [language for item in items for language in languages_in(item)]
            if spoken and (only_languages or len(spoken) * 2 >= len(items)):
                languages += spoken
            elif not only_languages:
                skills += [Skill(item.fact("skill.listed"), name or title) for item in items if _is_keyword(item)]
    if only_languages and not languages and any(is_known(item) for line in lines for item in list_items(line.passage)):
        return skills_and_languages(lines, title)
    return skills, languages


def _is_colophon(line: Line, following: list[Line]) -> bool:
    return line.kind == "text" and len(following) < COLOPHON_LINES and is_colophon(line.text)


def labelled_lists(line: Line) -> list[tuple[Passage | None, Passage]]:
    """The lists of a line, each with its label: "Languages: Rust, C | Tools: Git"."""
    parts = [line.passage] if line.kind == "row" else line.passage.split(_NEXT_LABEL)
    if len(parts) < 2 or not _COLON.match(parts[0].text) or any(_is_rating(part) for part in parts):
        return [labelled_list(line)]
    return [_label_and_list(part) for part in parts]


def _is_rating(part: Passage) -> bool:
    """``Rust: advanced`` is a keyword with a level, and no list under a label."""
    return bool(_RATED.search(part.folded))


def labelled_list(line: Line) -> tuple[Passage | None, Passage]:
    """The label of a list ("Tools: …", a table's first cell, "Programming AWS, Docker") and the list."""
    passage = line.passage
    cells = [cell for cell in columns(line) if cell.trim()]
    if len(cells) > 1 and ("," in cells[1].text or line.kind == "row"):
        if _ONLY_RATING.fullmatch(cells[1].folded.strip()) or is_level(cells[1].trim()):
            return None, cells[0]
        return cells[0].trim(), passage.cut(passage.place_of(cells[1]))
    return _label_and_list(passage)


def _label_and_list(passage: Passage) -> tuple[Passage | None, Passage]:
    if _is_rating(passage) and "," not in passage.text:
        return None, _unrated(passage)
    if told := _told_about(passage):
        return None, told
    if match := _COLON.match(passage.text):
        return passage.cut(*match.span(1)), passage.cut(match.end())
    if match := _KNOWN_LABEL.match(passage.folded):
        return passage.cut(*match.span(1)), passage.cut(match.end())
    if (bold := _bold_label(passage)) is not None:
        return bold.trim(), passage.cut(len(bold.text))
    if "," in passage.text:
        if match := _DASH.match(passage.text):
            return passage.cut(*match.span(1)), passage.cut(match.end())
        word = passage.cut(0, len(passage.text.split(" ", 1)[0]))
        named = word.folded in phrases("labels.skill") | phrases("labels.interests")
        if named and len(word.text) < len(passage.text) and "," not in word.text:
            rest = passage.cut(len(word.text) + 1)
            return word, rest.cut(joint.end()) if (joint := _WITH.match(rest.text)) else rest
    return None, passage


def _bold_label(passage: Passage) -> Passage | None:
    """``**Tools** Docker, Git``; before one keyword alone the bold words must be those of a label."""
    if passage.styles[:1] != "b":
        return None
    bold = next(passage.runs())
    listed = "," in passage.text or bold.trim().folded in phrases("labels.skill")
    return bold if listed and len(bold.text) < len(passage.text) and "," not in bold.text else None


def _told_about(passage: Passage) -> Passage | None:
    """``Erlang - most of my services run on it``: the skill of a line that goes on to tell about it."""
    match = _HEAD.match(passage.text)
    if not match or not is_known(head := passage.cut(*match.span(1)).trim()):
        return None
    rest = list_items(passage.cut(match.end()))
    told = sum(len(item.text.split()) > 1 and not is_known(item) for item in rest)
    return head if told * 2 > len(rest) else None


def _is_label(line: Line, following: list[Line]) -> bool:
    """A line over a deeper list, as "Languages" over its items."""
    deeper = any(below.indent > line.indent and below.kind == "bullet" for below in following)
    named = len(line.text.split()) <= 4 and not re.search(r"[,;，；、]", line.text)
    return (deeper and named) or line.text.rstrip().endswith((":", "："))


def list_items(passage: Passage) -> list[Passage]:
    """The parts of a list, without what is said about each; separators inside brackets part nothing."""
    depth, cuts = 0, []
    for match in _BRACKETS_AND_ITEMS.finditer(passage.text):
        if match[0] in "(（[":
            depth += 1
        elif match[0] in ")）]":
            depth = max(0, depth - 1)
        elif not depth:
            cuts.append(match.span())
    known = (part for part in passage.without(*cuts) if not _NOT_AT_ALL.search(part.text))
    parts = [_unrated(part.trim(stop=True)) for part in known]
    return [single for part in parts if part for single in _singles(_without_hedge(part))]


def _unrated(part: Passage) -> Passage:
    rating = (
        None if _NOT_AT_ALL.search(part.text) else _RATED.search(part.folded) or _RATED_IN_BRACKETS.search(part.folded)
    )
    rated = rating is not None and rating.start() > 0 and not languages_in(part)
    return part.cut(0, rating.start()).trim() if rating and rated else part


def _without_hedge(part: Passage) -> Passage:
    lead = _HEDGES.match(part.folded)
    return part.cut(lead.end()).trim(stop=True) if lead and lead.end() < len(part.text) else part


def _singles(part: Passage) -> list[Passage]:
    """``Rust and Go``, ``Docker/Kubernetes``: two, where both are known by themselves; "Research and Development" is one."""
    for joint in (_JOINING, _SLASH) if not _BRACKET.search(part.text) else ():
        halves = [half.trim(stop=True) for half in part.split(joint)]
        if len(halves) > 1 and all(is_known(half) for half in halves):
            return halves
    words = part.split(_BLANK)
    if len(words) > 2 and not is_known(part):
        if all(is_known(word) for word in words):
            return words
        if _PHRASE < len(words) < _MOST_UNPARTED:
            known = _known_in(part, words)
            return known if len(known) * 3 >= len(words) else [part]
    return [part]


def _known_in(part: Passage, words: list[Passage]) -> list[Passage]:
    """The known names of a list that only blanks part: "React Node.js AWS browser extensions"."""
    found: list[Passage] = []
    places = [(part.place_of(word), part.place_after(word)) for word in words]
    at = 0
    while at < len(words):
        for size in (3, 2, 1):
            if at + size > len(words):
                continue
            name = part.cut(places[at][0], places[at + size - 1][1])
            if is_known(name):
                found.append(name)
                at += size
                break
        else:
            at += 1
    return found


def _is_sentence(line: Line) -> bool:
    return (line.text.rstrip().endswith(".") and len(line.text.split()) > 8) or "我" in line.text


def _is_keyword(item: Passage) -> bool:
    plain = item.folded.strip(" .")
    if (
        "@" in item.text
        or _NOT_AT_ALL.search(item.text)
        or _ADDRESS.search(item.text)
        or _SOFT.fullmatch(plain)
        or plain in _BARE_LEVELS
    ):
        return False
    if plain[:1].isdigit() and _ONLY_RATING.fullmatch(plain):
        return False
    return (
        0 < len(item.text) <= (_LONGEST if item.text.isascii() or " " in item.text else _STORY)
        and len(item.text.split()) <= _MANY_WORDS
        and not _TWO_SENTENCES.search(item.text)
        and not ("，" in item.text and len(item.text) > _STORY)
        and not _FIRST_PERSON.match(item.text)
        and any(char.isalpha() for char in item.text)
    )


def skills_in_prose(lines: Iterable[Line]) -> tuple[list[Skill], list[Language]]:
    """``I am proficient in Rust, C++ and Zig``: what a sentence lists as known, of known names."""
    skills: list[Skill] = []
    languages: list[Language] = []
    for line in lines:
        for sentence in line.passage.split(_SENTENCE) if line.kind != "row" else ():
            if cue := _KNOWS.search(sentence.folded):
                items = [
                    part
                    for item in list_items(sentence.cut(cue.end()))
                    for part in (item, *(half.trim(stop=True) for half in item.split(_JOINING)[:1]))
                ]
                languages += [language for item in _distinct(items) for language in languages_in(item)]
                skills += [Skill(item.fact("skill.stated", 0.9)) for item in _distinct(items) if is_known(item)]
    return skills, languages


def _distinct(items: list[Passage]) -> list[Passage]:
    return list({item.start: item for item in reversed(items)}.values())[::-1]


def interests_of(lines: list[Line]) -> tuple[Fact[str], ...]:
    return tuple(line.passage.trim().fact("interest") for line in lines if len(line.passage.trim().text) > 2)
