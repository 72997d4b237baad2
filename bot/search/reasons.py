"""Why somebody is a hit: for each thing asked the strongest line of the CV that shows it, verbatim."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.profile import Span, Work
from bot.records import Dossier
from bot.search.field_tokens import name_tokens
from bot.search.measures import duration, stints, together
from bot.search.passages import Kind, Map, Passage, Proof, maps, proofs, proofs_of, value, years
from bot.search.query import Clause, Query, Term
from bot.search.remembered import Remembered, forgettable
from bot.search.skills import skills
from bot.search.stated import Stated, stated
from bot.search.text import find_phrase, fold

_LATELY: "Remembered[tuple[Reason, ...]]" = Remembered(4_000)
_NAMED: "Remembered[list[Proof]]" = Remembered(200)
"""Every skill that a CV names: posts are written anew with each press on them."""
forgettable(_LATELY.forget)
forgettable(_NAMED.forget)
_ENOUGH = 3
"""Lines that prove a skill; more of them tell no more."""
LONGEST = 280
"""Characters of a line that is quoted whole; of a longer one, the sentence."""

_SKILL: dict[Kind, str] = {
    "job": "used at work",
    "teaching": "in teaching",
    "service": "in service",
    "paper": "in a paper",
    "project": "in a project",
    "education": "in the studies",
    "skills": "listed only",
    "interest": "stated interest",
    "award": "in an award",
    "wish": "in what they look for",
    "label": "in the headline",
    "mention": "named in the CV",
}
_WORD: dict[Kind, str] = _SKILL | {"job": "at work", "skills": "in the skills", "contact": "in the contacts"}
_MARKERS = "-*•·◦▪‣–●■○#>|:_✦►❖🔹🔸 \t\r\n\u00a0"
_SENTENCE = re.compile(r"(?<=[.!?;。；])\s+|(?<=[。；])")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a person fits what was asked, and the line that proves it: ``text[start:end]`` of the document."""

    term: str
    """As it was asked."""
    matched: str
    """The skill that was asked for, or the words as the CV has them."""
    via: str
    """What the CV says in its place: another name of the skill, or a skill that means it; else empty."""
    grade: int
    """3 used in a dated job, or stated outright; 2 in a paper, project or course; 1 only listed or mentioned."""
    where: str
    document: int
    start: int
    end: int
    bold: tuple[Span, ...]
    """The matched words, inside the quote."""


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What there is to look through for the terms of one query."""

    dossier: Dossier
    proofs: Sequence[Proof]
    charts: Sequence[Map]

    @property
    def arrived(self) -> date | None:
        documents = self.dossier.documents
        return documents[0].received.date() if documents else None

    def chart(self, document: int) -> Map | None:
        return next((chart for chart in self.charts if chart.document == document), None)


def reasons(query: Query, dossier: Dossier) -> tuple[Reason, ...]:
    """One reason for each thing asked, in the order of asking, then more jobs of the years; what one line proves is joined."""
    wanted = tuple(clause for clause in query.clauses if not clause.negated)
    asked = (dossier.content, tuple(one.received.date() for one in dossier.documents[:1]), wanted, skills())
    return _LATELY.answer(asked, lambda: _reasons(wanted, dossier)) if dossier.content else _reasons(wanted, dossier)


def _reasons(wanted: Sequence[Clause], dossier: Dossier) -> tuple[Reason, ...]:
    evidence = _evidence(wanted, dossier)
    strongest = [_of_clause(clause, evidence) for clause in wanted]
    others = (reason for clause in wanted for reason in _more_jobs(clause, evidence))
    return _joined([*filter(None, strongest), *others])


def each_reason(wanted: Sequence[Clause], dossier: Dossier) -> list[Reason | None]:
    """The strongest reason for each clause; None where the CV has no line for it."""
    evidence = _evidence(wanted, dossier)
    return [_of_clause(clause, evidence) for clause in wanted]


def _evidence(wanted: Sequence[Clause], dossier: Dossier) -> _Evidence:
    asked = frozenset(skill for clause in wanted for term in clause.terms for skill in term.skills)
    charts = maps(dossier.profile, dossier.texts)
    return _Evidence(dossier, proofs_of(asked, dossier.profile, charts), charts)


def highlights(dossier: Dossier, limit: int = 2, counts: Mapping[str, int] | None = None) -> tuple[Reason, ...]:
    """What is most telling about somebody nobody asked for: the skills of `skill_proofs`; without enough, the papers."""
    found = skill_proofs(dossier, limit, counts)
    if len(found) < limit:
        evidence = _Evidence(dossier, (), maps(dossier.profile, dossier.texts))
        asked = Term("field", "papers", field="has", groups=(("papers",),))
        papers = (_stated_reason(one, "papers", evidence) for one in stated(dossier.profile, dossier.texts, asked))
        found = _joined([*found, *filter(None, papers)])
    return found[:limit]


def skill_proofs(dossier: Dossier, limit: int, counts: Mapping[str, int] | None = None) -> tuple[Reason, ...]:
    """Skills with their strongest proof: the best and newest first, of equals the most proven, then the rarest.

    ``counts``: people per skill. Skills that one line proves are one reason. A job's title, which stands in every list
    already, proves less than what was done there.
    """
    known = skills()
    charts = maps(dossier.profile, dossier.texts)
    evidence = _Evidence(dossier, _named(dossier, charts), charts)
    titles = [place for job in dossier.profile.work if job.title for place in job.title.evidence]

    def titled(proof: Proof) -> bool:
        return any(
            one.document == proof.passage.document and one.start <= proof.start and proof.end <= one.end
            for one in titles
        )

    def strength(proof: Proof) -> tuple[int, int, bool, int]:
        return (proof.passage.grade, proof.passage.year, not titled(proof), -proof.start)

    best: dict[str, Proof] = {}
    for proof in evidence.proofs:
        if proof.passage.grade and (proof.skill not in best or strength(proof) > strength(best[proof.skill])):
            best[proof.skill] = proof
    lines_of = Counter(skill for skill, _ in {(one.skill, one.passage.start) for one in evidence.proofs})

    def telling(proof: Proof) -> tuple[int, bool, int, int, int, int, int]:
        entry = known.entries[proof.skill]
        rarity = (counts or {}).get(proof.skill, 0)
        proven = min(lines_of[proof.skill], _ENOUGH)
        return (
            -proof.passage.grade,
            titled(proof),
            -proof.passage.year,
            -proven,
            rarity,
            -len(entry.implies),
            proof.start,
        )

    found: list[Reason] = []
    for proof in sorted(best.values(), key=telling):
        label = known.label(proof.skill)
        found.append(replace(_skill_reason(proof, label, label, evidence), via=""))
        if len(_joined(found)) > limit:
            found.pop()
            break
    return _joined(found)


def _named(dossier: Dossier, charts: Sequence[Map]) -> Sequence[Proof]:
    if not dossier.content:
        return proofs(dossier.profile, charts)
    return _NAMED.answer((dossier.content, skills()), lambda: proofs(dossier.profile, charts))


def _of_clause(clause: Clause, evidence: _Evidence) -> Reason | None:
    """The strongest reason among the clause's terms; the first one of equals."""
    found = [reason for term in clause.terms for reason in _of_term(term, evidence)]
    return max(found, key=lambda reason: reason.grade) if found else None


def _of_term(term: Term, evidence: _Evidence) -> Iterator[Reason]:
    if term.field == "years":
        yield from _of_years(term, evidence)
    elif term.skills:
        yield from _of_skill(term, evidence)
    elif term.kind == "field":
        for one in stated(evidence.dossier.profile, evidence.dossier.texts, term, evidence.arrived):
            if reason := _stated_reason(one, term.label, evidence):
                yield reason
                return
    elif term.tokens:
        yield from _of_name(term, evidence)
        yield from _of_words(term, evidence)


def _of_name(term: Term, evidence: _Evidence) -> Iterator[Reason]:
    """A word that is the person's name is best proved by the line of the name."""
    name = evidence.dossier.profile.name
    if name and set(term.tokens) <= set(name_tokens(name.value)):
        reason = _stated_reason(Stated("name", name, "name on the CV"), term.label, evidence)
        yield from (reason,) if reason else ()


def _of_years(term: Term, evidence: _Evidence) -> Iterator[Reason]:
    """The months of all jobs together, and each job's line, the longest first."""
    skill = term.groups[0][0].partition(":")[0]
    found = stints(evidence.dossier.profile, evidence.proofs, evidence.arrived).get(skill, ())
    total = f"{duration(together(found))} in {len(found)} jobs" if len(found) > 1 else ""
    told = False
    for one in sorted(found, key=lambda one: (one.first - one.last, -one.last)):
        reason = _skill_reason(one.proof, term.label, skills().label(skill), evidence) if one.proof else None
        if reason := reason or _of_job(one.job, term, evidence):
            about = f"{duration(one.last - one.first)}{' of them' if told else ''}"
            firm = ", ".join(
                filter(None, (value(one.job.organization), years(value(one.job.start), value(one.job.end))))
            )
            where = " · ".join(filter(None, ("" if told else total, about, firm)))
            yield replace(reason, where=where, grade=3)
            told = True


def _of_job(job: Work, term: Term, evidence: _Evidence) -> Reason | None:
    """A line of the job in the CV: where a person set its title, the one that has what was read."""
    lines = (
        _stated_reason(Stated("years", fact, ""), term.label, evidence)
        for fact in (job.title, job.organization)
        if fact
    )
    return next(filter(None, lines), None)


def _more_jobs(clause: Clause, evidence: _Evidence) -> Sequence[Reason]:
    """Beside the longest job, the others that make up the years."""
    term = clause.terms[0]
    return list(_of_years(term, evidence))[1:] if len(clause.terms) == 1 and term.field == "years" else ()


def _of_skill(term: Term, evidence: _Evidence) -> Iterator[Reason]:
    """By the asked skill itself or one that implies it: the grade decides, then the nearer skill."""
    order = {skill: -at for at, skill in enumerate(term.skills)}
    fitting = [proof for proof in evidence.proofs if proof.skill in order]
    if fitting:
        proof = max(
            fitting,
            key=lambda p: (p.passage.grade * 2 - (p.skill != term.skills[0]), *_strength(p)[1:], order[p.skill]),
        )
        yield _skill_reason(proof, term.label, skills().label(term.skills[0]), evidence)


def _strength(proof: Proof) -> tuple[int, int, int]:
    return (proof.passage.grade, proof.passage.year, -proof.start)


def _skill_reason(proof: Proof, asked: str, label: str, evidence: _Evidence) -> Reason:
    passage = proof.passage
    chart = evidence.chart(passage.document)
    assert chart
    said = chart.text[proof.start : proof.end]
    via = "" if _same(said, label) else " ".join(said.split())
    return _reason(asked, label, via, passage, chart, bold=(Span(proof.start, proof.end),), words=_SKILL)


def _of_words(term: Term, evidence: _Evidence) -> Iterator[Reason]:
    found: list[tuple[Passage, Map, int, int]] = []
    for chart in evidence.charts:
        found += [(chart.at(start, end), chart, start, end) for start, end in find_phrase(chart.row, term.tokens)]
    if found:
        passage, chart, start, end = max(
            found, key=lambda f: (f[0].grade, f[0].kind != "mention", f[0].year, f[1].document, -f[2])
        )
        said = " ".join(chart.text[start:end].split())
        yield _reason(term.label, said, "", passage, chart, bold=(Span(start, end),), words=_WORD)


def _stated_reason(one: Stated, asked: str, evidence: _Evidence) -> Reason | None:
    place = one.fact.evidence[0] if one.fact.evidence else None
    chart = evidence.chart(place.document) if place else None
    if not place or not chart or not 0 <= place.start < place.end <= len(chart.text):
        return None
    start, end = place.start, place.end
    near = [e for e in one.beside.evidence if e.document == place.document] if one.beside else []
    if near:
        hull = min(start, near[0].start), max(end, near[0].end)
        if hull[1] - hull[0] <= LONGEST:
            start, end = hull
    first, last = _line_or_sentence(chart.text, start, end)
    bold = Span(max(first, place.start), min(last, place.end))
    return Reason(
        asked, one.fact.value, "", 3, one.where, place.document, first, last, (bold,) if bold.start < bold.end else ()
    )


def _reason(
    asked: str,
    matched: str,
    via: str,
    passage: Passage,
    chart: Map,
    *,
    bold: tuple[Span, ...],
    words: Mapping[Kind, str],
) -> Reason:
    start, end = _quoted(chart.text, bold[0].start, bold[0].end, passage)
    said = words[passage.kind] + (", undated" if passage.kind == "job" and not passage.dated else "")
    where = " · ".join(part for part in (said, passage.about) if part)
    return Reason(asked, matched, via, max(passage.grade, 1), where, chart.document, start, end, bold)


def _quoted(text: str, start: int, end: int, passage: Passage) -> tuple[int, int]:
    """The line around a match; of a wrapped bullet all its lines, of a long paragraph the sentence."""
    if (
        passage.start <= start
        and end <= passage.end
        and passage.end - passage.start <= LONGEST
        and passage.kind != "skills"
    ):
        first, last = _line(text, passage.start, passage.end)
        if last - first <= LONGEST:
            return first, last
        if passage.end - passage.start > end - start:
            return _trimmed(text, passage.start, passage.end, start, end)
    return _line_or_sentence(text, start, end)


def _line_or_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first, last = _line(text, start, end)
    if last - first <= LONGEST:
        return first, last
    cuts = [first, *(cut.end() for cut in _SENTENCE.finditer(text, first, last)), last]
    first = max(cut for cut in cuts if cut <= start)
    last = min((cut for cut in cuts if cut >= end), default=last)
    return _trimmed(text, first, last, start, end)


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return _trimmed(text, first, len(text) if last < 0 else last, start, end)


def _trimmed(text: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """Without the spaces and list marks around it, and never less than the match."""
    while first < start and text[first] in _MARKERS:
        first += 1
    while last > end and (text[last - 1].isspace() or text[last - 1] in "*_|#"):
        last -= 1
    if text[last : last + 1] == "*" and text.count("*", first, last) % 2:
        last += 1  # it ends what one within begins
    return first, last


def _same(said: str, label: str) -> bool:
    one, other = fold(said), fold(label)
    return one in {other, f"{other}s"} or other == f"{one}s"


def _joined(found: Iterable[Reason]) -> tuple[Reason, ...]:
    """Reasons that one line gives for the same kind of proof become one."""
    rows: list[Reason] = []
    for reason in found:
        at = next((at for at, row in enumerate(rows) if _one_line(row, reason)), -1)
        if at < 0:
            rows.append(reason)
        else:
            rows[at] = _both(rows[at], reason)
    return tuple(rows)


def _one_line(one: Reason, other: Reason) -> bool:
    return (one.document, one.start, one.end, one.where) == (other.document, other.start, other.end, other.where)


def _both(one: Reason, other: Reason) -> Reason:
    def both(a: str, b: str) -> str:
        return ", ".join(dict.fromkeys(filter(None, (*a.split(", "), b))))

    bold = tuple(sorted({*one.bold, *other.bold}, key=lambda span: (span.start, span.end)))
    return replace(
        one,
        term=both(one.term, other.term),
        matched=both(one.matched, other.matched),
        via=both(one.via, other.via),
        grade=max(one.grade, other.grade),
        bold=bold,
    )
