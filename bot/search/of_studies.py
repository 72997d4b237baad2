"""What questions ask about studies: where, of what, until when, and who is a student now."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.search import papers
from bot.search.comparing import NUMBERS
from bot.search.degree_terms import degree_terms, studied_terms
from bot.search.degrees import BEGUN, CURRENT, FINISHED, parted
from bot.search.draft import Draft
from bot.search.institutions import school_at
from bot.search.names import names
from bot.search.of_countries import country_at, in_country
from bot.search.of_degrees import degree_clause, known_subject, subject_at
from bot.search.query import Clause, Term
from bot.search.terms import field_term, graduates_term, phrase_term, student_term, written
from bot.search.text import tokens
from bot.search.times import months
from bot.search.wording import (
    DEGREES,
    ENDS,
    NEGATION,
    NOISE,
    Made,
    Unknown,
    Words,
    any_field,
    begins_time,
    clause_of,
    is_place,
    is_school,
    name_at,
    skill_at,
)

MONTHS = "|".join((*months(), "spring", "summer", "fall", "autumn", "winter", "early", "late", "mid", "end of"))
_BEGAN = frozenset(("start", "started", "starts", "began", "begun", "begann", "came", "joined", "entered", "enrolled"))
_ENDED = frozenset(
    ("graduated", "graduate", "graduates", "graduating", "finished", "left", "alumni", "absolventen", "completed")
)
_WERE = frozenset(("studied", "study", "studies", "studying", "studierte", "studiert", "attended"))
"""Verbs of studies: what a year behind them is of."""
_FROM = frozenset(("at", "from", "of", "aus", "bei", "von", "an"))
"""Before the school of a degree."""
_HONOURS = ("with honors", "with honours", "class honors", "class honours", "cum laude", "with distinction")
_FAR = 12
"""Words that say so of a degree at most."""
_ARTICLES = frozenset(("a", "an", "the", "their", "his", "her"))
_AT = {("at",), ("from",)}
_TWO = frozenset(("double", "dual", "joint"))
_LATELY = frozenset(("recent", "new", "fresh"))
_NOT_NAMED = frozenset(("recent", "new", "fresh", "university", "college", "all", "any", "the"))


def studied(words: Words, at: int, found: re.Match[str]) -> Made:
    if found["where"] and (made := in_country(words, at, found)):
        return made
    if found["where"] and not (found["where"] == "in" and known_subject(words, at)):
        value, end = name_at(words, at, "schools", "places")
        known = is_place(value)
        fields = ("studyplace", "school", *(() if known else ("studied",)))
        fields = fields if found["where"] == "in" or known else ("school",)
        return (any_field(value, *fields), end) if value else None
    if skill_at(words, at) and not known_subject(words, at):
        return None, at
    value, end = name_at(words, at, "subjects")
    return (any_field(value, "studied"), end) if value else None


def went_to(words: Words, at: int, _: re.Match[str]) -> Made:
    """A school, of its own name or of a country; somebody went to other places, too."""
    if made := in_country(words, at):
        return made
    value, end = name_at(words, at, "schools")
    return (any_field(value, "school"), end) if is_school(value) else None


def expected(words: Words, at: int, found: re.Match[str]) -> Made:
    """The year in which a degree is expected."""
    start = at - len(found.group().split())
    known = start == 0 or words.tokens[start - 1] in DEGREES.keys() | {"degree", "graduation"}
    return graduates(words, at, found) if known else None


def not_studied(words: Words, at: int, found: re.Match[str]) -> Made:
    """Who did "not study physics"; elsewhere a study is a thing."""
    return studied(words, at, found) if at > 1 and words.tokens[at - 2] in NEGATION else None


def of_one_school(draft: Draft, words: Words, at: int, clause: Clause) -> bool:
    """Whether the school belongs to the degree before it, as in "a PhD from Calder Bay"; the degree is then asked for there."""
    value = _named(clause.terms[0])
    held = _degree_before(draft)
    if (
        held is None
        or clause.negated
        or draft.joins
        or draft.negates
        or draft.listed
        or words.tokens[at] not in _FROM
        or words.tokens[at - 1 : at] == ("and",)
        or not ({"school"} | ({"now"} if _goes_on(held) else set())) & {term.field for term in clause.terms}
        or (names("companies").whole(tokens(value)) and not is_school(value))
    ):
        return False
    changed = _changed(
        held, lambda asked: asked if " at " in asked.venue else replace(asked, venue=f"{asked.venue} at {value}")
    )
    if changed:
        _put(draft, held, changed)
    return bool(changed)


def in_years(draft: Draft, since: int, until: int, said: Sequence[str]) -> bool:
    """Whether the years belong to the degree or the studies that were spoken of last: those in which they end, or began.

    ``said``: the words before the years.
    """
    state = _state(said)
    if studies := _studies_before(draft, said):
        venue = " ".join(filter(None, (state, studies)))
        terms = studied_terms(papers.Asked(venue, since=since, until=until))
        if terms:
            _put(draft, draft.last[0], replace(draft.last[0], terms=terms))
        return bool(terms)
    held = _degree_before(draft)
    if not held or held.terms[0].field == "studied":
        return False
    begun = state == BEGUN
    changed = _changed(held, lambda asked: asked if asked.dated else _dated(asked, since, until, begun=begun))
    if not changed or changed == held:
        return False
    _put(draft, held, changed)
    return True


def _dated(asked: papers.Asked, since: int, until: int, *, begun: bool) -> papers.Asked:
    return replace(asked, venue=f"{BEGUN} {asked.venue}" if begun else asked.venue, since=since, until=until)


def _state(said: Sequence[str]) -> str:
    """What the last verb says of studies with a year: that they began then, or ended."""
    known = {**dict.fromkeys(_BEGAN, BEGUN), **dict.fromkeys(_ENDED, FINISHED), **dict.fromkeys(_WERE, "")}
    return next((known[word] for word in reversed(said) if word in known), "")


def _studies_before(draft: Draft, said: Sequence[str]) -> str:
    """The subject and the school of studies that were spoken of last, as ``studied:`` takes them; blank for anything else."""
    terms = draft.last[0].terms if len(draft.last) == 1 and draft.last[0] in draft.clauses else ()
    if len({term.label for term in terms}) != 1 or _has_degree(draft):
        return ""
    if terms[0].field == "school" and not (_WERE | _ENDED).isdisjoint(said):
        return f"at {_named(terms[0])}"
    return _named(terms[0]) if terms[0].field == "studied" and not papers.read(_named(terms[0])).dated else ""


def elsewhere(clause: Clause, school: Term) -> Clause | None:
    """A degree or studies of a school, at another one in its place; None of anything else."""
    if {term.field for term in clause.terms} not in ({"degree"}, {"studied"}) or " at " not in _named(clause.terms[0]):
        return None
    return _changed(
        clause, lambda asked: replace(asked, venue=f"{asked.venue.partition(' at ')[0]} at {_named(school)}")
    )


def one_more_school(words: Words, at: int, before: Sequence[Term]) -> Made:
    """After "a PhD from MIT or": the same degrees from another school; after "a PhD in physics or": in another subject."""
    each = [_elsewhere(words, at, term) for term in {term.label: term for term in before}.values()]
    found = [made for made in each if made]
    return (clause_of(*(term for terms, _ in found for term in terms)), found[0][1]) if found else None


def _elsewhere(words: Words, at: int, term: Term) -> tuple[tuple[Term, ...], int] | None:
    asked = papers.read(_named(term))
    degree, school = asked.venue.partition(" at ")[::2]
    level, subject = degree.partition(" in ")[::2]
    if subject and known_subject(words, at):
        value, end = name_at(words, at, "subjects")
        elsewhere = school_at(words, end + 1) if school and words.tokens[end : end + 1] in _AT else 0
        school, end = (words.named(end + 1, elsewhere), elsewhere) if elsewhere else (school, end)
        there = f" at {school}" if school else ""
        return _terms_of(term)(replace(asked, venue=f"{level} in {value}{there}")), end
    known = any(start == 0 for start, _, _ in names("schools").find(words.tokens[at : at + 10]))
    if not school or not (words.capital(at) or known) or skill_at(words, at):
        return None
    country, end = country_at(words, at)
    value, end = (country, end) if country else name_at(words, at, "schools")
    return (_terms_of(term)(replace(asked, venue=f"{degree} at {value}")), end) if value else None


_ONE = re.compile(
    r"(?:(?:who|that|which|is|are|was|has|have|people|those|someone|somebody|anyone|or|currently|now|still|already|actively) ){0,5}"
    r"(?:doing|does|did|pursuing|pursues?|(?:studying|study) (?:for|towards?)|working (?:on|towards?)|enrolled in|in|getting|finish(?:ing|ed)|complet(?:ing|ed)"
    r"|has|have|holds?|holding|with|got|earned) (?:one|it|theirs) "
)


def or_one(draft: Draft, words: Words, at: int) -> int:
    """After "has a PhD or": "is doing one" says that it need not be reached yet; the place after it, 0 for anything else."""
    held = _degree_before(draft) if draft.joins and at == 0 else None
    found = _ONE.match(" ".join(words.tokens[:_FAR]) + " ") if held else None
    if not held or not found or {term.field for term in held.terms} != {"degree"}:
        return 0
    _put(draft, held, _as_asked(held, lambda venue: venue.removeprefix(f"{parted(venue).state} ")))
    draft.joins = False
    return len(found.group().split())


def shared(draft: Draft, words: Words, at: int, clause: Clause) -> Clause:
    """The degree behind "a bachelor's or": what is said of either, its subject and whether it is reached, is said of both."""
    held = _degree_before(draft) if draft.joins and at == 0 and words.tokens[0] not in _ARTICLES else None
    if held and {term.field for term in clause.terms} == {"student"}:
        levels = [parted(_named(term)).level for term in held.terms]
        students = clause_of(*map(student_term, levels))
        if students and all(term.label == f"degree:{level}" for term, level in zip(held.terms, levels, strict=True)):
            _put(draft, held, students)
        return clause
    if not held or {term.field for term in (*held.terms, *clause.terms)} != {"degree"}:
        return clause
    said, new = parted(papers.read(_named(held.terms[-1])).venue), parted(papers.read(_named(clause.terms[0])).venue)
    if new.subject and not (said.subject or said.school):
        draft.last = [_as_asked(held, lambda venue: f"{venue} in {new.subject}")]
        draft.clauses[draft.clauses.index(held)] = draft.last[0]
    return _as_asked(clause, lambda venue: f"{said.state} {venue}") if said.state and not new.state else clause


def _as_asked(clause: Clause, change: Callable[[str], str]) -> Clause:
    """Each degree of the clause, otherwise asked for."""
    asked = [papers.read(said) for said in dict.fromkeys(map(_named, clause.terms))]
    changed = [replace(one, venue=change(one.venue).strip()) for one in asked]
    terms = [
        degree_terms(one) or tuple(filter(None, (field_term("degree", str(one), written("degree", str(one))),)))
        for one in changed
    ]
    return replace(clause, terms=tuple(term for some in terms for term in some))


def _put(draft: Draft, held: Clause, changed: Clause) -> None:
    """Last, so that an "or" goes on with it."""
    draft.clauses = [*(one for one in draft.clauses if one is not held), changed]
    draft.last = [changed]


def _degree_before(draft: Draft) -> Clause | None:
    """The degree that was spoken of last, its field between at most."""
    for clause in reversed(draft.clauses[-2:]):
        fields = {term.field for term in clause.terms}
        if fields == {"degree"} or (fields == {"studied"} and clause is draft.clauses[-1] and not _has_degree(draft)):
            return clause
        if fields != {"studied"} and clause.terms[0].kind != "skill":
            return None
    return None


def _goes_on(degree: Clause) -> bool:
    return all(term.field == "degree" and parted(_named(term)).state == CURRENT for term in degree.terms)


def _has_degree(draft: Draft) -> bool:
    return any(term.field == "degree" for clause in draft.clauses[-2:] for term in clause.terms)


def _changed(clause: Clause, change: Callable[[papers.Asked], papers.Asked]) -> Clause | None:
    terms_of = _terms_of(clause.terms[0])
    each = [terms_of(change(papers.read(said))) for said in dict.fromkeys(map(_named, clause.terms))]
    return replace(clause, terms=tuple(term for terms in each for term in terms)) if all(each) else None


def _terms_of(term: Term) -> Callable[[papers.Asked], tuple[Term, ...]]:
    return studied_terms if term.field == "studied" else degree_terms


def _named(term: Term) -> str:
    return term.label.partition(":")[2].strip('"')


def studying(words: Words, at: int, found: re.Match[str]) -> Made:
    """Students are those who study now; of a school, there."""
    level = found["level"] or ""
    if level in {"grad", "graduate"}:
        return clause_of(student_term("phd"), student_term("master")), at
    subject, end = subject_at(words, at) if level in DEGREES else ("", at)
    if subject:
        return degree_clause(f"current {DEGREES[level]} in {subject}"), end
    return clause_of(student_term(DEGREES.get(level or found["study"] or "", "any"))), at


def honoured(_: Words, at: int, __: re.Match[str]) -> Made:
    """As CVs have it: a heading "Honors" says nothing of a degree."""
    return clause_of(*map(phrase_term, _HONOURS)), at


def in_school(_: Words, at: int, __: re.Match[str]) -> Made:
    return clause_of(student_term("any")), at


def are_students(words: Words, at: int) -> bool:
    """Whether students come right before "at"."""
    return at > 1 and words.tokens[at - 2] in {"student", "students", "undergrads", "undergraduates"}


def graduates(_: Words, at: int, found: re.Match[str]) -> Made:
    """By the year alone: of the month before it the reading says that it is left out."""
    year, sign = found["year"], found["sign"] or ""
    if found["last"]:
        said = f"{year}-{found['last']}"
    elif sign in {"since", "from", "seit"} or found["later"]:
        said = f">={year}"
    else:
        compared = {"by": "<=", "until": "<=", "bis": "<=", "before": "<", "after": ">", "nach": ">"}
        said = compared.get(sign, "") + year
    clause = clause_of(graduates_term(said))
    return (Unknown(f"“{found['month'].strip()}”", clause), at) if found["month"] else (clause, at)


def majored(words: Words, at: int, found: re.Match[str]) -> Made:
    """Physics majors."""
    subject = found["subject"].split()
    subject = subject[:-1] if subject[1:] and subject[-1] in _TWO else subject
    if _TWO.issuperset(subject):
        return Unknown(f"“{words.said(at - 2, at)}”"), at
    if not (ENDS | NOISE | NUMBERS.keys()).isdisjoint(subject):
        return None
    return any_field(" ".join(subject), "studied"), at


def alumni(words: Words, at: int, _: re.Match[str]) -> Made:
    value, end = name_at(words, at, "schools")
    return (any_field(value, *_attended(value)), end) if value else None


def alumni_after(words: Words, at: int, found: re.Match[str]) -> Made:
    """MIT alumni, physics graduates, MIT CS grads."""
    start = at - len(found.group().split())
    if names("subjects").whole(found["name"].split()):
        return any_field(words.named(start, at - 1), "studied"), at
    school = school_at(words, start)
    if school and school + known_subject(words, school) == at - 1 > school:
        said = f"{words.named(school, at - 1)} at {words.named(start, school)}"
        return clause_of(*studied_terms(papers.Asked(said))), at
    known = names("schools").whole(found["name"].split())
    if begins_time(words.tokens[at - 2]) or words.tokens[at - 2] in _LATELY:
        return None
    if not (words.capital(start) or known) or skill_at(words, start) or _NOT_NAMED.issuperset(found["name"].split()):
        return None
    value = words.said(start, start + len(found["name"].split()))
    return any_field(value, *_attended(value)), at


def _attended(value: str) -> tuple[str, ...]:
    """Firms have alumni too."""
    return ("school",) if is_school(value) else ("school", "company")
