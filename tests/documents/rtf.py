"""RTF documents for tests: ``document`` renders the blocks of ``tests.documents.styled``, ``raw`` takes RTF itself."""

from collections.abc import Iterable

from tests.documents.styled import Block, Box, Paragraph, Span, Table

_HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fnil\fcharset2 Symbol;}}"
    r"{\colortbl;\red255\green255\blue255;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}"
    + "".join(rf"{{\s{level}\outlinelevel{level - 1}\b heading {level};}}" for level in range(1, 7))
    + r"}{\info{\author Other Person}{\title Secret title}}"
)
_LOOKS = {"": "", "vanish": r"\v ", "white": r"\cf1 ", "tiny": r"\fs2 "}


def document(blocks: Iterable[Block]) -> bytes:
    return raw("".join(_block(block) for block in blocks))


def raw(body: str, head: str = _HEAD) -> bytes:
    return (head + "\n" + body + "}").encode("ascii")


def escaped(text: str) -> str:
    """The text in RTF's own characters."""
    signs = {"\\": r"\\", "{": r"\{", "}": r"\}", "\t": r"\tab ", "\n": r"\line "}
    return "".join(signs.get(char) or (char if char.isascii() else _unicode(char)) for char in text)


def _unicode(char: str) -> str:
    units = char.encode("utf-16-le")
    codes = [int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)]
    return "".join(rf"\u{code}?" for code in codes)


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return "".join(_row(row, heads=block.header and not place) for place, row in enumerate(block.cells()))
    if isinstance(block, Box):
        inner = "".join(_block(one) for one in block.blocks)
        return rf"{{\shp{{\*\shpinst\shpleft100{{\shptxt {inner}}}}}}}" + "\n"
    return _written(block) + r"\par" + "\n"


def _written(paragraph: Paragraph) -> str:
    head = r"\pard\plain "
    if paragraph.heading:
        head += rf"\s{paragraph.heading}\outlinelevel{paragraph.heading - 1}\b "
    if paragraph.bullet:
        head = rf"{{\listtext\f1\'b7\tab}}\pard\plain\ls1\ilvl{paragraph.bullet - 1} "
    return head + "".join(_span(span, _LOOKS[paragraph.look]) for span in paragraph.spans())


def _span(span: Span, look: str) -> str:
    written = (
        "{"
        + "".join(rf"\{letter}" for letter in span.style)
        + (" " if span.style else "")
        + look
        + escaped(span.text)
        + "}"
    )
    if span.address:
        return rf'{{\field{{\*\fldinst{{HYPERLINK "{escaped(span.address)}"}}}}{{\fldrslt{written}}}}}'
    return written


def _row(row: list[list[Paragraph | Table]], *, heads: bool) -> str:
    cells = ""
    for cell in row:
        lines = [one for one in cell if isinstance(one, Paragraph)]
        cells += r"\par ".join(_written(one) + r"\intbl" for one in lines) + r"\cell "
    return (
        r"\trowd"
        + (r"\trhdr" if heads else "")
        + "".join(rf"\cellx{2000 * (place + 1)}" for place in range(len(row)))
        + cells
        + r"\row"
        + "\n"
    )
