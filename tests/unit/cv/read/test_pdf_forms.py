"""PDFs as programs draw them: forms, gradients, thin bars, turned and overlapping text, grids that are no tables."""

import pytest
from reportlab.lib.colors import Color, black, navy, white
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

from bot.cv.read.pdf import read
from bot.cv.unreadable import Unreadable
from tests.documents import pdf
from tests.documents.pdf import Styled
from tests.unit.cv.read.test_pdf import EDUCATION, WORK
from tests.unit.cv.read.test_pdf_hostile import document, stream

ADA = "Ada Example"


def shown(data):
    return [(line.kind, line.text) for line in read(data).lines]


def drawn(draw):
    """The texts of a page with a name on top."""

    def page(canvas):
        canvas.drawString(50, 800, ADA)
        draw(canvas)

    first, *others = [line.text for line in read(pdf.drawn(page)).lines]
    assert first == ADA
    return others


# ---------------------------------------------------------------- what text stands on, and in


def _dark_form(canvas):
    canvas.beginForm("dark")
    canvas.setFillColorRGB(0.1, 0.2, 0.3)
    canvas.rect(0, 0, 200, 40, stroke=0, fill=1)
    canvas.setFillColor(white)
    canvas.drawString(20, 15, "Skills")
    canvas.endForm()


def _moved(canvas):
    _dark_form(canvas)
    canvas.translate(50, 600)
    canvas.doForm("dark")


def _turned(canvas):
    _dark_form(canvas)
    canvas.translate(100, 600)
    canvas.rotate(90)
    canvas.doForm("dark")


def _deep_inside(canvas):
    canvas.beginForm("form0")
    canvas.drawString(50, 600, "Skills")
    canvas.endForm()
    for number in range(1, 14):
        canvas.beginForm(f"form{number}")
        canvas.doForm(f"form{number - 1}")
        canvas.endForm()
    canvas.doForm("form13")


def _on_a_gradient(canvas):
    area = canvas.beginPath()
    area.rect(50, 600, 200, 50)
    canvas.clipPath(area, stroke=0)
    canvas.linearGradient(50, 600, 250, 650, (navy, black))
    canvas.setFillColor(white)
    canvas.drawString(60, 620, "Skills")


def _behind_clear_glass(canvas):
    canvas.drawString(60, 620, "Skills")
    canvas.setFillColor(Color(0, 0, 0, alpha=0))
    canvas.rect(50, 610, 200, 30, stroke=0, fill=1)


def _in_a_round_window(canvas):
    window = canvas.beginPath()
    for radius in (80, 70, 60, 50):
        window.circle(100, 650, radius)
    canvas.clipPath(window, stroke=0)
    canvas.drawString(60, 650, "Skills")


def _in_a_triangle(canvas):
    window = canvas.beginPath()
    window.moveTo(10, 500)
    window.lineTo(300, 500)
    window.lineTo(150, 600)
    window.close()
    canvas.clipPath(window, stroke=0)
    canvas.drawString(120, 520, "Skills")


@pytest.mark.parametrize(
    "draw",
    [_moved, _turned, _deep_inside, _on_a_gradient, _behind_clear_glass, _in_a_round_window, _in_a_triangle],
)
def test_words_that_show_are_read_wherever_they_are_drawn(draw):
    assert drawn(draw) == ["Skills"]


# ---------------------------------------------------------------- lines that are tables, and lines that are none

ROWS = {660: ("2019", "Prize"), 620: ("2020", "Medal")}


def _filled(canvas):
    for y, row in ROWS.items():
        for x, text in zip((55, 157), row, strict=True):
            canvas.drawString(x, y, text)


def _of_bars(canvas):
    for y in (600, 640, 680):
        canvas.rect(50, y, 300, 0.4, stroke=0, fill=1)
    for x in (50, 150, 350):
        for y in (600, 640):
            canvas.rect(x, y, 0.4, 40, stroke=0, fill=1)
    _filled(canvas)


def _of_strokes_that_miss_each_other(canvas):
    for y in (600, 640, 680):
        canvas.line(50, y, 350, y)
    for x in (50, 350):
        canvas.line(x, 600, x, 680)
    canvas.line(150, 600, 150, 630)
    canvas.line(152, 640, 152, 680)
    _filled(canvas)


@pytest.mark.parametrize("draw", [_of_bars, _of_strokes_that_miss_each_other])
def test_a_table_is_one_however_its_lines_are_drawn(draw):
    assert shown(pdf.drawn(draw)) == [("row", "2019 Prize"), ("row", "2020 Medal")]


def _frame(canvas):
    canvas.grid([50, 300], [600, 640])
    canvas.drawString(60, 615, "In a frame")


def _text_across_a_grid(canvas):
    canvas.grid([50, 100, 150], [600, 620, 640])
    canvas.drawString(60, 605, "This text runs far beyond the grid that is drawn")


def _one_row(canvas):
    canvas.grid([50, 200, 350], [600, 620, 640])
    canvas.drawString(60, 605, "2019")
    canvas.drawString(210, 605, "Prize")


def _drawing(canvas):
    for number in range(2_100):
        x, y = 50 + number % 50 * 10, 100 + number // 50 * 10
        canvas.line(x, y, x + 5, y)
    canvas.drawString(60, 750, "A drawing")


@pytest.mark.parametrize("draw", [_frame, _text_across_a_grid, _one_row, _drawing])
def test_a_frame_or_a_drawing_is_no_table(draw):
    assert [kind for kind, _ in shown(pdf.drawn(draw))] == ["text"]


# ---------------------------------------------------------------- how letters follow each other


def _raised_sign(canvas):
    canvas.setFont("Symbol", 10)
    canvas.drawString(50, 703.5, "\u2022")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(60, 700, "Rust")


def _letter_in_another_font(canvas):
    canvas.setFont("Courier", 10)
    canvas.drawString(50, 700, "o")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(62, 700, "Rust")


@pytest.mark.parametrize("draw", [_raised_sign, _letter_in_another_font])
def test_a_sign_before_a_line_is_a_bullet(draw):
    assert shown(pdf.drawn(draw)) == [("bullet", "Rust")]


def _numbers_in_bold(canvas):
    for y, number, text in ((700, "1.", "Fast Paths"), (680, "2.", "Slow Paths"), (660, "7.", "Other Paths")):
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(50, y, number)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(62, y, text)


def test_numbers_that_count_up_are_bullets():
    assert shown(pdf.drawn(_numbers_in_bold)) == [
        ("bullet", "Fast Paths"),
        ("bullet", "Slow Paths"),
        ("text", "7. Other Paths"),
    ]


def _overlapping(canvas):
    canvas.drawString(50, 700, "Quill")
    canvas.drawString(68, 700, "feather")


def _blanks(canvas):
    canvas.drawString(50, 720, "    ")
    canvas.setFont("Courier", 10)
    canvas.drawString(80, 700, "   ")
    canvas.drawString(120, 700, "Quillfeather")


@pytest.mark.parametrize("draw", [_overlapping, _blanks])
def test_letters_that_touch_are_a_word_and_blanks_are_none(draw):
    assert drawn(draw) == ["Quillfeather"]


def test_a_large_line_is_a_heading_where_nothing_heads_a_section():
    page = pdf.one_column([Styled(ADA, size=20.0), Styled("Wrote kernels that people liked.")])
    assert shown(page) == [("heading", ADA), ("text", "Wrote kernels that people liked.")]


def test_a_line_that_begins_in_bold_goes_on_with_none():
    full = "Wrote a register allocator that people stopped complaining about, and kept it that way years"
    bold = "Harrowcomputersystemsincorporated"
    found = shown(pdf.one_column([Styled(full), Styled(f"**{bold}** was the next of them"), Styled(full)]))
    assert [text for _, text in found] == [full, f"{bold} was the next of them", full]


def test_chinese_that_a_line_end_breaks_is_joined_without_a_blank():
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    rows = ("在岚川大学做过报告的研究" * 4, "他写了很多关于编译器的书" * 4, "在岚川大学做过报告。")

    def draw(canvas):
        canvas.setFont("STSong-Light", 10)
        for number, row in enumerate(rows):
            canvas.drawString(50, 700 - 12 * number, row)

    assert shown(pdf.drawn(draw)) == [("text", "".join(rows))]


# ---------------------------------------------------------------- pages, links and what a file may lack


def test_on_later_pages_the_wide_column_is_read_before_the_narrow_one():
    found = [text for _, text in shown(pdf.two_columns(EDUCATION * 6, WORK * 6))]
    assert found.count("Work Experience") == 6
    assert found.count("Education") == 6


def _linked(canvas):
    place = (50, 790, 120, 815)
    canvas.bookmarkPage("top")
    canvas.linkAbsolute("top", "top", place)
    canvas.linkURL("https://ada.example/" + "x" * 600, place)
    for _ in range(510):
        canvas.linkURL("https://ada.example", place)


def test_links_inside_the_file_and_endless_ones_are_no_addresses_and_each_is_told_once():
    def draw(canvas):
        canvas.drawString(50, 800, ADA)
        _linked(canvas)

    assert read(pdf.drawn(draw)).text == f"{ADA} <https://ada.example>\n"


def test_a_font_of_icons_shows_no_words():
    fonts = [b"<</Type/Font/Subtype/Type1/BaseFont/%s>>" % name for name in (b"Helvetica", b"FontAwesome")]
    content = stream(b"BT /F 12 Tf 50 700 Td (Ada Example) Tj /G 12 Tf 200 0 Td (a) Tj ET")
    assert shown(_page(content, *fonts)) == [("text", ADA)]


def test_a_note_that_is_missing_does_no_harm():
    content = stream(b"BT /F 12 Tf 50 700 Td (Ada Example) Tj ET")
    notes = b"/Annots[null 9 0 R]"
    assert shown(_page(content, b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", notes=notes)) == [("text", ADA)]


def _page(content, *fonts, notes=b""):
    names = b"".join(b"/%c %d 0 R" % (letter, 5 + at) for at, letter in enumerate(b"FG"[: len(fonts)]))
    return document(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        + notes
        + b"/Resources<</Font<<"
        + names
        + b">>>>>>",
        content,
        *fonts,
    )


def test_a_book_is_refused_by_its_length():
    def full(canvas):
        canvas.setFont("Helvetica", 2)
        for number in range(400):
            canvas.drawString(10, 800 - 1.9 * number, "word " * 100)

    with pytest.raises(Unreadable, match="150,000 characters"):
        read(pdf.drawn(*[full] * 5))
