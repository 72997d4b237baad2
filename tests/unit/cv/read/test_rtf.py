"""Rich Text Format: what the page shows, in the order it is read, and what it hides."""

import pytest

from bot.cv.passage import Concealed, Line
from bot.cv.read import rtf
from bot.cv.read.formats import open_sheet
from bot.cv.unreadable import Unreadable
from tests.documents.rtf import document, escaped, raw
from tests.documents.styled import Box, Paragraph, Table


def lines(data: bytes) -> list[Line]:
    return list(rtf.read(data).lines)


def body(text: str) -> list[str]:
    return [line.text for line in lines(raw(text))]


def test_bold_italic_and_plain_end_with_their_group() -> None:
    (line,) = lines(raw(r"a{\b b{\i\b0 c}}\b d\b0 e\i f\plain g\par"))
    assert (line.text, line.passage.styles) == ("abcdefg", " bib i ")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (escaped("Zoë 楚 😀"), "Zoë 楚 😀"),
        (r"Zo\'eb", "Zoë"),
        (r"\uc2\u26970\'b3\'fe!", "楚!"),
        (r"\uc0\u233 t", "ét"),
        (r"a\emdash b\~c\_d\-e\rquote", "a—b c-de’"),
        (r"C:\\x \{y\}", r"C:\x {y}"),
        (r"{\f2 \'d0\'cf}", "РП"),
        (r"{\f3 \'b3\'fe}", "楚"),
        (r"one\line two", "one"),
    ],
)  # fmt: skip
def test_characters_of_all_kinds(written: str, read: str) -> None:
    fonts = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}{\f2\fnil\fcharset204 Arial;}{\f3\fnil\fcharset134 SimSun;}}"
    assert lines(raw(written + r"\par", fonts))[0].text == read


def test_the_code_page_of_the_file_is_kept() -> None:
    assert lines(rb"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8\par}")[0].text == "При"


def test_bullets_come_from_list_text_old_numbering_and_signs() -> None:
    assert [
        (line.kind, line.text)
        for line in lines(
            raw(
                r"{\listtext\'b7\tab}\pard\ls1\ilvl0 one\par{\pntext\f1\'b7\tab}{\*\pn\pnlvlblt{\pntxtb\'b7}}two\par"
                r"\pard\bullet \tab three\par\pard four\par"
            )
        )
    ] == [("bullet", "one"), ("bullet", "two"), ("bullet", "three"), ("text", "four")]


def test_a_heading_is_known_by_its_style_or_its_outline_level() -> None:
    read = lines(raw(r"\pard\s2 Work\par\pard\outlinelevel0 Ada\par\pard Quill\par"))
    assert [(line.kind, line.level) for line in read] == [("heading", 2), ("heading", 1), ("text", 0)]


def test_tables_and_boxes_are_read_as_in_word() -> None:
    story = [Paragraph("Software Engineer"), Paragraph("Quill Ltd")]
    data = document(
        [
            Paragraph("Ada Example", heading=1),
            Box([Paragraph("In a box")]),
            Paragraph("An engineer."),
            Table([["Language", "Level"], ["Norwegian", "C1"]], header=True),
            Paragraph("Work"),
            Table([[[Paragraph("2019 – 2022")], story]]),
        ]
    )
    assert [(line.kind, line.text) for line in lines(data)] == [
        ("heading", "Ada Example"),
        ("text", "An engineer."),
        ("row", "Language Level"),
        ("row", "Norwegian C1"),
        ("text", "Work"),
        ("text", "2019 – 2022\tSoftware Engineer"),
        ("text", "Quill Ltd"),
        ("text", "In a box"),
    ]


def test_a_line_under_the_first_row_alone_makes_it_the_header() -> None:
    text = r"\trowd{}\cellx1\cellx2\intbl Area\cell Tools\cell\row\trowd\cellx1\cellx2\intbl Code\cell Rust\cell\row"
    rows = [line.level for line in lines(raw(text.replace("{}", r"\clbrdrb\brdrs"))) if line.kind == "row"]
    assert rows == [1, 0]
    assert {line.kind for line in lines(raw(text.replace("{}", r"\clbrdrb\brdrnone")))} == {"text"}


def test_a_paragraph_with_a_line_below_is_a_heading() -> None:
    read = lines(raw(r"\pard\brdrb\brdrs\brdrw10 Education\par\pard Brackwater University, 2019\par"))
    assert [line.kind for line in read] == ["heading", "text"]


def test_header_footer_and_footnote() -> None:
    page = r"{\field{\*\fldinst PAGE}{\fldrslt 1}}"
    text = rf"{{\header Ada Example\par}}{{\footer ada@mail.example | Page {page}\par}}A paper{{\footnote Equal}}\par More\par"
    assert body(text) == ["Ada Example", "A paper", "More", "ada@mail.example", "Equal"]


def test_pictures_objects_and_the_files_own_data_are_no_text() -> None:
    assert body(
        r"{\pict\pngblip 89504e47}{\*\shppict{\pict ff}}{\object{\*\objdata 0105}{\result x}}{\*\bkmkstart name}{\pict\bin3 }}}}"
        r"{\*\unknown words}Ada{\deleted gone}\par"
    ) == ["Ada"]


@pytest.mark.parametrize(("look", "how"), [("vanish", "hidden text"), ("white", "white text"), ("tiny", "tiny text")])
def test_hidden_words_are_reported_and_not_read(look: str, how: str) -> None:
    sheet = rtf.read(document([Paragraph("Ada"), Paragraph("secret words", look=look)]))  # type: ignore[arg-type]
    assert sheet.text == "Ada\n"
    assert sheet.concealed == (Concealed(how, "secret words"),)


@pytest.mark.parametrize(
    ("hidden", "how"),
    [
        (r"{\pard\li60000 secret\par}", "text off the page"),
        (r"{\pard\li-20000 secret\par}", "text off the page"),
        (r"{\shp{\*\shpinst\shpleft-30000\shptop0{\shptxt secret\par}}}\par", "text off the page"),
        (r"{\charscalex1 secret}\par", "tiny text"),
    ],
)
def test_words_off_the_page_or_squeezed_are_reported_and_not_read(hidden: str, how: str) -> None:
    sheet = rtf.read(raw(r"Ada\par" + hidden))
    assert sheet.text == "Ada\n"
    assert sheet.concealed == (Concealed(how, "secret"),)


def test_a_file_that_ends_too_early_or_goes_on_says_so() -> None:
    assert rtf.read(raw(r"Ada{\b Example\par")).warnings == (
        "The file is cut short; something may be missing at its end.",
    )
    assert rtf.read(raw(r"Ada\par}Rust\par")).warnings == (
        "The file goes on after its end; what stands there was not read.",
    )
    assert rtf.read(raw(r"Ada\par") + b"\r\n\x00").warnings == ()


def test_a_document_of_pictures_alone_is_refused_by_name() -> None:
    with pytest.raises(Unreadable, match="pictures and no text"):
        rtf.read(raw(r"{\pict\pngblip 89504e47}\par"))


def test_a_comment_is_reported() -> None:
    sheet = rtf.read(raw(r"Ada{\*\atnid A}{\*\annotation{\*\atnref 1}\pard secret note\par}\par"))
    assert (sheet.text, sheet.concealed) == ("Ada\n", (Concealed("a comment", "secret note"),))


def test_white_words_on_a_dark_ground_show() -> None:
    assert body(r"\trowd\clcbpat2\cellx100\intbl{\cf1 Ada}\cell\row") == ["Ada"]
    assert body(r"{\cf1\highlight2 Ada}\par") == ["Ada"]


def test_a_file_cut_short_is_read_as_far_as_it_goes() -> None:
    assert [line.text for line in open_sheet(raw(r"Ada{\b Example\par")[:-1], "cv.doc").lines] == ["AdaExample"]


@pytest.mark.parametrize(
    "hostile",
    [r"{" * 100_000, r"{}" * 300_000, r"\b" * 300_000, r"\u65?" * 300_000, "word " * 40_000],
    ids=["groups", "pairs", "words", "characters", "long"],
)
def test_a_hostile_file_is_refused_by_name(hostile: str) -> None:
    with pytest.raises(Unreadable):
        rtf.read(raw(hostile))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (r"a\bin3 }}}b\par", ["ab"]),
        (r"{\field{\*\fldinst DATE}{\fldrslt 4 May 2026}}\par", ["4 May 2026"]),
        ("one\\\ntwo\\par", ["one", "two"]),
        (r"2019 \u8211\endash  2021\par", ["2019 – 2021"]),
        (r"\trowd\intbl a\cell b\cell\pard\par\row\pard c\par", ["a\tb", "c"]),
        (r"\trowd\intbl a\cell b\par", ["a\tb"]),
    ],
)
def test_what_other_programs_write(source: str, shown: list[str]) -> None:
    assert body(source) == shown


def test_a_picture_that_is_cut_short_is_told() -> None:
    sheet = rtf.read(rb"{\rtf1 Ada\par{\pict 00{")
    assert [line.text for line in sheet.lines] == ["Ada"]
    assert sheet.warnings == ("The file is cut short; something may be missing at its end.",)


def test_a_code_page_that_nobody_knows_is_read_as_western() -> None:
    assert [line.text for line in lines(raw(r"caf\'e9\par", head=r"{\rtf1\ansi\ansicpg99999"))] == ["café"]


def test_a_style_that_is_called_a_heading_is_one() -> None:
    styled = r"{\rtf1\ansi{\stylesheet{\s1 heading 1;}{\s2 Body;}}"
    read = lines(raw(r"\s1 Education\par\pard\s2 B.Sc.\par", head=styled))
    assert [(line.kind, line.text) for line in read] == [("heading", "Education"), ("text", "B.Sc.")]
