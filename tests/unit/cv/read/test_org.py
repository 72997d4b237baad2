"""Org sources read as the exported page would show them."""

import pytest

from bot.cv import read_cv
from bot.cv.read import org


def shown(source: str) -> list[str]:
    return [line.text.strip() for line in org.read(source.encode()).lines]


def test_a_title_among_properties_is_kept():
    source = ":PROPERTIES:\n#+TITLE: Engineer\n#+AUTHOR: Ada Quill\n#+OPTIONS: toc:nil\n:END:\n* Education\n:PROPERTIES:\n:CUSTOM_ID: education\n:END:\nB.Sc.\n"
    assert shown(source) == ["Engineer", "Ada Quill", "Education", "B.Sc."]


def test_line_breaks_links_and_emphasis_show_no_marks():
    source = "Quill College\\\\\n[[https://quill.example]]\\\\\nReviewer for /Tern Letters/, /Journal of Tilings/\n"
    assert shown(source) == [
        "Quill College",
        "https://quill.example",
        "Reviewer for Tern Letters, Journal of Tilings",
    ]


def test_emphasis_is_slanted_and_a_number_sign_heads_nothing():
    lines = org.read(b"/Tilings/ that\n- Fellow (award\n  #1234), Quill College\n").lines
    assert lines[0].passage.styles[:7] == "iiiiiii"
    assert all(line.kind != "heading" for line in lines)


def test_what_the_classes_for_cvs_print_of_a_drawer_is_shown():
    source = (
        "* Experience\n** Quill Ltd\n:PROPERTIES:\n:CV_ENV: cventry\n:FROM: <2014-09-01>\n:TO: <2017-12-01>\n:LOCATION: Bern\n:POSITION: Engineer\n:END:\n- Built\n"
        "** Tern Labs\n:PROPERTIES:\n:POSITION: Intern\n:DATE: May 2012 - August 2013\n:END:\n"
    )
    work = read_cv(f"#+TITLE: Noor Vale\n{source}".encode(), "cv.org").profile.work
    assert [(one.organization.value, one.title.value, one.start.value, one.end.value) for one in work] == [
        ("Quill Ltd", "Engineer", "2014-09", "2017-12"),
        ("Tern Labs", "Intern", "2012-05", "2013-08"),
    ]
    assert work[0].place.value == "Bern"


def test_code_macros_exports_to_latex_and_parts_that_are_not_exported_are_not_shown():
    source = (
        "#+TITLE: Ada Quill\n{{{strengths(\n  Naps,\n)}}}\n#+BEGIN_SRC elisp\n(setq x 1)\n#+END_SRC\n#+BEGIN_EXPORT latex\n\\vspace{1em}\n#+END_EXPORT\n"
        "* Setup :noexport:\nhidden\n** Deeper\nhidden\n* COMMENT Old\nhidden\n* Education\nB.Sc.\n"
    )
    assert shown(source) == ["Ada Quill", "Education", "B.Sc."]


def test_emphasis_goes_on_over_a_line_end_and_raised_letters_show():
    lines = org.read(b"Vale N.: *On the tides\nof harbors* Tern Letters, 3^{rd} place\n- *Loose\n- end*\n").lines
    assert lines[0].passage.styles.endswith("b")
    assert lines[1].passage.styles.startswith("bbbbbbbbbb")
    assert lines[1].text == "of harbors Tern Letters, 3rd place"
    assert "*" in lines[2].text


def test_posts_that_an_export_to_latex_holds_are_read():
    source = (
        "#+TITLE: Noor Vale\n#+OPTIONS: toc:nil\n* Contact\nnoor@vale.example.org\n* Experience\n#+BEGIN_EXPORT latex\n% old: \\cventry{1999}{Cook}{Harbor}{}{}{}\n"
        "\\cventry{2019--2021}{\\textbf{Engineer}}{Sable Ltd}{Porto}{}{Built *dashboards*}\n\\cventry{2016--2019}{Intern}{Harbor Inc}{Lisbon}{}{Tested}\n#+END_EXPORT\n"
        "* Old :noexport:\n#+BEGIN_EXPORT latex\n\\cventry{1998--1999}{Cook}{Quill Works}{}{}{}\n#+END_EXPORT\n"
    )
    work = read_cv(source.encode(), "cv.org").profile.work
    assert [(one.organization.value, one.title.value, one.start.value, one.end.value) for one in work] == [
        ("Sable Ltd", "Engineer", "2019", "2021"),
        ("Harbor Inc", "Intern", "2016", "2019"),
    ]


def test_of_exports_to_latex_and_to_html_one_is_read():
    source = (
        "#+TITLE: Ada Quill\n#+BEGIN_EXPORT latex\n\\textbf{B.Sc.}, 2012\n#+END_EXPORT\n"
        "#+BEGIN_EXPORT html\n<b>B.Sc.</b>, 2012\n#+END_EXPORT\n"
    )
    assert shown(source) == ["Ada Quill", "B.Sc., 2012"]


def test_verbatim_words_and_days_show_no_marks():
    source = "Built ~maps~, =C++= and _tools_, a=b=c, snake_case_name\n<2019-03-01 Fri>--<2022-05-01 Sun 10:00>\n"
    assert shown(source) == ["Built maps, C++ and tools, a=b=c, snake_case_name", "2019-03-01--2022-05-01"]


def test_the_first_row_of_a_table_names_its_columns():
    source = "| Years | School |\n|-------+--------|\n| 2015 | Quill College |\n"
    assert [(line.kind, line.level, line.text) for line in org.read(source.encode()).lines] == [
        ("row", 1, "Years School"),
        ("row", 0, "2015 Quill College"),
    ]


def test_a_block_that_never_ends_hides_nothing():
    assert shown("#+TITLE: Ada Quill\n#+begin_src python\nQuill College\n") == ["Ada Quill", "Quill College"]


def test_what_blocks_and_colours_hide_is_no_part_of_the_shown_text():
    source = "#+TITLE: Ada Quill\n#+begin_export latex\n\\textcolor{white}{secret} Tern\n#+end_export\n"
    hidden = "".join(source[start:end] for start, end in org.hidden(source))
    assert "secret" in hidden
    assert "Tern" not in hidden


@pytest.mark.parametrize("after", ["", ":LOCATION: Bern\n"])
def test_a_beginning_without_an_end_is_shown(after):
    lines = shown(f"* Experience\n** Quill Ltd\n:PROPERTIES:\n:CV_ENV: cventry\n:FROM: <2014-09-01>\n{after}:END:\n")
    assert lines[2] == "FROM: 2014-09-01"
