"""Where somebody lives: what the CV says, or where they are still; never where they were."""

import pytest

STUDIES = "## Education\nBSc in Physics, University of Leeds, Leeds, 2014 – 2017\n"


def cv(top, when):
    return f"# Ada Quillon\nada@mail.example\n{top}\n\n## Experience\n**Platform engineer**, Gannet Freight, Bergen ({when})\n\n{STUDIES}"


@pytest.mark.parametrize(
    ("top", "when", "home"),
    [
        ("Utrecht, Netherlands", "01/2019 – present", {"utrecht"}),
        ("Utrecht, Netherlands", "01/2019 – 12/2023", {"utrecht"}),
        ("", "01/2019 – present", {"bergen"}),
        ("", "01/2019 – 12/2023", set()),
    ],
)
def test_a_place_of_a_past_post_is_no_home(bot, top, when, home):
    bot.take_in(cv(top, when))
    asked = {place for place in ("utrecht", "bergen", "leeds") if "Quillon" in bot.say(f"who lives in {place}?").text}
    assert asked == home


def test_the_line_that_shows_where_somebody_lives_says_what_it_shows(bot):
    bot.take_in(cv("", "01/2019 – present"))
    assert "where they work or study now" in bot.say("who lives in bergen?").text
