"""People against the wishes of a role, as reply blocks: counts in words, each wish with its mark and its line."""

from collections.abc import Iterable, Iterator, Sequence

from bot.cards.evidence import MARKS
from bot.cards.person import row, shown_name
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

MARK: dict[Level, str] = {"met": MARKS[3], "partly": MARKS[2], "not stated": MARKS[0]}
LEVELS: tuple[Level, ...] = ("met", "partly", "not stated")
MOST_PROOFS = 6
"""Lines under one person of a list; whoever is matched alone has all of them."""
_MOST_ECHOES = 8
_A_WISH = 60
ORDER: Spans = ("Most musts met first, then partly, then the better proof",)
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


def person(number: int, dossier: Dossier, found: Sequence[Verdict], *, contacts: bool) -> Person:
    """One row of the list: the counts, the stage, then the wishes with their lines."""
    plain = row(dossier.candidate, number=number)
    proofs = tuple(_proofs(found, Quotes(dossier.texts, contacts=contacts), MOST_PROOFS))
    stage = plain.lines[-1]
    return Person(plain.name, (*_counts(found), stage), row=number, open=plain.open, proofs=proofs)


def alone(dossier: Dossier, found: Sequence[Verdict], *, contacts: bool) -> list[Block]:
    """One person against every wish, and what to ask."""
    plain = row(dossier.candidate)
    proofs = tuple(_proofs(found, Quotes(dossier.texts, contacts=contacts), len(found)))
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
    for one in shown[:most]:
        yield Proof(_said(one), _line(one, quotes))
    for level in LEVELS[:2]:
        if more := [one.wish.words for one in shown[most:] if one.level == level]:
            yield Proof((f"{MARK[level]} ", Bold(", ".join(more)), f" {level}"), ())
    if silent := [_named(one.wish) for one in _musts_first(found) if one.level == "not stated"]:
        yield Proof((f"{MARK['not stated']} ", Bold(", ".join(silent)), " not stated"), ())


def _musts_first(found: Sequence[Verdict]) -> list[Verdict]:
    return sorted(found, key=lambda one: not one.wish.must)


def _said(one: Verdict) -> Spans:
    reason = one.reason
    via = reason.via if reason and reason.via and one.level == "met" else ""
    where = reason.where if reason and not one.said else ""
    notes: list[str] = [
        one.said,
        where,
        f"via {via}" if via else "",
        "" if reason else "set by a person, not by the CV",
    ]
    spans: list[Span] = [f"{MARK[one.level]} ", Bold(_named(one.wish)), f" {one.level}"]
    spans += [f" · {note}" for note in notes if note]
    return (*spans, *([Quiet(" · nice to have")] if not one.wish.must else []))


def _line(one: Verdict, quotes: Quotes) -> Spans:
    reason = one.reason
    return quotes.of(reason.document, reason.start, reason.end, reason.bold).spans if reason else ()


def _named(wish: Wish) -> str:
    return wish.words if len(wish.words) <= _A_WISH else f"{wish.words[:_A_WISH].rstrip()}…"


def _words(wishes: Iterable[Wish]) -> str:
    return " · ".join(map(_named, wishes))


def _echoes(words: Sequence[str]) -> str:
    more = len(words) - _MOST_ECHOES
    return ", ".join(f"“{word}”" for word in words[:_MOST_ECHOES]) + (f" and {more} more" if more > 0 else "")
