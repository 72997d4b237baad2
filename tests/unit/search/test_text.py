import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.text import find_phrase, fold, tokens, tokens_with_offsets, visible

TRICKY = st.text(alphabet="aBcC+#./&'’-js net\u0301ßİŉΐﬃ中カﾞ한½ ＡPhD8\u00ad\u200b")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("C++/CUDA, C# and F#", "cpp cuda csharp and fsharp"),
        ("C/C++20", "c cpp 20"),
        ("ASP.NET, .NET", "asp dotnet dotnet"),
        ("Node.js via CI/CD; I/O, A/B, R&D", "nodejs via cicd io ab rd"),
        ("k8s, Wi-Fi, e-mail", "k8s wi fi e mail"),
        ("Zoë Müller-Łukasz", "zoe muller lukasz"),
        ("O’Brien's NSDI'24", "obriens nsdi 24"),
        ("Ph.D., B.Sc., M. Eng. (U.S.A.)", "phd bsc meng usa"),
        ("soft\u00adware “engineer” – ﬁne", "software engineer fine"),
        ("北京大学 PKU", "北 京 大 学 pku"),
        ("Привет, Ελληνικά", "привет ελληνικα"),
        ("한국어", "한 국 어"),
        ("Ｃ＋＋", "cpp"),
        ("", ""),
        ("?!… ***", ""),
    ],
)
def test_text_and_query_meet_as_the_same_tokens(text, folded):
    assert fold(text) == folded


@given(st.one_of(st.text(), TRICKY))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.one_of(st.text(), TRICKY))
def test_every_token_says_where_it_stands(text):
    row = tokens_with_offsets(text)
    assert [token.text for token in row] == tokens(text)
    assert all(0 <= token.start < token.end <= len(text) for token in row)
    assert all(a.end <= b.start or (a.start, a.end) == (b.start, b.end) for a, b in itertools.pairwise(row))


@given(
    st.lists(st.sampled_from(["a", "b", "c"]), max_size=12),
    st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=3),
)
def test_a_phrase_is_found_wherever_its_words_stand_in_a_row(words, phrase):
    found = list(find_phrase(tokens_with_offsets(" ".join(words)), tuple(phrase)))
    assert [start // 2 for start, _ in found] == [
        at for at in range(len(words) - len(phrase) + 1) if words[at : at + len(phrase)] == phrase
    ]


def test_a_star_stands_for_any_ending():
    row = tokens_with_offsets("the inference engines")
    assert [("the inference engines")[a:b] for a, b in find_phrase(row, ("inference", "engin*"))] == [
        "inference engines"
    ]


def test_comments_and_markup_are_not_seen_and_everything_else_keeps_its_place():
    text = 'Rust <!-- Verilog --> <b class="ada">C++</b> &amp; Go'
    shown = visible(text)
    assert len(shown) == len(text)
    assert fold(shown) == "rust cpp go"
    assert shown.index("C++") == text.index("C++")


@given(st.text(alphabet="<>!-ab/\n &;"))
def test_what_is_seen_is_as_long_as_the_text(text):
    assert len(visible(text)) == len(text)
