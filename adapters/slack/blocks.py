"""A reply's blocks as Block Kit blocks, each within Slack's limits."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from adapters.slack.controls import Controls
from adapters.slack.spans import Json, clean, pieces_of, plain, rich, text_object, typed, words
from bot.chat.messages import (
    Actions,
    Bar,
    Block,
    Bold,
    Bullets,
    Chart,
    Divider,
    Field,
    Person,
    Proof,
    Quote,
    SmallPrint,
    Spans,
    Table,
    Text,
    Title,
)

HEADER, SECTION = 150, 3000
LONGEST_BAR = 8
CELL, COLUMNS, ROWS, TABLE = 600, 20, 100, 9000
PART, BLOCK = 3000, 6000
"""JSON characters of one part of a rich-text block, and of the block; a message takes about 13,000."""


def size(value: Json | list[Json]) -> int:
    """What Slack seems to count of a message: its blocks as compact JSON."""
    return len(msgspec.json.encode(value).decode())


def drawn(block: Block, controls: Controls) -> list[Json]:
    """The Slack blocks of one block; none where it has nothing to show."""
    match block:
        case Title(text):
            return _title(text)
        case SmallPrint(items):
            return _small_print(items)
        case Text(spans):
            return rich_text([Run("section", rich(spans))])
        case Bullets() | Quote():
            return rich_text(_runs(block))
        case Person():
            return _person(block, controls)
        case Field(label, content):
            return _field(label, content)
        case Table():
            return _table(block)
        case Chart(bars):
            return _chart(bars)
        case Actions(items):
            return [*controls.row(items), *_to_type(controls)]
        case Divider():
            return [{"type": "divider"}]


# ------------------------------------------------------------------ rich text


@dataclass(slots=True)
class Run:
    """A stretch of a rich-text block: a paragraph, a quote, or one item of a list."""

    kind: Literal["section", "quote", "item"]
    elements: list[Json] = field(default_factory=list)


def rich_text(runs: list[Run]) -> list[Json]:
    """The runs as rich-text blocks, as many as their length takes."""
    blocks: list[Json] = []
    room = 0
    for run in runs:
        for elements in _parts(run.elements):
            needed = size(elements) + 60
            if needed > room:
                blocks.append({"type": "rich_text", "elements": []})
                room = BLOCK
            room -= needed
            _append(blocks[-1]["elements"], run.kind, elements)
    return blocks


def _append(runs: list[Json], kind: str, elements: list[Json]) -> None:
    if kind != "item":
        runs.append({"type": f"rich_text_{kind}", "elements": elements})
        return
    if not runs or runs[-1]["type"] != "rich_text_list":
        runs.append({"type": "rich_text_list", "style": "bullet", "elements": []})
    runs[-1]["elements"].append({"type": "rich_text_section", "elements": elements})


def _parts(elements: list[Json]) -> Iterator[list[Json]]:
    """The elements in parts of at most `PART`; a text too long for one is cut between words."""
    part: list[Json] = []
    used = 0
    for element in elements:
        for piece in _shortened(element):
            needed = size(piece)
            if part and used + needed > PART:
                yield part
                part, used = [], 0
            part.append(piece)
            used += needed
    if any(str(one.get("text", "date")).strip() for one in part):
        yield part


def _shortened(element: Json) -> Iterator[Json]:
    if element["type"] == "text" and len(element["text"]) > PART // 2:
        yield from ({**element, "text": piece} for piece in pieces_of(element["text"], PART // 2))
    else:
        yield element


def _runs(block: Text | Bullets | Quote) -> list[Run]:
    if isinstance(block, Bullets):
        return [Run("item", rich(item)) for item in block.items]
    return [Run("quote" if isinstance(block, Quote) else "section", rich(block.spans))]


# ---------------------------------------------------------------- each block


def _title(text: str) -> list[Json]:
    line = " ".join(clean(text).split())
    if len(line) <= HEADER:
        return [{"type": "header", "text": plain(line, HEADER)}] if line else []
    return rich_text([Run("section", rich((Bold(line),)))])


def _small_print(items: tuple[Spans, ...]) -> list[Json]:
    joined: Spans = ()
    for item in items:
        if words(item).strip():
            joined += (" · ", *item) if joined else item
    return _contexts([joined])


def _contexts(lines: list[Spans]) -> list[Json]:
    return [{"type": "context", "elements": [one]} for one in text_object(lines, SECTION)]


def _person(person: Person, controls: Controls) -> list[Json]:
    if person == Person("", person.lines) and not any(words(line).strip() for line in person.lines):
        return []
    name = " ".join(clean(person.name).split()) or "–"
    if person.row is not None:
        name = f"{person.row}. {name}"
    sections: list[Json] = [
        {"type": "section", "text": one} for one in text_object([(Bold(name),), *person.lines], SECTION)
    ]
    if person.open and (opening := controls.button(person.open, named=person.name)):
        sections[-1]["accessory"] = opening
    blocks = [*sections, *rich_text([run for proof in person.proofs for run in _proof(proof)])]
    return [*blocks, *controls.row(person.buttons), *_to_type(controls)]


def _proof(proof: Proof) -> list[Run]:
    return [Run("section", rich(proof.words)), Run("quote", rich(proof.quote))]


def _field(label: str, content: tuple[Text | Bullets | Quote, ...]) -> list[Json]:
    runs = [Run("section", rich((Bold(label),)))]
    for one in content:
        if isinstance(one, Text) and runs[-1].kind == "section" and runs[-1].elements:
            runs[-1].elements += [{"type": "text", "text": "\n"}, *rich(one.spans)]
        else:
            runs += _runs(one)
    return rich_text(runs)


def _chart(bars: tuple[Bar, ...]) -> list[Json]:
    most = max((bar.value for bar in bars), default=0)
    return _contexts([_bar(bar, most) for bar in bars])


def _bar(bar: Bar, most: int) -> Spans:
    length = max(1, round(LONGEST_BAR * bar.value / most)) if bar.value else 0
    before = f" ({bar.before})" if bar.before is not None else ""
    return ("█" * length, " " if length else "", Bold(str(bar.value)), f" {bar.label}{before}")


def _table(table: Table) -> list[Json]:
    """A table; where Slack could not show it whole, every row as a list of "column: value"."""
    header = [_cell((Bold(label),)) for label in table.header]
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    if len(header) > COLUMNS or any(len(words(cell)) > CELL for row in table.rows for cell in row):
        return rich_text(listed(table))
    tables: list[Json] = []
    used = TABLE
    for row in rows:
        needed = sum(size(cell) for cell in row)
        if not tables or used + needed > TABLE or len(tables[-1]["rows"]) >= ROWS:
            tables.append({"type": "table", "column_settings": [{"is_wrapped": True}] * len(header), "rows": [header]})
            used = sum(size(cell) for cell in header)
        tables[-1]["rows"].append(row)
        used += needed
    shown_whole = tables and all(size(one) < TABLE + 2000 for one in tables)
    return tables if shown_whole else rich_text(listed(table))


def _cell(spans: Spans) -> Json:
    elements = rich(spans)
    if not "".join(words(spans)).strip():
        elements = [{"type": "text", "text": " "}]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def listed(table: Table) -> list[Run]:
    """A table as lines of words, for where there are no tables."""
    if not table.rows:
        return [Run("section", rich((Bold(" · ".join(table.header)),)))]
    runs: list[Run] = [Run("section", rich((" · ".join(table.header),)))]
    for row in table.rows:
        runs.append(Run("section", rich(row[0], bold=True)))
        runs += [
            Run("item", rich((Bold(label), ": ", *cell))) for label, cell in zip(table.header[1:], row[1:], strict=True)
        ]
    return runs


def _to_type(controls: Controls) -> list[Json]:
    """What to type for the controls whose command line is too long for a button."""
    runs = [
        Run("section", [*rich((f"{label}: ",)), {"type": "text", "text": typed(line), "style": {"code": True}}])
        for label, line in controls.too_long()
    ]
    return rich_text(runs)
