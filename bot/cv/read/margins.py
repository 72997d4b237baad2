"""Headers and footers: those of the first page stand above the text, the rest once below it, page numbers nowhere."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.cv.read.composing import Run
from bot.cv.read.flow import Block, Paragraph
from bot.cv.read.pen import PAGE_NUMBER

_PAGE = re.compile(
    rf"[\s|·•,–-]{{0,9}}+(?:\b(?:page|seite|página|pagina|p\.)|第)?+\s{{0,3}}+{PAGE_NUMBER}"
    rf"(?:\s{{0,3}}(?:of|von|de|/|sur)\s{{0,3}}{PAGE_NUMBER})?\s{{0,3}}[页頁]?",
    re.IGNORECASE,
)


def within(first: Iterable[Block], body: list[Block], later: Iterable[Block]) -> list[Block]:
    """The body between its margins; what a margin repeats of the text is left out."""
    top = {_told(one): one for one in _numberless(first)}.values()
    body = list(_numberless(body))
    told = {_told(one) for one in (*top, *body)}
    rest = {_told(one): one for one in _numberless(later)}
    return [*top, Paragraph(), *body, Paragraph(), *(one for words, one in rest.items() if words not in told)]


def _numberless(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if not isinstance(block, Paragraph) or PAGE_NUMBER not in block.text:
            yield block
        elif rest := _PAGE.sub("", block.text).strip():
            yield replace(block, runs=[Run(rest)])


def _told(block: Block) -> str:
    return block.text.strip() if isinstance(block, Paragraph) else str(id(block))
