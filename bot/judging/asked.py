"""What one item of a description asks for, as clauses of a query: skills, years, degrees, papers, languages, places."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.judging.items import NEUTRAL
from bot.judging.phrases import Row, named, names_of, pattern, phrases, row, says, unprotected
from bot.judging.skill_lists import FEW, SLACK, WHEN, named_skills, of_list, skill_lists, specific
from bot.judging.wishes import LEVELS, degrees, subjects, venues
from bot.search.comparing import STARTS_NUMBERS, years_at, years_term
from bot.search.language import parse
from bot.search.names import names
from bot.search.query import Clause, Term
from bot.search.skills import Match
from bot.search.terms import field_term, wish_terms
from bot.search.text import fold, tokens

_FAR = 16
"""Words that a number of years takes at most."""
_MOST_YEARS = 40
_REACH = 8
"""Words from a number of years to what they were spent on."""
_NEAR = 2
"""Words from a degree to what says that it is reached."""
_CAPITALS = frozenset(("ms", "ma", "ba", "bs", "cs", "ee", "sc", "ia", "ki", "ai", "pl"))
"""Short names that count only in capitals: "as", "ma" and "be" are words."""
_NO_DEGREE = frozenset(
    [
        "office",
        "word",
        "excel",
        "teams",
        "sql",
        "azure",
        "data",
        "branch",
        "scrum",
        "class",
        "plan",
        "thesis",
        "dynamics",
        "project",
    ]
)
"""Beside which "master" or "MS" is no degree."""
PARTS = re.compile(r"[,，、;；]")
_NUMBERED = re.compile(
    r" (?P<number>\d{1,2}|two|three|four|five|six|zwei|drei|vier|funf|deux|trois|quatre|cinq|dos|tres|cuatro|cinco) "
    r"(?:(?!years?\b|jahre|ans\b|anos\b|\d)\w{1,30} ){0,4}?(?:papers?|publications?|publikationen|veroffentlichungen|publicaciones) "
)
_NO_PLACE = re.compile(r"[\d@/]|^$")


@dataclass(slots=True)
class Asked:
    """What an item asks for, and what of it is left out."""

    clauses: list[Clause] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """Kinds of protected wishes."""
    not_used: list[str] = field(default_factory=list)
    """Parts that ask for what no CV can be held against."""


def asked(text: str, *, section: str = "") -> Asked:
    """``section``: "place" or "start" where the item stands behind such a label."""
    found = Asked()
    whole = row(NEUTRAL.sub(" ", text))
    if whole.has("markers.untouched"):
        return found
    languages = _languages(whole)
    whole = _without_markers(_without_protected(whole, found))
    languages = languages or _languages(whole)
    if section == "place":
        found.clauses += _place(_values(whole.text))
        return found
    if section == "start":
        found.clauses += _start(whole, labelled=True)
        return found
    matches = named_skills(whole)
    runs = skill_lists(whole, matches)
    years, spent = _years(whole, runs)
    subjects = _subjects(whole) if (degree := _degree(whole)) else None
    taken = [match for run in runs for match in run if subjects and _within(whole, match, subjects[1])]
    found.clauses += years
    found.clauses += [
        clause for run in runs if run not in spent for clause in of_list(whole, [m for m in run if m not in taken])
    ]
    found.clauses = specific(found.clauses)
    found.clauses += [degrees(degree, finished=_is_finished(whole))] if degree else []
    found.clauses += [subjects[0]] if subjects else []
    parts = [part for part in map(row, PARTS.split(whole.text)) if len(part.tokens) <= FEW]
    if len(parts) > 1:
        found.clauses += [] if years else [clause for part in parts for clause in _years(part, ())[0]]
        languages = languages or [clause for part in parts for clause in _languages(part)]
    papers = list(_papers(whole)) or [clause for part in parts for clause in _papers(part)]
    found.not_used += [part.strip() for part in PARTS.split(whole.text) if _counts_some(row(part))]
    found.clauses += [*papers, *languages, *_based(whole), *_start(whole)]
    return found


# ----------------------------------------------------------------- protected


def _without_protected(whole: Row, found: Asked) -> Row:
    """The item without what nobody is matched by."""
    text, kinds = unprotected(whole)
    found.left_out += kinds
    return row(text) if kinds else whole


def _without_markers(whole: Row) -> Row:
    """The item without the words that say how much it is wished for: "Helm is a plus"."""
    text = whole.text
    for name in ("markers.nice", "markers.must"):
        for first, end in whole.find(pattern(name)):
            start, stop = whole.tokens[first].start, whole.tokens[end - 1].end
            text = f"{text[:start]}{' ' * (stop - start)}{text[stop:]}"
    bare = re.sub(r"\b(?:is|are|ist|sind|est|sont|es|son|wäre|ware)\s*+(?:[.]\s*+)?\Z", "", text.strip())
    return row(bare) if text != whole.text else whole


# --------------------------------------------------------------------- years


def _years(whole: Row, runs: Sequence[list[Match]]) -> tuple[list[Clause], list[list[Match]]]:
    """Numbers of years, each of the skills that follow it; and the lists of skills that they were spent on."""
    clauses: list[Clause] = []
    spent: list[list[Match]] = []
    words = _plain_years(whole)
    at = 0
    while at < len(words):
        found = (
            years_at(" ".join(words[at : at + _FAR]) + " ")
            if words[at].isdecimal() or words[at] in STARTS_NUMBERS
            else None
        )
        if not found or (found["years"].isdecimal() and not 0 < int(found["years"]) <= _MOST_YEARS):
            at += 1
            continue
        end = min(len(whole.tokens), at + len(found.group().split()))
        run = next((one for one in runs if one not in spent and _soon(whole, end, one)), None)
        if run:
            spent.append(run)
            groups = list(of_list(whole, run))
            clauses += [
                Clause(tuple(years_term(found, term.skills[0], term.label) for term in group.terms)) for group in groups
            ]
        elif found["experience"] or whole.has("words.works") or len(whole.tokens) <= FEW + 1:
            clauses.append(Clause((years_term(found),)))
        at = max(end, at + 1)
    return clauses, spent


def _soon(whole: Row, at: int, run: Sequence[Match]) -> bool:
    """Whether the list begins few words after a place, with no comma or stop between."""
    if at >= len(whole.tokens):
        return False
    start = whole.tokens[at - 1].end
    gap = whole.text[start : run[0].start]
    return start <= run[0].start and len(tokens(gap)) <= _REACH and not re.search(r"[,;.。，；]", gap)


def _plain_years(whole: Row) -> list[str]:
    """The words, with numbers of years said as searches read them; as many words as before."""
    plain = list(whole.words)
    for first, end in whole.find(names_of("years")):
        meant = named("years")[" ".join(whole.words[first:end])].split()
        if len(meant) == end - first:
            plain[first:end] = meant
        elif len(meant) == 1:
            plain[first:end] = [*meant, *[""] * (end - first - 1)]
        elif end - first == 1:
            plain[first] = {"at least": "mindestens", "more than": "over"}.get(" ".join(meant), whole.words[first])
    return plain


# ------------------------------------------------------------------- degrees


def _degree(whole: Row) -> str:
    """The lowest degree that will do."""
    found = []
    for first, end in whole.find(names_of("degrees")):
        said, key = whole.said(first, end), named("degrees")[" ".join(whole.words[first:end])]
        after = whole.words[end] if end < len(whole.tokens) else ""
        before = whole.words[first - 1] if first else ""
        written = not said.isascii() or said[:1].isupper() or len(said) > 6 or key == "phd"
        capital = fold(said) not in _CAPITALS or said.isupper() or "." in said or said[:2] in {"Ms", "Bs"}
        if key in LEVELS and written and capital and after not in _NO_DEGREE and before not in _NO_DEGREE:
            found.append(key)
    if found:
        return min(found, key=LEVELS.index)
    return LEVELS[0] if whole.has("words.degree") else ""


def _is_finished(whole: Row) -> bool:
    """Whether the degree is asked for as one that is reached: "PhD completed", "abgeschlossenes Studium"."""
    return any(
        says(f" {' '.join(part.words[max(0, first - _NEAR) : end + _NEAR])} ", "words.finished")
        for part in map(row, PARTS.split(whole.text))
        for first, end in (*part.find(names_of("degrees")), *part.find(pattern("words.degree")))
    )


def _subjects(whole: Row) -> tuple[Clause, list[tuple[int, int]]] | None:
    """What was studied: any of the subjects, under any of their names; and where they stand."""
    places = [
        (first, end)
        for first, end in whole.find(names_of("subjects"))
        if " ".join(whole.words[first:end]) not in _CAPITALS or whole.said(first, end).isupper()
    ]
    keys = dict.fromkeys(named("subjects")[" ".join(whole.words[first:end])] for first, end in places)
    return (subjects(tuple(keys)), places) if keys else None


def _within(whole: Row, match: Match, places: Iterable[tuple[int, int]]) -> bool:
    return any(
        whole.tokens[first].start <= match.start and match.end <= whole.tokens[end - 1].end for first, end in places
    )


# -------------------------------------------------------------------- papers


def _papers(whole: Row) -> Iterator[Clause]:
    if whole.has("words.not_published"):
        return
    if many := _many(whole):
        yield from parse(f"papers>={many}").clauses if not _counts_some(whole) else ()
        return
    areas = [named("areas")[" ".join(whole.words[first:end])] for first, end in whole.find(names_of("areas"))]
    short = re.search(r" (?:papers?|publications?) ", whole.folded) is not None and len(whole.tokens) <= FEW
    if not (whole.has("words.publishes") or short):
        return
    known = ((key, whole.said(start, end)) for start, end, key in names("venues").find(whole.words))
    terms = [field_term("venue", said) for said in {key: said for key, said in known if said[:1].isupper()}.values()]
    if terms:
        yield Clause(tuple(filter(None, terms)))
    elif areas and (
        short or re.search(r" (?:conferences?|venues?|journals?|top|konferenzen?|会 议|顶 会) ", whole.folded)
    ):
        yield venues(areas[0])
    elif not whole.has("words.first_author"):
        yield Clause((_has("papers"),))
    if whole.has("words.first_author"):
        yield Clause((_has("first_author"),))


def _many(whole: Row) -> int:
    """How many papers are asked for, where it is more than one: "at least two papers"."""
    found = _NUMBERED.search(whole.folded)
    number = found["number"] if found else ""
    number = number if number.isdecimal() else named("years").get(number, "")
    return int(number) if number.isdecimal() and int(number) > 1 else 0


def _counts_some(whole: Row) -> bool:
    """Whether only some of the papers are counted, of which no CV's number is known: "two first-author papers"."""
    venues_said = any(whole.said(start, end)[:1].isupper() for start, end, _ in names("venues").find(whole.words))
    return bool(_many(whole)) and (
        whole.has("words.first_author") or venues_said or names_of("areas").search(whole.folded) is not None
    )


def _has(what: str) -> Term:
    return Term("field", f"has:{what}", field="has", groups=((what,),))


# ----------------------------------------------------------------- languages


def _languages(whole: Row) -> list[Clause]:
    places = list(whole.find(names_of("languages")))
    if not places or not (whole.has("words.speaks") or len(whole.tokens) <= FEW):
        return []
    groups: list[list[str]] = []
    for at, (first, end) in enumerate(places):
        key = named("languages")[" ".join(whole.words[first:end])]
        between = whole.words[places[at - 1][1] : first] if at else ()
        if at and len(between) <= SLACK and says(f" {' '.join(between)} ", "markers.or"):
            groups[-1].append(key)
        else:
            groups.append([key])
    every = (tuple(filter(None, (field_term("language", key) for key in dict.fromkeys(group)))) for group in groups)
    return [Clause(terms) for terms in every]


# ------------------------------------------------------- places and beginnings


def _values(text: str) -> list[str]:
    """The places of a line: "Berlin or remote", "Basel / Zürich"."""
    words = "|".join(re.escape(word) for word in phrases("markers.or"))
    parts = re.split(rf"[/|;·•()（）]|\s(?:{words})\s|或者?|、", text, flags=re.IGNORECASE)
    return [part.strip(" .,:-") for part in parts]


def _place(values: Iterable[str]) -> Iterator[Clause]:
    terms: list[Term | None] = []
    for value in values:
        said = row(value)
        if said.has("words.remote"):
            terms += parse("remote").clauses[0].terms
        elif (
            not _NO_PLACE.search(value)
            and len(said.tokens) <= 4
            and not {"hybrid", "onsite", "site", "office"} & set(said.words)
        ):
            terms.append(field_term("home", re.split(r"[,，]", value)[0].strip()))
    found = tuple(dict.fromkeys(term for term in terms if term))
    if found:
        yield Clause(found)


_OR_REMOTE = re.compile(
    r"(?<![\w.-])([A-Z][\w.-]{1,40}(?: [A-Z][\w.-]{1,40})?) (?:or|oder|ou|o) remote\b"
    r"|\bremote (?:or|oder|ou|o) ([A-Z][\w.-]{1,40}(?: [A-Z][\w.-]{1,40})?)",
    re.IGNORECASE,
)


def _based(whole: Row) -> Iterator[Clause]:
    """Where they are to live, inside a sentence."""
    if named_ := _OR_REMOTE.search(whole.text):
        yield from _place([named_[1] or named_[2], "remote"])
        return
    for _, end in whole.find(_based_pattern()):
        start = whole.tokens[end - 1].end
        rest = re.split(r"[.,;()]|\b(?:and|und|et|y|with|for|to|who|is|are)\b", whole.text[start:])[0]
        yield from _place(_values(rest))
        return
    if whole.has("words.remote") and len(whole.tokens) <= FEW:
        yield from _place(["remote"])


def _based_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<= )(?:{'|'.join(map(re.escape, phrases('words.based')))})(?= )")


def _start(whole: Row, *, labelled: bool = False) -> Iterator[Clause]:
    """When they can begin, where a month or season of a year is named."""
    if not (labelled or whole.has("words.starts")):
        return
    for first, end in whole.find(WHEN):
        yield Clause(wish_terms(whole.said(first, end)))
        return
