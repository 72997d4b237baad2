"""Why people stand in the order they do, in words: the strength of each skill asked for, line by line, and the arrival."""

from datetime import datetime

from bot.cards import person as cards
from bot.cards.by_hand import SET_BY_HAND
from bot.cards.evidence import MARKS
from bot.cards.quotes import Quotes
from bot.cards.wording import day
from bot.chat.messages import Bold, Person, Proof, Spans, Text
from bot.search.finding import Found, Hit
from bot.search.ranking import Strength, ranked, strengths, unranked
from bot.search.reasons import reasons
from bot.search.skills import skills

_GRADES = {3: "used at work", 2: "in a paper, project or course", 1: "listed or mentioned", 0: "a stated interest only"}
_NEWEST = "who came last comes first"


def order(found: Found) -> Text:
    """What the whole list is ordered by."""
    asked = ranked(found.query)
    if found.by_name or not asked:
        what = "A name" if found.by_name else "What was asked for"
        return Text((Bold("Order"), f"\n{what} is not ranked: {_NEWEST}."))
    several = "the skills asked for add up; " if len(asked) > 1 else ""
    rarest = "then who is stronger in the rarest skill, " if len(asked) > 1 else ""
    return Text(
        (
            Bold("Order"),
            "\nStrength of proof: 3 used in a dated job, 2 in a paper, project or course, 1 listed or mentioned. ",
            f"A skill that only implies the asked one counts ½ less; {several}of equals, whose proof is newer comes first (less than ",
            "two years old when the CV came, less than five, older, undated), ",
            f"{rarest}then {_NEWEST}. Nothing else counts.",
        )
    )


def row(found: Found, hit: Hit, quotes: Quotes, number: int, now: datetime) -> Person:
    """One person with all that their place comes from."""
    counted = () if found.by_name else strengths(found.query, hit.dossier)
    proofs = tuple(_proof(one, quotes) for one in counted)
    others = tuple(cards.proof(one, quotes) for one in reasons(unranked(found.query), hit.dossier))
    strength: Spans = (" · strength ", Bold(halves(sum(one.halves for one in counted)))) if counted else ()
    arrived = f" · arrived {day(hit.dossier.candidate.arrived, now)}"
    return cards.row(hit.dossier.candidate, number=number, extra=(*strength, arrived), proofs=(*proofs, *others))


def halves(number: int) -> str:
    """``5`` or ``2½`` for a number of halves."""
    whole, half = divmod(abs(number), 2)
    return f"{'-' * (number < 0)}{whole or ''}{'½' * half}" or "0"


def _proof(one: Strength, quotes: Quotes) -> Proof:
    mark = MARKS[one.row.grade]
    words: Spans = (f"{mark} ", Bold(f"{one.asked} {halves(one.halves)}"), f" · {_why(one)}")
    if one.reason is None:
        return Proof(words, (SET_BY_HAND,))
    return Proof(words, quotes.of(one.reason.document, one.reason.start, one.reason.end, one.reason.bold).spans)


def _why(one: Strength) -> str:
    if one.reason is None:
        return _GRADES[one.row.grade]
    where = one.reason.where if one.row.grade else _GRADES[0]
    implied = f" · {skills().label(one.row.skill)}, which implies it, counts ½ less" if one.row.implied else ""
    return where + implied
