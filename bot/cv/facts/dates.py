"""Dates as printed: points, ranges, open ends. Nothing is filled in that the line does not say."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from bot.cv.passage import Passage, kept
from bot.cv.stretches import Stretches
from bot.cv.words import alternation, numbers, phrases
from bot.profile import Fact

_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_MONTH = alternation(phrases("months"), after=r"(?![^\W\d_])")
_SEASON = alternation(phrases("seasons.names"))
_PRESENT = alternation(phrases("dates.present"))
_SINCE = alternation(phrases("dates.since"))
_UNTIL = alternation(phrases("dates.until"))
_EXPECTED = alternation(phrases("dates.expected"))


def _point(tag: str) -> str:
    """A month and year, a season and year, or a year; a day is read over."""
    return rf"""(?:
        (?:\d{{1,2}}(?:st|nd|rd|th)?\.?\ {{0,2}}(?:of\ )?)?(?P<m{tag}>{_MONTH})(?:[./-](?={_YEAR})|\.?,?\ {{0,2}})(?:\d{{1,2}}(?:st|nd|rd|th)?\ {{0,2}},\ {{0,2}})?(?:(?:of|de|del)\ )?(?P<my{tag}>{_YEAR}|'\d\d(?!\d))
      | (?:(?:{_SEASON})\ ?(?:&|/|,|and)\ ?)?(?P<s{tag}>{_SEASON})\ {{0,2}}(?:of\ |term\ )?(?P<sy{tag}>{_YEAR}|'\d\d(?!\d))(?:/\d\d(?!\d))?
      | (?P<ys{tag}>{_YEAR})\ {{1,2}}(?P<s2{tag}>{_SEASON})
      | (?P<yn{tag}>{_YEAR})(?:[-./]|\ ?年\ ?)(?P<mn{tag}>1[0-2]|0?[1-9])(?:月(?:\d{{1,2}}日)?|[-./](?:3[01]|[12]\d|0?[1-9])(?!\d)(?:\ (?:mon|tue|wed|thu|fri|sat|sun)\b)?)?(?![\d/]|[.,]\d)
      | (?:(?P<nd{tag}>3[01]|[12]\d|0?[1-9])[./])?(?P<nm{tag}>1[0-2]|0?[1-9])(?:\ ?/\ ?|[.-])(?P<ny{tag}>{_YEAR})
      | (?P<um{tag}>1[0-2]|0?[1-9])/(?:3[01]|2\d|1[3-9])/(?P<uy{tag}>{_YEAR})
      | (?P<yw{tag}>{_YEAR})(?:\ {{1,2}}|年?(?=[一二三四五六七八九十]))(?P<mw{tag}>{_MONTH})\.?
      | (?P<y{tag}>{_YEAR})(?:\ ?年)?
    )"""


_RANGE = rf"""
    (?<![\w.'])(?=\w)(?:
      (?P<bare>{_MONTH})\.?\ {{0,2}}(?:-{{1,3}}|[/&]|{_UNTIL})\ {{0,2}}(?={_MONTH}){_point("z")}
    | (?P<ym>{_YEAR})\ {{1,2}}(?P<mm>{_MONTH})\.?\ {{0,2}}[-/]\ {{0,2}}(?P<me>{_MONTH})\.?(?!\ {{0,2}}{_YEAR})
    | (?:(?P<since>{_SINCE})\ {{1,2}}(?:the\ )?)?{_point("a")}
      (?:\ {{0,3}}+(?:-{{1,3}}+|~|{_UNTIL}|(?P<slash>(?<=\d)/(?={_YEAR}(?![\d/]))))\ {{0,3}}+\(?(?:(?P<present>{_PRESENT})|(?P<hope>{_EXPECTED})?\ ?{_point("b")}|(?P<shortm>1[0-2]|0?[1-9])/(?P<shorty>\d\d)(?![\d%/.])|(?P<short>\d\d)(?![\d%/.])|(?P<open>(?=\s*(?:$|[|,;:)\]]|\.(?:\s|$)))))
       |/(?P<academic>\d\d)(?![\d%/.-])
       )?
    )(?![\w%])
"""
_FINDER = re.compile(_RANGE, re.VERBOSE)
_HINT = re.compile(r"[12'/](?:(?<=[12])(?:9[5-9]|0[0-4])\d|(?<=['/])\d\d)")
"""Every date holds one of these."""
_BEFORE_HINT = 80
"""Characters of a date that may stand before it: a day, a month, a season, a word such as "since"."""
_SHORT_RANGE = re.compile(
    rf"(?<![\w./])(?P<sm>1[0-2]|0?[1-9])/(?P<sy>[0-4]\d)\ {{0,2}}(?:-|{_UNTIL})\ {{0,2}}(?:(?P<present>{_PRESENT})|(?P<em>1[0-2]|0?[1-9])/(?P<ey>[0-4]\d))(?![\w/])"
)
_SHORT_FIRST = re.compile(r"(?P<sm>1[0-2]|0?[1-9])/(?P<sy>[0-4]\d)(?=\s?:\s)")
_EXPECTED_BEFORE = re.compile(rf"(?:{_EXPECTED})[\s:(]{{0,4}}(?:in\ )?$")
_EXPECTED_AFTER = re.compile(rf"^[\s,()]{{0,4}}(?:{_EXPECTED})")
_ONLY_UNTIL = re.compile(
    rf"(?:{alternation(word for word in phrases('dates.until') if len(word) > len('to'))})\s{{1,2}}$"
)
_BEGAN = re.compile(rf"(?:{alternation(phrases('dates.began'))})[\s:]{{0,2}}(?:(?:in|im|on|en|em)\s)?$")
"""``admitted 2018``: a beginning, of which no end is told."""
_UNREAD_END = re.compile(
    rf"\s{{0,2}}(?:-|{_UNTIL})\s{{0,2}}(?:\d{{1,2}}[./]\d\d(?!\d)|{_MONTH}\.?(?:\s?'?\d\d(?!\d))?)"
)
"""``Nov 2016 - Jan 17``: what follows is the end, though none that says its year."""
_MORE_YEARS = re.compile(rf"\s{{0,2}}(?:,|&|/|;|and)\s{{0,2}}({_YEAR})(?![\w-])(?!\s{{0,2}}-\s{{0,2}}\d)")
_NOT_BEFORE = re.compile(r"(?:[\d/.:]-?|pp\.?\s{0,2}|https?://\S{0,200}|[@#$€£~]|vol\.?\s{0,2}|no\.?\s{0,2})$")


_MONTH_DAY = re.compile(rf"(?<![\d/])(?:1[0-2]|0?[1-9])/(?:3[01]|2\d|1[3-9])/{_YEAR}(?!\d)")
_DAY_MONTH = re.compile(rf"(?<![\d/])(?:3[01]|2\d|1[3-9])/(?:1[0-2]|0?[1-9])/{_YEAR}(?!\d)")
_MONTH_FIRST: ContextVar[bool] = ContextVar("month_first", default=False)
"""Whether the document being read writes the month before the day."""
_LONGEST_UNTIL = 14
_LONGEST_BEGAN = 18
_YEAR_DIGITS = 4
_MONTHS = 12
_LONGEST_SLASHED = 8
"""Years between those that a stroke joins to a range."""


class Period(NamedTuple):
    """A printed date or range: where it stands in its passage, and what it says."""

    at: int
    to: int
    start: Fact[str] | None
    end: Fact[str] | None
    ranged: bool
    expected: bool = False
    begun: bool = False
    """A date alone that is said to be a beginning."""

    @property
    def last(self) -> Fact[str] | None:
        return self.end if self.end is not None and self.end.value != "present" else self.start


@kept
def periods(passage: Passage) -> tuple[Period, ...]:
    """Every date and range of the passage, in order."""
    folded = passage.folded
    hint = _HINT.search(folded)
    if hint is None:
        return ()
    short = [_short_range(passage, match) for match in _SHORT_RANGE.finditer(folded)] if "/" in folded else []
    if not short and (alone := _SHORT_FIRST.match(folded)):
        short = [_short_point(passage, alone)]
    long = (
        _period(passage, folded, match)
        for match in _FINDER.finditer(folded, max(0, hint.start() - _BEFORE_HINT))
        if not _NOT_BEFORE.search(folded[max(0, match.start() - 30) : match.start()])
    )
    if not short:
        return _side_by_side(passage, _ended(tuple(long)))
    taken = Stretches((period.at, period.to) for period in short)
    apart = [period for period in long if not taken.meet(period.at, period.to)]
    return tuple(sorted(short + apart, key=lambda period: period.at))


def _ended(found: tuple[Period, ...]) -> tuple[Period, ...]:
    """``since 2012, finished in 2016``: what began may have ended by a later date beside it."""
    return tuple(
        period._replace(end=None)
        if _is_since(period) and any(_is_later(other, period) for other in found[place + 1 :])
        else period
        for place, period in enumerate(found)
    )


def _is_since(period: Period) -> bool:
    return period.end is not None and period.end.evidence[0].rule == "date.since"


def _is_later(other: Period, period: Period) -> bool:
    first, then = period.start, other.start or other.end
    return not other.expected and first is not None and then is not None and then.value > first.value


def _side_by_side(passage: Passage, found: tuple[Period, ...]) -> tuple[Period, ...]:
    """``Jun 2012 Dec 2013``, ``Mar 2014 Ongoing`` in a cell of their own: a range whose line broke."""
    first, last = (found[0], found[-1]) if found else (None, None)
    if first is None or last is None or len(found) > 2 or first.start is None or first.ranged or last.ranged:
        return found
    if passage.text[: first.at].strip() or len(first.start.value) == _YEAR_DIGITS:
        return found
    rest = passage.cut(first.to).trim()
    if len(found) == 1 and rest.folded in phrases("dates.present"):
        return (Period(first.at, len(passage.text), first.start, rest.derived("present", "date.present"), ranged=True),)
    together = not passage.text[first.to : last.at].strip() and not passage.text[last.to :].strip()
    if together and last.start and first.start.value < last.start.value and len(last.start.value) > _YEAR_DIGITS:
        return (Period(first.at, last.to, first.start, last.start, ranged=True),)
    return found


def _short_range(passage: Passage, match: re.Match[str]) -> Period:
    """``09/22 - 03/26``: months with short years, in ranges only."""
    start = passage.cut(match.start("sm"), match.end("sy")).derived(
        f"20{match['sy']}-{int(match['sm']):02}", "date.short"
    )
    if match["present"]:
        end = passage.cut(*match.span("present")).derived("present", "date.present")
    else:
        end = passage.cut(match.start("em"), match.end("ey")).derived(
            f"20{match['ey']}-{int(match['em']):02}", "date.short"
        )
    return Period(match.start(), match.end(), start, end, ranged=True)


def _short_point(passage: Passage, match: re.Match[str]) -> Period:
    """``4/16: Travel award``: a month with a short year, where it heads the line."""
    start = passage.cut(*match.span()).derived(f"20{match['sy']}-{int(match['sm']):02}", "date.short")
    return Period(match.start(), match.end(), start, None, ranged=False)


def _period(passage: Passage, folded: str, match: re.Match[str]) -> Period:
    at, to = match.start(), match.end()
    if match["bare"]:
        return _bare_months(passage, match)
    if match["ym"]:
        return _months_of_year(passage, match)
    if match["mna"] and passage.text[match.end("yna")] in _LONG_DASHES and (span := _span_of_years(passage, match)):
        return span
    first = _value(match, "a")
    start = _fact(passage, match, "a", first)
    ahead = bool(_EXPECTED_BEFORE.search(folded[max(0, at - 24) : at]) or _EXPECTED_AFTER.match(folded[to : to + 24]))
    end: Fact[str] | None
    if match["present"]:
        end = passage.cut(match.start("present"), match.end("present")).derived("present", "date.present")
    elif match["shortm"]:
        end = _short_month(passage, match, first)
    elif match["short"]:
        end = _short_end(passage, match, first)
        if end is None:
            return Period(at, match.start("short") - 1, start, None, ranged=False, expected=ahead)
    elif match["slash"] and not _school_year(first, _value(match, "b")):
        return Period(at, match.start("slash"), start, None, ranged=False, expected=ahead)
    elif match["academic"]:
        end = _academic_end(passage, match, first)
        if end is None:
            return Period(at, match.start("academic") - 1, start, None, ranged=False, expected=ahead)
    elif _value(match, "b"):
        end = _fact(passage, match, "b", _value(match, "b"))
    elif match["since"]:
        end = passage.cut(at, to).derived("present", "date.since")
    elif match["open"] is not None or _goes_on(passage, at, to):
        end = passage.cut(at, to).derived("present", "date.open")
    elif _ONLY_UNTIL.search(folded, max(0, at - _LONGEST_UNTIL), at):
        return Period(at, to, None, start, ranged=False, expected=ahead)
    elif _BEGAN.search(folded, max(0, at - _LONGEST_BEGAN), at):
        return Period(at, to, start, None, ranged=False, expected=ahead, begun=True)
    else:
        unread = _UNREAD_END.match(folded, to)
        return Period(at, unread.end() if unread else to, start, None, ranged=unread is not None, expected=ahead)
    if end is not None and end.value != "present" and end.value < first[: len(end.value)]:
        return Period(at, to, start, None, ranged=True, expected=ahead)
    return Period(at, to, start, end, ranged=True, expected=bool(match["hope"]) or ahead)


def _school_year(first: str, last: str) -> bool:
    """``2019/2020``, ``2020/2024``: years on both sides, as French and German CVs join them."""
    return len(first) == len(last) == _YEAR_DIGITS and first < last <= str(int(first) + _LONGEST_SLASHED)


def _goes_on(passage: Passage, at: int, to: int) -> bool:
    """``2025– Editor``, ``2024-     Acme``: a dash that hangs on a year at the front and joins it to no other."""
    return at == 0 and to == len("2025") and _OPEN.match(passage.text, to) is not None


def _span_of_years(passage: Passage, match: re.Match[str]) -> Period | None:
    """``2010–11`` with the dash that is printed in ranges: two years; a month has a hyphen."""
    first, last = match["yna"], match["yna"][:2] + match["mna"]
    if match.end() != match.end("mna") or len(match["mna"]) < 2 or last <= first:
        return None
    start = passage.cut(*match.span("yna")).derived(first, "date")
    end = passage.cut(*match.span()).derived(last, "date.range")
    return Period(*match.span(), start, end, ranged=True)


def _academic_end(passage: Passage, match: re.Match[str], first: str) -> Fact[str] | None:
    """``2022/23``, ``2020/24``: the second year in short."""
    year = first[:2] + match["academic"]
    if not _school_year(first, year):
        return None
    return passage.cut(*match.span()).derived(year, "date.range")


def _bare_months(passage: Passage, match: re.Match[str]) -> Period:
    """``May-June 2019``: the first month takes the year of the second."""
    last = _value(match, "z")
    month = numbers("months")[_month_key(match["bare"])]
    start = passage.cut(match.start(), match.end()).derived(f"{last[:4]}-{month:02}", "date.range")
    return Period(match.start(), match.end(), start, _fact(passage, match, "z", last), ranged=True)


def _months_of_year(passage: Passage, match: re.Match[str]) -> Period:
    """``2015 June-Aug``: both months are of the year before them."""
    start, end = (
        passage.cut(match.start(), match.end(tag)).derived(
            f"{match['ym']}-{numbers('months')[_month_key(match[tag])]:02}", "date.range"
        )
        for tag in ("mm", "me")
    )
    return Period(match.start(), match.end(), start, end, ranged=True)


def _short_end(passage: Passage, match: re.Match[str], first: str) -> Fact[str] | None:
    """``2019-20``; but ``2023-06`` was a month already."""
    year = first[:2] + match["short"]
    if len(first) != 4 or not first < year <= str(int(first) + 15):
        return None
    return passage.cut(match.start(), match.end()).derived(year, "date.range")


def _short_month(passage: Passage, match: re.Match[str], first: str) -> Fact[str] | None:
    """``10/2010 - 02/11``: the second year in short; behind a year alone it is no date."""
    end = f"{first[:2]}{match['shorty']}-{int(match['shortm']):02}"
    if not match["nma"] or match["nda"] or end < first:
        return None
    return passage.cut(match.start("shortm"), match.end("shorty")).derived(end, "date.short")


def _month_key(printed: str) -> str:
    return re.sub(r"\s+", " ", printed.rstrip("."))


def _year(printed: str) -> str:
    return "20" + printed[1:] if printed.startswith("'") else printed


def _value(match: re.Match[str], tag: str) -> str:
    if month := match[f"m{tag}"]:
        return f"{_year(match[f'my{tag}'])}-{numbers('months')[_month_key(month)]:02}"
    if month := match[f"mw{tag}"]:
        return f"{match[f'yw{tag}']}-{numbers('months')[_month_key(month)]:02}"
    if month := match[f"mn{tag}"]:
        return f"{match[f'yn{tag}']}-{int(month):02}"
    if month := match[f"um{tag}"]:
        return f"{match[f'uy{tag}']}-{int(month):02}"
    if month := _month_first(match, tag) or match[f"nm{tag}"]:
        return f"{match[f'ny{tag}']}-{int(month):02}"
    return _year(match[f"sy{tag}"] or match[f"ys{tag}"] or match[f"y{tag}"] or "")


def _month_first(match: re.Match[str], tag: str) -> str:
    """``04/01/2018`` where the document has its months first."""
    day = match[f"nd{tag}"]
    return (
        day if day and _MONTH_FIRST.get() and int(day) <= _MONTHS and match.string[match.end(f"nd{tag}")] == "/" else ""
    )


@contextmanager
def in_its_order(text: str) -> Iterator[None]:
    """The dates inside are of this document: ``04/14/2021`` in it, and ``14/04/2021`` nowhere, puts its months first."""
    months_first = "/" in text and _MONTH_DAY.search(text) is not None and _DAY_MONTH.search(text) is None
    before = _MONTH_FIRST.set(months_first)
    try:
        yield
    finally:
        _MONTH_FIRST.reset(before)


_GROUPS = {
    tag: [
        f"{name}{tag}"
        for name in ("m", "my", "s", "sy", "ys", "s2", "yn", "mn", "nd", "nm", "ny", "um", "uy", "yw", "mw", "y")
    ]
    for tag in "abz"
}


def _fact(passage: Passage, match: re.Match[str], tag: str, value: str) -> Fact[str]:
    spans = [match.span(name) for name in _GROUPS[tag] if match[name]]
    start, end = min(left for left, _ in spans), max(right for _, right in spans)
    season = match[f"s{tag}"] or match[f"s2{tag}"]
    return passage.cut(start, end).derived(value, "date.season" if season else "date")


def further_years(passage: Passage, after: int) -> list[tuple[Fact[str], int]]:
    """``May 2011, 2010, 2009``: the years of a list that begins with a date, each with its end in the passage."""
    years = []
    while match := _MORE_YEARS.match(passage.text, after):
        years.append((passage.cut(match.start(1), match.end(1)).derived(match[1], "date.list"), match.end(1)))
        after = match.end(1)
    return years


_LONG_DASHES = frozenset("–—")
_OPEN = re.compile(r"[–—] (?=[^\W\d_])|-\s{3,60}(?=[^\W\d_])|[-–—]\t")
_JOINING = re.compile(rf"\A(?>(?i:{_EXPECTED}|{_SEASON}|{_YEAR})|[^\w]|and|\d{{1,2}})*+")


@kept
def is_only_dates(passage: Passage) -> bool:
    """Nothing but dates and what joins them."""
    found = periods(passage)
    if not found:
        return False
    rest = "".join(part.text for part in passage.without(*((one.at, one.to) for one in found)))
    return _JOINING.fullmatch(rest.casefold()) is not None
