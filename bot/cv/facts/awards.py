"""Honours: the title, the years, and who gave it where the line names an organization after a comma."""

import re
from dataclasses import replace

from bot.cv.facts.dates import Period, further_years, is_only_dates, periods
from bot.cv.facts.grades import RANK
from bot.cv.facts.pieces import columns
from bot.cv.facts.places import is_place
from bot.cv.facts.venues import is_tag
from bot.cv.passage import Line, Passage, joined
from bot.cv.words import alternation, fold, phrases
from bot.profile import Award, Fact

_LINKS = re.compile(r"\s{0,3}\[[^\[\]]{1,20}\]")
_COMMA = re.compile(r"\s{0,3}[,，]\s{0,3}(?![^()]{0,50}+\))|\s[–—|·]\s|\s-\s")
_REMARK = re.compile(r"\s{0,3}\([^()]{1,80}\)\W{0,3}")
"""``…, 2022 (Top 0.2%)``: what brackets add behind the year is about the award, and no part of its name."""
_BRACKETS = re.compile(r"\s?\(\d{1,5}\s?/\s?\d{1,5}\)|\s?\(top [^()]{1,20}\)", re.IGNORECASE)

_POINTER = re.compile(rf"\W{{0,4}}+(?<!\w)(?:{alternation(phrases('awards.pointers'))})\W{{0,3}}+$")
"""``Ver certificado``: words of a link to the proof."""
_LAST_WORD = re.compile(r"(?<![^\s(\[])[^\s()\[\]]{1,12}$")
_JOINING = phrases("awards.joining")


def awards_of(lines: list[Line]) -> tuple[Award, ...]:
    found: list[Award] = []
    of_year: tuple[Fact[str], ...] = ()
    headed = False
    for line in lines:
        if (line.kind == "row" and line.level) or is_place(line.passage):
            continue
        if is_only_dates(line.passage):
            if line.kind == "heading":
                of_year, headed = _dates(line.passage), False
            elif found and not found[-1].dates:
                found[-1] = replace(found[-1], dates=_dates(line.passage))
            continue
        award = award_of(line)
        if award is not None and headed and line.kind == "text":
            found[-1] = _told_below(found[-1], award, line)
        elif award is not None:
            found.append(replace(award, dates=award.dates or of_year))
        headed = award is not None and line.kind == "heading"
    return tuple(found)


def _told_below(award: Award, below: Award, line: Line) -> Award:
    """A heading names the award; the line under it says when, and where if it names an organization."""
    giver = award.awarder or (below.title if _could_give(line.passage) else None)
    return Award(award.title, award.dates or below.dates, giver)


def award_of(line: Line) -> Award | None:
    parts = [part for column in columns(line) if (part := _without_pointer(column)).text.strip()]
    dates = tuple(fact for part in parts for fact in _dates(part) if _gives_date(part))
    titles = [rest for part in parts for rest in [_without_dates(part)] if rest is not None and not is_place(rest)]
    if not titles or not any(char.isalpha() for char in titles[0].text):
        return None
    titles = _prize_first(titles)
    title, awarder = _awarder(titles[0])
    if awarder is None and len(titles) > 1 and len(titles[1].text) < 90 and not RANK.search(f"({titles[1].folded})"):
        awarder = titles[1]
    title = to_last_word(title.trim(stop=True))
    if len(title.text) < 3 or len(title.text) > 220:
        return None
    return Award(title.fact("award.title"), dates, awarder.fact("award.awarder") if awarder else None)


def _without_pointer(column: Passage) -> Passage:
    pointer = _POINTER.search(column.folded)
    return column.cut(0, pointer.start()) if pointer else column


def _prize_first(titles: list[Passage]) -> list[Passage]:
    """``Quill Institute | Research Fellowship``: the column with a word of prizes is the title, where no other has one."""
    named = [index for index, title in enumerate(titles) if title.find("awards.words")]
    if len(titles) < 2 or len(named) != 1 or not named[0] or not _could_give(titles[0]):
        return titles
    return [titles[named[0]], *(title for title in titles if title is not titles[named[0]])]


def _could_give(passage: Passage) -> bool:
    return passage.find("work.schools", "work.organizations") is not None


def to_last_word(title: Passage) -> Passage:
    """``Scholarship in``, whose year was taken out, ends with the last word that means something."""
    while (last := _LAST_WORD.search(title.text)) and fold(last[0]) in _JOINING and not _is_acronym(last[0], title):
        title = title.cut(0, last.start()).trim(stop=True)
    return title


def _is_acronym(word: str, title: Passage) -> bool:
    return word.isupper() and not title.text.isupper()


def _gives_date(part: Passage) -> bool:
    return bool(periods(part))


def _dates(passage: Passage) -> tuple[Fact[str], ...]:
    found: list[Fact[str]] = []
    done = 0
    for period in periods(passage):
        if period.at < done:
            continue
        if period.start is not None:
            found.append(period.start)
        listed = further_years(passage, period.to)
        found += [year for year, _ in listed]
        done = listed[-1][1] if listed else period.to
    return tuple(dict.fromkeys(found))


def _at_edge(passage: Passage, period: Period) -> bool:
    """A date that opens or closes the line, or stands in brackets; not "the 2022 National Contest"."""
    before, after = passage.text[: period.at].rstrip(), _BRACKETS.sub("", passage.text[period.to :]).lstrip()
    return (
        not re.sub(r"\W", "", before)
        or not after.strip(" ).,;:-–")
        or (before.endswith(("(", ",")) and after.startswith((")", ",")))
    )


def _without_dates(passage: Passage) -> Passage | None:
    """The words that stay when the dates at the edges go; the title may hold a year of its own."""
    spans: list[tuple[int, int]] = []
    for period in periods(passage):
        if spans and period.at < spans[-1][1]:
            continue
        listed = further_years(passage, period.to)
        if listed or _at_edge(passage, period):
            spans.append((period.at, listed[-1][1] if listed else period.to))
    parts = [part.trim() for part in passage.without(*spans)]
    kept = [part for part in parts if any(char.isalpha() for char in part.text)]
    if len(kept) > 1 and _REMARK.fullmatch(passage.text, spans[-1][1]):
        kept = kept[:-1]
    if not kept:
        return None
    rest = joined(kept) if len(kept) > 1 else kept[0]
    if links := _LINKS.search(rest.text):
        rest = rest.cut(0, links.start())
    return rest.trim()


def _is_venue(part: Passage) -> bool:
    """``Best Paper Award, OSDI``: a conference gives prizes too."""
    return part.folded in phrases("venues.names") or is_tag(part.text)


def _awarder(title: Passage) -> tuple[Passage, Passage | None]:
    parts = title.split(_COMMA)
    if len(parts) < 2:
        return title, None
    for index in range(1, len(parts)):
        part = parts[index].trim(stop=True)
        gives = part.find("work.schools", "work.organizations") or _is_venue(part)
        if gives and not part.find("awards.words"):
            at = title.place_of(parts[index])
            return title.cut(0, at).trim(), part
    return title, None
