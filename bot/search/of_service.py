"""What questions ask about service: "reviewers for ICLR", "who sat on the program committee of NSDI?", "OSDI artifact evaluators"."""

import re
from dataclasses import replace
from itertools import islice, takewhile

from bot.search import service
from bot.search.draft import Draft
from bot.search.names import names
from bot.search.papers import EARLIEST, Asked, all_asked_by
from bot.search.query import Clause
from bot.search.terms import has_term
from bot.search.text import tokens
from bot.search.wording import ENDS, PAPERS, Made, Unknown, Words, any_field, clause_of, name_at
from bot.search.words import word_list
from bot.search.year_lists import years_at

_GENERIC = word_list("generic")
_SHORT = {"tpc", "aec"}
"""Before other words they are no committees: TPC-H, AEC software."""
_AT_WORK = {("code",), ("design",), ("test",)}
"""Who reviews these does it at work."""
_WHO = frozenset(("who", "that", "and", "or", "people", "candidates", "anyone", "students"))
_AND = frozenset(("and", "und", "both"))

_COMMITTEES = r"(?:shadow )?(?:technical )?program(?:me)? committees?|t?pc members?|tpcs?|artifacts? evaluat(?:ion|ors?|ed|ing)(?: committees?)?|aecs?|ae committees?"
_ROLES = (
    rf"{_COMMITTEES}|shadow pcs?|(?:(?:peer|paper|external|journal) )?(?:reviewers?|referees?)"
    r"|(?:session|area|general|workshop|track|publicity|program) (?:co )?chairs?|(?:workshop|conference) organi[sz]ers?|organi[sz]ing committees?"
    r"|gutachter(?:in|innen)?|(?:student )?volunteers?|(?:associate|guest|journal) editors?|editorial boards?"
)
_MEMBERS = r"(?: (?:members?|chairs?))?"
_WHERE = r"(?:for|of|at|in|fur|bei) (?=\S)"
SERVED = (
    r"(?:(?:served|serves|serving|sat|sits|is|was|were|been|are|acted|has|have|had) )*(?:(?:as|on|in|at) )?(?:(?:an?|any|the|some) )*"
    rf"(?:members? of (?:(?:an?|any|the) )?)?(?P<role>{_ROLES}){_MEMBERS} (?P<where>{_WHERE})?"
)
SAT = rf"(?:(?:served|serves|serving|sat|sits|(?:is|was|were|been|are)(?= (?:on|in) (?:(?:the|its|their) )?pc)) |(?=on (?:its|their) ))(?:on|in) (?:(?:an?|any|the|some|its|their) )*(?P<role>committees?|pc) (?P<where>{_WHERE})?"
DID = r"(?!(?:(?:has|have|had) )?peer reviewed (?:papers?|publications?|articles?) (?!for ))(?:(?:has|have|had|did|does) )?(?P<role>(?:peer )?(?:reviewed|reviews|reviewing|review)|volunteered|volunteering|organi[sz](?:ed|es|ing) (?:an? |the |any )?(?:\w{2,20} )?(?:workshops?|conferences?)|chair(?:ed|s|ing) (?:an? |the |any )?(?:\w{2,20} )?(?:workshops?|conferences?|sessions?|tracks?)) (?:(?:papers?|manuscripts?|submissions?) (?P<where>(?:for|at) (?=\S))?|(?P<there>(?:for|at) (?=\S))|(?<=ops )|(?<=op )|(?<=ences )|(?<=ence )|(?<=sions )|(?<=sion )|(?<=tracks )|(?<=track ))"
ALONE = r"(?:(?:has|have|had|did) )?(?P<role>reviewed|volunteered?|volunteering) (?=\Z|in |since |until |before |after |between |but |and (?:knows?|has|have|is|was|works?|worked|studied|published) )"
ANY = r"(?:(?:did|does|do|done|doing|has|have) )?(?:any |some )?(?:academic|professional|community|conference|reviewing) (?:service|duties) "
BEFORE = rf"(?P<venue>(?:\w{{2,20}} ){{1,3}}?)(?P<year>(?:20)?\d\d )?(?P<role>{_ROLES}){_MEMBERS} "
_BEFORE = re.compile(BEFORE)
_REVIEWED = re.compile(r"review(?:ed|s|ing)? (?:papers )?(?:there|(?:for|at) (?:it|them)) ")
_THERE = re.compile(r"publish(?:ed|es|ing)? (?:(?:anything|any|a|papers?) ){0,2}there ")


def served(words: Words, at: int, found: re.Match[str]) -> Made:
    """A role, and where that follows, the venue of it."""
    said = found.groupdict()
    named = said.get("where") or said.get("there")
    named = named or any(start == 0 for start, _, _ in names("venues").find(words.tokens[at : at + 10]))
    value, end = _venue_at(words, at) if named else ("", at)
    role = _role(found)
    start = at - len(found.group().split())
    if words.tokens[max(0, start - 1) : start] in _AT_WORK:
        return None
    if not value and found["role"] in _SHORT and not ENDS.issuperset(words.tokens[at : at + 1]):
        return None
    if not _GENERIC.isdisjoint(tokens(value)):
        return Unknown(f"“{words.said(at - 1, end)}”", clause_of(*service.terms(role))), end
    return clause_of(*service.terms(f"{role} {value}".strip())), end


def at_venue(words: Words, at: int, found: re.Match[str]) -> Made:
    """NSDI reviewers."""
    start = at - len(found.group().split())
    venue = found["venue"].split()
    if not names("venues").whole(venue):
        return None
    year = f" 20{found['year'].strip()[-2:]}" if found["year"] else ""
    return clause_of(*service.terms(f"{_role(found)} {words.named(start, start + len(venue))}{year}")), at


def alone(words: Words, at: int, found: re.Match[str]) -> Made:
    """Who reviewed or volunteered, wherever; whom somebody reviewed is another matter."""
    start = at - len(found.group().split())
    said = start == 0 or words.tokens[start - 1] in _WHO
    return (clause_of(*service.terms(_role(found))), at) if said else None


def one_more(draft: Draft, words: Words, at: int) -> Made:
    """The same at another venue: "reviewers for NSDI or OSDI", "NSDI and OSDI reviewers"."""
    return _another_venue(draft, words, at) or _of_all(draft, words, at)


def there_too(draft: Draft, words: Words, at: int) -> int:
    """The place after "published there" behind service at a venue, "reviewed there" behind papers at it; 0 where nothing of the kind is said."""
    rest = " ".join(words.tokens[at : at + 5]) + " "
    of_papers = len(draft.last) == 1 and {term.field for term in draft.last[0].terms} == {"venue"}
    serves = is_spoken_of(draft)
    found = _REVIEWED.match(rest) if of_papers else _THERE.match(rest) if serves else None
    labels = dict.fromkeys(term.label for term in draft.last[0].terms) if found else {}
    said = [re.findall(r"\w+", label) for label in labels]
    venues = [[word for word in row if names("venues").whole(tokens(word))] for row in said]
    if not found or any(len(some) != 1 for some in venues):
        return 0
    role = service.role_of("reviewed")
    clauses = [
        clause_of(*service.terms(f"{role} {one}")) if of_papers else any_field(one, "venue") for (one,) in venues
    ]
    draft.add(clause_of(*(term for clause in clauses if clause for term in clause.terms)))
    return at + len(found.group().split())


def _another_venue(draft: Draft, words: Words, at: int) -> Made:
    """After "reviewers for NSDI" and "or", "and", "but not" or a comma; not where a role of its own follows."""
    goes_on = draft.negates or ((draft.joins or draft.listed) if at == 0 else words.tokens[at - 1] in _AND)
    before = draft.last[0].terms[-1] if goes_on and len(draft.last) == 1 else None
    known = any(start == 0 for start, _, _ in names("venues").find(words.tokens[at : at + 10]))
    if not before or before.field != service.FIELD or not known or _BEFORE.match(" ".join(words.tokens[at:]) + " "):
        return None
    value, end = _venue_at(words, at)
    if words.tokens[end : end + 1] and words.tokens[end] in PAPERS:
        return None
    return clause_of(*service.terms(f"{service.role_of(before.label)} {value}")), end


def _of_all(draft: Draft, words: Words, at: int) -> Made:
    """After "NSDI and" or "NSDI, ": the role behind the last venue is one at those before it, too."""
    follows = draft.joins or draft.listed if at == 0 else words.tokens[at - 1] in _AND
    found = _BEFORE.match(" ".join(words.tokens[at:]) + " ") if follows and len(draft.last) == 1 else None
    if not found or draft.subject == "papers" or not PAPERS.isdisjoint(words.tokens[:at]):
        return None
    most = max(1, sum(word in _AND for word in words.tokens[:at]))
    before = list(takewhile(_is_venue, islice(reversed(draft.clauses), most)))
    made = at_venue(words, at + len(found.group().split()), found) if before else None
    if made:
        for clause in before:
            terms = (term for one in all_asked_by(clause) for term in service.terms(f"{_role(found)} {one}"))
            draft.clauses[draft.clauses.index(clause)] = replace(clause, terms=tuple(terms))
        draft.last = draft.clauses[-1:]
        draft.joins = draft.joins or draft.listed
    return made


def _is_venue(clause: Clause) -> bool:
    """Whether it asks for papers at a venue, of one year or any, and for nothing else."""
    asked = all_asked_by(clause)
    return bool(asked) and all(one.venue and one.since in {EARLIEST, one.until} for one in asked)


def is_spoken_of(draft: Draft) -> bool:
    """Whether service was what came last."""
    return len(draft.last) == 1 and draft.last[0] in draft.clauses and _is_service(draft.last[0])


def in_years(draft: Draft, since: int, until: int, *, more: bool) -> bool:
    """The years of the service that was spoken of last; whether it took them. ``more``: they follow others, in 2023 or 2025."""
    undated = list(takewhile(_is_undated, reversed(draft.clauses)))
    if more and not undated:
        draft.joins = True
        draft.add(Clause(service.in_years(draft.last[0].terms[-1], since, until)))
        return True
    for clause in undated:
        said = {term.label: term for term in clause.terms}.values()
        terms = (one for term in said for one in service.in_years(term, since, until))
        draft.clauses[draft.clauses.index(clause)] = replace(clause, terms=tuple(terms))
    draft.last = draft.clauses[-1:]
    return bool(undated)


def _is_service(clause: Clause) -> bool:
    return all(term.field == service.FIELD for term in clause.terms)


def _is_undated(clause: Clause) -> bool:
    return _is_service(clause) and not any(map(service.is_dated, clause.terms))


def any_service(_: Words, at: int, __: re.Match[str]) -> Made:
    return clause_of(has_term(service.FIELD)), at


def _venue_at(words: Words, at: int) -> tuple[str, int]:
    """A venue, with its years where they follow."""
    value, end = name_at(words, at, "venues")
    at = end + (words.tokens[end : end + 1] == ("in",))
    years = years_at(words, at) if value else None
    return (str(Asked(value, since=years[0], until=years[1])), years[2]) if years else (value, end)


def _role(found: re.Match[str]) -> str:
    """As the field calls it, and what a shadow committee is of it."""
    said = found["role"].strip()
    return f"shadow {service.role_of(said)}" if said.startswith("shadow") else service.role_of(said)
