"""Whether a reading can be true of some document: every place inside the text, every value in its quote, all in bounds."""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator

from bot.cv.read.encoding import LONGEST
from bot.cv.words import kinds, table
from bot.normal import normal
from bot.profile import Education, Evidence, Fact, Profile, Project, Reading, Work, facts

_LONGEST_VALUE = 20_000
_LONGEST_REMARK = 1_000
_MOST_FACTS = 20_000
_MOST_PROOFS = 100
_MOST_SAID = 4 * LONGEST
"""Characters of all values together, and of all their quotes: a reader that says each line once stays far below."""
_MOST_REMARKS = 100
_MOST_LINES = 10_000
_RULE = re.compile(r"[a-z][a-z0-9]{0,30}(?:[._-][a-z0-9]{1,30}){0,6}")
_DATE = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2]))?|present")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_WORD = re.compile(r"[^\W_]+")
_E164 = re.compile(r"\+[1-9]\d{5,14}")
_NETWORKS = frozenset(table("networks").values())
_PRIVATE = frozenset(kinds("private").values())
_ADDRESS = re.compile(r"\b(?:[a-z]{2,10}://|mailto:|tel:|javascript:|data:)[^\s<>\"'{}()\[\]*,]{1,2000}", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]{0,2000}>", re.IGNORECASE)
_MARKUP = 12
"""Letters of markup that may stand among those of a value."""
_SPELLED = str.maketrans({"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "ȷ": "j", "ð": "dh", "þ": "th", "đ": "d"})
"""Letters with a name in LaTeX and HTML that no accent makes of another."""


class Implausible(Exception):
    """No honest reader says this."""


def check(reading: Reading) -> None:
    """Raises Implausible where the reading contradicts itself or exceeds what a CV can hold."""
    text, profile = reading.text, reading.profile
    said = list(facts(profile))
    _hold(len(text) <= LONGEST and len(said) <= _MOST_FACTS)
    _hold(sum(len(fact.value) for fact in said) <= _MOST_SAID)
    _hold(sum(abs(proof.end - proof.start) for fact in said for proof in fact.evidence) <= _MOST_SAID)
    derived = {id(fact): formed for fact, formed in _derived(profile)}
    people = {
        id(one) for one in (profile.name, *(author for paper in profile.publications for author in paper.authors))
    }
    for fact in said:
        _fact(fact, text)
        quotes = list(dict.fromkeys(text[proof.start : proof.end] for proof in fact.evidence))
        formed = derived.get(id(fact))
        if formed is None:
            said_there = [" ".join(quotes), *quotes, *(map(_turned, quotes) if id(fact) in people else ())]
            _hold(any(_stands(fact.value, quote) for quote in said_there))
        else:
            _hold(formed and _bears_out(fact, " ".join(quotes)))
    _remarks(reading.warnings)
    _hold(_PRIVATE.issuperset(reading.left_out) and len(reading.left_out) <= len(_PRIVATE))
    _remarks((skill.group for skill in profile.skills), most=_MOST_FACTS)
    _hold(0 <= reading.confidence <= 1)
    _hold(0 <= reading.content_lines <= _MOST_LINES and len(reading.unclaimed) <= reading.content_lines)
    _hold(all(0 <= span.start <= span.end <= len(text) for span in reading.unclaimed))
    _hold(all(one.position is None or 1 <= one.position <= _MOST_FACTS for one in profile.publications))


def _hold(plausible: bool) -> None:  # noqa: FBT001
    if not plausible:
        raise Implausible


def _fact(fact: Fact[str], text: str) -> None:
    _hold(0 < len(fact.value) <= _LONGEST_VALUE and not _CONTROL.search(fact.value))
    _hold(0 < len(fact.evidence) <= _MOST_PROOFS)
    _hold(all(_inside(proof, len(text)) for proof in fact.evidence))
    _hold(0 <= fact.confidence <= 1)
    _hold(len(fact.check) <= _LONGEST_REMARK and not _CONTROL.search(fact.check))


def _inside(proof: Evidence, length: int) -> bool:
    known = proof.document == 0 and len(proof.rule) <= _LONGEST_REMARK and _RULE.fullmatch(proof.rule)
    return bool(known) and 0 <= proof.start < proof.end <= length


def _remarks(remarks: Iterable[str], *, most: int = _MOST_REMARKS) -> None:
    for number, remark in enumerate(remarks):
        _hold(number < most and len(remark) <= _LONGEST_REMARK and not _CONTROL.search(remark))


def _dates(profile: Profile) -> Iterator[Fact[str]]:
    dated: list[Education | Work | Project] = [*profile.education, *profile.work, *profile.projects]
    for entry in dated:
        yield from filter(None, (entry.start, entry.end))
    yield from (one.date for one in profile.publications if one.date)
    for award in profile.awards:
        yield from award.dates


def _derived(profile: Profile) -> Iterator[tuple[Fact[str], bool]]:
    """What may be put in another form than the document's, and whether its quote bears it out."""
    for date in _dates(profile):
        yield date, bool(_DATE.fullmatch(date.value))
    for phone in profile.phones:
        if phone.e164:
            yield phone.e164, bool(_E164.fullmatch(phone.e164.value))
    for link in profile.links:
        if link.network and link.network.value in _NETWORKS:
            yield link.network, True


def _bears_out(fact: Fact[str], quote: str) -> bool:
    """Whether the last digits of a date's year, or of a phone number, stand in the quote; a word without any has none."""
    digits = _digits(fact.value.partition("-")[0])
    return digits[-6 if fact.value.startswith("+") else -2 :] in _digits(quote)


def _digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(char)) for char in text if char.isdecimal())


def _stands(value: str, quote: str) -> bool:
    """Whether the value's words stand in its quote, in their order, with no more than markup and addresses of links between.

    An accent may be spelled out there, as in ``Universit&eacute;``.
    """
    if value in quote:
        return True
    wanted, there = _words(_ADDRESS.sub(" ", value)), _words(_ADDRESS.sub(" ", _TAG.sub(" ", html.unescape(quote))))
    if not wanted or not all(address in quote for address in _ADDRESS.findall(value)):
        return False
    if len(there) <= 2 * len(wanted) + 4 and _in_turn(wanted, there):
        return True
    letters = "".join(there)
    return len(letters) <= sum(map(len, wanted)) + _MARKUP and _in_turn("".join(wanted), letters)


def _turned(name: str) -> str:
    """``Jon Okafor`` of "Okafor, Jon"."""
    family, _, given = name.partition(",")
    return f"{given} {family}"


def _in_turn(wanted: Iterable[str], there: Iterable[str]) -> bool:
    rest = iter(there)
    return all(one in rest for one in wanted)


def _words(text: str) -> list[str]:
    plain = normal("NFKD", text.casefold().translate(_SPELLED))
    return _WORD.findall("".join(char for char in plain if not unicodedata.combining(char)))
