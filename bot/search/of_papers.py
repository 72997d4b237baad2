"""What questions ask about papers and awards."""

import re
from dataclasses import replace

from bot.search.comparing import NUMBERS
from bot.search.names import names
from bot.search.skills import skills
from bot.search.terms import (
    award_terms,
)
from bot.search.text import tokens
from bot.search.times import year_at
from bot.search.wording import (
    ENDS,
    NEGATION,
    NOISE,
    PAPERS,
    Made,
    Unknown,
    Words,
    any_field,
    begins_time,
    clause_of,
    has,
    is_place,
    name_at,
    present_at,
    skill_at,
)
from bot.search.words import word_list

_AMBIGUOUS_VENUES = word_list("ambiguous_venues")
_GENERIC = word_list("generic")
_PAPERS = frozenset(("paper", "papers", "publication", "publications", "preprint", "preprints"))
_WROTE = frozenset(("wrote", "written", "writes", "writing"))
_ABOUT = re.compile(
    r"(?:about|on|regarding|concerning|covering|mentioning|discussing|deal(?:ing|s)? with|related to|uber|sur|sobre) (?:(?:the|le|la|les|los|das|die|den) )?"
)
_VENUES = {(word,) for word in ("venue", "venues", "conference", "conferences", "journal", "journals")}
_GOES_ON = frozenset(("for", "of", "with", "using"))
_AND_IS = frozenset(("but", "and", "that", "which", "is", "are", "was", "were", "anything", "else"))
"""Between papers and what they are not about."""
_WHOSE = {("its",), ("their",), ("his",), ("her",)}
_CONNECTIVES = word_list("connectives")
_TIMES = frozenset(("last", "this", "past", "since", "between"))


def published(words: Words, at: int, found: re.Match[str]) -> Made:
    if not found["where"]:
        return has("papers"), at
    if skills().longest_name(words.tokens, at) if at < len(words.tokens) else True:
        return None
    bare = (
        words.tokens[at + 1]
        if words.tokens[at : at + 2][0] == "the" and at + 1 < len(words.tokens)
        else words.tokens[at]
    )
    if year_at(bare, short=False) or bare in _TIMES:
        return has("papers"), at - 1
    last = next((end for end in range(at + 1, at + 6) if words.tokens[end : end + 1] in _VENUES), 0)
    if last and not names("venues").find(words.tokens[at : last + 1]):
        return Unknown(f"“{words.said(at - 1, last + 1)}”", has("papers")), last + 1
    value, end = name_at(words, at, "venues")
    if not _GENERIC.isdisjoint(tokens(value)):
        return Unknown(f"“{words.said(at - 1, end)}”", has("papers")), end
    return (any_field(value, "venue"), end) if value else None


def not_published(words: Words, at: int, _: re.Match[str]) -> Made:
    return (has("papers"), at) if at > 1 and words.tokens[at - 2] in NEGATION else None


def paper_of(words: Words, at: int) -> Made:
    """A known venue by its name: "NSDI papers", "OSDI and SOSP"; a name that is also a word only before "paper"."""
    known = [(end, key) for start, end, key in names("venues").find(words.tokens[at : at + 10]) if start == 0]
    if not known:
        return None
    end = at + known[0][0]
    value = words.named(at, end)
    end += words.tokens[end : end + 1] in {("conference",), ("conferences",)}
    paper = end < len(words.tokens) and words.tokens[end] in _PAPERS
    if not paper and known[0][1] in _AMBIGUOUS_VENUES:
        return None
    return any_field(value, "venue"), end + paper


def topic_at(words: Words, at: int, *, spoken: bool) -> tuple[str, int]:
    """What papers are about, behind "papers about" or before "papers", and the place after it; blank where none is said.

    ``spoken``: of papers, in the words before these.
    """
    row = words.tokens
    if (found := _ABOUT.match(" ".join(row[at : at + 4]) + " ")) and _speaks_of_papers(words, at, spoken=spoken):
        start = at + len(found.group().split())
        venue = any(at == 0 for at, _, _ in names("venues").find(row[start : start + 10]))
        end = at if venue else _end_of_topic(words, start)
        about = not venue and row[start : start + 1] not in _WHOSE and not _CONNECTIVES.issuperset(row[start:end])
        return (words.said(start, end), end) if about else ("", at)
    named = skills().longest_name(row, at)
    if (
        named
        and row[named[1] : named[1] + 1]
        and row[named[1]] in _PAPERS
        and not names("venues").whole(row[at : named[1]])
    ):
        return words.named(at, named[1]), named[1] + 1
    return "", at


def one_more_topic(words: Words, at: int) -> tuple[str, int]:
    """After "papers about pruning or": what else will do."""
    end = _end_of_topic(words, at)
    return words.said(at, end), end


def _speaks_of_papers(words: Words, at: int, *, spoken: bool) -> bool:
    """Whether papers are spoken of right before "about", or before what denies it; "not about" alone is of papers, too."""
    before = at
    while before and words.tokens[before - 1] in NEGATION | _AND_IS:
        before -= 1
    denied = before < at and not NEGATION.isdisjoint(words.tokens[before:at])
    if denied and (words.tokens[at] == "about" or (spoken and not before)):
        return True
    return bool(before) and (denied or before == at) and _is_of_papers(words, before - 1)


def _is_of_papers(words: Words, at: int) -> bool:
    """Whether a word speaks of papers, or ends what is said of where they appeared."""
    word = words.tokens[at]
    return word in PAPERS or word in _WROTE or word.isdecimal() or bool(names("venues").whole([word]))


def _end_of_topic(words: Words, at: int) -> int:
    """Words such as "for" go on with it; "in" does where no time, place or venue follows."""
    end = at
    while end < len(words.tokens):
        word = words.tokens[end]
        if begins_time(word) or present_at(words, end):
            break
        inside = word in _GOES_ON or (word == "in" and not _is_where(words, end + 1))
        inside = inside and not (word == "with" and words.capital(end + 1) and not skill_at(words, end + 1))
        if word in ENDS and not (inside and at < end < len(words.tokens) - 1):
            break
        end += 1
    return end


def _is_where(words: Words, at: int) -> bool:
    row = words.tokens[at : at + 10]
    return bool(row) and (
        year_at(row[0], short=False) is not None
        or row[0] in _TIMES
        or is_place(words.said(at, at + 1))
        or any(start == 0 for kind in ("venues", "places") for start, _, _ in names(kind).find(row))
    )


def unpublished(_: Words, at: int, __: re.Match[str]) -> Made:
    return replace(has("papers"), negated=True), at


def first_author(_: Words, at: int, __: re.Match[str]) -> Made:
    return has("first_author"), at


def contested(_: Words, at: int, found: re.Match[str]) -> Made:
    """A contest by its name, of which CVs tell as awards."""
    title = [word for word in (found["contest"] or found["title"] or "").split() if word not in ENDS | NOISE | _WON]
    return (clause_of(*award_terms(" ".join(title))), at) if title else None


_WON = frozenset(("won", "win", "wins", "received", "awarded"))


def awarded(_: Words, at: int, found: re.Match[str]) -> Made:
    """An award by its name, or any."""
    title = found["title"].split()
    while title and title[0] in (ENDS | NOISE | _WON) - {"best", "outstanding", "top"}:
        title = title[1:]
    if not NEGATION.isdisjoint(found["title"].split()) or (title and (title[-1].isdecimal() or title[-1] in NUMBERS)):
        return None
    if "most" in found["title"].split():
        return Unknown("“the most”", has("awards")), at
    if not ENDS.difference(("paper", "papers")).isdisjoint(title):
        return None
    noun = found["noun"].strip().removesuffix("s")
    if noun not in {"award", "prize", "honor", "honour", "winner"}:
        title = [*title, {"medallist": "medal", "medalist": "medal"}.get(noun, noun)] if noun != "finalist" else title
    return (clause_of(*award_terms(" ".join(title))) if title else has("awards")), at


def won(words: Words, at: int, _: re.Match[str]) -> Made:
    value, end = name_at(words, at)
    if value in {"something", "anything"}:
        return has("awards"), end
    return (clause_of(*award_terms(value)), end) if value else None
