"""OpenDocument texts for tests: ``document`` renders the blocks of ``tests.documents.styled``, ``package`` takes raw XML."""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from tests.documents.docx import zipped
from tests.documents.styled import Block, Box, Paragraph, Span, Table

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = (
    "".join(
        f'xmlns:{name}="{_OASIS}:{name}:1.0" ' for name in ("office", "text", "table", "style", "drawing", "manifest")
    ).replace("xmlns:drawing=", "xmlns:draw=")
    + f'xmlns:fo="{_OASIS}:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
)
MIME = "application/vnd.oasis.opendocument.text"
STYLES = "".join(
    f'<style:style style:name="{name}" style:family="text"><style:text-properties {said}/></style:style>'
    for name, said in {
        "b": 'fo:font-weight="bold"',
        "i": 'fo:font-style="italic"',
        "bi": 'fo:font-weight="bold" fo:font-style="italic"',
        "vanish": 'text:display="none"',
        "white": 'fo:color="#ffffff"',
        "tiny": 'fo:font-size="1pt"',
    }.items()
)


def document(
    blocks: Iterable[Block],
    *,
    header: Sequence[Paragraph] = (),
    footer: Sequence[Paragraph] = (),
    comments: Sequence[str] = (),
) -> bytes:
    """An ODT of the blocks in order; ``{page}`` in ``header`` and ``footer`` is a page number's field."""
    told = "".join(f"<office:annotation><text:p>{escape(one)}</text:p></office:annotation>" for one in comments)
    body = "".join(_block(block) for block in blocks)
    master = "".join(
        f"<style:{kind}>{''.join(_block(one) for one in lines)}</style:{kind}>"
        for kind, lines in (("header", header), ("footer", footer))
    )
    return package((f"<text:p>{told}</text:p>" if told else "") + body, master=master)


def package(body: str, *, styles: str = STYLES, master: str = "") -> bytes:
    """An ODT of raw XML: what stands in ``office:text``, in ``office:automatic-styles`` and in the master page."""
    return zipped(
        {
            "mimetype": MIME,
            "content.xml": f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {NAMESPACES}><office:master-styles>"
            f'<style:master-page style:name="Standard">{master}</style:master-page></office:master-styles></office:document-styles>',
        },
        stored=("mimetype",),
    )


def flat(body: str, *, styles: str = STYLES) -> bytes:
    """The same as one XML file (.fodt)."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMESPACES} office:mimetype="{MIME}">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    ).encode()


def _block(block: Block) -> str:
    if isinstance(block, Table):
        rows = [f"<table:table-row>{''.join(_cell(cell) for cell in row)}</table:table-row>" for row in block.cells()]
        if block.header:
            rows[0] = f"<table:table-header-rows>{rows[0]}</table:table-header-rows>"
        return f"<table:table>{''.join(rows)}</table:table>"
    if isinstance(block, Box):
        inner = "".join(_block(one) for one in block.blocks)
        return f"<text:p><draw:frame><draw:text-box>{inner}</draw:text-box></draw:frame></text:p>"
    written = "".join(_span(span, block.look) for span in block.spans())
    if block.heading:
        return f'<text:h text:outline-level="{block.heading}">{written}</text:h>'
    paragraph = f"<text:p>{written}</text:p>"
    for _ in range(block.bullet):
        paragraph = f"<text:list><text:list-item>{paragraph}</text:list-item></text:list>"
    return paragraph


def _cell(cell: list[Paragraph | Table]) -> str:
    return f"<table:table-cell>{''.join(_block(block) for block in cell)}</table:table-cell>"


def _span(span: Span, look: str) -> str:
    text = escape(span.text)
    for mark, tag in (
        ("\t", "<text:tab/>"),
        ("\n", "<text:line-break/>"),
        ("{page}", "<text:page-number>1</text:page-number>"),
    ):
        text = text.replace(mark, tag)
    style = look or span.style
    text = f'<text:span text:style-name="{style}">{text}</text:span>' if style else text
    return f"<text:a xlink:href={quoteattr(span.address)}>{text}</text:a>" if span.address else text
