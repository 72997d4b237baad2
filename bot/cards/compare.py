"""People side by side as reply blocks: a table, and the CV line behind each of its cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cards import work
from bot.cards.evidence import MARKS
from bot.cards.person import first_name, shown_name
from bot.cards.quotes import Quotes
from bot.cards.wording import listed, people, stage
from bot.chat.messages import (
    Actions,
    Block,
    Bold,
    Button,
    Field,
    Quote,
    Reply,
    SmallPrint,
    Span,
    Spans,
    Table,
    Text,
    Title,
)
from bot.judging.held import applied
from bot.judging.sidebyside import Cell, Property
from bot.openings.records import Opening
from bot.records import Candidate, Dossier
from bot.work.records import Scorecards

LEGEND: tuple[Spans, ...] = (
    ("● used at work",),
    ("◐ paper, project or course",),
    ("○ listed only",),
    ("– not stated",),
)
_LONGEST = 160
"""Characters of a cell; the whole stands in the proof."""


@dataclass(frozen=True, slots=True)
class Side:
    """Who stands beside whom, with what is said of them."""

    dossiers: tuple[Dossier, ...]
    found: tuple[Property, ...]
    opening: Opening | None = None
    """For which all of them are looked at."""
    option: str = ""
    """As it was asked for, for the lines of buttons."""

    @property
    def rows(self) -> list[Candidate]:
        return [one.candidate for one in self.dossiers]

    @property
    def heading(self) -> str:
        return f"side by side for {self.opening.name}" if self.opening else "side by side"

    @property
    def scorecards(self) -> list[Scorecards]:
        """Of what they are looked at for, as far as they are sent and the asker may see them."""
        found = []
        for one in self.dossiers:
            here = applied(one, self.opening)
            cards = one.scorecards.at(here.opening.id) if here else Scorecards()
            found.append(Scorecards(tuple(card for card in cards.shown if card.sent), cards.hidden))
        return found

    def line(self, part: str = "") -> str:
        return f"compare {', '.join(f'#{row.number}' for row in self.rows)}{part}{self.option}"


def compared(side: Side) -> Reply:
    """A column a person, a row a property."""
    rows = side.rows
    names = tuple(map(shown_name, rows))
    table = Table(
        ("", *names),
        (
            ((Bold("Stage"),), *(_stage(one, side.opening) for one in side.dossiers)),
            *_scored(side.scorecards),
            *(((Bold(one.label),), *_cells(one)) for one in side.found),
        ),
    )
    buttons = (
        *(Button(f"Open {short}", f"show #{row.number}", spoken=f"Open {name}") for row, name, short in _short(rows)),
        Button("Show proof", side.line(" evidence"), spoken="Show the CV line behind every value"),
    )
    standing = (applied(one, side.opening) for one in side.dossiers)
    stages = (
        f"{name} ({stage(here.stage).label})" if here else name for name, here in zip(names, standing, strict=True)
    )
    return Reply(
        (Title(f"{people(len(rows))} {side.heading}"), table, SmallPrint(LEGEND), Actions(buttons)),
        text=f"Compared: {', '.join(stages)}.",
    )


def proven(side: Side, now: datetime, *, contacts: bool) -> Reply:
    """Every value with the line it stands in; what only the team says has none."""
    quotes = [Quotes(one.texts, contacts=contacts, profile=one.profile) for one in side.dossiers]
    names = list(map(shown_name, side.rows))
    blocks: list[Block] = [
        Title(f"{listed(names)} {side.heading}"),
        SmallPrint((("The CV line behind every value",), ("– is not stated, which is not no",))),
    ]
    cards = zip(names, side.scorecards, strict=True)
    if told := [Text((f"{name}: ", *line)) for name, one in cards for line in work.scores(one, now)]:
        blocks.append(Field("Scores", tuple(told)))
    for one in side.found:
        content: list[Text | Quote] = []
        for name, cell, shown, of in zip(names, one.cells, _cells(one), quotes, strict=True):
            content += [Text((f"{name}: ", *shown)), *_lines(cell, of)]
        blocks.append(Field(one.label, tuple(content)))
    blocks.append(Actions((Button("Back to the table", side.line()),)))
    return Reply(tuple(blocks), text=f"The CV lines behind {listed(names)}.")


def _scored(cards: Sequence[Scorecards]) -> Iterator[tuple[Spans, ...]]:
    """What the team gave, one after the other; none where nobody scored any of them."""
    if any(one.shown or one.hidden for one in cards):
        yield ((Bold("Scores"),), *((_cut(_given(one)) or "–",) for one in cards))


def _given(cards: Scorecards) -> str:
    """``Interview, Jonas: skills 3, overall 4; 1 hidden until yours is in``."""
    said = [
        f"{stage(one.stage).label}, {one.by}: {', '.join(f'{name} {score}' for name, score in one.scores)}"
        for one in cards.shown
    ]
    return "; ".join([*([f"{len(cards.hidden)} hidden until yours is in"] if cards.hidden else []), *said])


def _lines(cell: Cell, quotes: Quotes) -> tuple[Quote, ...]:
    if cell.reason:
        return (quotes.of(cell.reason.document, cell.reason.start, cell.reason.end, cell.reason.bold),)
    return quotes.lines(cell.evidence)


def _cells(one: Property) -> list[Spans]:
    return [(_words(cell) or ("– not stated" if one.marked else "–"),) for cell in one.cells]


def _words(cell: Cell) -> str:
    words = _cut(cell.words)
    return words if cell.grade is None else f"{MARKS[cell.grade]} {words}"


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()} …"


def _stage(one: Dossier, opening: Opening | None) -> Spans:
    """Where they stand, at the opening that they are looked at for."""
    here = applied(one, opening)
    if here is None:
        return ("did not apply",)
    spans: list[Span] = [stage(here.stage)]
    return (*spans, f", {here.owner}") if here.owner else tuple(spans)


def _short(rows: Sequence[Candidate]) -> list[tuple[Candidate, str, str]]:
    """Everybody with the whole name and the first word of it, where that tells them apart."""
    firsts = [first_name(row) for row in rows]
    return [
        (row, shown_name(row), first if first and firsts.count(first) == 1 else f"#{row.number}")
        for row, first in zip(rows, firsts, strict=True)
    ]
