"""Makes HTML pages for tests, from the same paragraphs and tables that the other makers take."""

import html
from collections.abc import Iterable, Sequence

from tests.documents.styled import Block, Box, Paragraph, Span, Table

_LOOKS = {
    "": "",
    "vanish": ' style="display:none"',
    "white": ' style="color:#ffffff"',
    "tiny": ' style="font-size:1px"',
}


def page(
    blocks: Iterable[Block], *, style: str = "", title: str = "Curriculum vitae", encoding: str = "utf-8"
) -> bytes:
    """A whole page; ``style`` is its style sheet."""
    body = "".join(_block(one) for one in blocks)
    head = f'<meta charset="{encoding}"><title>{html.escape(title)}</title><style>{style}</style>'
    return f"<!DOCTYPE html>\n<html><head>{head}</head><body>{body}</body></html>".encode(encoding)


def body(inner: str, style: str = "") -> bytes:
    """A page with this body, as written."""
    return (
        f"<!DOCTYPE html><html><head><title>x</title><style>{style}</style></head><body>{inner}</body></html>".encode()
    )


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Box):
        return f"<div>{''.join(_block(one) for one in block.blocks)}</div>"
    words = "".join(_span(span) for span in block.spans())
    look = _LOOKS[block.look]
    if block.heading:
        return f"<h{block.heading}{look}>{words}</h{block.heading}>\n"
    if block.bullet:
        return f"{'<ul>' * block.bullet}<li{look}>{words}</li>{'</ul>' * block.bullet}\n"
    return f"<p{look}>{words}</p>\n"


def _span(span: Span) -> str:
    words = html.escape(span.text).replace("\n", "<br>")
    first, tab, rest = words.partition("\t")
    if tab:
        words = f'{first}<span style="float:right">{rest}</span>'
    for mark, tag in (("b", "strong"), ("i", "em")):
        words = f"<{tag}>{words}</{tag}>" if mark in span.style else words
    return f'<a href="{html.escape(span.address)}">{words}</a>' if span.address else words


def _table(table: Table) -> str:
    rows = []
    for number, row in enumerate(table.cells()):
        tag = "th" if table.header and not number else "td"
        rows.append("".join(f"<{tag}>{_inside(cell)}</{tag}>" for cell in row))
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>\n"


def _inside(cell: Sequence[Block]) -> str:
    alone = cell[0] if len(cell) == 1 else None
    if isinstance(alone, Paragraph) and not alone.bullet and not alone.heading:
        return "".join(_span(span) for span in alone.spans())
    return "".join(_block(one) for one in cell)
