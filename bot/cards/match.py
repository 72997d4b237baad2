"""People against the wishes of a role, as reply blocks: counts in words, each wish with its mark and its line."""

from collections.abc import Iterable, Iterator, Sequence

from bot.cards.by_hand import SET_BY_HAND
from bot.cards.evidence import MARKS
from bot.cards.person import row, says_the_same, shown_name
from bot.cards.quotes import Quotes
from bot.cards.wording import count, listed
from bot.chat.messages import (
    Block,
    Bold,
    Bullets,
    Field,
    Person,
    Proof,
    Quiet,
    SmallPrint,
    Span,
    Spans,
)
from bot.judging.verdicts import Level, Verdict, question
from bot.judging.wishes import Role, Wish
from bot.records import Dossier
from bot.search.reasons import Reason

MARK: dict[Level, str] = {"met": MARKS[3], "partly": MARKS[2], "not stated": MARKS[0]}
LEVELS: tuple[Level, ...] = ("met", "partly", "not stated")
MOST_PROOFS = 6
"""Lines under one person of a list; whoever is matched alone has all of them."""
_MOST_ECHOES = 8
_A_WISH = 60
NO_NO: Spans = ("“not stated” is not “no”: ask them",)


def understood(role: Role) -> Iterator[Block]:
    """The wishes, what was not used and what is left out on purpose: how the text was read."""
    musts, nice = ([wish for wish in role.wishes if wish.must is must] for must in (True, False))
    items: list[Spans] = []
    if musts:
        items.append((f"{count(len(musts), 'must' if nice else 'wish', '' if nice else 'wishes')}: {_words(musts)}",))
    if nice:
        items.append((f"{len(nice)} nice to have: {_words(nice)}",))
    yield from (SmallPrint((one,)) for one in items)
    left: list[Spans] = []
    if role.not_used:
        left.append((f"Not used: {_echoes(role.not_used)}",))
    if role.not_read:
        left.append((f"Not read: {', '.join(role.not_read[:_MOST_ECHOES])}",))
    if role.left_out:
        left.append((f"Left out on purpose: {listed(list(role.left_out))}",))
    if left:
        yield SmallPrint(tuple(left))


def order(role: Role) -> Spans:
    musts = "musts" if any(not wish.must for wish in role.wishes) else "wishes"
    return (f"most {musts} met first, then partly, then the better proof",)


def person(number: int, dossier: Dossier, found: Sequence[Verdict], *, contacts: bool) -> Person:
    """One row of the list: the counts, the stage, then the wishes with their lines."""
    plain = row(dossier.candidate, number=number)
    proofs = tuple(_proofs(found, Quotes(dossier.texts, contacts=contacts, profile=dossier.profile), MOST_PROOFS))
    stage = plain.lines[-1]
    return Person(plain.name, (*_counts(found), stage), row=number, open=plain.open, proofs=proofs)


def alone(dossier: Dossier, found: Sequence[Verdict], *, contacts: bool) -> list[Block]:
    """One person against every wish, and what to ask."""
    plain = row(dossier.candidate)
    proofs = tuple(_proofs(found, Quotes(dossier.texts, contacts=contacts, profile=dossier.profile), len(found)))
    blocks: list[Block] = [Person(plain.name, (*_counts(found), plain.lines[-1]), open=plain.open, proofs=proofs)]
    open_ = [one.wish for one in _musts_first(found) if one.level == "not stated"]
    if open_:
        blocks.append(Field("To ask", (Bullets(tuple((question(wish),) for wish in open_)),)))
    return blocks


def counted(found: Sequence[Verdict]) -> str:
    """``4 met · 1 partly · 1 not stated``."""
    numbers = ((level, sum(one.level == level for one in found)) for level in LEVELS)
    return " · ".join(f"{number} {level}" for level, number in numbers if number)


def summary(dossier: Dossier, found: Sequence[Verdict]) -> str:
    met = sum(one.level == "met" for one in found)
    return f"{shown_name(dossier.candidate)} {met} of {len(found)} met"


def _counts(found: Sequence[Verdict]) -> Iterator[Spans]:
    musts, nice = ([one for one in found if one.wish.must is must] for must in (True, False))
    if not musts or not nice:
        yield _bold(counted(found))
        return
    yield ("Musts: ", *_bold(counted(musts)))
    yield ("Nice to have: ", counted(nice))


def _bold(counts: str) -> Spans:
    first, dot, rest = counts.partition(" · ")
    return (Bold(first), f"{dot}{rest}") if rest else (Bold(first),)


def _proofs(found: Sequence[Verdict], quotes: Quotes, most: int) -> Iterator[Proof]:
    """Musts before nice wishes; met, then partly, each with its line; what is not stated in one line."""
    shown = [one for level in LEVELS[:2] for one in _musts_first(found) if one.level == level]
    for alike in _by_line(shown[:most]):
        yield Proof(_said(alike), _line(alike, quotes))
    for level in LEVELS[:2]:
        if more := [one.wish.words for one in shown[most:] if one.level == level]:
            yield Proof((f"{MARK[level]} ", Bold(", ".join(more)), f" {level}"), ())
    if silent := [_named(one.wish) for one in _musts_first(found) if one.level == "not stated"]:
        yield Proof((f"{MARK['not stated']} ", Bold(", ".join(silent)), " not stated"), ())


def _musts_first(found: Sequence[Verdict]) -> list[Verdict]:
    return sorted(found, key=lambda one: not one.wish.must)


def _by_line(shown: Iterable[Verdict]) -> list[list[Verdict]]:
    """What one line shows in the same way stands above it together."""
    groups: dict[object, list[Verdict]] = {}
    for one in shown:
        line = one.reason and (one.reason.document, one.reason.start, one.reason.end, one.reason.where)
        groups.setdefault((one.level, one.said, one.wish.must, line or one.wish), []).append(one)
    return list(groups.values())


def _said(alike: Sequence[Verdict]) -> Spans:
    one, reason = alike[0], alike[0].reason
    named = ", ".join(_named(each.wish) for each in alike)
    notes: list[str] = [
        one.said,
        _where(reason) if reason and not one.said else "",
        f"via {via}" if one.level == "met" and (via := _via(alike)) else "",
        "" if reason else SET_BY_HAND,
    ]
    spans: list[Span] = [f"{MARK[one.level]} ", Bold(named), f" {one.level}"]
    spans += [f" · {note}" for note in notes if note]
    return (*spans, *([Quiet(" · nice to have")] if not one.wish.must else []))


def _where(reason: Reason) -> str:
    """``used at work · Tessera Labs, 2023–now``; of a venue ``MLSys 2025, first author``."""
    there, _, about = reason.where.partition(" · ")
    if there != "paper there":
        return reason.where
    author, _, year = about.rpartition(", ")
    venue = reason.matched if year in reason.matched else f"{reason.matched} {year}"
    return ", ".join(filter(None, (venue, author)))


def _via(alike: Sequence[Verdict]) -> str:
    """The other words that the CV has for the wishes; nothing where it says the same."""
    found = (one.reason for one in alike if one.reason and one.reason.via)
    return ", ".join(one.via for one in found if not says_the_same(one.matched, one.via))


def _line(alike: Sequence[Verdict], quotes: Quotes) -> Spans:
    reasons = [one.reason for one in alike if one.reason]
    if not reasons:
        return ()
    bold = sorted({span for one in reasons for span in one.bold}, key=lambda span: (span.start, span.end))
    return quotes.of(reasons[0].document, reasons[0].start, reasons[0].end, bold).spans


def _named(wish: Wish) -> str:
    return wish.words if len(wish.words) <= _A_WISH else f"{wish.words[:_A_WISH].rstrip()}…"


def _words(wishes: Iterable[Wish]) -> str:
    return " · ".join(map(_named, wishes))


def _echoes(words: Sequence[str]) -> str:
    more = len(words) - _MOST_ECHOES
    return ", ".join(f"“{word}”" for word in words[:_MOST_ECHOES]) + (f" and {more} more" if more > 0 else "")
