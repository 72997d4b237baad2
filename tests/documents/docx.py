"""Word documents for tests.

``document`` renders the paragraphs, tables and text boxes of ``tests.documents.styled`` (``from_markdown`` makes them from a
plain Markdown CV)::

    docx.document(from_markdown(text))
    docx.document([Paragraph("Ada Example", heading=1), Paragraph("**Quill Ltd**\\t2019 – 2022"), Paragraph("Wrote it", bullet=1)])

``package`` takes raw XML for what that cannot say: the body, and other parts by their names. ``zipped`` is the archive of any
parts. The same call gives the same bytes.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from tests.documents.styled import Block, Box, Paragraph, Span, Table

_SCHEMAS = "http://schemas.openxmlformats.org"
NAMESPACES = (
    f'xmlns:w="{_SCHEMAS}/wordprocessingml/2006/main" xmlns:r="{_SCHEMAS}/officeDocument/2006/relationships" '
    f'xmlns:mc="{_SCHEMAS}/markup-compatibility/2006" xmlns:wp="{_SCHEMAS}/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:a="{_SCHEMAS}/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MAIN = f"{_CONTENT}.document.main+xml"
_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{34 - 2 * level}"/></w:rPr></w:style>'
        for level in range(1, 7)
    )
    + '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/></w:style>'
)
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + "".join(
        f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>' for level in range(9)
    )
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_LOOKS = {
    "": "",
    "vanish": "<w:vanish/>",
    "white": '<w:color w:val="FFFFFF"/>',
    "tiny": '<w:sz w:val="2"/>',
}
_RIGHT_STOP = '<w:tabs><w:tab w:val="right" w:pos="9026"/></w:tabs>'


def document(
    blocks: Iterable[Block],
    *,
    header: Sequence[Paragraph] = (),
    footer: Sequence[Paragraph] = (),
    comments: Sequence[str] = (),
) -> bytes:
    """A DOCX of the blocks in order; ``{page}`` in ``header`` and ``footer`` is a page number's field."""
    links: list[str] = []
    body = "".join(_block(block, links) for block in blocks)
    parts = dict[str, str]()
    section = ""
    for kind, lines in (("header", header), ("footer", footer)):
        if lines:
            parts[kind] = "".join(_block(line, links) for line in lines)
            section += f'<w:{kind}Reference w:type="default" r:id="{kind}"/>'
    if comments:
        parts["comments"] = "".join(
            f'<w:comment w:id="{number}" w:author="A"><w:p><w:r><w:t>{escape(comment)}</w:t></w:r></w:p></w:comment>'
            for number, comment in enumerate(comments)
        )
    return package(body + f"<w:sectPr>{section}</w:sectPr>", links=links, **parts)


def package(body: str, *, links: Sequence[str] = (), namespaces: str = NAMESPACES, **parts: str) -> bytes:
    """A DOCX of raw XML: what stands in ``w:body``, and in the parts called styles, numbering, header, comments, ….

    The address ``links[0]`` is the relation ``link0``, and so on; the part ``header`` is the relation ``header``.
    """
    whole = {"styles": _STYLES, "numbering": _NUMBERING, **parts}
    roots = {"header": "hdr", "footer": "ftr"}
    files = {
        "[Content_Types].xml": _content_types(whole),
        "_rels/.rels": _relations([("main", "officeDocument", "word/document.xml", "")]),
        "word/document.xml": f"<w:document {namespaces}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            [(kind, kind.rstrip("0123456789"), f"{kind}.xml", "") for kind in whole]
            + [(f"link{number}", "hyperlink", address, "External") for number, address in enumerate(links)]
        ),
    }
    for kind, inner in whole.items():
        root = roots.get(kind.rstrip("0123456789"), kind)
        files[f"word/{kind}.xml"] = f"<w:{root} {namespaces}>{inner}</w:{root}>"
        if roots.get(kind.rstrip("0123456789")):
            files[f"word/_rels/{kind}.xml.rels"] = files["word/_rels/document.xml.rels"]
    return zipped(files)


def zipped(files: Mapping[str, str | bytes], *, stored: Iterable[str] = ()) -> bytes:
    """A ZIP archive of the files in order, deflated but for the ``stored`` ones."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return held.getvalue()


def paragraph(*runs: str, properties: str = "") -> str:
    """Raw XML of a paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """Raw XML of a run: text with tabs and line breaks."""
    inner = "".join(
        {"\t": "<w:tab/>", "\n": "<w:br/>", "{page}": _PAGE}.get(piece)
        or f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in _pieces(text)
    )
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


_PAGE = (
    '<w:fldChar w:fldCharType="begin"/><w:instrText> PAGE </w:instrText><w:fldChar w:fldCharType="separate"/>'
    '<w:t>1</w:t><w:fldChar w:fldCharType="end"/>'
)


def _pieces(text: str) -> list[str]:
    for mark in ("\t", "\n", "{page}"):
        text = text.replace(mark, f"\0{mark}\0")
    return [piece for piece in text.split("\0") if piece]


def _block(block: Block, links: list[str]) -> str:
    if isinstance(block, Table):
        return _table(block, links)
    if isinstance(block, Box):
        inner = "".join(_block(one, links) for one in block.blocks)
        return paragraph(text_box(inner))
    style = f'<w:pStyle w:val="Heading{block.heading}"/>' if block.heading else ""
    numbered = f'<w:numPr><w:ilvl w:val="{block.bullet - 1}"/><w:numId w:val="1"/></w:numPr>' if block.bullet else ""
    stops = _RIGHT_STOP if "\t" in block.text else ""
    runs = [_span(span, _LOOKS[block.look], links) for span in block.spans()]
    return paragraph(*runs, properties=style + numbered + stops)


def _span(span: Span, look: str, links: list[str]) -> str:
    written = run(span.text, "".join(f"<w:{letter}/>" for letter in span.style) + look)
    if not span.address:
        return written
    links.append(span.address)
    return f"<w:hyperlink r:id={quoteattr(f'link{len(links) - 1}')}>{written}</w:hyperlink>"


def _table(table: Table, links: list[str]) -> str:
    rows = []
    for number, row in enumerate(table.cells()):
        cells = "".join(
            f"<w:tc>{''.join(_block(block, links) for block in cell)}"
            f"{'' if cell and isinstance(cell[-1], Paragraph) else '<w:p/>'}</w:tc>"
            for cell in row
        )
        rows.append(f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if table.header and not number else ''}{cells}</w:tr>")
    grid = "<w:gridCol/>" * max(len(row) for row in table.rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def text_box(inner: str) -> str:
    """Raw XML of a run with a text box, as Word writes it: once for itself, once for old readers."""
    content = f"<w:txbxContent>{inner}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>'
        f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def _content_types(parts: Iterable[str]) -> str:
    overrides = {"document": MAIN} | {part: f"{_CONTENT}.{part.rstrip('0123456789')}+xml" for part in parts}
    return (
        f'<Types xmlns="{_SCHEMAS}/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="/word/{part}.xml" ContentType="{content}"/>' for part, content in overrides.items()
        )
        + "</Types>"
    )


def _relations(rows: Iterable[tuple[str, str, str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{_SCHEMAS}/officeDocument/2006/relationships/{kind}" Target={quoteattr(target)}'
        + (f' TargetMode="{mode}"/>' if mode else "/>")
        for key, kind, target, mode in rows
    )
    return f'<Relationships xmlns="{_SCHEMAS}/package/2006/relationships">{inner}</Relationships>'
