"""What questions ask about service: "reviewers for ICLR", "who sat on the program committee of NSDI?", "OSDI artifact evaluators"."""

import re

from bot.search import service
from bot.search.draft import Draft
from bot.search.names import names
from bot.search.terms import has_term
from bot.search.text import tokens
from bot.search.wording import ENDS, Made, Unknown, Words, clause_of, name_at
from bot.search.words import word_list

_GENERIC = word_list("generic")
_YEAR = re.compile(r"20\d\d")
_SHORT = {"tpc", "aec"}
"""Before other words they are no committees: TPC-H, AEC software."""

_COMMITTEES = r"(?:shadow )?(?:technical )?program(?:me)? committees?|t?pc members?|tpcs?|artifacts? evaluat(?:ion|ors?|ed|ing)(?: committees?)?|aecs?|ae committees?"
_ROLES = (
    rf"{_COMMITTEES}|shadow pcs?|(?:(?:peer|paper|external|journal) )?(?:reviewers?|referees?)"
    r"|(?:session|area|general|workshop|track|publicity|program) (?:co )?chairs?|(?:workshop|conference) organi[sz]ers?|organi[sz]ing committees?"
    r"|(?:student )?volunteers?|(?:associate|guest|journal) editors?|editorial boards?"
)
_MEMBERS = r"(?: (?:members?|chairs?))?"
_WHERE = r"(?:for|of|at|in) (?=\S)"
SERVED = (
    r"(?:(?:served|serves|serving|sat|sits|is|was|were|been|are|acted|has|have|had) )*(?:(?:as|on|in|at) )?(?:(?:an?|any|the|some) )*"
    rf"(?:members? of (?:(?:an?|any|the) )?)?(?P<role>{_ROLES}){_MEMBERS} (?P<where>{_WHERE})?"
)
SAT = rf"(?:served|serves|serving|sat|sits|(?:is|was|were|been|are)(?= (?:on|in) (?:the )?pc)) (?:on|in) (?:(?:an?|any|the|some) )*(?P<role>committees?|pc) (?P<where>{_WHERE})?"
DID = r"(?:(?:has|have|had|did|does) )?(?P<role>(?:peer )?(?:reviewed|reviews|reviewing|review)|volunteered|volunteering|organi[sz](?:ed|es|ing) (?:an? |the |any )?(?:\w{2,20} )?(?:workshops?|conferences?)) (?:(?:papers?|manuscripts?|submissions?) (?P<where>(?:for|at) (?=\S))?|(?P<there>(?:for|at) (?=\S))|(?<=ops )|(?<=op )|(?<=ences )|(?<=ence ))"
ANY = r"(?:(?:did|does|do|done|doing|has|have) )?(?:any |some )?(?:academic|professional|community|conference|reviewing) (?:service|duties) "
BEFORE = rf"(?P<venue>(?:\w{{2,20}} ){{1,3}}?)(?P<year>(?:20)?\d\d )?(?P<role>{_ROLES}){_MEMBERS} "


def served(words: Words, at: int, found: re.Match[str]) -> Made:
    """A role, and where that follows, the venue of it."""
    said = found.groupdict()
    named = said.get("where") or said.get("there")
    named = named or any(start == 0 for start, _, _ in names("venues").find(words.tokens[at : at + 10]))
    value, end = name_at(words, at, "venues") if named else ("", at)
    role = _role(found)
    if not value and found["role"] in _SHORT and not ENDS.issuperset(words.tokens[at : at + 1]):
        return None
    if not _GENERIC.isdisjoint(tokens(value)):
        return Unknown(f"“{words.said(at - 1, end)}”", clause_of(*service.terms(role))), end
    if value and words.tokens[end : end + 1] and _YEAR.fullmatch(words.tokens[end]):
        value, end = words.said(at, end + 1), end + 1
    return clause_of(*service.terms(f"{role} {value}".strip())), end


def at_venue(words: Words, at: int, found: re.Match[str]) -> Made:
    """NSDI reviewers."""
    start = at - len(found.group().split())
    venue = found["venue"].split()
    if not names("venues").whole(venue):
        return None
    return clause_of(*service.terms(f"{_role(found)} {words.named(start, start + len(venue))}")), at


def one_more(draft: Draft, words: Words, at: int) -> Made:
    """After "reviewers for NSDI or": the same at another venue."""
    before = draft.last[0].terms[-1] if draft.joins and at == 0 and len(draft.last) == 1 else None
    known = any(start == 0 for start, _, _ in names("venues").find(words.tokens[:10]))
    if not before or before.field != service.FIELD or not known:
        return None
    value, end = name_at(words, at, "venues")
    return clause_of(*service.terms(f"{service.role_of(before.label)} {value}")), end


def any_service(_: Words, at: int, __: re.Match[str]) -> Made:
    return clause_of(has_term(service.FIELD)), at


def _role(found: re.Match[str]) -> str:
    """As the field calls it, and what a shadow committee is of it."""
    said = found["role"].strip()
    return f"shadow {service.role_of(said)}" if said.startswith("shadow") else service.role_of(said)
