"""A typed line as items: words, quoted phrases, fields with their values, and the signs for not and or."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

LONGEST = 1000
"""Characters of a line that count."""
MOST_ITEMS = 120

FIELDS = {
    "skill": "skill", "skills": "skill", "knows": "skill",
    "school": "school", "university": "school", "uni": "school", "college": "school",
    "company": "company", "employer": "company", "org": "company", "organization": "company",
    "venue": "venue", "conference": "venue", "journal": "venue", "paper": "venue",
    "title": "title", "role": "title",
    "place": "place", "city": "place", "country": "place", "location": "place",
    "studyplace": "studyplace", "workplace": "workplace",
    "degree": "degree", "studied": "studied", "subject": "studied", "major": "studied",
    "language": "language", "lang": "language", "speaks": "language",
    "home": "home", "graduates": "graduates", "adviser": "adviser", "advisor": "adviser", "supervisor": "adviser",
    "name": "name", "mail": "mail", "email": "mail", "phone": "phone", "link": "link",
    "wish": "wish", "seeking": "wish", "available": "wish", "has": "has",
    "stage": "stage", "since": "since", "after": "since", "until": "until", "before": "until",
    "source": "source", "file": "source", "tag": "tag",
}  # fmt: skip
"""What may stand before a colon, and which field it means."""

_QUOTES = str.maketrans(
    {**dict.fromkeys("“”„‟«»＂″「」", '"'), **dict.fromkeys("‘’‚‛′", "'"), "：": ":", "，": ",", "？": "?"}
)
_ITEM = re.compile(
    r"""
    (?P<minus>(?<![^\s(,;])[-−–—!](?=[\w".+]))?
    (?:(?P<field>[A-Za-z]{2,12}):[ ]?(?=[\w".+#@(-]))?
    (?: "(?P<phrase>[^"]*)"? | (?P<word>(?(field)[^\s"()\[\]{}|]+|[^\s"(),;\[\]{}|]+)) )
    | (?P<comma>[,;])
    | (?P<bar>\|)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Item:
    """``sign``: the word or mark between things; ``word`` as typed; ``phrase`` quoted; ``field`` with its value."""

    kind: Literal["word", "phrase", "field", "or", "comma"]
    text: str
    field: str = ""
    negated: bool = False


def items(line: str) -> list[Item]:
    found: list[Item] = []
    for item in _items(line[:LONGEST].translate(_QUOTES)):
        found.append(item)
        if len(found) == MOST_ITEMS:
            break
    return found


def _items(line: str) -> Iterator[Item]:
    for match in _ITEM.finditer(line):
        negated = bool(match["minus"])
        if match["comma"]:
            yield Item("comma", ",")
        elif match["bar"]:
            yield Item("or", "|")
        elif match["field"]:
            yield from _field(match, negated=negated)
        elif match["phrase"] is not None:
            yield Item("phrase", match["phrase"], negated=negated)
        else:
            yield from _word(match["word"], negated=negated)


def _field(match: re.Match[str], *, negated: bool) -> Iterator[Item]:
    field = FIELDS.get(match["field"].casefold())
    value = match["phrase"] if match["phrase"] is not None else match["word"]
    if field:
        yield Item("field", value.strip("?!") if match["phrase"] is None else value, field, negated)
    elif match["word"] and match["word"].startswith("//"):
        yield Item("word", f"{match['field']}:{value}", negated=negated)
    else:
        yield Item("word", match["field"], negated=negated)
        yield Item("phrase" if match["phrase"] is not None else "word", value, negated=negated)


def _word(word: str, *, negated: bool) -> Iterator[Item]:
    bare = word.strip("?!'") if word.strip("?!'.") else ""
    bare = bare.rstrip(".:") if not bare.startswith(".") or len(bare) > 4 else bare
    if word in {"OR", "||"} or bare.casefold() in {"or", "oder"}:
        yield Item("or", bare)
    elif bare:
        yield Item("word", bare, negated=negated)
