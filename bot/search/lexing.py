"""A typed line as items: words, quoted phrases, fields with their values, and the signs for not and or."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.search.chinese import spaced
from bot.search.counts import KINDS
from bot.search.rewording import reworded
from bot.search.text import INVISIBLE
from bot.search.tongues import in_english

LONGEST = 1000
"""Characters of a line that count."""
MOST_ITEMS = 120

FIELDS = {
    "skill": "skill", "skills": "skill", "knows": "skill",
    "school": "school", "university": "school", "uni": "school", "college": "school",
    "company": "company", "employer": "company", "org": "company", "organization": "company",
    "venue": "venue", "conference": "venue", "journal": "venue",
    "paper": "paper", "papers": "papers", "publications": "papers", "student": "student", "now": "now", "current": "now", "award": "award", "prize": "award",
    "taught": "taught", "teaches": "taught", "thesis": "thesis", "dissertation": "thesis", "certificate": "certificate",
    "certified": "certificate", "service": "service", "served": "service", "led": "led", "leads": "led", "coauthor": "coauthor", "coauthors": "coauthor",
    "worked": "worked", "joined": "joined", "former": "former", "left": "former", "ex": "former", "title": "title", "role": "title",
    "place": "place", "city": "place", "country": "place", "location": "place",
    "studyplace": "studyplace", "workplace": "workplace",
    "degree": "degree", "studied": "studied", "subject": "studied", "major": "studied",
    "language": "language", "lang": "language", "speaks": "language",
    "home": "home", "graduates": "graduates", "adviser": "adviser", "advisor": "adviser", "supervisor": "adviser",
    "name": "name", "mail": "mail", "email": "mail", "phone": "phone", "link": "link",
    "wish": "wish", "seeking": "wish", "available": "wish", "has": "has",
    "gpa": "gpa", "rank": "rank", "opening": "opening", "job": "opening",
    "stage": "stage", "since": "since", "after": "since", "until": "until", "before": "until",
    "proof": "proof", "source": "source", "file": "source", "tag": "tag", "owner": "owner", "assigned": "owner",
}  # fmt: skip
"""What may stand before a colon, and which field it means."""

SIGNS = {
    "of at least": ">=", "at least": ">=", "mindestens": ">=", "min": ">=", "from": ">=", "of": ">=", "is": ">=",
    "above": ">", "over": ">", "better than": ">", "higher than": ">", "more than": ">", "greater than": ">", "über": ">", "高于": ">",
    "below": "<", "under": "<", "less than": "<", "lower than": "<", "unter": "<", "at most": "<=",
    "=>": ">=", "=<": "<=", "≥": ">=", "≤": "<=", "=": ">=", "": ">=",
}  # fmt: skip
"""How a comparison is said."""
_QUOTES = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»＂″「」", '"'),
        **dict.fromkeys("‘’‚‛′", "'"),
        "：": ":",
        "，": ",",
        "、": ",",
        "；": ";",
        "（": "(",
        "）": ")",
        "？": "?",
        "！": "!",
        "＞": ">",
        "＜": "<",
    }
)
_UNSEEN = dict.fromkeys(map(ord, INVISIBLE))
_MEASURED = re.compile(r"(?P<field>gpa|rank|papers|publications|graduates)(?P<value>[<>=].*)", re.IGNORECASE)
_COUNTED = re.compile(rf"(?:{'|'.join(KINDS)})[<>=]{{1,2}}\d.*", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"'\d\d")
_FORMER = re.compile(r"(?P<former>[Ee]x)[-–](?P<name>[^\W\d_a-z].+)")
_NON = re.compile(r"[Nn]on[-–](?P<name>[A-Z].*)")
"""Whoever is not this; in small letters it is one word, as "non-volatile"."""
_GRADE = r"(?P<{}>\d{{1,3}}(?:[.,]\d{{1,4}})?(?:[-–]\d{{1,3}}(?:[.,]\d{{1,4}})?)?)(?:[ ]?(?:(?P<{}>%)|(?:/|out[ ]of)[ ]?(?P<{}>\d{{1,3}}(?:[.,]\d{{1,2}})?)))?[+]?(?![\w.])"
_GRADED = rf"""
    (?=[CcGgNn绩])(?i:(?<!\w)(?:c?gpa|grade[ ]point[ ]average|notendurchschnitt|notenschnitt)|绩点)(?i:[ ](?:is|was|of|ist|von))?[ ]?:?[ ]?(?P<sign>[<>]=?|=[<>]|[=≥≤]|(?i:{"|".join(words.replace(" ", "[ ]") for words in SIGNS)}))?[ ]?{_GRADE.format("grade", "percent", "scale")}(?i:[ ](?:or[ ](?:higher|above|better|more)|plus)\b)?(?:[ ]?[及或]?[ ]?以[ ]?上)?
"""
_PHONE = r"""
    (?=[+(\d])(?<![\w+./-])(?:(?=[+(]{0,2}[+0](?:[^\w\n]{0,3}+\d){6})|(?=(?:[^\w\n]{0,3}+\d){9}))(?!(?:19|20)\d\d-\d\d?-\d\d?(?!\d))
    [(]?[+]?[(]?\d(?:[ ().–/-]{0,3}+\d){6,16}(?!\w)
"""
"""A telephone number: one that begins as none but those do, or has more digits than anything else."""
_ITEM = re.compile(
    rf"""
    (?P<minus>(?<![^\s(,;])[-−–—!](?=[\w".+(]))?
    (?: (?P<graded>{_GRADED})
    | (?P<phone>{_PHONE})
    | (?P<group>(?:(?P<within>[A-Za-z]{{2,12}}):[ ]?)?[(])
    | (?:(?P<field>[A-Za-z]{{2,12}}):[ ]?(?=[\w".+#@(<>=-]))?
      (?: "(?P<phrase>[^"]*)"? | (?P<word>(?(field)[^\s"()\[\]{{}}|]+|[^\s"(),;\[\]{{}}|]+)) )
    )
    | (?P<end>[)])
    | (?P<comma>[,;])
    | (?P<bar>\|)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Item:
    """``word`` as typed; ``phrase`` quoted; ``field`` with its value; a parenthesis, with the field before it."""

    kind: Literal["word", "phrase", "field", "or", "comma", "(", ")"]
    text: str
    field: str = ""
    negated: bool = False


def items(line: str) -> list[Item]:
    found: list[Item] = []
    said = spaced(in_english(line[:LONGEST].translate(_UNSEEN))).translate(_QUOTES)[:LONGEST]
    for item in _items(reworded(said)):
        found.append(item)
        if len(found) == MOST_ITEMS:
            break
    return found


def _items(line: str) -> Iterator[Item]:
    for match in _ITEM.finditer(line):
        negated = bool(match["minus"])
        if match["comma"]:
            yield Item("comma", ",")
        elif match["group"]:
            yield from _group(match, negated=negated)
        elif match["end"]:
            yield Item(")", ")")
        elif match["phone"]:
            yield Item("field", match["phone"], "phone", negated)
        elif match["graded"]:
            yield Item("field", _grade(match), "gpa", negated)
        elif match["bar"]:
            yield Item("or", "|")
        elif match["field"]:
            yield from _field(match, negated=negated)
        elif match["phrase"] is not None:
            yield Item("phrase", match["phrase"], negated=negated)
        else:
            yield from _word(match["word"], negated=negated)


def _group(match: re.Match[str], *, negated: bool) -> Iterator[Item]:
    """``skill:(cuda or triton)``: all in it belongs to the field."""
    name = match["within"] or ""
    field = FIELDS.get(name.casefold(), "")
    if name and not field:
        yield Item("word", name)
    yield Item("(", "(", field, negated)


def _grade(match: re.Match[str]) -> str:
    """As ``gpa:`` takes it: ``>=3.5/4``."""
    said = " ".join((match["sign"] or "").casefold().split())
    scale = "100" if match["percent"] else match["scale"]
    return f"{SIGNS.get(said, said)}{match['grade'].replace('–', '-')}" + (f"/{scale}" if scale else "")


def _field(match: re.Match[str], *, negated: bool) -> Iterator[Item]:
    field = FIELDS.get(match["field"].casefold())
    value = match["phrase"] if match["phrase"] is not None else match["word"]
    if match["field"].casefold() in KINDS:
        yield Item("field", f"{match['field'].casefold()}:{value}", "count", negated)
    elif field:
        yield Item("field", value.strip("?!;") if match["phrase"] is None else value, field, negated)
    elif match["word"] and match["word"].startswith("//"):
        yield Item("word", f"{match['field']}:{value}", negated=negated)
    else:
        yield Item("word", match["field"], negated=negated)
        yield Item("phrase" if match["phrase"] is not None else "word", value.rstrip(";,"), negated=negated)
        if match["word"] and value.endswith((",", ";")):
            yield Item("comma", ",")


def _word(word: str, *, negated: bool) -> Iterator[Item]:
    bare = word.strip("?!'") if word.strip("?!'.") else ""
    bare = f"'{bare}" if _SHORT_YEAR.fullmatch(word.rstrip("?!")) else bare
    bare = bare.rstrip(".:") if not bare.startswith(".") or len(bare) > 4 else bare
    if word in {"OR", "||"} or bare.casefold() in {"or", "oder"}:
        yield Item("or", bare)
    elif word.endswith(":") and bare.casefold() in FIELDS:
        yield Item("field", "", FIELDS[bare.casefold()], negated)
    elif measured := _MEASURED.fullmatch(bare):
        yield Item("field", measured["value"], FIELDS[measured["field"].casefold()], negated)
    elif _COUNTED.fullmatch(bare):
        yield Item("field", bare.casefold(), "count", negated)
    elif other := _NON.fullmatch(bare):
        yield from (Item("word", said, negated=negated) for said in ("non", other["name"]))
    elif former := _FORMER.fullmatch(bare):
        yield from (Item("word", former[part], negated=negated) for part in ("former", "name"))
    elif bare:
        yield Item("word", bare, negated=negated)
