"""Word documents as other programs write them: fields, formulas, content controls, coloured shapes, tracked tables."""

import pytest

from bot.cv.passage import Concealed, Sheet
from bot.cv.read import docx
from tests.documents.docx import NAMESPACES, package, paragraph, run

WHITE = '<w:color w:val="FFFFFF"/>'
ADA = paragraph(run("Ada"))
ADA_IN_WHITE = paragraph(run("Ada", WHITE))
BOX = f"<w:txbxContent>{ADA_IN_WHITE}</w:txbxContent>"


def read(body: str, **parts: str) -> Sheet:
    return docx.read(package(body, **parts))


def shown(body: str, **parts: str) -> list[str]:
    return [line.text for line in read(body, **parts).lines]


def drawn(fill: str) -> str:
    shape = f"<wps:wsp><wps:spPr>{fill}</wps:spPr><wps:txbx>{BOX}</wps:txbx></wps:wsp>"
    return paragraph(f"<w:r><w:drawing>{shape}</w:drawing></w:r>")


def pictured(shape: str) -> str:
    return paragraph(f"<w:r><w:pict>{shape}<v:textbox>{BOX}</v:textbox></v:rect></w:pict></w:r>")


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (paragraph(run("Page "), '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>') + ADA, ["Ada"]),
        (paragraph("<w:r><w:instrText>MERGEFIELD</w:instrText><w:t>Ada</w:t></w:r>"), ["Ada"]),
        (paragraph('<w:r><w:t>Ada</w:t><w:fldChar w:fldCharType="end"/></w:r>'), ["Ada"]),
        (paragraph("<w:r><w:ruby><w:rt><w:r><w:t>lín</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>林</w:t></w:r></w:rubyBase></w:ruby></w:r>"), ["林"]),
        (paragraph('<w:r><w:drawing><a:hlinkClick r:id="nowhere"/></w:drawing><w:t>Ada</w:t></w:r>'), ["Ada"]),
        (paragraph(run("Quill Ltd\t"), run("\t", "<w:b/>"), run("2022")), ["Quill Ltd\t2022"]),
        (paragraph("<w:r><w:t/></w:r>", run("Ada \uf0b7 Quill")), ["Ada • Quill"]),
        (f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>{ADA}</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>", ["Ada"]),
        (f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph(run('gone'))}</w:tc></w:tr><w:tr><w:tc>{ADA}</w:tc></w:tr></w:tbl>", ["Ada"]),
        (f'{ADA}<w:sectPr><w:headerReference w:type="default" r:id="gone"/></w:sectPr>', ["Ada"]),
    ],
)  # fmt: skip
def test_what_other_programs_write(body: str, lines: list[str]) -> None:
    assert shown(body) == lines


def test_a_formula_is_read_as_its_letters() -> None:
    math = NAMESPACES + ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    body = paragraph(run("O("), "<m:oMath><m:r><m:t>n</m:t></m:r></m:oMath>", run(") steps"))
    assert shown(body, namespaces=math) == ["O(n) steps"]


def test_the_address_of_a_field_that_is_a_link_stands_in_the_text() -> None:
    link = "<w:fldSimple w:instr=' HYPERLINK \"https://ada.example\" '><w:r><w:t>Home</w:t></w:r></w:fldSimple>"
    assert read(paragraph(link)).text == "Home (https://ada.example)\n"


def test_a_style_may_take_the_outline_of_the_heading_that_it_is_based_on() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="Plain">'
        '<w:name w:val="Plain"/><w:basedOn w:val="H1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    )
    body = "".join(paragraph(run(name), properties=f'<w:pStyle w:val="{name}"/>') for name in ("H1", "Plain"))
    assert [line.kind for line in read(body, styles=styles).lines] == ["heading", "text"]


def test_a_list_whose_signs_are_pictures_is_a_list() -> None:
    numbering = (
        '<w:numPicBullet w:numPicBulletId="0"/><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
        '<w:lvlText w:val="-"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    item = paragraph(run("Rust"), properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    assert [line.kind for line in read(item, numbering=numbering).lines] == ["bullet"]


@pytest.mark.parametrize(
    "body",
    [
        pictured('<v:rect fillcolor="#1f3864 [3204]">'),
        pictured('<mc:AlternateContent><mc:Fallback/></mc:AlternateContent><v:rect fillcolor="#1f3864">'),
        drawn('<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'),
        drawn('<a:ln/><a:solidFill><a:srgbClr val="1F3864"/></a:solidFill>'),
        drawn("<a:gradFill/>"),
        paragraph(run("Ada", WHITE + '<w:shd w:fill="1F3864"/>')),
    ],
)
def test_white_words_on_a_coloured_shape_show(body: str) -> None:
    sheet = read(body)
    assert ([line.text for line in sheet.lines], sheet.concealed) == (["Ada"], ())


def test_white_words_in_a_table_that_its_style_colours_show() -> None:
    style = '<w:style w:type="table" w:styleId="Dark"><w:name w:val="Dark"/><w:tcPr><w:shd w:fill="1F3864"/></w:tcPr></w:style>'
    table = f'<w:tbl><w:tblPr><w:tblStyle w:val="Dark"/></w:tblPr><w:tr><w:tc>{ADA_IN_WHITE}</w:tc></w:tr></w:tbl>'
    assert shown(table, styles=style) == ["Ada"]


@pytest.mark.parametrize(
    "body",
    [
        pictured('<v:rect fillcolor="#1f3864" filled="f">'),
        drawn('<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'),
        drawn("<a:ln/><a:noFill/>"),
    ],
)
def test_white_words_on_a_shape_without_a_colour_are_reported_and_not_read(body: str) -> None:
    sheet = read(body)
    assert (sheet.lines, sheet.concealed) == ((), (Concealed("white text", "Ada"),))
