"""Keywords of explicit lists, each under its list's own label; and spoken languages."""

import re

from bot.cv.facts.availability import asks
from bot.cv.facts.pieces import columns
from bot.cv.passage import Line, Passage
from bot.cv.words import alternation, pattern, phrases
from bot.profile import Fact, Language, Skill

_COLON = re.compile(r"^([^:：]{2,60})[:：]\s{0,3}(?=\S)")
_DASH = re.compile(r"^([^–—]{2,40})\s[–—-]\s(?=\S)")
_ITEMS = re.compile(r"\s{0,3}[,;，；、|•·｜]\s{0,3}|\s{2,}|\t+|\s[–—]\s")
_LEVEL = re.compile(r"\s{0,3}[(（]([^()（）]{1,60})[)）]\s{0,2}\.?$|\s{0,3}[:：–—-]\s{1,3}([^:]{2,50})$")
_BOTH = re.compile(r"\s(?:and|und|&)\s")
_AND = re.compile(rf"^(?:(?:{alternation(phrases('skills.hedges'))}|&)\s+)+")
_LONGEST = 110
_MANY_WORDS = 13


def skills_and_languages(
    lines: list[Line], title: str, *, only_languages: bool = False
) -> tuple[list[Skill], list[Language]]:
    skills: list[Skill] = []
    languages: list[Language] = []
    group = ""
    for index, line in enumerate(lines):
        if line.kind == "row" and line.level:
            continue
        if line.kind == "heading":
            group = line.passage.trim().value()
            continue
        if asks(line.folded) and len(line.text.split()) > 4:
            continue
        label, rest = labelled_list(line)
        if label is None and _is_label(line, lines[index + 1 : index + 2]):
            group = line.passage.trim().value()
            continue
        name = label.trim().value() if label else group
        if label and pattern("labels.interests").search(label.folded):
            continue
        items = [line.passage.trim(stop=True)] if label is None and _is_sentence(line) else list_items(rest)
        spoken = [language for item in items for language in languages_in(item)]
        if spoken and (only_languages or len(spoken) * 2 >= len(items)):
            languages += spoken
        elif not only_languages:
            skills += [Skill(item.fact("skill.listed"), name or title) for item in items if _is_keyword(item)]
    return skills, languages


def labelled_list(line: Line) -> tuple[Passage | None, Passage]:
    """The label of a list ("Tools: …", a table's first cell, "Programming AWS, Docker") and the list."""
    passage = line.passage
    cells = [cell for cell in columns(line) if cell.trim()]
    if len(cells) > 1 and ("," in cells[1].text or line.kind == "row"):
        first = cells[0]
        at = passage.starts.index(cells[1].start)
        return first.trim(), passage.cut(at)
    if match := _COLON.match(passage.text):
        return passage.cut(*match.span(1)), passage.cut(match.end())
    if "," in passage.text:
        if match := _DASH.match(passage.text):
            return passage.cut(*match.span(1)), passage.cut(match.end())
        runs = list(passage.runs())
        if len(runs) > 1 and runs[0].styles[:1] == "b" and "," not in runs[0].text:
            return runs[0].trim(), passage.cut(len(runs[0].text))
        word = passage.cut(0, len(passage.text.split(" ", 1)[0]))
        named = word.folded in phrases("labels.skill") | phrases("labels.interests")
        if named and len(word.text) < len(passage.text) and "," not in word.text:
            return word, passage.cut(len(word.text) + 1)
    return None, passage


def _is_label(line: Line, following: list[Line]) -> bool:
    """A line over a deeper list, as "Languages" over its items."""
    deeper = any(below.indent > line.indent and below.kind == "bullet" for below in following)
    known = pattern("labels.skill", "sections.languages", "sections.skills").fullmatch(line.passage.trim().folded)
    return (deeper and bool(known)) or line.text.rstrip().endswith((":", "："))


def list_items(passage: Passage) -> list[Passage]:
    """The parts of a list; separators inside brackets part nothing."""
    depth, cuts, text = 0, [], passage.text
    for match in re.finditer(rf"[(（\[]|[)）\]]|{_ITEMS.pattern}", text):
        if match[0] in "(（[":
            depth += 1
        elif match[0] in ")）]":
            depth = max(0, depth - 1)
        elif not depth:
            cuts.append(match.span())
    parts = [part.trim(stop=True) for part in passage.without(*cuts)]
    return [_without_and(part) for part in parts if part]


def _without_and(part: Passage) -> Passage:
    lead = _AND.match(part.folded)
    return part.cut(lead.end()).trim(stop=True) if lead else part


def _is_sentence(line: Line) -> bool:
    return line.text.rstrip().endswith(".") and len(line.text.split()) > 8


def _is_keyword(item: Passage) -> bool:
    if "@" in item.text or re.search(r"https?:|www\.|\.(?:com|org|net|edu)\b|\w\.\w{2,6}/", item.text):
        return False
    return (
        0 < len(item.text) <= _LONGEST
        and len(item.text.split()) <= _MANY_WORDS
        and any(char.isalnum() for char in item.text)
    )


def languages_in(item: Passage) -> list[Language]:
    """One item's languages; "Dutch and Afrikaans (native)" holds two of one level."""
    parts = item.split(_BOTH)
    if len(parts) == 2 and parts[0].trim().folded in phrases("languages.names"):
        last = language_of(parts[1].trim())
        if last is not None:
            return [Language(parts[0].trim().fact("language"), last.level), last]
    one = language_of(item)
    return [one] if one else []


def language_of(item: Passage) -> Language | None:
    """``Chinese (native)``, ``English: fluent``, ``Deutsch – Muttersprache``, ``Fluent in French``."""
    folded = item.folded
    if folded.strip() in phrases("languages.names"):
        return Language(item.trim().fact("language"))
    if level := _LEVEL.search(item.text):
        name = item.cut(0, level.start()).trim()
        if name.folded in phrases("languages.names"):
            group = 1 if level[1] else 2
            return Language(name.fact("language"), item.cut(*level.span(group)).trim().fact("language.level"))
        return None
    return _beside(item, folded)


def _beside(item: Passage, folded: str) -> Language | None:
    """The level before or after the name without brackets: "native Chinese", "English C1"."""
    name = pattern("languages.names").search(folded)
    level = pattern("languages.levels", "languages.tests").search(folded)
    if not name or not level or len(folded.split()) > 6 or (name.end() > level.start() and level.end() > name.start()):
        return None
    at, to = (level.start(), len(folded)) if level.start() > name.start() else (0, level.end())
    if level.start() > name.start() and folded[name.end() : level.start()].strip(" :-,("):
        return None
    return Language(item.cut(*name.span()).fact("language"), item.cut(at, to).trim().fact("language.level"))


def interests_of(lines: list[Line]) -> tuple[Fact[str], ...]:
    return tuple(line.passage.trim().fact("interest") for line in lines if len(line.passage.trim().text) > 2)
