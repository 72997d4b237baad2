"""Labelled fields: labels in a column of their own, and columns of years and of commands inside them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from rich.cells import cell_len
from rich.text import Text as Words

from adapters.terminal.lines import quote, with_base, wrap
from adapters.terminal.words import one_line, words
from bot.chat.messages import Bullets, Code, Field, Quote, Span, Spans, Text

LONGEST_LABEL = 16
LONGEST_CODE = 30
_YEARS = re.compile(r" · (\d{4}(?:–(?:\d{4}|now))?)(?= · |$)")


@dataclass(frozen=True, slots=True)
class _Columns:
    """What neighbouring fields have in common, so that they line up."""

    indent: str
    years: int
    """0 where no entry has any."""
    codes: int
    width: int
    zone: tzinfo | None


def fields(blocks: Sequence[Field], width: int, *, zone: tzinfo | None = None) -> list[Words]:
    labels = [Words(one_line(field.label), style="bold") for field in blocks]
    label_column = max((one.cell_len for one in labels if one.cell_len <= LONGEST_LABEL), default=0) + 2
    columns = _Columns(" " * label_column, _year_column(blocks), _code_column(blocks), width, zone)
    lines: list[Words] = []
    for label, field in zip(labels, blocks, strict=True):
        content = _content(field, columns)
        if content and label.cell_len <= label_column - 2:
            pad = " " * (label_column - label.cell_len)
            content[0] = with_base(label).append(pad).append_text(content[0][label_column:])
            lines += content
        else:
            lines += wrap(label, width) + content
    return lines


def _content(field: Field, columns: _Columns) -> list[Words]:
    hang = columns.indent + ("  " if len(field.content) > 1 else "")
    lines: list[Words] = []
    for one in field.content:
        match one:
            case Text(spans) if _code(spans):
                lines += _explained(spans, columns)
            case Text(spans):
                lines += wrap(words(spans, zone=columns.zone), columns.width, first=columns.indent, indent=hang)
            case Quote(spans):
                lines += quote(spans, columns.width, indent=columns.indent, zone=columns.zone)
            case Bullets(items):
                dated = any(_dated(item)[0] for item in items)
                lines += [line for item in items for line in _entry(item, columns, columns.years if dated else 0)]
    return lines


# ---------------------------------------------------------------------- years


def _entry(item: Spans, columns: _Columns, years_column: int) -> list[Words]:
    """An entry with its years before it, where its neighbours have some."""
    years, rest = _dated(item) if years_column else ("", item)
    first = Words(columns.indent + years.ljust(years_column))
    hang = columns.indent + " " * (years_column or 2)
    return wrap(words(rest, zone=columns.zone), columns.width, first=first, indent=hang)


def _dated(item: Spans) -> tuple[str, Spans]:
    """The years of an entry, ``· 2020–2021``, and the entry without them."""
    for index, span in enumerate(item):
        if isinstance(span, str) and (found := _YEARS.search(span)):
            rest: Span = span[: found.start()] + span[found.end() :]
            return found[1], (*item[:index], rest, *item[index + 1 :])
    return "", item


def _year_column(blocks: Sequence[Field]) -> int:
    entries = [item for field in blocks for one in field.content if isinstance(one, Bullets) for item in one.items]
    return max((len(years) for years, _ in map(_dated, entries) if years), default=-2) + 2


# ------------------------------------------------------------------- commands


def _explained(spans: Spans, columns: _Columns) -> list[Words]:
    """``note noor Call her  Add a note``: the code in a column, what it does beside it, or under it where it is long."""
    code = _code(spans)
    rest = words((str(spans[1]).lstrip(" "), *spans[2:]), zone=columns.zone)
    hang = columns.indent + " " * columns.codes
    if cell_len(code) + 2 > columns.codes:
        return wrap(Words(code), columns.width, indent=columns.indent) + wrap(rest, columns.width, indent=hang)
    first = columns.indent + code + " " * (columns.codes - cell_len(code))
    return wrap(rest, columns.width, first=first, indent=hang)


def _code(spans: Spans) -> str:
    """The code of a line that is code, two spaces and more; empty for any other line."""
    match spans:
        case (Code(code), str(said), *_) if said.startswith("  "):
            return one_line(code)
    return ""


def _code_column(blocks: Sequence[Field]) -> int:
    lines = [_code(one.spans) for field in blocks for one in field.content if isinstance(one, Text)]
    return max((cell_len(code) for code in lines if cell_len(code) <= LONGEST_CODE), default=0) + 2
