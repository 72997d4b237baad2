"""Lines that go on from what was asked or answered before: "the second one", "and in Norway?", "only those with Rust", "what about CUDA?".

Each of them is a whole line that nobody begins with; whatever else is typed is a question of its own.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from bot.search import of_studies
from bot.search.language import parse
from bot.search.query import Clause, Query
from bot.search.reading import MOST_TYPED, typed
from bot.search.terms import field_term
from bot.search.text import fold

LONGEST = 200
"""Characters of a line that goes on."""
LAST = 0
"""In place of a row: the last one."""
_ORDINALS = (
    ("first", "erste", "ersten", "premier", "premiere", "primero", "primera", "一"),
    ("second", "zweite", "zweiten", "deuxieme", "segundo", "segunda", "二"),
    ("third", "dritte", "dritten", "troisieme", "tercero", "tercera", "三"),
    ("fourth", "vierte", "vierten", "quatrieme", "cuarto", "cuarta", "四"),
    ("fifth", "funfte", "funften", "cinquieme", "quinto", "quinta", "五"),
    ("sixth", "sechste", "sechsten", "sixieme", "sexto", "sexta", "六"),
    ("seventh", "siebte", "siebten", "septieme", "septimo", "septima", "七"),
    ("eighth", "achte", "achten", "huitieme", "octavo", "octava", "八"),
)
_ROWS = {word: row for row, said in enumerate(_ORDINALS, 1) for word in said} | dict.fromkeys(
    ("last", "letzte", "letzten", "dernier", "derniere", "ultimo", "ultima"), LAST
)
_SPOKEN = "|".join(_ROWS)
_ROW = re.compile(
    r"(?:(?:and|ok|okay|so|und|et|y) )?"
    r"(?:(?:what|how) about |(?:show|give) me |tell me (?:more )?about |who is |whos |was ist mit |zeig mir |wer ist |qui est |quien es )?"
    r"(?:"
    rf"(?:the|der|die|das|den|le|la|el) (?:{_SPOKEN}|\d{{1,3}}(?:st|nd|rd|th))(?: (?:one|person|candidate|hit|row|eintrag|kandidat|kandidatin))?"
    rf"|(?:{_SPOKEN}|\d{{1,3}}(?:st|nd|rd|th)) (?:one|person|candidate|hit|row)"
    r"|(?:number|no|nr|row|nummer|zeile|numero) \d{1,3}"
    rf"|第 (?:[一二三四五六七八]|\d{{1,3}}) [个位名](?: 人)?(?: 呢)?"
    r")"
)
_ROW_SAID = re.compile(rf"\b(?P<number>\d{{1,3}})|\b(?P<word>{_SPOKEN})\b")
_OF_THEM = (
    r"(?:(?:and|und|et|y) )?(?:(?:which|who|whom|how many|any|anyone|anybody|are there any) )(?:ones? )?of (?:them|these|those)\b"
    r"|of (?:them|these|those)\b"
    r"|(?:(?:und|aber) )?(?:wer|welche[rs]?|wie viele)(?: davon| von (?:denen|ihnen|diesen))\b"
    r"|(?:et )?(?:qui|lesquel(?:le)?s|combien) (?:parmi eux|parmi elles|d['’]entre eux|d['’]entre elles)(?!\w)"
    r"|¿?(?:y )?(?:qui[eé]n(?:es)?|cu[aá]l(?:es)?|cu[aá]ntos) de (?:ellos|ellas|estos|estas)\b"
    r"|(?:他们|这些人|其中|里面)(?:当中|中|里|里面)?(?:有)?(?=谁|哪)"
)
_ONLY = (
    r"(?:(?:and|but|aber|und|et|mais|y|pero) )?(?:only|just|nur|seulement|solo|sólo) (?:show )?"
    r"(?:(?:those|these|them|the ones|ones|die|diejenigen|ceux|celles|los|las)(?!\w),? ?|(?=(?:in|from|at|with|without|mit|aus|ohne)\b))(?=\S)"
)
_BEFORE = (
    "in", "from", "at", "near", "since", "with", "without", "not", "no", "except", "mit", "aus", "ohne", "bei", "seit", "nicht", "de", "en", "à",
    "avec", "sans", "sin", "con",
)  # fmt: skip
"""Words that what is added begins with."""
_ASKS = "who|whom|whose|which|what|how|where|when|why|then|wer|wen|was|wie|qui|que|quién|quien|qué"
_JOINED = (
    r"(?:and|but|und|aber|et|mais|y|pero) (?:only |just |nur )?"
    rf"(?=(?:{'|'.join(_BEFORE)})\b)"
)
_WITHOUT = r"(?=(?:without|not|except|minus|ohne|sans|sin) (?:the|die|den|les|los|las)\b)"
_ABOUT = (
    r"(?:(?:and|but|ok|okay|so) )?(?:what|how) about |(?:und )?was ist mit |wie (?:steht|sieht) es mit |¿?y qu[eé] hay de "
    r""
    rf"|(?:and|und|et|¿?y) (?!(?:{_ASKS})\b)(?=\S{{2,}}(?: \S+){{0,2}} ?\?\Z)|那(?=.{{1,60}}呢[?？]?\Z)"
)
_NARROWS = re.compile(rf"\A(?:{_OF_THEM}|{_ONLY}|{_JOINED}|{_WITHOUT})[,:]? ?", re.IGNORECASE)
_SWAPS = re.compile(_ABOUT, re.IGNORECASE)
_END = re.compile(r"呢(?=[?？]?\Z)")
_KINDS = {
    **dict.fromkeys(("place", "home", "workplace", "studyplace"), "place"),
    **dict.fromkeys(("company", "now", "former", "worked"), "company"),
    **dict.fromkeys(("degree", "student"), "degree"),
    **dict.fromkeys(("venue", "paper"), "venue"),
}
_NAMED = frozenset(
    ("school", "company", "now", "former", "place", "home", "workplace", "studyplace", "venue", "title", "studied")
)
"""Fields of names that may be no more than words by themselves."""
_OF_ONE_AT_A_TIME = frozenset(("place", "school", "company"))
"""Asked anew, these take the place of what was asked before: who is in Oslo is not in Bergen, too."""


@dataclass(frozen=True, slots=True)
class Further:
    """What a line that goes on asks for. ``swaps``: in place of what was asked of the same kind."""

    words: str
    swaps: bool = False


@dataclass(frozen=True, slots=True)
class Together:
    """A question with what it goes on with, as one line to type; ``left_out``: what of the latter is not asked."""

    line: str
    """Blank where nothing is asked now, or all of it is too much."""
    left_out: str = ""


def row_meant(line: str) -> int | None:
    """Which row of the last list is meant: 2 in "the second one", `LAST` in "the last one"; None where none is."""
    said = fold(line) if len(line) <= LONGEST else ""
    if not _ROW.fullmatch(said):
        return None
    found = [*_ROW_SAID.finditer(said)][-1]
    return int(found["number"]) if found["number"] else _ROWS[found["word"]]


def further(line: str) -> Further | None:
    """What the line asks beside what was asked before; None of a question of its own."""
    line = " ".join(line.split())
    if len(line) > LONGEST:
        return None
    for pattern in (_NARROWS, _SWAPS):
        if (found := pattern.match(line)) and (rest := _END.sub("", line[found.end() :]).strip(" ?？!.,")):
            if rest.casefold() in _BEFORE:
                return None
            return Further(rest, swaps=pattern is _SWAPS)
    return None


def together(asked: str, more: Further, today: date) -> Together:
    """What was asked, as far as it still holds, and what is asked now."""
    before, now = parse(asked, today=today), parse(f"people {more.words}", today=today)
    if not (now.clauses or now.stages or now.since or now.until or now.proof):
        return Together("", _left_out(now))
    kept, added = list(before.clauses), [_likewise(new, before.clauses) for new in now.clauses]
    if more.swaps and (named := _of_the_same_kind(more.words, now, before)):
        added = [named]
    kept = [one for one in kept if not any(_replaces(new, one, swaps=more.swaps) for new in added)]
    if moved := _elsewhere(kept, added):
        kept, added = moved
    query = replace(
        before,
        clauses=tuple(dict.fromkeys((*kept, *added))),
        stages=now.stages or before.stages,
        since=now.since or before.since,
        until=now.until or before.until,
        proof=now.proof or before.proof,
    )
    return Together(typed(query) if len(query.clauses) <= MOST_TYPED else "", _left_out(now))


def _replaces(new: Clause, old: Clause, *, swaps: bool) -> bool:
    if new.negated or old.negated:
        return new.terms == old.terms
    same = _kinds(new) & _kinds(old)
    return bool(same if swaps else same & _OF_ONE_AT_A_TIME)


def _likewise(new: Clause, before: Collection[Clause]) -> Clause:
    """After "who lives in Germany?", "and in Norway?" asks who lives there; after "who studied at MIT?", "and at ETH?" who studied there."""
    fields = {term.field for one in before for term in one.terms}
    narrower = [term for term in new.terms if term.field in fields]
    if {term.field for term in new.terms} == {"school", "company"} and narrower:
        return replace(new, terms=tuple(narrower))
    asked = {field for field in fields if _KINDS.get(field) == "place"}
    if {term.field for term in new.terms} != {"place"} or len(asked) != 1:
        return new
    said, field = (term.label.partition(":")[2].strip('"') for term in new.terms), asked.pop()
    terms = tuple(term for value in said if (term := field_term(field, value)))
    return replace(new, terms=terms)


def _of_the_same_kind(words: str, now: Query, before: Query) -> Clause | None:
    """After "who worked at Harrow Compute?", "what about Tessera Labs?" names an employer, too."""
    fields = {term.field for one in before.clauses for term in one.terms} & _NAMED
    if len(fields) != 1 or any(term.field or term.skills for one in now.clauses for term in one.terms):
        return None
    term = field_term(fields.pop(), words)
    return Clause((term,)) if term else None


def _kinds(clause: Clause) -> set[str]:
    return {_KINDS.get(term.field, term.field) or "word" for term in clause.terms}


def _elsewhere(kept: list[Clause], added: list[Clause]) -> tuple[list[Clause], list[Clause]] | None:
    """After "a PhD from MIT", "and from ETH?" asks for one from there."""
    schools = [(one, term) for one in added if not one.negated for term in one.terms if term.field == "school"]
    if len(schools) != 1:
        return None
    said, school = schools[0]
    moved = [(one, of_studies.elsewhere(one, school)) for one in kept]
    if not any(changed for _, changed in moved):
        return None
    return [changed or one for one, changed in moved], [one for one in added if one is not said]


def _left_out(query: Query) -> str:
    said = (part for part in query.reading.split(" · ") if part.endswith("is left out"))
    return " · ".join(said)
