"""Who was an intern at a firm: the post and the firm in one job."""

import pytest

CV = "# {}\n{}@mail.example\n\n## Experience\n\n{}\n\n## Education\nBSc in Physics, University of Leeds, 2014 – 2017\n"


@pytest.fixture
def team(bot):
    people = {
        "Ada Quillon": "**Research intern**, Gannet Freight, Bergen (06/2023 – 09/2023)",
        "Max Weatherby": "**Platform engineer**, Gannet Freight, Bergen (06/2019 – 09/2023)",
        "Lotte Hagen": "**Platform engineer**, Gannet Freight, Bergen (2019 – 2023)\n\n**Intern**, Puffin Post, Leeds (2018 – 2019)",
        "Jonas Okafor": "**Summer Internship**, Gannet Freight, Bergen (06/2021 – 09/2021)",
    }
    for name, posts in people.items():
        bot.take_in(CV.format(name, name.split()[0].casefold(), posts), f"{name}.md")
    return bot


def found(bot, line):
    text = bot.say(line).text
    return {name for name in ("Quillon", "Weatherby", "Hagen", "Okafor") if name in text}


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("who was an intern at Gannet Freight?", {"Quillon", "Okafor"}),
        ("who interned at Gannet Freight?", {"Quillon", "Okafor"}),
        ('worked:"intern at Gannet Freight"', {"Quillon", "Okafor"}),
        ("who was an intern at Gannet Freight in 2023?", {"Quillon"}),
        ("who was an intern at Puffin Post?", {"Hagen"}),
        ("who interned at Gannet Freight or Puffin Post?", {"Quillon", "Okafor", "Hagen"}),
        ("who worked at Gannet Freight?", {"Quillon", "Weatherby", "Hagen", "Okafor"}),
    ],
)
def test_the_post_is_asked_for_at_that_firm(team, line, who):
    assert found(team, line) == who


def test_the_line_of_the_post_proves_it(team):
    assert any("Research intern" in quote for quote in team.say("who was an intern at Gannet Freight in 2023?").quotes)
