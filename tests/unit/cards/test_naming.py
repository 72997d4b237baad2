"""A name in capitals is shown as names are written, unless that could be wrong."""

import pytest

from bot.cards.naming import calm
from tests.bot import Bot


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("PRIYANKA SOLHEIM", "Priyanka Solheim"),
        ("ANNA-LENA MÜLLER", "Anna-Lena Müller"),
        ("J. R. HOLLIS", "J. R. Hollis"),
        ("SIOBHAN O'BRIEN", "Siobhan O'Brien"),
        ("ИВАН ПЕТРОВ", "Иван Петров"),
    ],
)
def test_a_name_in_capitals_is_shown_calmly(written, shown):
    assert calm(written) == shown


@pytest.mark.parametrize(
    "name",
    [
        "Priyanka Solheim",
        "Jean-Luc DUPONT",
        "JAN VAN DER BERG",
        "MARIA DE LA CRUZ",
        "ANGUS MCDONALD",
        "FIONA MACKAY",
        "AYŞE YILMAZ",
        "İPEK DENIZ",
        "LI WEI",
        "AJ SMITH",
        "JOHN SMITH III",
        "JANE DOE PHD",
        "ABDU'LLAH KHAN",
        "PLATO",
        "楚遥岚（CHU YAOLAN）",
        "楚遥岚",
        "",
    ],
)
def test_where_it_is_in_doubt_the_name_stays(name):
    assert calm(name) == name


def test_cards_lists_and_questions_show_it_while_data_and_quotes_keep_the_cv(bot: Bot):
    bot.add("Solheim_Priyanka_resume.txt")
    assert bot.tenant.candidate(1).name == "PRIYANKA SOLHEIM"
    for line in ("priyanka", "new 3650d", "stage priyanka interview", "undo", "note priyanka Call her", "tag #1 gpu"):
        answer = bot.say(line)
        assert "Priyanka" in answer.text
        assert "PRIYANKA" not in answer.text
    assert "PRIYANKA SOLHEIM" in " ".join(bot.say("show priyanka evidence").quotes)
