"""What questions ask about work: where, as what, for how long."""

import re
from dataclasses import replace

from bot.search import papers, posts
from bot.search.comparing import years_at, years_term
from bot.search.names import names
from bot.search.of_advisers import group_of
from bot.search.of_studies import are_students
from bot.search.query import Term
from bot.search.skills import skills
from bot.search.terms import (
    field_term,
    phrase_term,
    spell_term,
    word_term,
    worked_term,
)
from bot.search.text import tokens
from bot.search.wording import (
    ENDS,
    NO_NAMES,
    NOISE,
    ROLES,
    SENTENCE,
    Made,
    Unknown,
    Words,
    any_field,
    clause_of,
    is_place,
    is_school,
    name_at,
    names_employer,
    present_at,
    skill_at,
)
from bot.search.words import meanings, word_list

_NUMBERS = meanings("numbers")
_NO_POSTS, _POSTS = word_list("no_posts"), word_list("posts")
_EVER = frozenset(("did", "didnt", "ever", "never"))
_OVER = {("used", "to"), ("no", "longer")}
_UNTIL_NOW = re.compile(r" any ?more\Z", re.IGNORECASE)
_IS_NOT = frozenset(("isnt", "arent"))
_ARE_NOT = {("is", "not"), ("are", "not")}
_PEOPLE = word_list("everybody")
SINCE_AT = re.compile(r"(?:since|seit) (?P<year>(?:19|20)\d\d) (?:at|bei|beim|an der) (?=\S)")
GROUP = re.compile(r" (?:class|program(?:me)?|club|society|team|track|cohort|batch|committee)\Z", re.IGNORECASE)
"""What somebody is in or from that is no place: the Tern class."""
ALIKE = (
    r"(?:(?:work(?:ed|s|ing)?|interned|employed|experience) )?(?:at|in|for|with|from) (?P<alike>(?:(?:an?|any|some|other|the) )?"
    r"(?:compan(?:y|ies)|firms?|startups?|labs?|places?|employers?) (?:like|such as|similar to) )(?=\S)"
)
EMPLOYEES = r"(?:current(?:ly)? )?(?:employees?|staff(?: members?)?|mitarbeiter(?:in|innen)?) (?:of|at|from|bei|von) (?:the )?(?=\S)"
EMPLOYED = r"(?:current(?:ly)? )?(?P<firm>(?:\w{2,30} ){1,3}?)(?:employees?|staff members?|mitarbeiter(?:in|innen)?) "
_SENIOR = ("senior", "staff", "principal", "lead", "head", "chief")
_FORMERLY = {
    **dict.fromkeys(("employee", "employees", "mitarbeiter"), ("former",)),
    **dict.fromkeys(("student", "students", "undergrads", "undergraduates"), ("school",)),
}
"""What somebody was, and the fields that say so."""
_YEARS_OF_A_SENIOR, _YEARS_OF_A_JUNIOR = 5, 3


def worked(words: Words, at: int, found: re.Match[str]) -> Made:
    if not NO_NAMES.isdisjoint(words.tokens[at + (words.tokens[at : at + 1] == ("both",)) :][:1]):
        return None
    if found["where"] == "in" and (group := group_of(words, at)):
        return group
    neither = words.tokens[at : at + 1] == ("neither",)
    value, end = name_at(words, at + neither, "companies", "schools")
    if not value or (found["where"] != "at" and skill_at(words, at)):
        return None
    fields = ("workplace", "company") if found["where"] == "in" or is_place(value) else ("company",)
    clause = any_field(value, *fields)
    return (replace(clause, negated=True) if neither and clause else clause), end


def is_interned(term: Term) -> bool:
    """Whether it asks for interns of an employer, as `interned` makes it."""
    return term.field == "worked" and bool(posts.parted(term.label.partition(":")[2].strip('"'))[0])


def interned(words: Words, at: int, _: re.Match[str] | None) -> Made:
    """Who was an intern there, and not only there or only an intern."""
    if at >= len(words.tokens) or words.tokens[at] in NO_NAMES or words.tokens[at] == "neither" or skill_at(words, at):
        return None
    if present_at(words, at):
        return None
    value, end = name_at(words, at, "companies", "schools", "places")
    if words.tokens[at - 1] == "in" and not is_place(value):
        return None
    if words.tokens[at] in _NUMBERS:
        return Unknown(f"“{words.said(at, end)}”", any_field("intern", "title")), end
    term = worked_term(papers.Asked(f"intern at {value}")) if value else None
    return (clause_of(term), end) if term else None


def since_at(words: Words, at: int, found: re.Match[str]) -> Made:
    """Who is there since a year: seit 2022 bei Harrow Compute."""
    value, end = name_at(words, at, "companies", "schools")
    return (clause_of(spell_term("now", papers.Asked(value, since=int(found["year"])))), end) if value else None


def alike(words: Words, at: int, found: re.Match[str]) -> Made:
    """At companies like ByteDance: at that one; what is like it no CV says."""
    value, end = name_at(words, at, "companies", "schools")
    start = at - len(found["alike"].split())
    return (Unknown(f"“{words.said(start, at)}”", any_field(value, "company")), end) if value else None


def come_from(words: Words, at: int, found: re.Match[str]) -> Made:
    if at >= len(words.tokens) or words.tokens[at] in NO_NAMES or skill_at(words, at):
        return None
    value, end = name_at(words, at, "schools", "companies", "places")
    if not value:
        return None
    here = found["where"] in {"at", "bei"}
    if here and (words.tokens[max(0, at - 2)] in _IS_NOT or words.tokens[max(0, at - 3) : at - 1] in _ARE_NOT):
        return any_field(value, "now"), end
    if is_school(value):
        student = here and are_students(words, at)
        return any_field(value, *(("now",) if student else ("school", "company") if here else ("school",))), end
    venue = bool(names("venues").whole(tokens(value)))
    if not venue and GROUP.search(value):
        return clause_of(phrase_term(value)), end
    fields = ("venue",) * venue or (("company", "school") if here else ("school", "company", "place"))
    return any_field(value, *fields), end


def now(words: Words, at: int, found: re.Match[str]) -> Made:
    """Who is there; who did not work there was not at any time."""
    if at >= len(words.tokens) or words.tokens[at] in NO_NAMES or skill_at(words, at):
        return None
    value, end = name_at(words, at, "companies", "schools")
    start = at - len(found.group().split())
    before = words.tokens[max(0, start - 3) : start]
    ever = words.tokens[start] == "work" and not _EVER.isdisjoint(before)
    over = before[-2:] in _OVER
    if said := _UNTIL_NOW.search(value):
        value = value[: said.start()]
    return (any_field(value, "company" if ever else "former" if over else "now"), end) if value else None


def employed(words: Words, at: int, found: re.Match[str]) -> Made:
    """Harrow Compute employees: who is there now. In German all nouns are written as names are, and "Mitarbeiter" is part of posts."""
    start = at - len(found.group()[found.start("firm") :].split())
    end = start + len(found["firm"].split())
    firm = words.said(start, end)
    known = names("companies").whole(tokens(firm)) or names("schools").whole(tokens(firm))
    written = "mitarbeiter" not in words.tokens[end] and all(map(words.capital, range(start, end)))
    were = not {"was", "were"}.isdisjoint(words.tokens[max(0, start - 2) : start])
    return (any_field(firm, "company" if were else "now"), at) if known or written else None


def of_nobody(_: Words, at: int, found: re.Match[str]) -> Made:
    """Employees or graduates, of whom nothing says."""
    return Unknown(f"“{found['who']}”"), at


def joined(words: Words, at: int, found: re.Match[str]) -> Made:
    """An employer; who "joined this week" arrived here, and of who moved to a place no CV says more than that they were there."""
    if not names_employer(words, at) or skill_at(words, at):
        return None
    value, end = name_at(words, at, "companies", "schools")
    if is_place(value):
        moved = words.said(at - len(found.group().split()), at)
        return Unknown(f"“{moved}”", any_field(value, "place")), end
    return (any_field(value, "school" if is_school(value) else "company"), end) if value else None


def left(words: Words, at: int, _: re.Match[str]) -> Made:
    """Who is there no more."""
    value, end = name_at(words, at, "companies", "schools") if words.capital(at) else ("", at)
    return (any_field(value, "former"), end) if value else None


def former(words: Words, at: int, _: re.Match[str]) -> Made:
    value, end = name_at(words, at, "companies", "schools")
    known = any(
        start == 0 for kind in ("companies", "schools") for start, _, _ in names(kind).find(words.tokens[at:end])
    )
    while end > at + 1 and words.tokens[end - 1] in ROLES.keys() | _FORMERLY.keys():
        end -= 1
    if not value or not (words.capital(at) or known):
        return None
    name, as_what = words.said(at, end), "".join(words.tokens[end : end + 1])
    if as_what in {"intern", "interns"}:
        return clause_of(worked_term(papers.Asked(f"intern at {name}"))), end + 1
    return any_field(name, *_FORMERLY.get(as_what, ("former", "school"))), end + (as_what in _FORMERLY)


def senior(words: Words, at: int, found: re.Match[str]) -> Made:
    """By the title, or by the years of all jobs together."""
    alone = at == len(words.tokens) or words.tokens[at] in ENDS | _PEOPLE
    if ROLES.keys().isdisjoint(words.tokens[at:]) and not alone and not skill_at(words, at):
        return None
    junior = found["level"] in {"junior", "jr"}
    titles = [field_term("title", title) for title in (("junior",) if junior else _SENIOR)]
    years = f"under {_YEARS_OF_A_JUNIOR} years of experience" if junior else f"{_YEARS_OF_A_SENIOR} years of experience"
    measured = years_at(f"{years} ")
    return clause_of(*titles, years_term(measured) if measured else None), at


def ranked(_: Words, at: int, found: re.Match[str]) -> Made:
    """Staff engineers: a rank by the title, whatever the word says elsewhere."""
    return any_field(found["rank"], "title"), at


def visited(words: Words, at: int, _: re.Match[str]) -> Made:
    """A school, a lab or a firm, where visitors work or study for a while."""
    value, end = name_at(words, at, "schools", "companies") if words.capital(at) else ("", at)
    return (any_field(value, "company", "school"), end) if value else None


def of_firm(words: Words, at: int, found: re.Match[str]) -> Made:
    """Tessera Labs engineers: words that are written as a name, and name nothing else."""
    size = len(found["firm"].split())
    start = at - size - 1
    row = found["firm"].split()
    small = any(word[:1].islower() for word in words.typed)
    known = any(skills().longest_name(words.tokens, place) for place in range(start, at - 1)) or is_place(" ".join(row))
    if known or not small or not (SENTENCE | NOISE | _NO_POSTS | _POSTS | ROLES.keys() | set(_SENIOR)).isdisjoint(row):
        return None
    if not all(words.capital(place) for place in range(start, at - 1)):
        return None
    name = words.said(start, at - 1)
    term = worked_term(papers.Asked(f"intern at {name}" if ROLES[found["noun"]] == "intern" else name))
    return clause_of(term), at


def role(words: Words, at: int, found: re.Match[str]) -> Made:
    """A post by its name where its first word is no skill and says something: research engineers; of others that word anywhere will do."""
    kind, noun = found["kind"], found["noun"]
    if (
        kind in SENTENCE | NOISE | _NO_POSTS
        or kind in ROLES
        or skills().named([kind])
        or kind.isdecimal()
        or names("venues").whole([kind])
    ):
        return None
    typed = words.said(at - 2, at - 1)
    if names("companies").whole([kind]):
        intern = ROLES[noun] == "intern"
        return clause_of(worked_term(papers.Asked(f"intern at {typed}" if intern else typed))), at
    if is_place(kind):
        named = bool(names("schools").whole([kind]))
        return any_field(typed, *(("school", "company") if named else ()), "place"), at
    title = field_term("title", f"{kind} {ROLES[noun]}")
    return clause_of(title, None if kind in _POSTS else word_term(typed)), at
