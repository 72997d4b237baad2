"""Whatever is sent, a reading or a plain refusal comes back, and every quote stands in the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cv import Unreadable, read_cv
from bot.cv.coverage import evidence_of
from bot.export import csv_rows, json_resume
from bot.profile import Reading, decode, encode
from tests.chance import examples

LINES = [
    "# Ada Example", "Ada Example", "ada@mail.example | +44 20 7946 0142 | github.com/ada", "## Experience", "Experience", "EDUCATION", "---",
    "**Acme Ltd**, Berlin, Germany", "Software Engineer", "Sep. 2021 – Present", "2019 - 2021", "- did *things* with C++ [code](https://a.example/b)",
    "| Year | Award |", "|---|---|", "| 2020 | 📌 Prize , Contest", "rest of the row |", "Publications", "**A title of a paper: more** NSDI'24",
    "• A. Example*, **B. Other***, C. Third (* equal contribution)", "1. *Some paper about systems.* In Proceedings of OSDI, 2024, pp. 1–12.", "Skills", "Languages: Python, C/C++; Go (fluent)",
    "<!-- hidden", "-->", "<table><tr><td>2020</td><td>BSc in Physics, X University</td></tr></table>", "Apr 2024", "GPA: 3.9/4.0 Rank 3/20", "\t2020\tPrize\tUniversity",
    "教育背景", "某某大学，计算机，学士 2018.09 – 2022.06", "Geburtsdatum: 1.1.1990", ":   definition, 2020 – 2021", "I am looking for a PhD position.", "", "   ", "**", "[x](", "&amp;&#0;&bogus;", "*_**`~", "《》（", "\u202e\u200b\x07",
]  # fmt: skip

documents = st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=60)), max_size=40).map("\n".join)


def read(data: bytes) -> Reading | None:
    try:
        return read_cv(data, "cv.txt")
    except Unreadable as refusal:
        reason = str(refusal)
    assert reason.endswith(".")
    return None


def check(reading: Reading) -> None:
    for evidence in evidence_of(reading.profile):
        assert 0 <= evidence.start < evidence.end <= len(reading.text)
        assert evidence.rule
    for span in reading.unclaimed:
        assert 0 <= span.start < span.end <= len(reading.text)
    assert len(reading.unclaimed) <= reading.content_lines
    assert 0 <= reading.confidence <= 1
    assert decode(encode(reading.profile)) == reading.profile
    json_resume(reading.profile, {0: reading.text}, meta={})
    csv_rows([({}, reading.profile)])


@settings(max_examples=examples(300))
@given(documents)
def test_any_document_is_read_or_refused(document: str) -> None:
    reading = read(document.encode("utf-8", "surrogatepass"))
    if reading is not None:
        check(reading)


@settings(max_examples=examples(200))
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    reading = read(data)
    if reading is not None:
        check(reading)


@settings(max_examples=examples(60))
@given(documents)
def test_the_same_bytes_give_the_same_reading(document: str) -> None:
    data = document.encode("utf-8", "surrogatepass")
    assert read(data) == read(data)


@pytest.mark.parametrize(
    "line", ["https://a\u2100b.example/x", "GitHub: __", "https://user:p@[::1]/a", "https://a.b:99999999"]
)
def test_an_odd_address_is_no_fault(line: str) -> None:
    reading = read(f"Ada Example\nada@mail.example\n{line}\n".encode())
    assert reading is not None
    check(reading)


@pytest.mark.parametrize(
    "text",
    [
        "*" * 25_000,
        "a," * 25_000,
        "(" * 25_000,
        "[" * 25_000,
        "<td>" * 10_000,
        "| " * 25_000,
        "2020 - " * 10_000,
        "A. " * 20_000,
        "&amp;" * 15_000,
        "Aa Bb, " * 10_000,
        "## Publications\n" + "Ann Lee, Bob Ray. " * 4_000,
        "## Experience\n" + "**Acme** 2019 - 2020\n" * 3_000,
        "- x\n" * 30_000,
        "<!--" * 20_000,
        "“" * 25_000,
        "http://a" * 10_000,
        "a@b." * 20_000,
        "Sep. " * 20_000,
        "[PDF]A" * 10_000,
        "\\begin{document}" + "\\textbf{" * 6_000,
        "#+TITLE: x\n" + "* [[a][b]]\n" * 1_500,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_repetition_ends(text: str) -> None:
    reading = read(text.encode())
    if reading is not None:
        check(reading)
