"""Service to a field, as CVs tell it: who reviewed for a venue, sat on a committee, evaluated artifacts, organized or volunteered.

Tokens of the field ``service`` that begin with a number are of one line or entry, so that the role and the venue are of the same service.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.profile import Evidence, Fact, Profile, Work
from bot.search import papers, told
from bot.search.names import names
from bot.search.query import Term
from bot.search.text import bare, tokens
from bot.search.words import word_list

FIELD = told.SERVICE
ROLES = {
    "reviewer": (r"review|referee|gutachter|审稿人", r"(?:(?:peer|paper|external|journal) )?(?:review(?:ers?|ed|s|ing)?|referee(?:s|d)?)|gutachter(?:in|innen)?"),
    "program committee": (r"program(?:me)? committee|(?-i:\bT?PC\b(?!-))|programmkomitee", r"(?:technical )?(?:program(?:me)? committees?|t?pcs?)"),
    "artifact evaluation": (r"artifacts?[ -](?:evaluat|review|committee|chair|track)|evaluat\w{1,3} artifacts?|(?-i:\bAEC?\b(?!-))", r"artifacts? evaluat(?:ions?|ors?|ed|ing)(?: committees?)?|aecs?|ae committees?"),
    "chair": (r"chair", r"(?:(?:session|area|general|workshop|track|publicity|program) )?(?:co )?chair(?:s|ed|ing)?"),
    "organizer": (r"organi[sz](?:er|ed|ing)", r"(?:(?:workshop|conference) )?organi[sz](?:ers?|e[ds]|ing)"),
    "volunteer": (r"volunteer|志愿", r"(?:student )?volunteer(?:s|ed|ing)?"),
    "editor": (r"\beditor", r"(?:(?:associate|guest|journal) )?editors?|editorial boards?"),
    "committee": (r"committee|(?-i:\b(?:T?PC|AEC?)\b(?!-))|programmkomitee", r"committees?"),
}  # fmt: skip
"""Roles by their names: how a CV says them, in lines that are of service, and how they are asked for, in folded words."""
_SAID = {role: re.compile(said, re.IGNORECASE) for role, (said, _) in ROLES.items()}
_ASKED = {role: re.compile(rf"\A(?:{asked})(?= |\Z)") for role, (_, asked) in ROLES.items()}
_YEAR = re.compile(r"20\d\d")
_SPAN, _SHORT = 200, 3
"""Characters from the role to the organization of an entry, and words of a line that belongs to the one above."""
_ENTRIES = 9
"""Lines and entries that are told apart; the last one stands for all that follow."""
_HEADING = word_list("service_headings")
_CONNECTIVES = word_list("connectives") | {"member", "members", "on", "as", "papers"}


def served(profile: Profile, shown: Mapping[int, str]) -> Iterator[tuple[Fact[str], list[str]]]:
    """What tells of service, and what it answers to. ``shown``: the texts as `told.told` takes them."""
    for number, fact in enumerate(_told(profile, shown), 1):
        words = tokens(fact.value)
        roles = (_role(role) for role, said in _SAID.items() if said.search(fact.value))
        venues = (key for _, _, key in names("venues").find(words))
        said = dict.fromkeys((*roles, *venues, *(word for word in words if word not in _CONNECTIVES)))
        yield fact, [*said, *(_of(number, token) for token in said)]


def terms(value: str) -> tuple[Term, ...]:
    """``reviewer``, ``NSDI``, ``reviewer NSDI since 2022``: all of it of one line or entry, whichever that is."""
    asked = papers.read(value)
    role, words = _parted(tokens(asked.venue))
    years = [_year(word) for word in words if _YEAR.fullmatch(word)]
    years += [tuple(said for year in range(asked.since, asked.until + 1) for said in _year(str(year)))] * asked.dated
    words = [word for word in words if not _YEAR.fullmatch(word)]
    venue = names("venues").whole(words)
    rest = [*([(venue,)] if venue else [(word,) for word in words]), *years]
    rows = [*([(_role(role),)] if role else []), *rest]
    label = f'{FIELD}:"{value.strip()}"' if " " in value.strip() else f"{FIELD}:{value.strip()}"
    if len(rows) < 2:
        return tuple(Term("field", label, field=FIELD, groups=(row,)) for row in rows)
    return tuple(
        Term("field", label, field=FIELD, groups=tuple(tuple(_of(number, token) for token in row) for row in rows))
        for number in range(1, _ENTRIES + 1)
    )


def role_of(said: str) -> str:
    """The name of a role as somebody says it, or as the field has it."""
    return _parted(tokens(said.removeprefix(f"{FIELD}:")))[0]


def in_years(term: Term, since: int, until: int) -> tuple[Term, ...]:
    """The same service in these years."""
    return terms(str(replace(_asked(term), since=since, until=until)))


def is_dated(term: Term) -> bool:
    """Whether the years of the service are said."""
    return term.field == FIELD and (_asked(term).dated or bool(_YEAR.search(term.label)))


def told_apart(token: str) -> bool:
    """Whether a token is of one line or entry alone."""
    return token[:1].isdecimal() and token[1:2] == "/" and not token.startswith(f"{_ENTRIES}/")


def _parted(words: Sequence[str]) -> tuple[str, list[str]]:
    """The role that is asked for, and what else."""
    for at in range(len(words)):
        rest = " ".join(words[at:])
        for role, asked in _ASKED.items():
            if found := asked.match(rest):
                others = [*words[:at], *words[at + len(found.group().split()) :]]
                return role, [word for word in others if word not in _CONNECTIVES]
    return "", [word for word in words if word not in _CONNECTIVES]


def _told(profile: Profile, shown: Mapping[int, str]) -> Iterator[Fact[str]]:
    """Entries of service, and the lines that tell of it beside them."""
    taken: list[Evidence] = []
    entries = (fact for job in profile.work if job.kind == "service" and (fact := _entry(job, shown)))
    for fact in (*entries, *(_whole(line, shown) for line in told.told(profile, shown, FIELD))):
        place = fact.evidence[0]
        if not _HEADING.issuperset(tokens(fact.value)) and not any(told.overlap(place, one) for one in taken):
            taken.append(place)
            yield replace(fact, value=fact.value.replace("**", ""))


def _entry(job: Work, shown: Mapping[int, str]) -> Fact[str] | None:
    """From its role to its organization."""
    places = [place for fact in (job.title, job.organization) if fact for place in fact.evidence[:1]]
    if not places:
        return None
    document, start, end = places[0].document, min(one.start for one in places), max(one.end for one in places)
    if end - start > _SPAN or any(one.document != document for one in places):
        start, end = places[0].start, places[0].end
    text = shown.get(document, "")
    line = text.find("\n", end, start + _SPAN)
    start, end = bare(text, start, line if line >= 0 else end)
    return Fact(text[start:end], (Evidence(start, end, "an entry of service", document),))


def _whole(line: Fact[str], shown: Mapping[int, str]) -> Fact[str]:
    """With the line above, where this one says no more than the role."""
    place = line.evidence[0]
    text = shown.get(place.document, "")
    above = text.rfind("\n", 0, max(text.rfind("\n", 0, place.start), 0)) + 1
    if len(tokens(line.value)) > _SHORT or place.end - above > _SPAN:
        return line
    start, end = bare(text, above, place.end)
    return Fact(text[start:end], (Evidence(start, end, place.rule, place.document),))


def _asked(term: Term) -> papers.Asked:
    """The service with its years; the role stands in place of the venue, with that."""
    return papers.read(term.label.removeprefix(f"{FIELD}:").strip('"'))


def _year(year: str) -> tuple[str, ...]:
    """As a CV may have it: 2025, '25."""
    return (year, year[2:]) if _YEAR.fullmatch(year) else (year,)


def _role(role: str) -> str:
    return f"#{'_'.join(role.split())}"


def _of(number: int, token: str) -> str:
    return f"{min(number, _ENTRIES)}/{token}"
