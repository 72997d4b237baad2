"""PDFs read in the order people read them, with what their looks say."""

import pytest

from bot.cv.passage import Line
from bot.cv.read.pdf import read
from tests.documents import pdf
from tests.documents.pdf import Styled, heading

NAME = Styled("Maren Quillfeather", size=20.0, bold=True)
CONTACTS = Styled("maren@quillfeather.example | github.com/marenq")
WORK = [
    heading("Work Experience"),
    Styled("**Tessera Labs**", right="Rotterdam"),
    Styled("*Compiler Engineer*", right="2019 - 2023"),
    Styled("Wrote a register allocator that people stopped complaining about, and kept it that way.", bullet="•"),
    Styled("Owned the importer.", bullet="•"),
    Styled("**Harrow Compute**", right="Bristol", gap=6.0),
    Styled("*Junior Engineer*", right="2016 - 2019"),
    Styled("Constant folding and shape inference, with a fuzzer to keep both of them honest.", bullet="•"),
]
EDUCATION = [
    heading("Education"),
    Styled("**University of Edinburgh**"),
    Styled("*MSc in Computer Science*"),
    Styled("2014 - 2016"),
    heading("Skills"),
    Styled("C++, Rust, Python, CUDA, MLIR, LLVM"),
    heading("Languages"),
    Styled("English (native), Norwegian (B2)"),
]
IN_ORDER = [
    "Work Experience",
    "Tessera Labs\tRotterdam",
    "Compiler Engineer\t2019 - 2023",
    "Wrote a register allocator that people stopped complaining about, and kept it that way.",
    "Owned the importer.",
    "Harrow Compute\tBristol",
    "Junior Engineer\t2016 - 2019",
    "Constant folding and shape inference, with a fuzzer to keep both of them honest.",
]
ASIDE = ["Education", "University of Edinburgh", "MSc in Computer Science", "2014 - 2016", "Skills"]


def lines(data: bytes) -> list[Line]:
    return list(read(data).lines)


def shown(data: bytes) -> list[str]:
    return [line.text for line in lines(data)]


def drawn(*texts: tuple[float, float, str], font: str = "Helvetica", size: float = 10.0) -> bytes:
    def draw(canvas):
        canvas.setFont(font, size)
        for x, y, text in texts:
            canvas.drawString(x, y, text)

    return pdf.drawn(draw)


def test_one_column_is_read_from_top_to_bottom_with_dates_after_a_tab():
    assert shown(pdf.one_column([NAME, CONTACTS, *WORK])) == [NAME.text, CONTACTS.text, *IN_ORDER]


def test_looks_tell_headings_bullets_and_styles():
    found = {line.text: line for line in lines(pdf.one_column([NAME, *WORK]))}
    assert (found["Maren Quillfeather"].kind, found["Maren Quillfeather"].level) == ("heading", 1)
    assert (found["Work Experience"].kind, found["Work Experience"].level) == ("heading", 2)
    assert found["Owned the importer."].kind == "bullet"
    assert found["Tessera Labs\tRotterdam"].passage.styles.startswith("b" * 12 + " ")
    assert found["Compiler Engineer\t2019 - 2023"].passage.styles.startswith("i")


def test_the_text_proves_every_line():
    sheet = read(pdf.one_column([NAME, CONTACTS, *WORK]))
    for line in sheet.lines:
        passage = line.passage
        assert all(sheet.text[passage.opens(at)] == char for at, char in enumerate(passage.text))
        assert passage.text in sheet.text[line.begin : line.finish]


@pytest.mark.parametrize("order", ["columns", "rows"])
@pytest.mark.parametrize("offset", [0.0, 5.0])
def test_two_columns_are_read_one_after_the_other_however_they_are_drawn(order, offset):
    found = shown(pdf.two_columns(WORK, EDUCATION, top=[NAME, CONTACTS], split=0.55, order=order, offset=offset))
    assert found[:10] == [NAME.text, CONTACTS.text, *IN_ORDER]
    assert found[10:15] == ASIDE


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("order", ["columns", "rows"])
def test_a_sidebar_is_read_by_itself(side, dark, order):
    sheet = read(pdf.sidebar(EDUCATION, WORK, top=[NAME], side=side, dark=dark, order=order))
    found = [line.text for line in sheet.lines]
    assert found[0] == NAME.text
    start = found.index("Education")
    assert found[start : start + 5] == ASIDE
    start = found.index("Work Experience")
    assert found[start : start + 8] == IN_ORDER
    assert not sheet.concealed


def test_what_stands_above_the_first_heading_of_a_sidebar_stays_with_the_name():
    aside = [Styled("Aldersea, Ireland"), Styled("maren@q.example"), *EDUCATION]
    found = shown(pdf.sidebar(aside, [NAME, Styled("Compiler engineer"), *WORK]))
    assert found[:4] == [NAME.text, "Compiler engineer", "Aldersea, Ireland", "maren@q.example"]


def test_a_main_column_goes_on_with_the_next_page_before_the_sidebar_is_read():
    told = [Styled(f"Task {at} of the same post, told in a line of its own.", bullet="•") for at in range(60)]
    found = shown(pdf.sidebar(EDUCATION, [NAME, *WORK[:3], *told, heading("Service")], side="right"))
    tasks = [line for line in found if line.startswith("Task")]
    first = found.index(tasks[0])
    assert found[first : first + 60] == tasks
    assert found.index("Education") > first + 59


def test_contacts_beside_a_large_name_do_not_part_the_page():
    contacts = [(400.0, 790.0 - 12 * at, text) for at, text in enumerate(["m@q.example", "Aldersea", "github.com/m"])]

    def draw(canvas):
        canvas.setFont("Helvetica-Bold", 24)
        canvas.drawString(50, 775, "Maren Quillfeather")
        canvas.setFont("Helvetica", 10)
        for x, y, text in contacts:
            canvas.drawString(x, y, text)
        canvas.setFont("Helvetica-Bold", 13)
        canvas.drawString(50, 730, "Work Experience")
        canvas.setFont("Helvetica", 10)
        for at in range(6):
            canvas.drawString(50, 710 - 14 * at, f"Engineer at company number {at}")
            canvas.drawString(400, 710 - 14 * at, f"201{at} - 201{at + 1}")

    found = shown(pdf.drawn(draw))
    assert found[:4] == ["Maren Quillfeather", "m@q.example", "Aldersea", "github.com/m"]
    assert found[4] == "Work Experience"
    assert found[5:7] == ["Engineer at company number 0\t2010 - 2011", "Engineer at company number 1\t2011 - 2012"]


def test_places_at_the_right_edge_are_no_column_though_their_baseline_is_a_bit_off():
    left = [(50.0, 700.0 - 30 * at, f"Company of the number {at}") for at in range(8)]
    left += [(50.0, 688.0 - 30 * at, "Engineer") for at in range(8)]

    def draw(canvas):
        for x, y, text in left:
            canvas.drawString(x, y, text)
        for at in range(8):
            canvas.drawRightString(545, 702 - 30 * at, "Rotterdam, Netherlands" if at % 2 else "Oslo, Norway")

    found = shown(pdf.drawn(draw))
    assert found[:3] == [
        "Company of the number 0\tOslo, Norway",
        "Engineer",
        "Company of the number 1\tRotterdam, Netherlands",
    ]


def test_dates_in_a_column_of_their_own_at_the_left_stay_with_their_lines():
    rows = [(50.0, 700.0 - 30 * at, f"201{at} - 201{at + 1}") for at in range(5)]
    rows += [(150.0, 700.0 - 30 * at, f"Engineer at the company number {at} of the list") for at in range(5)]
    rows += [(150.0, 688.0 - 30 * at, "Did what an engineer does there, and a little more") for at in range(5)]
    found = shown(drawn(*rows))
    assert found[0] == "2010 - 2011\tEngineer at the company number 0 of the list"
    assert found[1] == "Did what an engineer does there, and a little more"


def test_headings_in_the_margin_stand_above_what_they_head():
    rows = [(150.0, 700.0 - 14 * at, f"Line number {at} of what is told, and it is long enough") for at in range(8)]
    data = drawn((50.0, 700.0, "EDUCATION"), (50.0, 644.0, "SKILLS"), *rows)
    found = shown(data)
    assert found[:2] == ["EDUCATION", rows[0][2]]
    assert found[found.index("SKILLS") + 1] == rows[4][2]


def test_wrapped_lines_are_one_and_short_lines_are_not():
    told = "I study how data moves between machines that were told to share, and what each believes. " * 3
    found = shown(pdf.one_column([Styled(told.strip()), Styled("First short line"), Styled("Second short line")]))
    assert found == [told.strip(), "First short line", "Second short line"]


def test_a_title_goes_on_below_its_date():
    title = Styled("Outstanding Dissertation Award of the Department, University of Edinburgh", right="2023")
    assert shown(pdf.two_columns([title], [], split=0.5)) == [f"{title.text}\t2023"]


@pytest.mark.parametrize("sign", ["•", "-", "–", "*", "·", "»"])
def test_bullets_of_any_sign_are_bullets(sign):
    found = lines(pdf.one_column([Styled("Told at length", bullet=sign), Styled("Told again", bullet=sign)]))
    assert [(line.kind, line.text) for line in found] == [("bullet", "Told at length"), ("bullet", "Told again")]


def test_bullets_of_a_symbol_font_are_bullets():
    def draw(canvas):
        for y, font, sign in ((700, "ZapfDingbats", "l"), (680, "Symbol", "\u2022")):
            canvas.setFont(font, 10)
            canvas.drawString(50, y, sign)
            canvas.setFont("Helvetica", 10)
            canvas.drawString(64, y, f"Told in {font}")

    found = lines(pdf.drawn(draw))
    assert [(line.kind, line.text) for line in found] == [
        ("bullet", "Told in ZapfDingbats"),
        ("bullet", "Told in Symbol"),
    ]


def test_drawn_dots_are_bullets_and_a_lone_dash_is_none():
    def draw(canvas):
        for y in (700, 687):
            canvas.circle(54, y + 3.5, 1.8, stroke=0, fill=1)
            canvas.drawString(64, y, f"Told at {y}")
        canvas.drawString(50, 650, "MSc in Computer Science")
        canvas.drawString(50, 637, "– University of Edinburgh")

    found = [(line.kind, line.text) for line in lines(pdf.drawn(draw))]
    assert found[:2] == [("bullet", "Told at 700"), ("bullet", "Told at 687")]
    assert found[2:] == [("text", "MSc in Computer Science"), ("text", "– University of Edinburgh")]


def test_nested_bullets_keep_their_depth():
    nested = [Styled("Upper", bullet="•"), Styled("Lower", bullet="–", depth=1), Styled("Upper again", bullet="•")]
    assert [line.indent for line in lines(pdf.one_column(nested))] == [0, 2, 0]


def test_numbered_papers_are_bullets_and_years_are_not():
    data = pdf.one_column([Styled(f"[{at}] Paper number {at}. In OSDI, 2026.") for at in (1, 2, 3)])
    assert [(line.kind, line.text[:5]) for line in lines(data)] == [("bullet", "Paper")] * 3
    assert lines(pdf.one_column([Styled("1. Preis, Mathematik-Olympiade")]))[0].text.startswith("1. Preis")


def test_letters_set_apart_are_words():
    def draw(canvas):
        text = canvas.beginText(50, 700)
        for space in (3, 6):
            text.setCharSpace(space)
            text.textLine("WORK EXPERIENCE")
        canvas.drawText(text)
        for at, letter in enumerate("SKILLS"):
            canvas.drawString(50 + 12 * at, 600, letter)
        canvas.drawString(50, 580, "E D U C A T I O N")

    assert shown(pdf.drawn(draw)) == ["WORK EXPERIENCE", "WORK EXPERIENCE", "SKILLS", "EDUCATION"]


def test_a_raised_ending_stays_at_its_number():
    def draw(canvas):
        canvas.drawString(50, 700, "1")
        canvas.setFont("Helvetica", 6)
        canvas.drawString(55.6, 704, "st")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(63, 700, "prize, Calder Bay")

    assert shown(pdf.drawn(draw)) == ["1st prize, Calder Bay"]


def test_a_word_broken_at_a_line_end_is_whole_where_the_document_knows_it():
    def broken(*others: str) -> str:
        full = "Wrote the introduction to a book on compilers and many more words to fill the line of the com-"
        data = drawn(
            (50, 700, full), (50, 687, "piler section."), *((50, 600 - 12 * at, one) for at, one in enumerate(others))
        )
        return shown(data)[0]

    assert broken("A compiler of my own").endswith("of the compiler section.")
    assert broken("Nothing of the kind").endswith("of the com-piler section.")


def test_accents_drawn_by_themselves_join_their_letters():
    assert shown(drawn((50, 700, "Ren´e Sch¨affer, Universit´e de Tilleul"))) == [
        "René Schäffer, Université de Tilleul"
    ]


def test_chinese_stays_without_blanks():
    found = shown(
        pdf.one_column([Styled("岚川大学 计算机科学与技术", right="2018 - 2022"), Styled("研究方向：分布式训练")])
    )
    assert found == ["岚川大学 计算机科学与技术\t2018 - 2022", "研究方向：分布式训练"]


def test_the_address_behind_a_word_is_in_the_text_and_a_printed_one_is_not_repeated():
    data = pdf.one_column(
        [
            Styled("GitHub", link="https://github.com/marenq"),
            Styled("Write to me", link="mailto:maren@quillfeather.example"),
            Styled("quillfeather.example", link="https://quillfeather.example/"),
        ]
    )
    sheet = read(data)
    assert [line.text for line in sheet.lines] == [
        "GitHub",
        "Write to me <maren@quillfeather.example>",
        "quillfeather.example",
    ]
    assert "GitHub <https://github.com/marenq>" in sheet.text
    assert sheet.text.count("quillfeather.example") == 2


def test_headers_and_page_numbers_go_and_what_they_alone_say_stays_once():
    pages = [Styled(f"A line of the body, number {at}, which says a thing or two.") for at in range(150)]
    found = shown(pdf.one_column(pages, header="Maren Quillfeather", footer="Page {page} of {pages}"))
    assert found.count("Maren Quillfeather") == 1
    assert not [line for line in found if line.startswith("Page ")]
    assert len([line for line in found if line.startswith("A line of the body")]) == 150


def test_ruled_tables_are_rows():
    def draw(canvas):
        canvas.grid([50, 150, 350, 500], [600, 640, 680, 700])
        cells = {700: ("Period", "Degree", "School"), 680: ("2014 - 2016", "MSc, Compilers", "Edinburgh")}
        for top, row in cells.items():
            canvas.setFont("Helvetica-Bold" if top == 700 else "Helvetica", 10)
            for x, text in zip((55, 155, 355), row, strict=True):
                canvas.drawString(x, top - 14, text)
        canvas.drawString(155, 654, "and Languages")
        canvas.drawString(55, 626, "2011 - 2014")
        canvas.drawString(155, 626, "BSc, Mathematics")

    found = lines(pdf.drawn(draw))
    assert [(line.kind, line.level) for line in found] == [("row", 1), ("row", 0), ("row", 0)]
    assert [cell.text for cell in found[1].cells] == ["2014 - 2016", "MSc, Compilers and Languages", "Edinburgh"]
    assert [cell.text for cell in found[2].cells] == ["2011 - 2014", "BSc, Mathematics", ""]


def test_the_same_bytes_give_the_same_sheet():
    data = pdf.sidebar(EDUCATION, WORK, top=[NAME], order="rows")
    assert repr(read(data)) == repr(read(data))
