"""What a platform makes of a name that was picked from its list is read as the name."""

import pytest

from bot.chat.errors import short
from bot.chat.mentions import looked_for, shown


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<@U0MARA|Mara Ek>", "@Mara Ek"),
        ("<@!77|Mara>, <@&S1|hiring> in <#C1|ml-hiring>", "@Mara, @hiring in #ml-hiring"),
        ("<@U0MARA> in <#C1|>", "@U0MARA in #C1"),
        ("a < b, <https://x.example|x> and <b>", "a < b, <https://x.example|x> and <b>"),
    ],
)
def test_it_is_said_again_in_words(written, read):
    assert shown(written) == read


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("cuda owner:<@U0MARA|Mara Ek>", 'cuda owner:"Mara Ek"'),
        ("owner:<@U0MARA|mara>", "owner:mara"),
        ('owner:<@U0MARA|Mara "M" Ek>', 'owner:"Mara M Ek"'),
        ("who is assigned to <@U0MARA|Mara Ek>?", "who is assigned to Mara Ek?"),
        ("cuda triton", "cuda triton"),
    ],
)
def test_a_search_looks_for_the_name(written, line):
    assert looked_for(written) == line


def test_an_echo_is_cut_after_the_names_are_there():
    assert short("<@U0MARA|Mara> " + "x" * 60, 10) == "@Mara xxxx…"
