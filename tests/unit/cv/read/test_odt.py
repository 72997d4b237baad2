"""OpenDocument texts: what the page shows, in the order it is read, and what it hides."""

import pytest

from bot.cv.passage import Concealed, Line
from bot.cv.read import odt
from bot.cv.read.formats import open_sheet
from bot.cv.unreadable import Unreadable
from tests.documents.docx import zipped
from tests.documents.odt import MIME, STYLES, document, flat, package
from tests.documents.styled import Box, Paragraph, Table


def lines(data: bytes) -> list[Line]:
    return list(odt.read(data).lines)


def body(*parts: str, styles: str = STYLES) -> list[str]:
    return [line.text for line in lines(package("".join(parts), styles=styles))]


def test_bold_and_italic_come_from_styles_and_what_they_inherit_from() -> None:
    styles = (
        STYLES + '<style:style style:name="heavy" style:family="text" style:parent-style-name="b"/>'
        '<style:style style:name="all" style:family="paragraph"><style:text-properties fo:font-weight="700"/></style:style>'
    )
    read = lines(
        package(
            '<text:p>a<text:span text:style-name="heavy">b</text:span><text:span text:style-name="i">c</text:span></text:p>'
            '<text:p text:style-name="all">d</text:p>',
            styles=styles,
        )
    )
    assert [line.passage.styles for line in read] == [" bi", "b"]


def test_tabs_breaks_blanks_and_white_space_of_the_file() -> None:
    assert body("<text:p>Quill\n   Ltd<text:tab/>Bern<text:line-break/>a<text:s text:c='2'/>b</text:p>") == [
        "Quill Ltd\tBern",
        "a  b",
    ]


def test_a_list_without_a_sign_is_plain_text_and_a_second_paragraph_has_none() -> None:
    silent = '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format=""/></text:list-style>'
    two = "<text:list><text:list-item><text:p>one</text:p><text:p>more</text:p></text:list-item></text:list>"
    read = lines(package(two + two.replace("<text:list>", '<text:list text:style-name="L">'), styles=silent))
    assert [line.kind for line in read] == ["bullet", "text", "text", "text"]


def test_tables_and_boxes_are_read_as_in_word() -> None:
    story = [Paragraph("Software Engineer"), Paragraph("Quill Ltd"), Paragraph("Wrote kernels", bullet=1)]
    data = document(
        [
            Paragraph("Ada Example", heading=1),
            Box([Paragraph("In a box")]),
            Paragraph("An engineer."),
            Table([["Language", "Level"], ["Norwegian", "C1"]], header=True),
            Table([[[Paragraph("2019 – 2022")], story]]),
        ]
    )
    assert [(line.kind, line.text) for line in lines(data)] == [
        ("heading", "Ada Example"),
        ("text", "An engineer."),
        ("row", "Language Level"),
        ("row", "Norwegian C1"),
        ("text", "2019 – 2022\tSoftware Engineer"),
        ("text", "Quill Ltd"),
        ("bullet", "Wrote kernels"),
        ("text", "In a box"),
    ]


def test_header_and_footer_without_page_numbers() -> None:
    data = document(
        [Paragraph("An engineer.")],
        header=[Paragraph("Ada Example")],
        footer=[Paragraph("ada@mail.example | Page {page}")],
    )
    assert [line.text for line in lines(data)] == ["Ada Example", "An engineer.", "ada@mail.example"]


def test_a_footnote_stands_at_the_end_and_deleted_text_nowhere() -> None:
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Equal</text:p></text:note-body></text:note>"
    gone = "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    assert body(gone, f"<text:p>A paper{note}</text:p>", "<text:p>More</text:p>") == ["A paper", "More", "Equal"]


@pytest.mark.parametrize(("look", "how"), [("vanish", "hidden text"), ("white", "white text"), ("tiny", "tiny text")])
def test_hidden_words_are_reported_and_not_read(look: str, how: str) -> None:
    sheet = odt.read(document([Paragraph("Ada"), Paragraph("secret words", look=look)]))  # type: ignore[arg-type]
    assert sheet.text == "Ada\n"
    assert sheet.concealed == (Concealed(how, "secret words"),)


def test_comments_and_hidden_sections_are_reported() -> None:
    hidden = '<text:section text:display="none"><text:p>secret plan</text:p></text:section>'
    field = '<text:p>Ada<text:hidden-text text:string-value="secret field"/></text:p>'
    comment = "<text:p><office:annotation><text:p>secret note</text:p></office:annotation></text:p>"
    sheet = odt.read(package(hidden + field + comment))
    assert sheet.text == "Ada\n"
    assert {(one.how, one.words) for one in sheet.concealed} == {
        ("hidden text", "secret plan"),
        ("hidden text", "secret field"),
        ("a comment", "secret note"),
    }


def test_words_off_the_page_or_transparent_are_reported_and_not_read() -> None:
    far = '<style:style style:name="far" style:family="paragraph"><style:paragraph-properties fo:margin-left="-50cm"/></style:style>'
    clear = '<style:style style:name="clear" style:family="text"><style:text-properties xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" loext:opacity="0%"/></style:style>'
    frame = '<text:p>Ada<draw:frame xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" svg:x="-50cm"><draw:text-box><text:p>secret frame</text:p></draw:text-box></draw:frame></text:p>'
    spans = '<text:p text:style-name="far">secret margin</text:p><text:p><text:span text:style-name="clear">secret span</text:span></text:p>'
    sheet = odt.read(package(frame + spans, styles=STYLES + far + clear))
    assert sheet.text == "Ada\n"
    assert {(one.how, one.words) for one in sheet.concealed} == {
        ("text off the page", "secret frame"),
        ("text off the page", "secret margin"),
        ("hidden text", "secret span"),
    }


def test_a_document_of_pictures_alone_is_refused_by_name() -> None:
    with pytest.raises(Unreadable, match="pictures and no text"):
        odt.read(package("<text:p><draw:frame><draw:image/></draw:frame></text:p>"))


def test_white_words_on_a_dark_ground_show() -> None:
    dark = '<style:style style:name="dark" style:family="paragraph"><style:paragraph-properties fo:background-color="#1f3864"/></style:style>'
    cell = '<style:style style:name="cell" style:family="table-cell"><style:table-cell-properties fo:background-color="#1f3864"/></style:style>'
    white = '<text:span text:style-name="white">Ada</text:span>'
    placed = f'<table:table><table:table-row><table:table-cell table:style-name="cell"><text:p>{white}</text:p></table:table-cell></table:table-row></table:table>'
    assert body(f'<text:p text:style-name="dark">{white}</text:p>', placed, styles=STYLES + dark + cell) == [
        "Ada",
        "Ada",
    ]


def test_a_flat_file_is_read_whatever_its_name() -> None:
    assert [line.text for line in open_sheet(flat("<text:p>Ada Example</text:p>"), "cv.txt").lines] == ["Ada Example"]
    assert [line.text for line in open_sheet(document([Paragraph("Ada Example")]), "cv.docx").lines] == ["Ada Example"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (zipped({"mimetype": MIME, "META-INF/manifest.xml": "<a><encryption-data/></a>", "content.xml": "x"}), "protected by a password."),
        (zipped({"mimetype": MIME, "content.xml": "<a"}), "damaged file."),
        (zipped({"mimetype": MIME, "content.xml": "<a/>"}), "damaged file."),
        (zipped({"mimetype": MIME, "content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "holds a document type (DTD)"),
        (zipped({"mimetype": MIME.replace("text", "spreadsheet")}), "an OpenDocument spreadsheet."),
        (zipped({"mimetype": "application/epub+zip"}), "an e-book."),
        (package("<table:table><table:table-row><table:table-cell>" * 60), "damaged file."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        open_sheet(data, "cv.odt")
    assert refused.value.reason.startswith(said)


def styled(name: str, family: str, looks: str = "", attributes: str = "") -> str:
    return f'<style:style style:name="{name}" style:family="{family}" {attributes}>{looks}</style:style>'


def framed(look: str) -> bytes:
    frame = '<draw:frame draw:style-name="F"><draw:text-box><text:p><text:span text:style-name="white">Ada</text:span></text:p></draw:text-box></draw:frame>'
    return package(
        f"<text:p>{frame}</text:p>", styles=STYLES + styled("F", "graphic", f"<style:graphic-properties {look}/>")
    )


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        ('<text:p><draw:a xlink:href="https://ada.example"><draw:frame><draw:image/></draw:frame></draw:a> Ada</text:p>', ["https://ada.example  Ada"]),
        ("<text:p>Ada <text:bookmark-ref>Quill</text:bookmark-ref><text:soft-page-break/></text:p>", ["Ada Quill"]),
        ("<text:p><text:ruby><text:ruby-base>林</text:ruby-base><text:ruby-text>lín</text:ruby-text></text:ruby></text:p>", ["林"]),
        ("<table:table><table:title>Jobs</table:title><table:table-rows><table:table-row><table:table-cell><text:p>Ada</text:p></table:table-cell></table:table-row></table:table-rows></table:table>", ["Ada"]),
    ],
)  # fmt: skip
def test_what_other_programs_write(part: str, shown: list[str]) -> None:
    assert body(part) == shown


def test_headings_are_known_by_the_outline_capitals_and_rules_of_their_styles() -> None:
    plain = "".join(f"<text:p>{words}</text:p>" for words in ("Tern University", "Oslo"))
    outlined = styled("H", "paragraph", attributes='style:default-outline-level="2"')
    loud = styled("U", "text", '<style:text-properties fo:text-transform="uppercase"/>')
    ruled = styled(
        "R", "paragraph", '<style:paragraph-properties fo:margin="0.5cm" fo:border-bottom="0.5pt solid #000000"/>'
    )
    for style, heading in (
        (outlined, '<text:p text:style-name="H">Education</text:p>'),
        (loud, '<text:p><text:span text:style-name="U">Education</text:span></text:p>'),
        (ruled, '<text:p text:style-name="R">Education</text:p>'),
    ):
        read = lines(package(heading + plain, styles=STYLES + style))
        assert [line.kind for line in read] == ["heading", "text", "text"]


def test_a_list_with_a_sign_of_its_own_is_a_list() -> None:
    style = '<text:list-style style:name="L"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>'
    item = '<text:list text:style-name="L"><text:list-item><text:p>Rust</text:p></text:list-item></text:list>'
    assert [line.kind for line in lines(package(item, styles=style))] == ["bullet"]


def test_styles_based_on_each_other_in_a_ring_do_no_harm() -> None:
    ring = styled("a", "text", "<style:map/>", attributes='style:parent-style-name="b"') + styled(
        "b", "text", attributes='style:parent-style-name="a"'
    )
    assert body('<text:p><text:span text:style-name="a">Ada</text:span></text:p>', styles=ring) == ["Ada"]


@pytest.mark.parametrize("look", ['draw:fill="solid" draw:fill-color="#1f3864"', 'draw:fill="gradient"'])
def test_white_words_on_a_filled_frame_show(look: str) -> None:
    sheet = odt.read(framed(look))
    assert ([line.text for line in sheet.lines], sheet.concealed) == (["Ada"], ())


def test_white_words_in_a_frame_without_a_colour_are_reported_and_not_read() -> None:
    sheet = odt.read(framed('draw:fill="none" style:run-through="foreground"'))
    assert (sheet.lines, sheet.concealed) == ((), (Concealed("white text", "Ada"),))
