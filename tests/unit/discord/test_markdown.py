from datetime import UTC, datetime

import pytest
from hypothesis import given

from adapters.discord.markdown import LONGEST_LINE, clean, escape, line, lines, units
from bot.chat.messages import Bold, Code, Italic, Link, Quiet, StageName, Typed, When
from tests.replies import HOSTILE, essence, texts
from tests.unit.discord.reader import read

MORE = (
    "1. one\n2. two",
    "> a\n>>> b",
    "   - nested",
    "***all*** ___three___ _*both*_",
    "||a|| | ||b||",
    ":+1: :flag_de: 12:30:45",
    "¯\\_(ツ)_/¯",
    "<id:customize> <mail@evil.example> <+49123456>",
    "steam://run/1 http://a.b",
    "[a]b](https://evil.example) [[x]](https://evil.example)",
    "``a`b`` `` ` ``",
    "# a\r# b\u2028# c",
    "-",
    "#",
    "1.",
    "\\",
    "\\\\*",
)


@pytest.mark.parametrize("text", [*HOSTILE, *MORE], ids=ascii)
def test_literal_text_is_seen_as_it_is_and_means_nothing(text):
    seen = read(escape(text))
    assert seen.marks == []
    assert seen.text == clean(text)


@given(texts)
def test_any_text_is_seen_as_it_is(text):
    seen = read(escape(text))
    assert seen.marks == []
    assert essence(seen.text) == essence(text)


@pytest.mark.parametrize("prefix", ["", "- ", "> ", "-# ", "### "])
def test_literal_text_means_nothing_behind_our_own_marks_either(prefix):
    for text in (*HOSTILE, *MORE):
        seen = read(prefix + line((text,)))
        assert [kind for kind, _ in seen.marks] == [kind for kind, _ in read(prefix + "x").marks], text


@pytest.mark.parametrize(
    "spans", [("1", ". x"), (":", "tada:"), ("https:", "//evil.example"), ("-", " x"), ("@", "everyone")]
)
def test_neighbouring_texts_mean_nothing_together(spans):
    assert read(line(spans)).marks == []
    assert read(line((Quiet(spans[0]), spans[1]))).marks == []


@pytest.mark.parametrize(("span", "kind"), [(Bold, "bold"), (Italic, "italic"), (Code, "code")])
def test_marked_text_has_its_mark_and_no_other(span, kind):
    for text in HOSTILE:
        seen = read(line(("x ", span(text), " y")))
        assert {one for one, _ in seen.marks} == {kind}, text
        assert essence(seen.text) == essence(f"x{text}y")


def test_neighbours_of_one_kind_stay_one():
    assert read(line((Bold("CU"), Bold("DA"), " ", Code("a"), Code("b")))).marks == [
        ("bold", "CUDA"),
        ("code", "a"),
        ("code", "b"),
    ]


def test_a_code_that_ends_with_a_backslash_does_not_swallow_the_next():
    assert read(line((Code("a\\"), Code("b"), "<!here>"))).marked("code") == ["a\\", "b"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://", "//evil", ""]
)
def test_a_link_that_is_none_is_text(url):
    seen = read(line((Link("win", url),)))
    assert (seen.text, seen.links, seen.marks) == ("win", [], [])


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://git.example/a_b", "https://git.example/a_b"),
        ("https://x.example/>|](y", "https://x.example/%3E%7C%5D%28y"),
        ("https://x.example/a b\n[c](d)", "https://x.example/a%20b%0A%5Bc%5D%28d%29"),
        ("mailto:ilse@okonkwo.example", "mailto:ilse@okonkwo.example"),
    ],
)
def test_a_link_leads_where_it_says(url, address):
    seen = read(line((Link("git *x*", url), " ](more)")))
    assert seen.links == [address]
    assert seen.text == "git *x* ](more)"


@pytest.mark.parametrize("text", ["a[b", "a]b", "[a](https://evil.example)", "]("])
def test_a_link_whose_text_has_brackets_shows_both(text):
    seen = read(line((Link(text, "https://git.example"),)))
    assert seen.text == f"{text} (https://git.example)"
    assert seen.marks == []


def test_signs_of_our_own():
    at = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
    assert line((StageName("screening", "Screening"),)) == "🟡 Screening"
    assert line((StageName("own", "On hold"),)) == "On hold"
    assert line((When(at, "relative"), " ", When(at), " ", When(at, "time"))) == (
        "<t:1794214800:R> <t:1794214800:D> <t:1794214800:f>"
    )
    assert line((Typed("help"),)) == "`/candidate ask help`"


def test_bidi_overrides_and_controls_are_not_sent():
    assert escape("\u202egnp.exe\u202c\x1b[31m\x00") == "gnp.exe\\[31m"


@given(texts)
def test_lines_are_cut_where_they_are_too_long_and_lose_nothing(text):
    cut = lines((Bold(text), text, Code(text)))
    assert all(units(one) <= LONGEST_LINE + 10 for one in cut)
    assert essence("".join(read(one).text for one in cut)) == essence(text * 3)


def test_a_long_line_is_cut_between_words():
    cut = lines(("word " * 2000,))
    assert len(cut) > 2
    assert {one.split(" ")[-1] for one in cut} == {"word"}
