"""Dates as printed: points, ranges, open ends. Nothing is filled in that the line does not say."""

import re
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from bot.cv.passage import Passage
from bot.cv.stretches import Stretches
from bot.cv.words import alternation, numbers, phrases
from bot.profile import Fact

_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_MONTH = alternation(phrases("months")).replace(r"(?!\w)", r"(?![^\W\d_])")
_SEASON = alternation(phrases("seasons.names"))
_PRESENT = alternation(phrases("dates.present"))
_SINCE = alternation(phrases("dates.since"))
_UNTIL = alternation(phrases("dates.until"))
_EXPECTED = alternation(phrases("dates.expected"))


def _point(tag: str) -> str:
    """A month and year, a season and year, or a year; a day is read over."""
    return rf"""(?:
        (?:\d{{1,2}}(?:st|nd|rd|th)?\.?\ {{0,2}}(?:of\ )?)?(?P<m{tag}>{_MONTH})\.?,?\ {{0,2}}(?:\d{{1,2}}(?:st|nd|rd|th)?\ {{0,2}},\ {{0,2}})?(?:of\ )?(?P<my{tag}>{_YEAR}|'\d\d(?!\d))
      | (?:(?:{_SEASON})\ ?(?:&|/|,|and)\ ?)?(?P<s{tag}>{_SEASON})\ {{0,2}}(?:of\ |term\ )?(?P<sy{tag}>{_YEAR}|'\d\d(?!\d))(?:/\d\d(?!\d))?
      | (?P<ys{tag}>{_YEAR})\ {{1,2}}(?P<s2{tag}>{_SEASON})
      | (?P<yn{tag}>{_YEAR})(?:[-./]|\ ?年\ ?)(?P<mn{tag}>1[0-2]|0?[1-9])(?:月(?:\d{{1,2}}日)?|[-./](?:3[01]|[12]\d|0?[1-9])(?!\d))?(?![\d/]|[.,]\d)
      | (?:(?:3[01]|[12]\d|0?[1-9])[./])?(?P<nm{tag}>1[0-2]|0?[1-9])(?:\ ?/\ ?|[.-])(?P<ny{tag}>{_YEAR})
      | (?P<yw{tag}>{_YEAR})\ {{1,2}}(?P<mw{tag}>{_MONTH})\.?
      | (?P<y{tag}>{_YEAR})(?:\ ?年)?
    )"""


_RANGE = rf"""
    (?<![\w.'])(?:
      (?P<bare>{_MONTH})\.?(?P<join0>\ {{0,2}}[-/&]\ {{0,2}})(?={_MONTH}){_point("z")}
    | (?:(?P<since>{_SINCE})\ {{1,2}})?{_point("a")}
      (?:\ {{0,3}}(?:-{{1,3}}|~|{_UNTIL})\ {{0,3}}\(?(?:(?P<present>{_PRESENT})|(?P<hope>{_EXPECTED})?\ ?{_point("b")}|(?P<short>\d\d)(?![\d%/.])|(?P<open>(?=\s*(?:$|[|,;)\]]))))
       )?
    )(?![\w%])
"""
_FINDER = re.compile(_RANGE, re.VERBOSE)
_SHORT_RANGE = re.compile(
    rf"(?<![\w./])(?P<sm>1[0-2]|0?[1-9])/(?P<sy>[0-4]\d)\ {{0,2}}(?:-|{_UNTIL})\ {{0,2}}(?:(?P<present>{_PRESENT})|(?P<em>1[0-2]|0?[1-9])/(?P<ey>[0-4]\d))(?![\w/])"
)
_EXPECTED_BEFORE = re.compile(rf"(?:{_EXPECTED})[\s:(]{{0,4}}(?:in\ )?$")
_EXPECTED_AFTER = re.compile(rf"^[\s,()]{{0,4}}(?:{_EXPECTED})")
_MORE_YEARS = re.compile(rf"\s{{0,2}}(?:,|&|/|;|and)\s{{0,2}}({_YEAR})(?![\w-])(?!\s{{0,2}}-\s{{0,2}}\d)")
_NOT_BEFORE = re.compile(r"(?:[\d/.:]-?|pp\.?\s{0,2}|https?://\S{0,200}|[@#$€£~]|vol\.?\s{0,2}|no\.?\s{0,2})$")


@dataclass(frozen=True, slots=True)
class Period:
    """A printed date or range: where it stands in its passage, and what it says."""

    at: int
    to: int
    start: Fact[str] | None
    end: Fact[str] | None
    ranged: bool
    expected: bool = False

    @property
    def last(self) -> Fact[str] | None:
        return self.end if self.end is not None and self.end.value != "present" else self.start


_known: WeakKeyDictionary[Passage, tuple[Period, ...]] = WeakKeyDictionary()
"""Every stage asks for the dates of every line; they are looked for once."""


def periods(passage: Passage) -> tuple[Period, ...]:
    """Every date and range of the passage, in order."""
    known = _known.get(passage)
    if known is None:
        known = _known[passage] = tuple(_found(passage))
    return known


def _found(passage: Passage) -> list[Period]:
    folded = passage.folded
    short = [_short_range(passage, match) for match in _SHORT_RANGE.finditer(folded)]
    taken = Stretches((period.at, period.to) for period in short)
    long = (
        _period(passage, folded, match)
        for match in _FINDER.finditer(folded)
        if not _NOT_BEFORE.search(folded[max(0, match.start() - 30) : match.start()])
    )
    apart = [period for period in long if not taken.meet(period.at, period.to)]
    return sorted(short + apart, key=lambda period: period.at)


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


def _period(passage: Passage, folded: str, match: re.Match[str]) -> Period:
    at, to = match.start(), match.end()
    if match["bare"]:
        return _bare_months(passage, match)
    first = _value(match, "a")
    start = _fact(passage, match, "a", first)
    ahead = bool(_EXPECTED_BEFORE.search(folded[max(0, at - 24) : at]) or _EXPECTED_AFTER.match(folded[to : to + 24]))
    end: Fact[str] | None
    if match["present"]:
        end = passage.cut(match.start("present"), match.end("present")).derived("present", "date.present")
    elif match["short"]:
        end = _short_end(passage, match, first)
        if end is None:
            return Period(at, match.start("short") - 1, start, None, ranged=False, expected=ahead)
    elif _value(match, "b"):
        end = _fact(passage, match, "b", _value(match, "b"))
    elif match["open"] is not None or match["since"]:
        end = passage.cut(at, to).derived("present", "date.open")
    else:
        return Period(at, to, start, None, ranged=False, expected=ahead)
    if end is not None and end.value != "present" and end.value[:4] < first[:4]:
        return Period(at, to, start, None, ranged=False, expected=ahead)
    return Period(at, to, start, end, ranged=True, expected=bool(match["hope"]) or ahead)


def _bare_months(passage: Passage, match: re.Match[str]) -> Period:
    """``May-June 2019``: the first month takes the year of the second."""
    last = _value(match, "z")
    month = numbers("months")[_month_key(match["bare"])]
    start = passage.cut(match.start(), match.end()).derived(f"{last[:4]}-{month:02}", "date.range")
    return Period(match.start(), match.end(), start, _fact(passage, match, "z", last), ranged=True)


def _short_end(passage: Passage, match: re.Match[str], first: str) -> Fact[str] | None:
    """``2019-20``; but ``2023-06`` was a month already."""
    year = first[:2] + match["short"]
    if len(first) != 4 or not first < year <= str(int(first) + 15):
        return None
    return passage.cut(match.start(), match.end()).derived(year, "date.range")


def _month_key(printed: str) -> str:
    return re.sub(r"\s+", " ", printed.rstrip("."))


def _year(printed: str) -> str:
    return "20" + printed[1:] if printed.startswith("'") else printed


def _value(match: re.Match[str], tag: str) -> str:
    group = match.groupdict().get
    if month := group(f"m{tag}"):
        return f"{_year(str(group(f'my{tag}')))}-{numbers('months')[_month_key(month)]:02}"
    if month := group(f"mw{tag}"):
        return f"{group(f'yw{tag}')}-{numbers('months')[_month_key(month)]:02}"
    if group(f"mn{tag}"):
        return f"{group(f'yn{tag}')}-{int(str(group(f'mn{tag}'))):02}"
    if group(f"nm{tag}"):
        return f"{group(f'ny{tag}')}-{int(str(group(f'nm{tag}'))):02}"
    return _year(str(group(f"sy{tag}") or group(f"ys{tag}") or group(f"y{tag}") or ""))


def _fact(passage: Passage, match: re.Match[str], tag: str, value: str) -> Fact[str]:
    names = [f"{name}{tag}" for name in ("m", "my", "s", "sy", "ys", "s2", "yn", "mn", "nm", "ny", "yw", "mw", "y")]
    spans = [match.span(name) for name in names if match[name]]
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


def is_only_dates(passage: Passage) -> bool:
    """Nothing but dates and what joins them."""
    found = periods(passage)
    if not found:
        return False
    rest = "".join(part.text for part in passage.without(*((one.at, one.to) for one in found)))
    return not re.sub(rf"(?i:{_EXPECTED}|{_SEASON}|{_YEAR})|[^\w]|and|\d{{1,2}}", "", rest.casefold()).strip()
