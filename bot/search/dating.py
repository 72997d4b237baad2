"""What a time in a line belongs to: arrivals, papers, graduation, or something that the index has no times of."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.search import of_counts, of_service, papers, wording
from bot.search.authorship import date_denied, date_papers
from bot.search.comparing import NUMBERS, spelt
from bot.search.draft import Draft
from bot.search.institutions import school_at
from bot.search.of_degrees import degree_clause, known_subject
from bot.search.of_studies import in_years
from bot.search.of_work import SINCE_AT
from bot.search.papers import EARLIEST, LATEST
from bot.search.query import Clause
from bot.search.sentences import subject
from bot.search.terms import award_terms, graduates_term, has_term, paper_term, spell_term, worked_term
from bot.search.times import Time, time_at, year_at
from bot.search.wording import Words, is_school
from bot.search.year_lists import follows_year

_FAR = 16
"""Words that a time takes at most."""
_POSTS = frozenset(("company", "school", "worked", "former", "now", "workplace", "home", "has", "award"))
"""Fields of things that have times of their own, of which the index knows nothing."""
_BEGAN = frozenset(("joined", "came", "start", "starts", "started", "began", "begann", "moved", "switched", "hired"))
"""Verbs of the beginning of a job or of studies."""
_WORKED = frozenset(("worked", "work", "was", "were", "interned", "gearbeitet", "arbeitete", "war"))
"""Verbs of what may be over."""
_TIME_WORDS = frozenset(("since", "after", "until", "before", "seit", "last", "this"))
_GRADUATES = re.compile(
    r"(?:(?P<before>20\d\d) (?:recent |new |fresh )?|(?:recent|new|fresh|newly) )(?:college |university )?(?:grads?|graduates?|graduated) (?:(?:of |in |from )?(?P<year>20\d\d) )?"
    rf"|(?:graduat\w{{1,5}}|finish\w{{0,4}}) (?:(?:(?:their|his|her|the|an?) )?(?P<level>{'|'.join(wording.DEGREES)}) )?(?:in |by )?(?P<which>this|next|last) year "
)
_LAST_YEARS = re.compile(
    rf"(?:graduated|finished) (?:in|within|during) the (?:last|past) (?P<years>\d{{1,2}}|{'|'.join(NUMBERS)}) years? "
)
_GRADS = frozenset(("grads", "grad", "graduates", "alumni", "phds"))
_BEFORE_GRADS = frozenset(("recent", "new", "fresh"))
_NEXT_YEAR = re.compile(r"(?:the )?(?P<which>next|last)(?: year)? ")


def timed(draft: Draft, words: Words, at: int, *, asked: bool, today: date | None) -> int:
    """When somebody arrived; the place after it, 0 where nothing says so."""
    arrived = wording.speaks_of_arrival(words, at)
    about = _spoken_of(draft, words, at, arrived=arrived) if asked else ""
    row = words.tokens[at : at + _FAR]
    season = next((place for place in (0, 1) if row[place : place + 1] and row[place] in wording.SEASONS), None)
    if asked and season is not None and year_at("".join(row[season + 1 : season + 2]), short=False):
        draft.left_out.append(f"“{row[season]}”")
        row = ("in", *row[season + 1 :])
    else:
        season = None
    rest = " ".join(row) + " "
    if asked and SINCE_AT.match(rest):
        return 0
    serves = asked and not arrived and not draft.negates and of_service.is_spoken_of(draft)
    by_year = serves or about == "papers"
    time = time_at(rest, today, arrived=arrived or bool(about), apart=by_year)
    if asked and not time and (time := time_at(rest, today, arrived=True, apart=by_year)):
        about = "other"
    if asked and today and (length := _graduated(draft, rest, today, first=not at)):
        return at + length
    if asked and today and _grads(draft, words, at, today):
        return at + 1
    if not time and (by_year or (asked and _is_of_award(draft))):
        time = year_at(words.tokens[at], short="'" in words.typed[at])
    if not time or not (asked or arrived or words.tokens[at] in _TIME_WORDS):
        return 0
    end = at + time.words + (season or 0)
    without = bool(draft.last) and draft.last[0].negated
    held = (
        _held(draft, time, words.tokens[:at], sign=words.tokens[at])
        if asked and about == "other" and not draft.negates
        else None
    )
    counted = _counted(draft, time) if about == "papers" else None
    more = follows_year(draft, words, at)
    if about == "papers" and draft.negates and (term := paper_term(_years_of(time))):
        draft.add(Clause((term,)))
    elif (
        asked
        and not arrived
        and not draft.negates
        and (_of_studies(draft, time, words.tokens[:at]) or (serves and _of_service(draft, time, more=more)))
    ):
        pass
    elif held:
        draft.clauses[draft.clauses.index(draft.last[0])] = held
        draft.last = [held]
        if held.terms[0].field != "spell" and (began := next((one for one in words.tokens[:at] if one in _BEGAN), "")):
            draft.left_out.append(f"the beginning of a job, “{began}”,")
    elif about == "papers" and counted and not without and not draft.joins:
        draft.clauses[draft.clauses.index(draft.last[0])] = counted
        draft.last = [counted]
    elif about == "papers" and _of_papers(draft, time, without=without, more=more):
        pass
    elif (time.since or time.until) and about not in {"papers", "other"}:
        draft.since, draft.until = time.since or draft.since, time.until or draft.until
    else:
        draft.leave_out(f"“{'or ' * draft.joins}{words.said(at, end)}”")
    return end


def _graduated(draft: Draft, rest: str, today: date, *, first: bool) -> int:
    """How many words say when somebody graduates: new grads, graduating this year; after "or" the next one."""
    again = draft.joins and first and len(draft.last) == 1 and draft.last[0].terms[0].field == "graduates"
    if again and (found := _NEXT_YEAR.match(rest)):
        said = [str(today.year + (1 if found["which"] == "next" else -1))]
    elif found := _LAST_YEARS.match(rest):
        said = [f"{today.year - int(spelt(found['years']))}-{today.year}"]
    elif found := _GRADUATES.match(rest):
        years = {"this": (0,), "next": (1,), "last": (-1,)}.get(found["which"] or "", (-1, 0))
        year = found["before"] or found["year"]
        said = [year] if year else [str(today.year + one) for one in years]
    else:
        return 0
    draft.add(wording.clause_of(*map(graduates_term, said)))
    if found.re is _GRADUATES and found["level"]:
        draft.add(degree_clause(wording.DEGREES[found["level"]]))
    return len(found.group().split())


def _grads(draft: Draft, words: Words, at: int, today: date) -> bool:
    """Whether a word before the school, the subject or the degree of graduates says when: recent MIT grads, 2027 CS graduates."""
    word, start = words.tokens[at], at + 1
    if not re.fullmatch(r"20\d\d", word) and word not in _BEFORE_GRADS:
        return False
    start += words.tokens[start : start + 1] == ("new",)
    end = school_at(words, start) or start
    end += known_subject(words, end)
    end += words.tokens[end : end + 1] != ("phds",) and "".join(words.tokens[end : end + 1]) in wording.DEGREES
    several = words.tokens[end : end + 1]
    if not several or several[0] not in _GRADS or (end == start and several[0] != "phds"):
        return False
    said = [word] if word.isdecimal() else [str(today.year - 1), str(today.year)]
    draft.add(wording.clause_of(*map(graduates_term, said)))
    return True


def _of_studies(draft: Draft, time: Time, said: Sequence[str]) -> bool:
    return _whole_years(time) and in_years(draft, *_first_and_last(time), said)


def _of_service(draft: Draft, time: Time, *, more: bool) -> bool:
    return bool(time.since or time.until) and of_service.in_years(draft, *_first_and_last(time), more=more)


def _of_papers(draft: Draft, time: Time, *, without: bool, more: bool) -> bool:
    """``without``: of papers that are left out."""
    if without:
        return _whole_years(time) and date_denied(draft, *_first_and_last(time))
    if not (time.since or time.until) or _counts(draft):
        return False
    return date_papers(draft, *_first_and_last(time), more=more)


def _counted(draft: Draft, time: Time) -> Clause | None:
    """So many papers, which were spoken of last, in these years."""
    if len(draft.last) != 1 or draft.last[0] not in draft.clauses or not _whole_years(time):
        return None
    return of_counts.in_years(draft.last[0], *_first_and_last(time))


def _counts(draft: Draft) -> bool:
    return bool(draft.last) and all(term.field == "count" for term in draft.last[0].terms)


def _whole_years(time: Time) -> bool:
    return bool(time.since or time.until) and time.since[4:] in {"", "-01-01"} and time.until[4:] in {"", "-12-31"}


def _first_and_last(time: Time) -> tuple[int, int]:
    return int(time.since[:4] or EARLIEST), int(time.until[:4] or LATEST)


def _years_of(time: Time) -> papers.Asked:
    return papers.Asked(since=int(time.since[:4] or EARLIEST), until=int(time.until[:4] or LATEST))


def _held(draft: Draft, time: Time, said: Sequence[str], *, sign: str) -> Clause | None:
    """The job that was spoken of last, in these years; ``said``: the words before them."""
    if len(draft.last) != 1 or draft.last[0] not in draft.clauses or not (time.since or time.until):
        return None
    since, until = _first_and_last(time)
    clause = draft.last[0]
    return _spell(clause, said, sign, since, until) or _of_award(clause, since, until) or _of_job(clause, since, until)


def _is_of_award(draft: Draft) -> bool:
    """Whether an award came last that has no years yet."""
    term = draft.last[0].terms[0] if len(draft.last) == 1 else None
    return bool(term and term.field == "award" and not papers.read(term.label.strip('"')).dated)


def _of_award(clause: Clause, since: int, until: int) -> Clause | None:
    """An award by its name, or any, in these years."""
    if clause.terms[0].field == "award":
        title = clause.terms[0].label.partition(":")[2].strip('"')
    elif clause.terms == (has_term("awards"),):
        title = ""
    else:
        return None
    return replace(clause, terms=award_terms(str(papers.Asked(title, since=since, until=until))))


def _spell(clause: Clause, said: Sequence[str], sign: str, since: int, until: int) -> Clause | None:
    """The beginning or the end of a job or of studies, where words say so: joined in 2022, left in 2023, there since 2021."""
    fields = {term.field for term in clause.terms}
    began, on = not _BEGAN.isdisjoint(said[-_FAR:]), sign in {"since", "seit"}
    if fields <= {"company", "school", "now"} and began:
        field = "joined"
    elif fields == {"former"}:
        field = "former"
    elif on and (fields == {"now"} or (fields <= {"company", "school"} and _WORKED.isdisjoint(said))):
        field = "now"
    else:
        return None
    named = dict.fromkeys(term.label.partition(":")[2].strip('"') for term in clause.terms)
    terms = (spell_term(field, papers.Asked(one, since=since, until=until)) for one in named)
    made = tuple(term for term in terms if term)
    return Clause(made, clause.negated) if made else None


def _of_job(clause: Clause, since: int, until: int) -> Clause | None:
    """The clause about an employer, or a post as an intern, with the years; None where it is about something else."""
    asked = [(term.field, term.label.partition(":")[2].strip('"')) for term in clause.terms]
    fields = {field for field, _ in asked}
    if (
        fields == {"school"}
        or fields - {"company", "school", "title", "worked", "workplace"}
        or ("school" in fields and any(is_school(said) for _, said in asked))
    ):
        return None
    if "title" in fields and (fields != {"title"} or asked[0][1] != "intern"):
        return None
    said = dict.fromkeys(said for _, said in asked if said != "internship")
    terms = (worked_term(papers.Asked(one, since=since, until=until)) for one in said)
    made = tuple(term for term in terms if term)
    return Clause(made, clause.negated) if made else None


def _spoken_of(draft: Draft, words: Words, at: int, *, arrived: bool) -> str:
    """What a time belongs to: papers, arrivals, or other things that have times."""
    if draft.last and (draft.last[0] in draft.papers or (draft.last[0].negated and papers.all_asked_by(draft.last[0]))):
        return "papers"
    if draft.last and not arrived and any(term.field in _POSTS for term in draft.last[0].terms):
        return "other"
    return subject(words.tokens[:at]) or draft.subject
