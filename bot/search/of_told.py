"""What questions ask that one line of a CV must tell: a course taught, what a thesis is about, a certificate, a team led, a co-author."""

import re

from bot.search import told
from bot.search.comparing import NUMBERS
from bot.search.query import Clause
from bot.search.terms import coauthor_term, field_term, has_term, told_term
from bot.search.wording import ENDS, NOISE, SENTENCE, Made, Unknown, Words, begins_time, clause_of, name_at, skill_at
from bot.search.words import word_list

_EVERYBODY = word_list("everybody")
_ARTICLE = r"(?:(?:an?|the|any|some|their|his|her|its) )?"
TAUGHT = (
    r"(?:(?:was|were|been|as) )?(?:an? )?(?:tas?|taed|teaching experience|experience (?:(?:of|in|with) )?teaching|teaching assistants?|taught|teaches|teach|lecturers?|lectured|tutored|tutors) "
    r"(?:for |in |of |on |an? |any |some |class(?:es)? |courses? |the )*"
)
THESIS = (
    rf"(?:{_ARTICLE}(?:phd|doctoral|master|masters|bachelor|bachelors|diploma) )?(?:thesis|theses|dissertations?|masterarbeit|bachelorarbeit|diplomarbeit|doktorarbeit) "
    rf"(?:(?:topic|title|work|is|was|are|were|deals|dealt) )*(?:about|on|uber|in|concerning|with|covers|covering|zu|zum) {_ARTICLE}(?=\S)"
)
_PAPER = r"(?:papers?|publications?|articles?|work)"
COAUTHOR = (
    rf"(?:(?:co )?(?:publish(?:ed|es)?|wrote|written|writes|authored|coauthored)|{_PAPER}|collaborated)(?: {_ARTICLE}(?:joint )?{_PAPER})? (?:together |jointly )?(?:with|alongside|mit) (?=\S)"
    r"|(?:co ?authors?|coauthors?|collaborators?) (?:of|with) (?=\S)|(?:co |coauthored |co ?authored )(?:with|by) (?=\S)"
)
WORKSHOP = rf"workshops? {_PAPER} |(?:published |{_PAPER} )(?:at|in) (?:an? |any |some )?workshops? "
_CERTIFICATE = r"(?:certifications?|certificates?|certified|zertifikate?|zertifizierung(?:en)?|zertifiziert)"
CERTIFIED = rf"{_CERTIFICATE} (?:in|for|as|on|of|fur) {_ARTICLE}(?=\S)"
CERTIFICATE = rf"(?P<what>(?:\w{{1,30}} ){{1,3}}?){_CERTIFICATE} "
LED = (
    r"(?:(?:has|have|had) )?(?:led|leads?|leading|managed|manages?|managing|headed|heads|supervised|supervises?|supervising|mentored|mentors?|mentoring|geleitet|leitet|leiten) "
    rf"(?P<many>(?:(?:more than|over|at least|up to|about) )?(?:\d{{1,4}}|{'|'.join(NUMBERS)}|many) )?"
    r"(?:(?:an?|the|their|other|own|large|small|big|whole|ein|eine|einen) )*(?P<level>(?:phd|doctoral|graduate|undergraduate|masters?|bachelors?|research|summer) (?=students? |interns? ))?(?P<what>teams?|people|groups?|engineers|developers|employees|staff|squads?|departments?|mitarbeiter|students?|interns?|undergraduates|undergrads|juniors) "
    r"(?P<size>of (?:(?:more than|over|at least|up to|about) )?(?:\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|several|many)(?: or more)? (?:people |engineers |persons |developers )?)?"
)
FIELDS = told.FIELDS | {"coauthor"}
_PUPILS = frozenset(
    (
        "students",
        "undergraduates",
        "undergrads",
        "children",
        "people",
        "others",
        "courses",
        "classes",
        "school",
        "schools",
        "experience",
    )
)
_ALSO_GOES_ON = frozenset(("in", "for", "from"))


def taught(words: Words, at: int, _: re.Match[str]) -> Made:
    """A course by its name, or anything."""
    dated = at < len(words.tokens) and begins_time(words.tokens[at])
    end = _topic(words, at)
    said = words.said(at, end)
    if dated or not said or words.tokens[at] in _PUPILS:
        return clause_of(has_term("teaching")), (at - dated) if dated or not said else at + 1
    return clause_of(told_term("taught", said)), end


def thesis(words: Words, at: int, _: re.Match[str]) -> Made:
    end = _topic(words, at, through=_ALSO_GOES_ON)
    return _told("thesis", words, at, end)


def certified(words: Words, at: int, _: re.Match[str]) -> Made:
    return _told("certificate", words, at, _topic(words, at))


def certificate(words: Words, at: int, found: re.Match[str]) -> Made:
    """``Kubernetes certification``."""
    start = at - len(found.group().split())
    what = words.tokens[start : start + len(found["what"].split())]
    if not (SENTENCE | NOISE | ENDS).isdisjoint(what):
        return None
    return _told("certificate", words, start, start + len(what), at)


def led(words: Words, at: int, found: re.Match[str]) -> Made:
    """A team or people; how many is left out, and said."""
    what = {"teams": "team", "squads": "team", "squad": "team", "employees": "people"}.get(found["what"], found["what"])
    clause = clause_of(told_term("led", f"{found['level'] or ''}{what}"))
    if size := found["size"]:
        return Unknown(f"“{words.said(at - len(size.split()), at)}”", clause), at
    if not (many := found["many"]):
        return clause, at
    start = at - len(found.group().partition(many)[2].split()) - len(many.split())
    return Unknown(f"“{words.said(start, start + len(many.split()))}”", clause), at


def wrote_with(words: Words, at: int, found: re.Match[str] | None) -> Made:
    """Whom somebody published with, by name; "somebody from Tessera Labs" has none."""
    if found and words.tokens[at : at + 1] and words.tokens[at] in _EVERYBODY:
        _, end = (
            name_at(words, at + 2) if words.tokens[at + 1 : at + 2] in {("from",), ("at",), ("of",)} else ("", at + 1)
        )
        return Unknown(f"“{words.said(at - 1, end)}”", Clause((has_term("papers"),))), end
    if at >= len(words.tokens) or not words.capital(at) or (skill_at(words, at) and not words.capital(at + 1)):
        return None
    value, end = name_at(words, at)
    return (clause_of(coauthor_term(value)), end) if value else None


def workshops(_: Words, at: int, __: re.Match[str]) -> Made:
    return clause_of(field_term("venue", "workshop")), at


def one_more(words: Words, at: int, field: str) -> Made:
    """After an "or"."""
    if field == "coauthor":
        return wrote_with(words, at, None)
    return _told(field, words, at, _topic(words, at)) if words.tokens[at] not in NOISE | SENTENCE else None


def _topic(words: Words, at: int, through: frozenset[str] = frozenset()) -> int:
    """The end of what is named from here on."""
    end = at
    while end < len(words.tokens) and not begins_time(words.tokens[end]) and words.tokens[end] not in ENDS - through:
        end += 1
    while end > at and words.tokens[end - 1] in through:
        end -= 1
    return end


def _told(field: str, words: Words, at: int, end: int, after: int = 0) -> Made:
    term = told_term(field, words.said(at, end)) if end > at else None
    return (Clause((term,)), after or end) if term else None
