"""How questions leave somebody out: not, without, "anyone but", "other than"."""

from bot.search.draft import Draft
from bot.search.names import names
from bot.search.query import Clause
from bot.search.terms import name_terms, phrase_term
from bot.search.text import tokens
from bot.search.wording import DEGREES, LEAVES_OUT, NEGATION, ROLES, Words, skill_at
from bot.search.words import word_list

_EVERYBODY = word_list("everybody")
_GOES_ON = word_list("but_goes_on")
_PAIRS = frozenset((("other", "than"), ("rather", "than"), ("instead", "of"), ("apart", "from"), ("aside", "from")))
_STUDENTS = frozenset(("student", "students", "undergrad", "undergrads"))
"""Who is this no longer is what everybody else is."""
_PEOPLE = {(word,) for word in (*_STUDENTS, *DEGREES, *ROLES, "native")}
_NO_NEGATION = frozenset(("only", "just", "merely"))
_EXCEPTING = frozenset(("but", "except", "than", "excluding", "from", "for"))
_LEAVES_OUT_NAMES = frozenset(("except", "exclude", "excluding", "ausser"))
_KNOWS, _DENIES = word_list("knows"), word_list("denies")
_OF_WHAT = frozenset(("with", "on", "in", "mit"))
_NEXT_CLAUSE = frozenset(("but", "and", "or", "nor", "who", "whos", "that", "which", "aber", "und", "oder", "sondern"))


def negation_at(words: Words, at: int, *, asked: bool) -> tuple[int, bool] | None:
    """The place after words that turn round what comes next, and whether they do: "not only" does not."""
    word, after = (*words.tokens[at : at + 2], "")[:2]
    if asked and (word, after) == ("no", "longer"):
        return at + 2, not _STUDENTS.isdisjoint(words.tokens[at + 2 : at + 5])
    if word == "non" and not _is_somebody(words, at):
        return None
    if word in (NEGATION if asked else LEAVES_OUT):
        only = asked and after in _NO_NEGATION
        return at + 1 + only, not only
    if (word, after) in _PAIRS:
        return at + 2, True
    excepting = word == "but" and at > 0 and words.tokens[at - 1] in _EVERYBODY and after and after not in _GOES_ON
    return (at + 1, True) if asked and excepting and after not in NEGATION else None


def _is_somebody(words: Words, at: int) -> bool:
    """Whether "non" leaves out people, or a name: non-students, non-CS; non-volatile memory is a thing."""
    typed = words.typed[at].partition("-")[2]
    return not typed or not typed[:1].islower() or words.tokens[at + 1 : at + 2] in _PEOPLE


def unasked(draft: Draft, words: Words, at: int) -> int:
    """The place after what is denied and cannot be asked for, as "does not smoke", "has no degree"; 0 where it can be.

    A CV without the word is none of somebody who does not: most say nothing of it, and who says "I do not" has the word.
    """
    start = _denied_from(words, at)
    if start < 0 or words.tokens[start] in _LEAVES_OUT_NAMES:
        return 0
    german = words.tokens[start].startswith("kein") or words.tokens[start] == "ohne"
    end = next((end for end in range(at, len(words.tokens)) if words.tokens[end] in _NEXT_CLAUSE), len(words.tokens))
    named = words.capital(at) and not german and not names("languages").whole(words.tokens[at : at + 1])
    if named or not _KNOWS.isdisjoint(words.tokens[at:end]) or words.tokens[at - 1] in _OF_WHAT:
        return 0
    verb = next((word for word in reversed(words.tokens[:at]) if word in _KNOWS | _DENIES), "")
    if verb in _KNOWS or (not verb and _follows_skill(draft, words, start)):
        return 0
    draft.leave_out(f"“{words.said(start, end)}”")
    draft.denied = end == len(words.tokens)
    return end


def or_else(draft: Draft, words: Words) -> int:
    """The place after what an "or" adds to what is left out: neither can be asked without the other."""
    end = next((end for end, word in enumerate(words.tokens) if word in _NEXT_CLAUSE), len(words.tokens))
    if not draft.denied or not end:
        return 0
    draft.leave_out(f"“or {words.said(0, end)}”")
    draft.denied = end == len(words.tokens)
    return end


def unfinished(draft: Draft, words: Words, at: int) -> None:
    """Where a clause ends and nothing of what it denies was asked: it must not turn round the next one."""
    if draft.negates and (start := _denied_from(words, at)) >= 0:
        draft.leave_out(f"“{words.said(start, at)}”")


def ends_clause(words: Words, at: int) -> bool:
    """Whether another clause begins: "has never worked, but knows Rust"."""
    return words.tokens[at] in {"but", "aber"} and words.tokens[at - 1] not in _EVERYBODY | NEGATION


def _denied_from(words: Words, at: int) -> int:
    return next((start for start in range(at - 1, -1, -1) if words.tokens[start] in NEGATION), -1)


def _follows_skill(draft: Draft, words: Words, at: int) -> bool:
    """Triton without the inference server."""
    last = draft.last[0].terms[0] if draft.last else None
    return bool(last and last.skills and words.tokens[max(0, at - 1) : at] == tuple(tokens(last.label)[-1:]))


def somebody_at(words: Words, at: int) -> tuple[Clause, int] | None:
    """Whom "anyone but" leaves out by first and last name: the words together, not each."""
    if not at or words.tokens[at - 1] not in _EXCEPTING:
        return None
    end = at
    while end < len(words.tokens) and words.capital(end) and not _is_known(words, end):
        end += 1
    said = words.said(at, end)
    if end - at < 2:
        return None
    return Clause(tuple(filter(None, (*name_terms(said), phrase_term(said))))), end


def _is_known(words: Words, at: int) -> bool:
    kinds = ("schools", "companies", "venues", "places")
    row = words.tokens[at : at + 10]
    return skill_at(words, at) or any(start == 0 for kind in kinds for start, _, _ in names(kind).find(row))
