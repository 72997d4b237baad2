"""What people say around the things they ask for: "studied in", "published at", "looking for", and words that ask nothing.

A rule reads the folded words of a question from one place on and says which clause they make and where it ends.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.search.names import names
from bot.search.query import Clause, Term
from bot.search.skills import skills
from bot.search.terms import KINDS, SCHOOL_WORDS, field_term, name_terms, wish_terms
from bot.search.text import tokens
from bot.search.words import meanings, word_list

NOISE = word_list("noise")
FUNCTION = word_list("function")
NEGATION = word_list("negation")
LEAVES_OUT = word_list("leaves_out")
EXPERIENCE = frozenset(("experience", "erfahrung", "berufserfahrung"))
ARRIVED = word_list("arrived")
OTHERWISE_DATED = word_list("otherwise_dated")
_ENDS = word_list("ends")
_LEADS = word_list("leads")
_INSIDE = word_list("inside")
SENTENCE = _LEADS | _INSIDE | LEAVES_OUT | FUNCTION
"""Words that do not stand for themselves."""
_AMBIGUOUS_VENUES = word_list("ambiguous_venues")
_NO_NAMES = word_list("no_names")
_POSITION = word_list("position")
_DEGREES = meanings("degrees")


@dataclass(frozen=True, slots=True)
class Words:
    """A run of plain words: folded tokens, and what was typed for each."""

    tokens: tuple[str, ...]
    typed: tuple[str, ...]

    def said(self, start: int, end: int) -> str:
        """As typed, from one place to another; a typed word of several tokens comes once."""
        row = self.typed[start:end]
        return " ".join(word for at, word in enumerate(row) if word and (at == 0 or word is not row[at - 1]))

    def named(self, start: int, end: int) -> str:
        """The same where it is no more than these words: Java in "Java-Erfahrung"."""
        said = self.said(start, end)
        return said if tokens(said) == list(self.tokens[start:end]) else " ".join(self.tokens[start:end])

    def capital(self, at: int) -> bool:
        return at < len(self.typed) and self.typed[at][:1].isupper()


@dataclass(frozen=True, slots=True)
class Rule:
    pattern: re.Pattern[str]
    read: Callable[[Words, int, re.Match[str]], tuple[Clause | None, int] | None]
    """From the place after the pattern: the clause and where it ends; None where the rule does not apply after all."""


def is_question(tokens: Sequence[str], line: str) -> bool:
    return (
        line.rstrip().endswith(("?", "？"))
        or bool(tokens and tokens[0] in _LEADS and len(tokens) > 1)
        or any(token in _INSIDE for token in tokens)
    )


def apply(words: Words, at: int) -> tuple[Clause | None, int] | None:
    """What the first fitting rule makes of the words from here on: a clause (or none) and the place after it."""
    rest = " ".join(words.tokens[at:]) + " "
    for rule in _RULES:
        found = rule.pattern.match(rest)
        if found:
            after = at + len(found.group().split())
            made = rule.read(words, after, found)
            if made:
                return made
    return _paper_of(words, at)


def another(words: Words, at: int, fields: Sequence[str]) -> tuple[Clause | None, int] | None:
    """One more name for the same fields: Stanford in "studied at MIT or Stanford"."""
    kinds = tuple(dict.fromkeys(kind for field in fields for kind in KINDS.get(field, ())))
    if not kinds or words.tokens[at] in NOISE | _ENDS:
        return None
    known = any(start == 0 for kind in kinds for start, _, _ in names(kind).find(words.tokens[at : at + 10]))
    if not known and (_skill_at(words, at) or not words.capital(at)):
        return None
    value, end = _name(words, at, *kinds)
    return (_any_field(value, *fields), end) if value else None


def _name(words: Words, at: int, *kinds: str) -> tuple[str, int]:
    """The name that starts here: the longest known one, else all words up to one that goes on with the sentence."""
    while at < len(words.tokens) and words.tokens[at] in {"the", "a", "an"}:
        at += 1
    for kind in kinds:
        known = [(end, key) for start, end, key in names(kind).find(words.tokens[at : at + 10]) if start == 0]
        if known and not _goes_on(words, at + known[0][0]):
            return words.said(at, at + known[0][0]), at + known[0][0]
    end = at
    while end < len(words.tokens) and (words.tokens[end] not in _ENDS or (end > at and _inner(words, at, end))):
        end += 1
    return words.said(at, end), end


def _goes_on(words: Words, at: int) -> bool:
    """Whether the name continues after what is known of it: "Peking" goes on in "Peking Union College"."""
    return at < len(words.tokens) and (
        words.tokens[at] in SCHOOL_WORDS or (words.tokens[at] not in _ENDS and words.capital(at))
    )


def _inner(words: Words, start: int, at: int) -> bool:
    """An "and" inside a name: University of Science and Technology."""
    return (
        words.tokens[at] == "and"
        and words.capital(at + 1)
        and any(token in SCHOOL_WORDS for token in words.tokens[start:at])
        and words.tokens[at + 1] != "who"
        and not any(token in SCHOOL_WORDS for token in words.tokens[at + 1 : at + 3])
        and not skills().longest_name(words.tokens, at + 1)
    )


def _clause(*terms: Term | None) -> Clause | None:
    made = tuple(term for term in terms if term)
    return Clause(made) if made else None


def _any_field(value: str, *fields: str) -> Clause | None:
    return _clause(*(field_term(field, value) for field in fields))


def _is_school(value: str) -> bool:
    words = tokens(value)
    return any(word in SCHOOL_WORDS for word in words) or bool(names("schools").whole(words))


def _studied(words: Words, at: int, found: re.Match[str]) -> tuple[Clause | None, int] | None:
    if found["where"]:
        value, end = _name(words, at, "schools", "places")
        known = bool(names("places").whole(tokens(value)))
        fields = ("studyplace", "school", *(() if known else ("studied",))) if found["where"] == "in" else ("school",)
        return (_any_field(value, *fields), end) if value else None
    value, end = _name(words, at)
    return (_any_field(value, "studied"), end) if value else None


def _published(words: Words, at: int, found: re.Match[str]) -> tuple[Clause | None, int] | None:
    if not found["where"]:
        return Clause((Term("field", "has:papers", field="has", groups=(("papers",),)),)), at
    if skills().longest_name(words.tokens, at) if at < len(words.tokens) else True:
        return None
    value, end = _name(words, at, "venues")
    return (_any_field(value, "venue"), end) if value else None


def _paper_of(words: Words, at: int) -> tuple[Clause | None, int] | None:
    """A known venue by its name: "NSDI papers", "OSDI and SOSP"; a name that is also a word only before "paper"."""
    known = [(end, key) for start, end, key in names("venues").find(words.tokens[at : at + 10]) if start == 0]
    if not known:
        return None
    end = at + known[0][0]
    paper = end < len(words.tokens) and words.tokens[end] in {"paper", "papers", "publication", "publications"}
    if not paper and known[0][1] in _AMBIGUOUS_VENUES:
        return None
    return _any_field(words.said(at, end), "venue"), end + paper


def _worked(words: Words, at: int, found: re.Match[str]) -> tuple[Clause | None, int] | None:
    if at < len(words.tokens) and words.tokens[at] in _NO_NAMES:
        return None
    value, end = _name(words, at, "companies", "schools")
    if not value or (found["where"] != "at" and _skill_at(words, at)):
        return None
    fields = ("workplace", "company") if found["where"] == "in" else ("company",)
    return _any_field(value, *fields), end


def _from(words: Words, at: int, found: re.Match[str]) -> tuple[Clause | None, int] | None:
    if at >= len(words.tokens) or words.tokens[at] in _NO_NAMES or _skill_at(words, at):
        return None
    value, end = _name(words, at, "schools", "companies", "places")
    if not value:
        return None
    if _is_school(value):
        return _any_field(value, "school"), end
    venue = bool(names("venues").whole(tokens(value)))
    here = found["where"] in {"at", "bei"}
    fields = ("venue",) * venue or (("company", "school") if here else ("school", "company", "place"))
    return _any_field(value, *fields), end


def _seeking(words: Words, at: int, found: re.Match[str]) -> tuple[Clause | None, int] | None:
    """What candidates look for; who looks for candidates ("we are looking for") asks nothing by it."""
    before = words.tokens[: at - len(found.group().split())]
    if not before or before[-1] in {"im", "am", "were"} or {"i", "we"} & set(before):
        return None, at
    end = at
    while end < len(words.tokens) and words.tokens[end] not in _ENDS - {"in", "for", "from"}:
        end += 1
    wanted = [words.said(one, one + 1) for one in range(at, end) if words.tokens[one] not in NOISE | _POSITION]
    wanted = list(dict.fromkeys(wanted))
    if not wanted:
        return Clause((Term("field", "has:wish", field="has", groups=(("wish",),)),)), end
    return _clause(*wish_terms(" ".join(wanted))), end


def _degree(words: Words, at: int, found: re.Match[str]) -> tuple[Clause | None, int] | None:
    if at < len(words.tokens) and words.tokens[at] in _POSITION:
        return None
    term = field_term("degree", _DEGREES[found["level"]], f"degree:{_DEGREES[found['level']]}")
    return _clause(term), at


def _language(_: Words, at: int, found: re.Match[str]) -> tuple[Clause | None, int] | None:
    key = names("languages").whole([found["language"]])
    return (_any_field(found["language"], "language"), at) if key else None


def _based(words: Words, at: int, _: re.Match[str]) -> tuple[Clause | None, int] | None:
    value, end = _name(words, at, "places")
    return (_any_field(value, "home"), end) if value else None


def _graduates(_: Words, at: int, found: re.Match[str]) -> tuple[Clause | None, int] | None:
    return _any_field(found["year"], "graduates"), at


def _advised(words: Words, at: int, _: re.Match[str]) -> tuple[Clause | None, int] | None:
    value, end = _name(words, at)
    return (_any_field(value, "adviser"), end) if value else None


def _in_place(words: Words, at: int, _: re.Match[str]) -> tuple[Clause | None, int] | None:
    if at >= len(words.tokens) or _skill_at(words, at):
        return None
    if at > 1 and (words.tokens[at - 2] in _DEGREES or words.tokens[at - 2] in {"degree", "student", "students"}):
        value, end = _name(words, at)
        return (_any_field(value, "studied"), end) if value else None
    known = [end for start, end, _ in names("places").find(words.tokens[at : at + 5]) if start == 0]
    if known:
        return _any_field(words.said(at, at + known[0]), "place"), at + known[0]
    if words.capital(at):
        value, end = _name(words, at)
        return _any_field(value, "place"), end
    return None


def _called(words: Words, at: int, _: re.Match[str]) -> tuple[Clause | None, int] | None:
    value, end = _name(words, at)
    return (_clause(*name_terms(value)), end) if value else None


def _first_author(_: Words, at: int, __: re.Match[str]) -> tuple[Clause | None, int] | None:
    return Clause((Term("field", "has:first_author", field="has", groups=(("first_author",),)),)), at


def _awarded(_: Words, at: int, __: re.Match[str]) -> tuple[Clause | None, int] | None:
    return Clause((Term("field", "has:awards", field="has", groups=(("awards",),)),)), at


def _skill_at(words: Words, at: int) -> bool:
    if at >= len(words.tokens):
        return False
    while words.tokens[at] in {"the", "a", "an"} and at + 1 < len(words.tokens):
        at += 1
    found = skills().longest_name(words.tokens, at)
    return found is not None and not (found[0].ambiguous and words.typed[at][:1].islower())


def _rule(pattern: str, read: Callable[[Words, int, re.Match[str]], tuple[Clause | None, int] | None]) -> Rule:
    return Rule(re.compile(rf"\A(?:{pattern})"), read)


_RULES = (
    _rule(r"(?:graduat\w{1,20}|finish\w{0,20}|degree) (?:in|by) (?P<year>20\d\d) ", _graduates),
    _rule(r"(?:advised|supervised|mentored) by ", _advised),
    _rule(r"first authors? (?:of |on |at |in )?(?:an? )?(?:papers? )?", _first_author),
    _rule(
        r"(?:studie[ds]|study|studying|graduated?|graduates|educated|degree|alum\w{0,20}|went to (?:school|university|college)) (?P<where>in|at|from|of) ",
        _studied,
    ),
    _rule(r"(?:studied|studying|majored in|majoring in|majors in|degree in)(?P<where>) ", _studied),
    _rule(
        r"(?:publish(?:ed|es|ing)?|publications?|papers?|articles?|authored|presented|wrote|written) (?:(?:an? |some |any |papers? |articles? |work ){0,5})(?P<where>at|in|to) (?=\S)",
        _published,
    ),
    _rule(r"(?:published(?: (?:papers?|articles?))?|publications?|papers?)(?P<where>) ", _published),
    _rule(
        r"(?:work(?:ed|s|ing)?|employed|interned|interns?|internships?|experience|jobs?|employees?|engineers?|developers?|scientists?|researchers?) (?P<where>at|for|in|by) ",
        _worked,
    ),
    _rule(
        r"(?:looks?|looking|searching|hoping|applying|open) (?:for|to) |available (?:(?:for|to|from|in|by|after) )?|(?:can )?start(?:s|ing)? (?:in|from) |(?:seeking|seeks|wants?) (?:an? )?",
        _seeking,
    ),
    _rule(r"(?P<level>" + "|".join(_DEGREES) + r") (?:degrees? |students? |candidates? |holders? |thesis )?", _degree),
    _rule(
        r"(?:speaks?|speaking|fluent in|native|spoken|spricht|sprechen) (?:fliessend )?(?P<language>\w{1,30}) (?:speakers? )?",
        _language,
    ),
    _rule(r"(?P<language>\w{1,30}) (?:speakers?|speaking) ", _language),
    _rule(r"(?:based|living|lives?|located|resid\w{1,20}) (?:in|near|around) ", _based),
    _rule(r"(?:named|called|namens|heisst) ", _called),
    _rule(r"(?:sucht|suchen) (?:nach )?(?:eine[nrsm]? )?", _seeking),
    _rule(r"veroffentlicht (?:bei|auf|in) ", _published),
    _rule(r"(?:won|winners? of|received|got) (?:an? |any |some )?(?:awards?|prizes?) ", _awarded),
    _rule(r"(?P<where>from|at|aus|bei) (?:(?:der|dem|den) )?|(?:an|von) (?:der|dem) ", _from),
    _rule(r"(?:in|im) (?P<where>)", _in_place),
)
