"""How a typed line becomes a query: words, "phrases", -not, or, fields; a plain question works too."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.records import STAGE, STAGES
from bot.search import questions
from bot.search.lexing import LONGEST, Item, items
from bot.search.people import exact_name, name_query
from bot.search.query import Clause, Query, Term
from bot.search.questions import Words
from bot.search.reading import describe
from bot.search.skills import Alias, skills
from bot.search.terms import field_term, phrase_term, skill_term, word_term
from bot.search.text import fold, tokens
from bot.search.words import word_list

__all__ = ["exact_name", "name_query", "parse", "suggest"]

MOST_CLAUSES = 40
_YEARS = re.compile(
    r"(?:(?:more than|at least|over|minimum) )?\d{1,2} (?:plus )?(?:years?|yrs?|yoe) (?:of )?(?:experience )?"
)
_MEANT = word_list("asks_for_skill")


@dataclass(slots=True)
class _Draft:
    """The query while the line is read."""

    clauses: list[Clause] = field(default_factory=list)
    stages: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    left_out: list[str] = field(default_factory=list)
    joins: bool = False
    """The next clause is one more choice of the last one."""
    negates: bool = False
    """The next clause is turned round."""

    def add(self, clause: Clause | None, *, negated: bool = False) -> None:
        if clause is None:
            return
        clause = replace(clause, negated=negated or self.negates)
        last = self.clauses[-1] if self.clauses else None
        if self.joins and last and last.negated == clause.negated:
            self.clauses[-1] = replace(last, terms=tuple(dict.fromkeys((*last.terms, *clause.terms))))
        elif clause not in self.clauses and len(self.clauses) < MOST_CLAUSES:
            self.clauses.append(clause)
        self.joins = self.negates = False


def parse(line: str, *, today: date | None = None) -> Query:
    """The line as a query. Never raises: what cannot be understood is left out, and ``reading`` says so.

    ``today`` gives a meaning to ``since:7d``.
    """
    row = items(line)
    asked = questions.is_question(tokens(" ".join(item.text for item in row if item.kind == "word")), line)
    draft = _read(row, asked=asked, today=today)
    if not draft.clauses and asked and not _narrowed(draft):
        draft = _read(row, asked=False, today=today)
    query = Query(
        tuple(draft.clauses), line[:LONGEST], "", draft.stages, draft.since, draft.until, draft.source, draft.tags
    )
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


def _narrowed(draft: _Draft) -> bool:
    return bool(draft.stages or draft.since or draft.until or draft.source or draft.tags)


def _read(row: Sequence[Item], *, asked: bool, today: date | None) -> _Draft:
    draft = _Draft()
    run: list[Item] = []
    for item in row:
        if item.kind == "word" and not item.negated:
            run.append(item)
            continue
        _read_words(draft, run, asked=asked)
        run = []
        if item.kind == "or":
            draft.joins = bool(draft.clauses)
        elif item.kind == "word":
            _read_negated(draft, item)
        elif item.kind == "phrase":
            term = phrase_term(item.text)
            draft.add(Clause((term,)) if term else None, negated=item.negated)
        elif item.kind == "field":
            _read_field(draft, item, today)
    _read_words(draft, run, asked=asked)
    return draft


def _read_negated(draft: _Draft, item: Item) -> None:
    """``-word``: without this one word, or this skill."""
    alias = skills().named(tokens(item.text))
    term = skill_term(alias.skill, item.text) if alias else word_term(item.text)
    draft.add(Clause((term,)) if term else None, negated=True)


def _read_words(draft: _Draft, run: Sequence[Item], *, asked: bool) -> None:
    words = _words(run)
    at = 0
    while at < len(words.tokens):
        at = _step(draft, words, at, asked=asked)


def _step(draft: _Draft, words: Words, at: int, *, asked: bool) -> int:
    """Reads what starts at one word; the place after it."""
    word = words.tokens[at]
    if (asked and word in questions.NEGATION) or word in {"not", "without"}:
        draft.negates = True
        return at + 1
    if asked and (years := _YEARS.match(" ".join(words.tokens[at : at + 8]) + " ")):
        end = at + len(years.group().split())
        draft.left_out.append(f"“{words.said(at, end)}”")
        return end
    if asked and not _skill_wins(words, at) and (made := questions.apply(words, at)):
        clause, end = made
        draft.add(clause)
        return max(end, at + 1)
    if found := skills().longest_name(words.tokens, at):
        alias, end = found
        if not asked or _skill_meant(alias, words, at):
            label = words.said(at, end)
            draft.add(_slashed(words, at, end) or Clause((skill_term(alias.skill, label),)))
            return end
    if word in (questions.NOISE if asked else questions.FUNCTION):
        return at + 1
    end = at + 1
    while end < len(words.tokens) and words.typed[end] is words.typed[at]:
        end += 1
    draft.add(_word_clause(words, at))
    return end


def _skill_wins(words: Words, at: int) -> bool:
    """A name of a skill of several words is one, whatever its words ask by themselves ("work" in "network security")."""
    found = skills().longest_name(words.tokens, at)
    return found is not None and found[1] - at > 1


def _skill_meant(alias: Alias, words: Words, at: int) -> bool:
    """Inside a question an ordinary word is a skill when it is written as one, or asked for as one."""
    if not alias.ambiguous:
        return True
    return words.typed[at][:1].isupper() or (at > 0 and words.tokens[at - 1] in _MEANT) or len(words.tokens) == 1


def _slashed(words: Words, at: int, end: int) -> Clause | None:
    """``C/C++`` or ``cuda/triton``: either will do."""
    if "/" not in words.typed[at] or end == at + len(tokens(words.typed[at])):
        return None
    parts = [part for part in words.typed[at].split("/") if part]
    named = [(part, skills().named(tokens(part))) for part in parts]
    terms = tuple(skill_term(alias.skill, part) for part, alias in named if alias)
    return Clause(terms) if len(terms) == len(parts) else None


def _word_clause(words: Words, at: int) -> Clause | None:
    typed = words.typed[at]
    if "@" in typed and "." in typed and (term := field_term("mail", typed)):
        return Clause((replace(term, groups=((typed.casefold(),),)),))
    forms = [form for word in (typed, *_numbers(typed)) if (form := word_term(word, typed))]
    return Clause(tuple(forms)) if forms else None


def _numbers(word: str) -> tuple[str, ...]:
    """The other number of an English noun: kernel finds kernels, designers finds designer."""
    lower = word.casefold()
    if not lower.isascii() or not lower.isalpha() or len(lower) < 4:
        return ()
    if lower.endswith("ies"):
        return (f"{lower[:-3]}y",)
    if lower.endswith(("ss", "us", "is")):
        return ()
    return (lower[:-1],) if lower.endswith("s") else (f"{lower}s",)


def _words(run: Sequence[Item]) -> Words:
    folded: list[str] = []
    typed: list[str] = []
    for item in run:
        found = tokens(item.text)
        folded += found
        typed += [item.text] * len(found)
    return Words(tuple(folded), tuple(typed))


def _read_field(draft: _Draft, item: Item, today: date | None) -> None:
    values = [value for value in re.split(r"[,;|]", item.text) if value.strip()]
    match item.field:
        case "stage":
            _read_stages(draft, values, negated=item.negated)
        case "since" | "until":
            day = _day(item.text, today)
            if day:
                setattr(draft, item.field, day)
            else:
                draft.left_out.append(f"{item.field}:{item.text}, which is no date")
        case "source":
            draft.source = item.text.strip()
        case "tag":
            draft.tags = (*draft.tags, *(value.strip().casefold().lstrip("#") for value in values))
        case _:
            terms = tuple(term for value in values if (term := _field_value(item.field, value)))
            draft.add(Clause(terms) if terms else None, negated=item.negated)


def _field_value(name: str, value: str) -> Term | None:
    if name == "skill":
        alias = skills().named(tokens(value))
        return skill_term(alias.skill, value.strip()) if alias else phrase_term(value)
    term = field_term(name, value)
    if term and name in {"mail", "link"}:
        return replace(term, groups=((value.strip().casefold(),),))
    if term and name == "phone":
        return replace(term, groups=((re.sub(r"[^\d+]", "", value),),))
    if term and name == "has":
        return replace(term, groups=(("_".join(tokens(value)),),))
    return term


def _read_stages(draft: _Draft, values: Sequence[str], *, negated: bool) -> None:
    known = {fold(name): stage.key for stage in STAGES for name in (stage.key, stage.label)}
    wanted = tuple(known.get(fold(value), fold(value)) for value in values)
    if negated:
        wanted = tuple(key for key in (draft.stages or tuple(STAGE)) if key not in wanted)
    draft.stages = wanted


def _day(text: str, today: date | None) -> str:
    """The first day that the text means, in ISO form; empty where it means none."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", text.strip())
    try:
        if found:
            return date(int(found[1]), int(found[2] or 1), int(found[3] or 1)).isoformat()
        ago = re.fullmatch(r"(\d{1,4})\s?([dwm])\w*", text.strip().casefold())
        if ago and today:
            return (today - timedelta(days=int(ago[1]) * {"d": 1, "w": 7, "m": 30}[ago[2]])).isoformat()
    except (ValueError, OverflowError):
        return ""
    return ""
