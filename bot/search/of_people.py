"""What questions ask about a person: where they live, what they speak and look for, how they are reached."""

import re
from dataclasses import replace

from bot.search import papers
from bot.search.institutions import venue_at
from bot.search.names import names
from bot.search.of_degrees import is_no_subject, known_subject
from bot.search.of_work import GROUP
from bot.search.query import Clause, Term
from bot.search.terms import (
    field_term,
    name_terms,
    phrase_term,
    wish_terms,
    worked_term,
    written,
)
from bot.search.times import months
from bot.search.wording import (
    ACCOUNTS,
    DEGREES,
    ENDS,
    NEGATION,
    NOISE,
    POSITION,
    ROLES,
    SEASONS,
    Made,
    Unknown,
    Words,
    any_field,
    clause_of,
    has,
    is_place,
    name_at,
    skill_at,
)
from bot.search.words import word_list

_LIVES, _WORKS, _STUDIES = word_list("lives"), word_list("works"), word_list("studies")
_PEOPLE = word_list("everybody") | ENDS | ROLES.keys()
_LOOKING = (
    "looking",
    "currently looking",
    "actively looking",
    "seeking",
    "currently seeking",
    "available",
    "open to offers",
)
NOT_LATER = (
    r"(?:start(?:s|ing)?|available|free|join|begin)(?: (?:to )?(?:work|start))? (?:before|until|after|no later than|not later than|within|by)"
    rf" (?=(?:the )?(?:(?:end|middle|beginning|start) of )?(?:\d|{'|'.join((*months(), *sorted(SEASONS)))}|next |this |[a-z]{{1,12}} (?:days|weeks|months)))"
)
_NOT_LOOKING = re.compile(
    r"(?:(?:is|are) )?(?:not|isnt|arent|no longer) (?:(?:currently|actively|really|at all) )*(?:looking|searching|seeking|available|open)"
    r"(?: (?:for|to))?(?: (?:an?|any|new|the|other|another))*(?: (?:jobs?|positions?|posts?|work|roles?|offers?|opportunit(?:y|ies)|anything))?"
    r"(?: (?:now|currently|at the moment|right now|any ?more))? (?=\Z|who |and |but |or )"
)
_DEGREES_WANTED = frozenset(("phd", "doctorate", "master", "masters", "msc", "mphil", "postdoc", "ra"))
_DONE = frozenset(("was", "were", "been", "did", "had", "worked", "former", "past"))
_ASKER = frozenset(("and", "are", "currently", "just"))


def seeking(words: Words, at: int, found: re.Match[str]) -> Made:
    """What candidates look for; who looks for candidates ("we are looking for") asks nothing by it."""
    before = words.tokens[: at - len(found.group().split())]
    asker = found.group().startswith(("look", "search", "seek", "hoping", "want ", "such")) and not _is_post(words, at)
    if (
        (asker and (not before or set(before) <= _ASKER | NEGATION))
        or (before and before[-1] in {"im", "am", "were"})
        or {"i", "we"} & set(before)
    ):
        return None, at
    end = at
    while end < len(words.tokens) and words.tokens[end] not in ENDS - {"in", "for", "from"}:
        end += 1
    wanted = [words.said(one, one + 1) for one in range(at, end) if words.tokens[one] not in NOISE | POSITION]
    wanted = list(dict.fromkeys(wanted))
    if not wanted:
        return has("wish"), end
    return clause_of(*wish_terms(" ".join(wanted))), end


def not_later(words: Words, at: int, found: re.Match[str]) -> Made:
    """Who can start before a day: days of availability are words, which do not compare."""
    end = next((end for end in range(at, len(words.tokens)) if words.tokens[end] in ENDS), len(words.tokens))
    return Unknown(f"“{words.said(at - len(found.group().split()), end)}”"), end


def not_looking(words: Words, at: int) -> Made:
    """Who says not to look: who is silent about it may."""
    found = _NOT_LOOKING.match(" ".join(words.tokens[at : at + 12]) + " ")
    if not found:
        return None
    return clause_of(*(phrase_term(f"not {said}") for said in _LOOKING)), at + len(found.group().split())


def _is_post(words: Words, at: int) -> bool:
    """What candidates alone look for: a PhD position, internships, a PhD, which is nobody."""
    row = words.tokens[at : at + 4]
    if len(words.tokens) == at + 1 and words.tokens[at] in _DEGREES_WANTED:
        return True
    end = next((end for end, word in enumerate(row) if word in POSITION or word.startswith("internship")), -1)
    return end >= 0 and not (_PEOPLE & set(row[:end]))


def intern(words: Words, at: int, found: re.Match[str]) -> Made:
    """What is wished for, or was done."""
    start = at - len(found.group().split())
    if not _DONE.isdisjoint(words.tokens[max(0, start - 4) : start]):
        return clause_of(field_term("title", "intern")), start + 1
    done = worked_term(papers.read(f"intern {found['year']}"))
    return clause_of(*wish_terms(f"internship {found['year']}"), done), at


def looking(_: Words, at: int, __: re.Match[str]) -> Made:
    return has("wish"), at


def based(words: Words, at: int, found: re.Match[str]) -> Made:
    """Where somebody lives, or has lived at any time."""
    value, end = name_at(words, at, "places")
    clause = any_field(value, "place" if found.group().startswith("lived") else "home") if value else None
    return (replace(clause, negated="outside" in found.group()), end) if clause else None


def outside(words: Words, at: int, _: re.Match[str]) -> Made:
    """Who does not live in a place that is known or written as a name."""
    known = [end for start, end, _ in names("places").find(words.tokens[at : at + 5]) if start == 0]
    if at >= len(words.tokens) or not (known or words.capital(at)):
        return None
    value, end = name_at(words, at, "places")
    clause = any_field(value, "home") if value else None
    return (replace(clause, negated=True), end) if clause else None


def in_place(words: Words, at: int, _: re.Match[str]) -> Made:
    if at >= len(words.tokens) or skill_at(words, at) or is_no_subject(words, at):
        return None
    if at > 1 and (words.tokens[at - 2] in DEGREES or words.tokens[at - 2] in {"degree", "student", "students"}):
        value, end = name_at(words, at)
        if value and not is_place(value):
            return any_field(value, "studied", *(("studyplace", "school") if words.capital(at) else ())), end
    known = [end for start, end, _ in names("places").find(words.tokens[at : at + 5]) if start == 0]
    if not known and words.capital(at) and (venue := venue_at(words, at)):
        return any_field(words.named(at, venue), "venue"), venue
    if not known and (subject := known_subject(words, at)):
        return any_field(words.said(at, at + subject), "studied"), at + subject
    if not known and not words.capital(at):
        return None
    value, end = (words.said(at, at + known[0]), at + known[0]) if known else name_at(words, at)
    if not known and GROUP.search(value):
        return clause_of(phrase_term(value)), end
    if not _STUDIES.isdisjoint(words.tokens[end:]):
        return any_field(value, "studyplace", "school"), end
    if not _WORKS.isdisjoint(words.tokens[end:]):
        return any_field(value, "workplace"), end
    return any_field(value, "home" if not _LIVES.isdisjoint(words.tokens[:at]) else "place"), end


def called(words: Words, at: int, _: re.Match[str]) -> Made:
    value, end = name_at(words, at)
    return (clause_of(*name_terms(value)), end) if value else None


def account(_: Words, at: int, found: re.Match[str]) -> Made:
    return has(ACCOUNTS[found["account"]]), at


def no_account(words: Words, at: int, found: re.Match[str]) -> Made:
    """As `account`, behind a word that leaves out: "no e-mail", "without any website"."""
    start = at - len(found.group().split())
    return account(words, at, found) if start and words.tokens[start - 1] in NEGATION else None


def tagged(words: Words, at: int, _: re.Match[str]) -> Made:
    if at >= len(words.tokens):
        return None
    said = words.said(at, at + 1).strip("#").casefold()
    return Clause((Term("field", written("tag", said), field="tag", groups=((said,),)),)), at + 1


def nothing(_: Words, at: int, __: re.Match[str]) -> Made:
    return None, at
