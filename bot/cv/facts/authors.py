"""Author lists: what is one, who is on it, where the candidate stands."""

import re

from bot.cv.facts.people import PARTICLES
from bot.cv.finder import Finder
from bot.cv.passage import Passage, kept
from bot.cv.words import alternation, fold, pattern, phrases

SEPARATOR = Finder(
    r"\s{0,3}[,;，；、]\s{0,3}(?:and\s|&\s|und\s|et\s|y\s)?|\s(?:and|&|und|et|y)\s", r"[,;，；、&dty](?:(?<![dty])|\s)"
)
_MARKS = re.compile(r"(?<![\s*†‡§¶#^¹²³⁴⁵∗✉⋆])[\s*†‡§¶#^¹²³⁴⁵∗✉⋆]++$|^[\s*†‡∗]+|(?<=[^\W\d_])\d$")
_ET_AL = re.compile(rf"(?:{alternation(phrases('publications.authors'))})")
_INITIALS = r"(?:[A-Z]\.? ?-?){0,3}[A-Z](?:\.|(?=[ ,;]|$))"
_WORD = r"[^\W\d_]{1,25}+(?:['’‐-][^\W\d_]{1,25}+){0,3}+"
_AUTHOR = re.compile(
    rf"\A(?:(?:{_WORD}|[^\W\d_]\.)(?: (?:{_WORD}|[^\W\d_]\.)){{1,4}}(?: Jr\.)?|{_INITIALS} ?{_WORD}(?: {_WORD}){{0,2}}|{_WORD}(?: {_WORD})? {_INITIALS}|[\u4e00-\u9fff]{{2,4}})"
)
_SURNAME_INITIALS = re.compile(
    rf"(?<![^\W\d_])(?!(?:and|und|et|y) ){_WORD}(?: {_WORD}){{0,2}}+, ?{_INITIALS}(?=[,;:]|\s*&|\s*(?:and|und|et|y)\s|\s*\(|$|\.|(?<=\.) [A-Z\d])"
)
_SURNAME_FIRST = re.compile(rf"{_WORD}(?: {_WORD}){{0,2}} [A-Z]{{1,3}}")
"""``Quill AB``: who begins a list so writes all its names so."""
_COMMA_INITIAL = re.compile(r", ?[A-Z](?![a-z])")
_FAMILY_GIVEN = rf"{_WORD}(?: {_WORD})?, {_WORD}(?: (?:[A-Z]\.|{_WORD}))?"
_FAMILY_FIRST = re.compile(rf"{_WORD}(?: {_WORD})?, {_WORD}")
_BY_SEMICOLONS = re.compile(rf"{_FAMILY_GIVEN}(?:; (?:and |& )?{_FAMILY_GIVEN}){{1,30}}(?=\.|\s?\()")
_SEMICOLON = re.compile(r"; (?:and |& )?")
_DATED_OR_QUOTED = re.compile(r"(?:\.|,|(?<=\w))\s(?:\(?(?:19|20)\d\d|[“\"])")
_LONGEST_LIST = 400
_TURNED_GAP = re.compile(r"\s?[,;]\s{0,2}(?:&\s|and\s|und\s|et\s|y\s)?|\s(?:&|and|und|et|y)\s")
_MOST_WRONG = 0.2
"""The share of a list's parts that may look like no author."""
_LONGEST_AUTHOR = 60
_MOST_WORDS = 7
_MOST_AFTER = 12
"""Characters after "et al." on a line of authors alone."""
_LINK = Finder(r"\s{0,3}\[[^\[\]]{1,20}\]", r"\]")
_NOTE = Finder(r"\s{0,3}\([^()]{0,80}\)\s{0,2}$", r"\)\s{0,2}$")
_TEAM = re.compile(
    r"\A(?:(?:the )?(?:team|group|consortium|collaboration) \S{1,30}|\S{1,30} (?:team|group|consortium|collaboration))",
    re.IGNORECASE,
)


def bare(passage: Passage) -> Passage:
    """An author without stars and footnote marks."""
    passage = passage.trim()
    if passage.text[:1].isalpha() and passage.text[-1].isalpha():
        return passage
    while match := _MARKS.search(passage.text):
        at_end = match.end() == len(passage.text)
        passage = (passage.cut(0, match.start()) if at_end else passage.cut(match.end())).trim()
    return passage


def is_author(text: str) -> bool:
    text = " ".join(text.split())
    if not 3 <= len(text) <= 45 or not _AUTHOR.fullmatch(text):
        return False
    words = [word for word in re.split(r"[ ]", text) if fold(word) not in PARTICLES]
    return all(word[0].isupper() or not word[0].isascii() for word in words) and not pattern(
        "work.organizations", "work.schools", "publications.venues"
    ).search(text.casefold())


@kept
def author_list(passage: Passage) -> list[Passage] | None:
    """The authors that a passage lists, and nothing else; None where it is no author list."""
    passage = _without_notes(passage.trim(stop=not _ends_with_initial(passage.text)))
    if not passage:
        return None
    etal = _ET_AL.search(passage.folded)
    if etal and len(passage.text) - etal.end() > _MOST_AFTER:
        return None
    listed = passage.cut(0, etal.start()).trim() if etal else passage
    if _TEAM.fullmatch(listed.text):
        return [listed]
    turned = inverted(listed)
    parts = turned or listed.split(SEPARATOR)
    if len(parts) < 2 and not etal:
        return None
    authors, wrong = [], 0
    for part in map(bare, parts):
        if len(part.text) > _LONGEST_AUTHOR or len(part.text.split()) > _MOST_WORDS:
            return None
        if part:
            authors.append(part)
            wrong += turned is None and not is_author(part.text)
            if wrong > _MOST_WRONG * len(parts):
                return None
    if not authors or (len(authors) < 2 and not etal):
        return None
    return authors if wrong <= _MOST_WRONG * len(authors) else None


def _ends_with_initial(text: str) -> bool:
    return text[-3:-2] in {" ", ".", "-", "\t"} and text[-2:-1].isupper() and text.endswith(".")


def inverted(passage: Passage) -> list[Passage] | None:
    """``Wang, B., Zhang, Z. and Li, X.``"""
    if not _COMMA_INITIAL.search(passage.text):
        return None
    found = [passage.cut(*match.span()) for match in _SURNAME_INITIALS.finditer(passage.text)]
    covered = sum(len(part.text) for part in found)
    return found if len(found) >= 1 and covered >= 0.7 * len(passage.text) else None


def _without_notes(passage: Passage) -> Passage:
    if match := _LINK.search(passage.text):
        passage = passage.cut(0, match.start()).trim()
    if match := _NOTE.search(passage.text):
        passage = passage.cut(0, match.start())
        passage = passage.trim(stop=not _ends_with_initial(passage.text.rstrip()))
    return passage


@kept
def leading_authors(passage: Passage) -> tuple[list[Passage], int] | None:
    """The authors that a citation begins with, and where they end."""
    if etal := _ET_AL.search(passage.folded[:200]):
        listed = author_list(passage.cut(0, etal.end()))
        if listed:
            return listed, etal.end()
    if turned := _turned(passage) or family_first(passage):
        return turned
    found: list[Passage] = []
    at = 0
    for match in [*SEPARATOR.finditer(passage.text), None]:
        part = bare(passage.cut(at, match.start()) if match else _last(passage.cut(at)))
        surname_first = bool(found) and _SURNAME_FIRST.fullmatch(found[0].text) is not None
        goes_on = surname_first and not _SURNAME_FIRST.fullmatch(part.text)
        if part and not goes_on and (is_author(part.text) or re.fullmatch(_INITIALS, part.text)):
            found.append(part)
            at = match.end() if match else len(passage.text)
            continue
        ended = _ends_inside(passage, at, initials_last=surname_first)
        if ended:
            found.append(bare(passage.cut(at, ended)))
            at = ended
        break
    names = [part for part in found if is_author(part.text)]
    alone = (
        len(names) == 1
        and bool(re.match(r"\s?[.,]?\s?(?:\(?(?:19|20)\d\d|[“\"])", passage.text[at:]))
        and len(names[0].text.split()) <= 3
    )
    return (found, at) if len(names) >= 2 or alone else None


def _last(passage: Passage) -> Passage:
    """The end of a list may be a sentence's: ``… and Bo Other.``"""
    return passage if is_author(passage.trim().text) else passage.trim(stop=True)


def family_first(passage: Passage) -> tuple[list[Passage], int] | None:
    """``Quill, Ada, and Bo Other`` before a year or a quote; ``Quill, Ada; Other, Bo.``"""
    if not _FAMILY_FIRST.match(passage.text):
        return None
    if listed := _BY_SEMICOLONS.match(passage.text):
        whole = passage.cut(0, listed.end())
        return whole.split(_SEMICOLON), listed.end()
    told = _DATED_OR_QUOTED.search(passage.text[:_LONGEST_LIST])
    parts = passage.cut(0, told.start()).split(SEPARATOR) if told else []
    if len(parts) < 2 or told is None or not all(is_author(part.text) for part in parts[2:]):
        return None
    if is_author(parts[0].text) or not is_author(f"{parts[1].text} {parts[0].text}") or _is_month(parts[1]):
        return None
    return [passage.cut(0, passage.place_after(parts[1])), *parts[2:]], told.start()


def _is_month(part: Passage) -> bool:
    """``Oslo, May 2021`` names nobody."""
    return part.folded in phrases("months")


def _turned(passage: Passage) -> tuple[list[Passage], int] | None:
    """``Example, A., Other, B. C., & Third, D.`` at the front."""
    if not _COMMA_INITIAL.search(passage.text):
        return None
    found: list[Passage] = []
    at = 0
    while match := _SURNAME_INITIALS.match(passage.text, at):
        found.append(passage.cut(*match.span()))
        gap = _TURNED_GAP.match(passage.text, match.end())
        at = gap.end() if gap else match.end()
    return (found, passage.place_after(found[-1])) if len(found) > 1 else None


def first_turned(passage: Passage) -> Passage | None:
    """``Quill, A. B.`` at the front, with no other author behind it."""
    match = _SURNAME_INITIALS.match(passage.text)
    if match is None or _TURNED_GAP.match(passage.text, match.end()):
        return None
    return passage.cut(*match.span())


def _ends_inside(passage: Passage, at: int, *, initials_last: bool) -> int:
    """The last author goes on to a full stop, a quote, a bracket or a change of style."""
    for match in re.finditer(r"[.:](?=\s)|\s[–—|-]\s|\s?[(“\"]|\s", passage.text[at : at + 60]):
        end = at + match.start()
        word = passage.cut(at, end)
        if match[0] == ":" and not re.search(r"\b[A-Z]\b", word.text):
            continue
        if not is_author(bare(word).text):
            continue
        closes = match[0].strip() != "" or (
            end + 1 < len(passage.text) and passage.styles[end + 1] != passage.styles[at]
        )
        initial = not initials_last and match[0] == "." and re.search(r"(?:^|[\s.])[A-Z]$", word.text)
        if closes and not initial:
            return end
    return 0
