"""How a typed line becomes a query: words, "phrases", -not, or, fields; a plain question works too."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.search import (
    of_papers,
    of_people,
    of_service,
    of_skills,
    of_students,
    of_studies,
    of_told,
    of_work,
    questions,
    wording,
)
from bot.search.authorship import add_paper, add_topic, is_of_papers
from bot.search.counting import measured
from bot.search.dating import timed
from bot.search.draft import Draft
from bot.search.institutions import dated_venue_at, institution_at
from bot.search.lasting import lasts
from bot.search.lexing import LONGEST, Item, items
from bot.search.listed_studies import with_studies
from bot.search.listing import choices_listed, or_alike, with_nouns
from bot.search.marks import chinese_at, contact_at
from bot.search.names import names
from bot.search.narrowing import at_work, read_field
from bot.search.negating import ends_clause, negation_at, or_else, somebody_at, unasked, unfinished
from bot.search.of_degrees import known_subject
from bot.search.of_languages import spoken
from bot.search.of_nothing import optional, without_only
from bot.search.of_other_subjects import other_subject
from bot.search.of_stages import said_at, with_stages
from bot.search.papers import all_asked_by
from bot.search.people import exact_name, name_query
from bot.search.query import Clause, Query
from bot.search.reading import describe
from bot.search.sentences import is_question, subject
from bot.search.skills import skills
from bot.search.terms import begins, numbers, phrase_term, skill_term, word_term
from bot.search.text import fold, tokens
from bot.search.wording import Made, Unknown, Words
from bot.search.year_lists import another_year

__all__ = ["exact_name", "name_query", "parse", "suggest"]

DEEPEST = 8
"""Parentheses inside parentheses that count."""
_AND = {("and",), ("but",), ("und",)}
_THERE = {
    **dict.fromkeys(("at", "bei"), frozenset(("company", "school", "now", "former"))),
    "in": frozenset(("place", "home", "workplace", "studyplace")),
}
"""Words that are said again before one more name, and of which fields."""
_OF_SCHOOLS = frozenset(("at", "from", "an"))


def parse(line: str, *, today: date | None = None) -> Query:
    """The line as a query. Never raises: what cannot be understood is left out, and ``reading`` says so.

    ``today`` gives a meaning to ``since:7d``.
    """
    row = items(line)
    said = tokens(" ".join(item.text for item in row if item.kind == "word" and not item.negated))
    asked = is_question(said, line)
    row = with_stages(row)
    draft = _read(row, asked=asked, today=today)
    empty = len(said) > 1 and wording.NOISE.issuperset(said)
    nothing = not (draft.clauses or draft.left_out or draft.narrowed or empty)
    if nothing and asked and not line.rstrip().endswith(("?", "？")):
        draft = _read(row, asked=False, today=today)
    proof = of_skills.proof_of(draft)
    read = dict.fromkeys(draft.clauses)
    clauses = tuple(read if proof else map(of_skills.in_words_too, read))
    query = Query(clauses, line[:LONGEST], "", draft.stages, draft.since, draft.until, proof)
    return replace(query, reading=describe(query, asked=asked, left_out=draft.left_out))


def suggest(word: str, vocabulary: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
    """The words nearest to a mistyped one, nearest first: at most one mistake in four letters, two in a longer word."""
    wanted = fold(word)
    most = 2 if len(wanted) > 5 else 1
    if len(wanted) < 3:
        return ()
    choices = {choice: fold(choice) for choice in sorted(set(vocabulary))}
    near = process.extract(wanted, choices, scorer=OSA.distance, processor=None, score_cutoff=most, limit=limit)
    return tuple(choice for _, _, choice in near)


def _read(row: Sequence[Item], *, asked: bool, today: date | None, depth: int = 0) -> Draft:
    draft = Draft()
    row = with_nouns(with_studies(choices_listed(row))) if asked else choices_listed(row)
    run: list[Item] = []
    at = 0
    while at < len(row):
        item = row[at]
        at += 1
        if item.kind == "word" and not item.negated:
            run.append(item)
            continue
        _read_words(draft, run, asked=asked, today=today, ends=item.kind == "comma")
        run = []
        draft.denied = draft.denied and item.kind == "or"
        draft.listed = item.kind == "comma"
        match item.kind:
            case "or":
                draft.joins = bool(draft.last or draft.stages) and not draft.denied
            case "word":
                _read_negated(draft, item)
            case "phrase":
                term = phrase_term(item.text)
                draft.add(Clause((term,)) if term else None, negated=item.negated)
            case "field":
                read_field(draft, item, today)
            case "(" if depth < DEEPEST:
                inside, at = _group(row, at)
                inner = list(_of_field(inside, item.field)) if item.field else inside
                draft.take(_read(inner, asked=asked, today=today, depth=depth + 1), negated=item.negated)
    _read_words(draft, run, asked=asked, today=today, ends=True)
    return draft


def _group(row: Sequence[Item], at: int) -> tuple[Sequence[Item], int]:
    """The items up to the closing parenthesis, and the place after it; one that is missing closes at the end."""
    open_ = 1
    for end in range(at, len(row)):
        open_ += {"(": 1, ")": -1}.get(row[end].kind, 0)
        if not open_:
            return row[at:end], end + 1
    return row[at:], len(row)


def _of_field(row: Sequence[Item], field: str) -> Iterator[Item]:
    """``school:(Peking University or CMU)``: words side by side are one value."""
    for plain, some in groupby(row, key=lambda item: item.kind in {"word", "phrase"} and not item.negated):
        if plain:
            yield Item("field", " ".join(item.text for item in some), field)
        else:
            yield from (replace(item, kind="field", field=field) if item.kind == "word" else item for item in some)


def _read_negated(draft: Draft, item: Item) -> None:
    """``-word``: without this one word, or this skill, or what the word says by its looks."""
    words = _words([item])
    known = (contact_at(words, 0) or chinese_at(words, 0) or institution_at(words, 0)) if words.tokens else None
    if known and known[1] == len(words.tokens):
        draft.add(known[0], negated=True)
        return
    alias = None if begins(item.text) else skills().named(words.tokens)
    if term := skill_term(alias.skill, item.text) if alias else word_term(item.text):
        draft.add(Clause((term,)), negated=True)
    elif begins(item.text):
        draft.left_out.append(_too_short(f"-{item.text}"))


def _read_words(draft: Draft, run: Sequence[Item], *, asked: bool, today: date | None, ends: bool) -> None:
    words = _words(run)
    if asked:
        words, only = without_only(words)
        draft.left_out += only
    at, chosen = or_else(draft, words) or or_alike(draft, words), draft.joins
    while at < len(words.tokens):
        at = _step(draft, words, at, asked=asked, today=today)
        draft.listed = False
    if chosen and draft.joins and words.tokens:
        draft.leave_out(f"“or {words.said(0, at)}”")
    if asked and ends:
        unfinished(draft, words, at)
    draft.subject = subject(words.tokens) or draft.subject


def _step(draft: Draft, words: Words, at: int, *, asked: bool, today: date | None) -> int:
    """Reads what starts at one word; the place after it."""
    word = words.tokens[at]
    if asked and (end := lasts(draft, words, at) or optional(draft, words, at)):
        return end
    if asked and (
        end := of_studies.or_one(draft, words, at)
        or of_students.of_others(draft, words, at)
        or of_students.there(draft, words, at)
        or of_students.students_of(draft, words, at)
        or of_students.study_now(draft, words, at)
        or of_service.there_too(draft, words, at)
    ):
        return end
    if asked and (made := of_people.not_looking(words, at)):
        clause, end = made
        draft.add(clause if isinstance(clause, Clause) else None)
        return end
    if turned := negation_at(words, at, asked=asked):
        draft.negates = draft.negates or turned[1]
        return turned[0]
    if asked and (end := other_subject(draft, words, at)):
        return end
    if asked and draft.negates and ends_clause(words, at):
        unfinished(draft, words, at)
    if asked and draft.negates and (known := somebody_at(words, at)):
        draft.add(known[0])
        return known[1]
    if (
        end := measured(draft, words, at)
        or (asked and _staged(draft, words, at))
        or timed(draft, words, at, asked=asked, today=today)
        or spoken(draft, words, at)
    ):
        return end
    if end := another_year(draft, words, at):
        return end
    if known := contact_at(words, at) or chinese_at(words, at):
        draft.add(known[0])
        return known[1]
    if asked and (end := at_work(draft, words, at) or _of_topic(draft, words, at)):
        return end
    if (
        asked
        and (not of_skills.wins(words, at) or _tells_on(draft, words, at))
        and (
            made := of_service.one_more(draft, words, at)
            or _one_there_too(draft, words, at)
            or questions.apply(words, at)
            or _one_more(draft, words, at)
        )
    ):
        clause, end = made
        if isinstance(clause, Unknown):
            without, said = draft.negates, clause
            draft.leave_out(said.said)
            clause = None if without else said.clause
        if clause and of_studies.of_one_school(draft, words, at, clause):
            return max(end, at + 1)
        if clause and is_of_papers(clause):
            add_paper(draft, clause, leads_on=words.tokens[end - 1] in {"at", "in", "of", "on"})
        else:
            draft.add(of_studies.shared(draft, words, at, clause) if clause else None)
        return max(end, at + 1)
    noise = wording.NOISE if asked else wording.FUNCTION
    if (
        asked
        and draft.negates
        and word not in noise
        and not of_skills.is_named(words, at)
        and (end := unasked(draft, words, at))
    ):
        return end
    if asked and draft.negates and (end := _end_of_thing(words, at)) > at + 1:
        thing = phrase_term(words.said(at, end))
        draft.add(Clause((thing,)) if thing else None)
        return end
    if begins(words.typed[at]):
        return _read_beginning(draft, words, at)
    if known := dated_venue_at(words, at):
        draft.add(known[0])
        return known[1]
    if found := of_skills.named_at(words, at):
        alias, end = found
        chosen = at == 0 and draft.joins and words.tokens[1:2] in _AND
        if not asked or chosen or of_skills.is_meant(alias, words, at):
            label = words.named(at, end)
            draft.add(of_skills.slashed(words, at, end) or Clause((skill_term(alias.skill, label),)))
            return end
    if known := institution_at(words, at):
        draft.add(known[0])
        return known[1]
    if word in noise if asked else wording.is_filler(words, at, listed=draft.listed):
        return at + 1
    draft.add(_word_clause(words, at))
    return _end_of_word(words, at)


def _of_topic(draft: Draft, words: Words, at: int) -> int:
    """What papers are about; the place after it, 0 where nothing says so."""
    more = at == 0 and draft.joins and len(draft.last) == 1 and any(one.topic for one in all_asked_by(draft.last[0]))
    topic, end = (
        of_papers.one_more_topic(words, at) if more else of_papers.topic_at(words, at, spoken=bool(draft.papers))
    )
    if not topic:
        return 0
    add_topic(draft, topic)
    if words.tokens[end : end + 1] == ("with",) and (made := of_told.wrote_with(words, end + 1, None)):
        clause, end = made
        draft.add(clause if isinstance(clause, Clause) else None)
    return end


def _end_of_thing(words: Words, at: int) -> int:
    """Where words end that are one thing, as what is left out: "not the inference server"."""
    end = at
    while end < len(words.tokens) and words.tokens[end] not in wording.NOISE | wording.ENDS | wording.SENTENCE:
        if of_skills.named_at(words, end) or begins(words.typed[end]) or wording.begins_time(words.tokens[end]):
            return at
        end += 1
    return end


def _read_beginning(draft: Draft, words: Words, at: int) -> int:
    """``java*``: words that begin so, JavaScript too, and not the skill Java alone."""
    term = word_term(words.typed[at])
    if term:
        draft.add(Clause((term,)))
    else:
        draft.left_out.append(_too_short(words.typed[at]))
    return _end_of_word(words, at)


def _too_short(typed: str) -> str:
    return f"{typed}, which needs two letters or more,"


def _end_of_word(words: Words, at: int) -> int:
    end = at + 1
    while end < len(words.tokens) and words.typed[end] is words.typed[at]:
        end += 1
    return end


def _staged(draft: Draft, words: Words, at: int) -> int:
    """A stage as people say it: in interview, rejected; the place after it."""
    found = said_at(words, at)
    if not found:
        return 0
    read_field(draft, Item("field", found[0], "stage"), None)
    return found[1]


def _one_there_too(draft: Draft, words: Words, at: int) -> Made:
    """After "works at Google or", "at Meta"; after "lives in Oslo or", "in Bergen"."""
    before = draft.last[0].terms if len(draft.last) == 1 else ()
    fields = tuple(dict.fromkeys(term.field for term in before))
    if fields in {("degree",), ("studied",)} and words.tokens[at] in _OF_SCHOOLS and _goes_on(draft, words, at):
        known = any(start == 0 for start, _, _ in names("schools").find(words.tokens[at + 1 : at + 10]))
        return of_studies.one_more_school(words, at + 1, before) if known else None
    there = _THERE.get(words.tokens[at], frozenset())
    if not fields or not there.issuperset(fields) or not _goes_on(draft, words, at) or at + 1 == len(words.tokens):
        return None
    return questions.another(words, at + 1, fields)


def _goes_on(draft: Draft, words: Words, at: int) -> bool:
    return draft.joins or (at > 0 and words.tokens[at - 1] in {"and", "und", "nor"})


def _one_more(draft: Draft, words: Words, at: int) -> Made:
    """After "worked at Google or": one more of the same."""
    before = draft.last[0].terms if len(draft.last) == 1 else ()
    if not _goes_on(draft, words, at) or not before:
        return None
    if of_work.is_interned(before[0]):
        return of_work.interned(words, at, None)
    if at == 0 and before[0].field in of_told.FIELDS and (made := of_told.one_more(words, at, before[0].field)):
        return made
    if before[0].field in {"degree", "studied"} and (made := of_studies.one_more_school(words, at, before)):
        return made
    return questions.another(words, at, tuple(dict.fromkeys(term.field for term in before if term.field)))


def _tells_on(draft: Draft, words: Words, at: int) -> bool:
    """After "taught compilers or": operating systems are no skill there; nor is electrical engineering after "a degree in math or"."""
    last = draft.last[0].terms[0] if len(draft.last) == 1 else None
    if not last or not draft.joins or at:
        return False
    return last.field in of_told.FIELDS or (last.field == "degree" and bool(known_subject(words, at)))


def _word_clause(words: Words, at: int) -> Clause | None:
    typed = words.typed[at]
    forms = [form for word in (typed, *numbers(typed)) if (form := word_term(word, typed))]
    return Clause(tuple(forms)) if forms else None


def _words(run: Sequence[Item]) -> Words:
    folded: list[str] = []
    typed: list[str] = []
    for item in run:
        found = tokens(item.text)
        folded += found
        typed += [item.text] * len(found)
    return Words(tuple(folded), tuple(typed))
