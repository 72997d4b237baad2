"""Word documents: what the page shows, in the order it is read, and what it hides."""

import io

import docx as python_docx
import pytest

from bot.cv.passage import Concealed, Line, Sheet
from bot.cv.read import docx
from bot.cv.read.formats import open_sheet
from bot.cv.unreadable import Unreadable
from tests.documents.docx import MAIN, document, package, paragraph, run, text_box, zipped
from tests.documents.styled import Box, Paragraph, Table


def lines(data: bytes) -> list[Line]:
    return list(docx.read(data).lines)


def texts(data: bytes) -> list[str]:
    return [line.text for line in lines(data)]


def body(*parts: str, **others: str) -> list[str]:
    return texts(package("".join(parts), **others))


def test_a_document_of_another_writer_is_read() -> None:
    made = python_docx.Document()
    made.add_heading("Ada Example", 0)
    made.add_heading("Experience", 1)
    made.add_paragraph("Quill Ltd\t2019 – 2022").runs[0].bold = True
    made.add_paragraph("Wrote kernels", style="List Bullet")
    table = made.add_table(rows=2, cols=2)
    for at, words in enumerate(["Language", "Level", "Norwegian", "C1"]):
        table.cell(at // 2, at % 2).text = words
    made.sections[0].header.paragraphs[0].text = "ada@mail.example"
    held = io.BytesIO()
    made.save(held)
    read = [(line.kind, line.text) for line in lines(held.getvalue())]
    assert read == [
        ("text", "ada@mail.example"),
        ("heading", "Ada Example"),
        ("heading", "Experience"),
        ("text", "Quill Ltd\t2019 – 2022"),
        ("bullet", "Wrote kernels"),
        ("text", "Language\tLevel"),
        ("text", "Norwegian\tC1"),
    ]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Abschnitt"><w:name w:val="Abschnitt"/><w:basedOn w:val="berschrift1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Punkt"><w:name w:val="Punkt"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="Stark"><w:name w:val="Stark"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Geheim"><w:name w:val="Geheim"/><w:rPr><w:vanish/></w:rPr></w:style>'
)


def styled(style: str, *runs: str) -> str:
    return paragraph(*runs, properties=f'<w:pStyle w:val="{style}"/>')


def test_a_heading_is_known_by_its_style_whatever_the_language_and_by_what_that_is_based_on() -> None:
    data = package(styled("berschrift1", run("Studium")) + styled("Abschnitt", run("Arbeit")), styles=STYLES)
    assert [(line.kind, line.level) for line in lines(data)] == [("heading", 1), ("heading", 1)]


def test_an_outline_level_makes_a_heading_and_body_level_unmakes_it() -> None:
    own = paragraph(run("Work"), properties='<w:outlineLvl w:val="1"/>')
    not_so = paragraph(run("Quill"), properties='<w:pStyle w:val="berschrift1"/><w:outlineLvl w:val="9"/>')
    assert [(line.kind, line.level) for line in lines(package(own + not_so, styles=STYLES))] == [
        ("heading", 2),
        ("text", 0),
    ]


def test_bold_comes_from_the_run_its_style_or_its_paragraph_and_bold_on_bold_is_plain() -> None:
    stark = '<w:rStyle w:val="Stark"/>'
    data = package(
        styled("Normal", run("a", stark), run("b", "<w:b/>"), run("c", stark + '<w:b w:val="0"/>'))
        + styled("berschrift1", run("d"), run("e", stark)),
        styles=STYLES,
    )
    assert [line.passage.styles for line in lines(data)] == ["bb ", "b "]


def test_bullets_come_from_lists_styles_and_signs() -> None:
    numbered = '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr>'
    none = '<w:pStyle w:val="Punkt"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    data = package(
        paragraph(run("deep"), properties=numbered)
        + styled("Punkt", run("by style"))
        + paragraph(run("taken back"), properties=none)
        + paragraph(run("•\tby hand"))
        + paragraph('<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>', run(" by symbol"))
        + paragraph(run("ü", '<w:rFonts w:ascii="Wingdings"/>'), run(" ticked")),
        styles=STYLES,
    )
    assert [(line.kind, line.indent, line.text) for line in lines(data)] == [
        ("bullet", 4, "deep"),
        ("bullet", 0, "by style"),
        ("text", 0, "taken back"),
        ("bullet", 0, "by hand"),
        ("bullet", 0, "by symbol"),
        ("bullet", 0, "ticked"),
    ]


def test_a_list_level_without_a_sign_is_plain_text() -> None:
    silent = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="none"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    data = package(styled("Punkt", run("Quill Ltd")), styles=STYLES, numbering=silent)
    assert [line.kind for line in lines(data)] == ["text"]


def test_headings_without_a_style_are_known_by_size_capitals_and_rules() -> None:
    rule = '<w:pBdr><w:bottom w:val="single"/></w:pBdr>'
    data = package(
        paragraph(run("Ada Example", '<w:sz w:val="36"/>'))
        + paragraph(run("ada@mail.example", '<w:sz w:val="36"/>'))
        + paragraph(run("Education", '<w:sz w:val="20"/>'), properties=rule)
        + paragraph(run("Brackwater University", '<w:sz w:val="20"/>')) * 3
        + paragraph(run("Experience", '<w:caps/><w:sz w:val="20"/>'))
        + paragraph(run("Quill Ltd, 2019 – 2022", '<w:sz w:val="20"/>')) * 3
    )
    assert [line.text for line in lines(data) if line.kind == "heading"] == ["Ada Example", "Education", "Experience"]


def test_tabs_breaks_and_hyphens() -> None:
    pieces = (
        "<w:r><w:t>Quill</w:t><w:noBreakHyphen/><w:t>Ltd</w:t><w:ptab/><w:t>Bern</w:t><w:br/><w:t>kern</w:t><w:softHyphen/>"
        "<w:t>els</w:t></w:r>"
    )
    assert body(paragraph(pieces)) == ["Quill-Ltd\tBern", "kernels"]


def test_columns_set_with_many_tabs_or_blanks_are_apart_by_one_tab() -> None:
    assert body(
        paragraph(run("Quill Ltd  "), run("\t\t"), run("\t 2019")), paragraph(run("Brack" + " " * 30 + "2020"))
    ) == [
        "Quill Ltd\t2019",
        "Brack\t2020",
    ]


def test_wide_blanks_of_chinese_text_part_columns() -> None:
    assert body(paragraph(run("岚川大学"), run("\u3000"), run("\u3000"), run("2019"))) == ["岚川大学\t2019"]
    assert body(paragraph(run("Quill\u2003Ltd"))) == ["Quill Ltd"]


def test_white_space_above_a_paragraph_and_empty_paragraphs_part_it_from_the_one_before() -> None:
    wide = '<w:spacing w:before="240"/>'
    data = package(
        paragraph(run("one"))
        + paragraph(run("two"))
        + paragraph()
        + paragraph(run("three"))
        + paragraph(run("four"), properties=wide)
    )
    assert [line.gap for line in lines(data)] == [True, False, True, True]


@pytest.mark.parametrize(
    ("label", "target", "text", "line"),
    [
        ("GitHub", "https://github.com/ada", "GitHub (https://github.com/ada)", "GitHub"),
        ("Mail me", "mailto:ada@mail.example?subject=Hi", "Mail me (mailto:ada@mail.example?subject=Hi)", "Mail me"),
        ("Call me", "tel:+442079460142", "Call me (+442079460142)", "Call me (+442079460142)"),
        ("github.com/ada", "https://www.github.com/ada/", "github.com/ada", "github.com/ada"),
        ("ada@mail.example", "mailto:ada@mail.example", "ada@mail.example", "ada@mail.example"),
        ("ada@mail.example", "mailto:template@other.example", "ada@mail.example", "ada@mail.example"),
        ("+44 20 7946 0142", "tel:+442079460142", "+44 20 7946 0142", "+44 20 7946 0142"),
        ("Click", "javascript:alert(1)", "Click", "Click"),
        ("Click", "file:///etc/passwd", "Click", "Click"),
    ],
)  # fmt: skip
def test_a_links_address_stands_beside_its_words_where_they_do_not_show_it(
    label: str, target: str, text: str, line: str
) -> None:
    sheet = docx.read(linked(label, target))
    assert sheet.text == f"{text}\n"
    assert [one.text for one in sheet.lines] == [line]


def linked(label: str, target: str) -> bytes:
    return package(paragraph(f'<w:hyperlink r:id="link0">{run(label)}</w:hyperlink>'), links=[target])


def test_a_link_in_pieces_is_one_link() -> None:
    piece = '<w:hyperlink r:id="link0">{}</w:hyperlink>'
    data = package(
        paragraph(piece.format(run("Git")), piece.format(run("Hub")), run(" | Oslo")), links=["https://github.com/ada"]
    )
    assert docx.read(data).text == "GitHub (https://github.com/ada) | Oslo\n"


def test_a_link_without_words_leaves_nothing() -> None:
    data = package(paragraph('<w:hyperlink r:id="link0"/>', run("Oslo")), links=["mailto:template@other.example"])
    assert docx.read(data).text == "Oslo\n"


def test_a_picture_that_is_a_link_shows_its_address() -> None:
    icon = '<w:r><w:drawing><wp:inline><wp:docPr><a:hlinkClick r:id="link0"/></wp:docPr></wp:inline></w:drawing></w:r>'
    assert texts(package(paragraph(icon), links=["https://github.com/ada"])) == ["https://github.com/ada"]


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run(result)}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_a_fields_result_is_read_and_its_instruction_is_not() -> None:
    link = field(" HYPERLINK &quot;https://github.com/ada&quot; ", "GitHub")
    assert docx.read(package(paragraph(link))).text == "GitHub (https://github.com/ada)\n"
    simple = '<w:fldSimple w:instr=" AUTHOR ">' + run("Ada") + "</w:fldSimple>"
    assert body(paragraph(simple), paragraph(field(" DATE ", "today"))) == ["Ada", "today"]


def test_a_field_that_never_ends_hides_nothing_after_its_paragraph() -> None:
    assert body(paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', run("lost")), paragraph(run("kept"))) == [
        "kept"
    ]


def test_what_was_inserted_is_read_and_what_was_deleted_or_moved_away_is_not() -> None:
    assert body(
        paragraph(
            f"<w:ins>{run('kept ')}</w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
            f"<w:moveFrom>{run('gone')}</w:moveFrom><w:moveTo>{run('moved')}</w:moveTo>"
        )
    ) == ["kept moved"]


def test_content_controls_are_read_but_not_their_prompts() -> None:
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    assert body(
        control.format("", paragraph(run("Ada Example"))),
        paragraph(
            control.format("", run("Oslo")), control.format("<w:showingPlcHdr/>", run("Click here to enter text."))
        ),
    ) == ["Ada Example", "Oslo"]


def test_a_text_box_is_read_once() -> None:
    assert body(paragraph(text_box(paragraph(run("In a box")))), paragraph(run("after"))) == ["In a box", "after"]


def test_a_text_box_of_an_old_reader_is_read() -> None:
    old = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph(run('In a box'))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    assert body(paragraph(old)) == ["In a box"]


def test_a_text_box_waits_until_the_text_beside_it_ends() -> None:
    side = Box([Paragraph("Skills", heading=2), Paragraph("Rust")])
    data = document(
        [
            Paragraph("Ada Example", heading=1),
            side,
            Paragraph("An engineer."),
            Paragraph("Work", heading=2),
            Paragraph("Quill"),
        ]
    )
    assert texts(data) == ["Ada Example", "An engineer.", "Skills", "Rust", "Work", "Quill"]


def test_boxes_before_any_text_come_first() -> None:
    assert texts(document([Box([Paragraph("Ada Example")]), Paragraph("An engineer.")])) == [
        "Ada Example",
        "An engineer.",
    ]


def rows(data: bytes) -> list[tuple[int, list[str]]]:
    return [(line.level, [cell.text for cell in line.cells]) for line in lines(data) if line.kind == "row"]


def test_a_table_of_data_is_read_row_by_row() -> None:
    table = Table([["Language", "Level"], ["Norwegian", "C1"]], header=True)
    assert rows(document([table])) == [(1, ["Language", "Level"]), (0, ["Norwegian", "C1"])]


def test_rows_with_their_dates_in_one_column_are_data() -> None:
    assert rows(document([Table([["2019 – 2022", "Quill Ltd"], ["2017 – 2019", "Bread Ltd"]])])) == [
        (0, ["2019 – 2022", "Quill Ltd"]),
        (0, ["2017 – 2019", "Bread Ltd"]),
    ]


def test_a_drawn_grid_is_data() -> None:
    cells = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(run(word))}</w:tc>' for word in row)}</w:tr>" for row in ("ab", "cd")
    )
    borders = '<w:tblPr><w:tblBorders><w:insideH w:val="single"/></w:tblBorders></w:tblPr>'
    assert rows(package(f"<w:tbl>{borders}{cells}</w:tbl>")) == [(0, ["a", "b"]), (0, ["c", "d"])]


def test_a_table_that_only_places_a_post_is_lines_with_tabs() -> None:
    story = [Paragraph("Software Engineer"), Paragraph("Quill Ltd"), Paragraph("Wrote kernels", bullet=1)]
    data = document([Table([[[Paragraph("2019 – 2022"), Paragraph("Oslo")], story]])])
    assert [(line.kind, line.text) for line in lines(data)] == [
        ("text", "2019 – 2022\tSoftware Engineer"),
        ("text", "Oslo\tQuill Ltd"),
        ("bullet", "Wrote kernels"),
    ]


def test_a_table_that_only_places_columns_is_read_cell_by_cell() -> None:
    left = [Paragraph("Skills", heading=2), Paragraph("Rust"), Paragraph("C++"), Paragraph("Go")]
    right = [
        Paragraph("Work", heading=2),
        Paragraph("Quill Ltd\t2019 – 2022"),
        Table([[[Paragraph("Bern")]]]),
        Paragraph("Kernels"),
    ]
    data = document([Table([[left, right]])])
    assert texts(data) == ["Skills", "Rust", "C++", "Go", "Work", "Quill Ltd\t2019 – 2022", "Bern", "Kernels"]


def test_merged_cells_keep_the_columns() -> None:
    def cell(words: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(words))}</w:tc>"

    table = (
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
        + cell("Award", '<w:gridSpan w:val="2"/>')
        + cell("Year")
        + "</w:tr>"
        "<w:tr>" + cell("Bread Prize", '<w:vMerge w:val="restart"/>') + cell("first") + cell("2019") + "</w:tr>"
        "<w:tr>" + cell("again", "<w:vMerge/>") + cell("second") + cell("2020") + "</w:tr></w:tbl>"
    )
    assert rows(package(table)) == [
        (1, ["Award", "", "Year"]),
        (0, ["Bread Prize", "first", "2019"]),
        (0, ["", "second", "2020"]),
    ]


def test_the_header_stands_at_the_top_the_footer_at_the_end_and_page_numbers_nowhere() -> None:
    data = document(
        [Paragraph("An engineer.")],
        header=[Paragraph("Ada Example")],
        footer=[Paragraph("ada@mail.example | Page {page}"), Paragraph("{page}")],
    )
    assert texts(data) == ["Ada Example", "An engineer.", "ada@mail.example"]


def test_the_first_pages_header_is_read_and_what_the_others_repeat_is_not() -> None:
    section = '<w:sectPr><w:headerReference w:type="first" r:id="header1"/><w:headerReference w:type="default" r:id="header2"/><w:titlePg/></w:sectPr>'
    data = package(
        paragraph(run("An engineer.")) + section,
        header1=paragraph(run("Ada Example")) + paragraph(run("Oslo")),
        header2=paragraph(run("Ada Example")) + paragraph(run("Draft")),
    )
    assert texts(data) == ["Ada Example", "Oslo", "An engineer.", "Draft"]


def test_a_footnote_stands_at_the_end() -> None:
    data = package(
        paragraph(run("A paper"), '<w:r><w:footnoteReference w:id="2"/></w:r>') + paragraph(run("More")),
        footnotes=f'<w:footnote w:id="-1" w:type="separator">{paragraph(run("---"))}</w:footnote><w:footnote w:id="2">{paragraph(run("Equal contribution"))}</w:footnote>',
    )
    assert texts(data) == ["A paper", "More", "Equal contribution"]


def concealed(sheet: Sheet) -> tuple[Concealed, ...]:
    assert "secret" not in sheet.text
    return sheet.concealed


@pytest.mark.parametrize(
    ("look", "how"), [("vanish", "hidden text"), ("white", "white text"), ("tiny", "tiny text")]
)  # fmt: skip
def test_hidden_words_are_reported_and_not_read(look: str, how: str) -> None:
    data = document([Paragraph("Ada Example"), Paragraph("secret **Rust** expert", look=look)])  # type: ignore[arg-type]
    assert concealed(docx.read(data)) == (Concealed(how, "secret Rust expert"),)


def test_words_hidden_by_their_style_and_comments_are_reported() -> None:
    data = package(
        paragraph(run("secret plan", '<w:rStyle w:val="Geheim"/>'), run("Ada")),
        styles=STYLES,
        comments=f"<w:comment>{paragraph(run('secret note'))}</w:comment>",
    )
    assert concealed(docx.read(data)) == (
        Concealed("hidden text", "secret plan"),
        Concealed("a comment", "secret note"),
    )


def test_words_in_the_colour_of_their_ground_are_reported() -> None:
    ground = '<w:shd w:val="clear" w:fill="1F3864"/>'
    data = package(paragraph(run("secret", '<w:color w:val="1F3865"/>'), properties=ground) + paragraph(run("Ada")))
    assert concealed(docx.read(data)) == (Concealed("text in the colour of its ground", "secret"),)


@pytest.mark.parametrize(
    ("secret", "how"),
    [
        (paragraph(run("secret"), properties='<w:ind w:left="60000"/>'), "text off the page"),
        (paragraph(run("secret"), properties='<w:ind w:start="-20000"/>'), "text off the page"),
        (paragraph(run("secret"), properties='<w:framePr w:w="900" w:x="-20000" w:y="0"/>'), "text off the page"),
        (paragraph(run("secret"), properties='<w:spacing w:line="1" w:lineRule="exact"/>'), "tiny text"),
        (paragraph(run("secret", '<w:w w:val="1"/>')), "tiny text"),
        (paragraph(run("secret", '<w:color w:themeColor="background1"/>')), "white text"),
        (paragraph(run("secret", '<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:noFill/></w14:textFill>')), "hidden text"),
        (paragraph(text_box(paragraph(run("secret"))).replace("<a:graphic>", "<wp:positionH><wp:posOffset>-99999999</wp:posOffset></wp:positionH><a:graphic>")), "text off the page"),
        (paragraph(f'<w:r><w:pict><v:shape style="position:absolute;margin-left:-4000pt"><v:textbox><w:txbxContent>{paragraph(run("secret"))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>'), "text off the page"),
    ],
)  # fmt: skip
def test_words_off_the_page_or_squeezed_are_reported_and_not_read(secret: str, how: str) -> None:
    assert concealed(docx.read(package(paragraph(run("Ada")) + secret))) == (Concealed(how, "secret"),)


@pytest.mark.parametrize(
    "properties",
    [
        '<w:ind w:left="720" w:hanging="360"/>',
        '<w:spacing w:line="240" w:lineRule="exact"/>',
        '<w:spacing w:line="1"/>',
    ],
)
def test_indented_words_show(properties: str) -> None:
    assert texts(package(paragraph(run("Ada"), properties=properties))) == ["Ada"]


def test_parts_that_are_not_read_are_named() -> None:
    sheet = docx.read(package(paragraph(run("Ada")), aFChunk="", chart=""))
    assert sheet.warnings == (
        "A part of the document is a file inside it and was not read. Copy its text and send that.",
        "A diagram in the document was not read.",
    )


def test_a_document_of_pictures_alone_is_refused_by_name() -> None:
    with pytest.raises(Unreadable, match="pictures and no text"):
        docx.read(package(paragraph(), image=""))


def test_of_a_paragraph_of_pictures_that_are_links_the_first_hundred_count() -> None:
    icons = "".join(f'<w:r><w:drawing><a:hlinkClick r:id="link{number}"/></w:drawing></w:r>' for number in range(3_000))
    shown = texts(package(paragraph(icons), links=[f"https://ada.example/{number}" for number in range(3_000)]))
    addresses = " ".join(shown).split()
    assert addresses[:2] == ["https://ada.example/0", "https://ada.example/1"]
    assert len(addresses) == 100


WHITE = '<w:color w:val="FFFFFF"/>'


@pytest.mark.parametrize(
    "shown",
    [
        paragraph(run("Ada Example", WHITE), properties='<w:shd w:fill="1F3864"/>'),
        paragraph(run("Ada Example", WHITE + '<w:highlight w:val="darkBlue"/>')),
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill="1F3864"/></w:tcPr>{paragraph(run("Ada Example", WHITE))}</w:tc></w:tr></w:tbl>',
        paragraph(text_box(paragraph(run("Ada Example", WHITE))).replace("<wps:wsp>", '<wps:wsp><wps:spPr><a:solidFill><a:srgbClr val="1F3864"/></a:solidFill></wps:spPr>')),
        paragraph('<w:r><w:drawing><wp:anchor behindDoc="1"/></w:drawing></w:r>') + paragraph(run("Ada Example", WHITE)),
    ],
)  # fmt: skip
def test_white_words_on_a_dark_ground_show(shown: str) -> None:
    sheet = docx.read(package(shown))
    assert [line.text for line in sheet.lines] == ["Ada Example"]
    assert sheet.concealed == ()


def test_strict_documents_are_read() -> None:
    namespaces = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    assert texts(package("<w:p><w:r><w:t>Ada</w:t></w:r></w:p>", namespaces=namespaces)) == ["Ada"]


def parts(kind: str = MAIN, **others: str | bytes) -> dict[str, str | bytes]:
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    return {"[Content_Types].xml": types, **others}


MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


@pytest.mark.parametrize("kind", [MAIN, MAIN.replace("document.main", "template.main"), MACROS])
def test_documents_templates_and_those_with_macros_are_known_by_what_they_hold(kind: str) -> None:
    main = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>{}</w:body></w:document>"
    data = zipped({**parts(kind), "word/document.xml": main.format(paragraph(run("Ada Example")))})
    assert [line.text for line in open_sheet(data, "cv.pdf").lines] == ["Ada Example"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (zipped(parts("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")), "an Excel workbook."),
        (zipped(parts("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml")), "a PowerPoint presentation."),
        (zipped({"Index/Document.iwa": "x"}), "a Pages document."),
        (zipped({"a.txt": "x"}), "a ZIP archive. Unpack it and send the CVs in it."),
        (zipped(parts()), "damaged file."),
        (document([Paragraph("Ada")])[:-30], "damaged file."),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "protected by a password."),
        (b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "an old Word file (.doc). Save it as .docx or PDF"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_whatever_its_name(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        open_sheet(data, "cv.docx")
    assert refused.value.reason.startswith(said)


def nested(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + paragraph(run("Ada")) + "</w:tc></w:tr></w:tbl>" * depth


@pytest.mark.parametrize(
    "hostile",
    [
        nested(60),
        nested(20),
        "<w:p>" * 2000 + "</w:p>" * 2000,
        "<w:p>" + "<w:r><w:t>word </w:t></w:r>" * 60_000 + "</w:p>",
        "<w:p><w:r/></w:p>" * 250_000,
    ],
    ids=["deep tables", "tables in tables", "deep paragraphs", "long", "many tags"],
)
def test_a_hostile_body_is_refused_by_name(hostile: str) -> None:
    with pytest.raises(Unreadable):
        docx.read(package(hostile))


def test_an_attribute_of_a_mebibyte_does_no_harm() -> None:
    assert texts(package(paragraph(run("Ada"), properties=f'<w:pStyle w:val="{"x" * 2**20}"/>'))) == ["Ada"]


def test_styles_based_on_each_other_in_a_ring_do_no_harm() -> None:
    ring = '<w:style w:type="paragraph" w:styleId="{0}"><w:basedOn w:val="{1}"/></w:style>'
    assert body(styled("A", run("Ada")), styles=ring.format("A", "B") + ring.format("B", "A")) == ["Ada"]
