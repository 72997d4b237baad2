"""stats: what is counted is counted right, in words, as a table and as a picture."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from bot.cards.pictures import Panel, picture
from bot.chat.messages import Bar
from bot.stages import STAGES, Stage
from bot.statistics import Stay, edges, ladder, median_days
from tests.bot import JONAS, walk

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def bars(answer):
    return [(bar.value, bar.label) for bar in walk(answer.reply.blocks) if isinstance(bar, Bar)]


@pytest.fixture
def team(bot):
    for name in ("etxeberria_2026.md", "Brannagh-Sato_CV.pdf", "Solheim_Priyanka_resume.txt"):
        bot.add(name)
    return bot


def test_a_team_without_anybody_is_told_so(bot):
    assert bot.say("stats").text.startswith("Nobody came in this time.")
    assert bot.say("stats waiting").text.startswith("Nobody waits over 14 days.")


def test_weeks_that_are_left_out_since_nobody_came_are_accounted_for(team):
    answer = team.say("stats 12 weeks")
    first = bars(answer)[0][1]
    assert first.startswith("week of")
    assert f"Arrivals: nobody came before the {first}" in answer.text


def test_the_whole_begins_with_arrivals_and_stages(team):
    team.say("stage #1 interview")
    answer = team.say("stats")
    assert answer.text.startswith("3 applications since")
    assert (2, "New") in bars(answer)
    assert (1, "Interview") in bars(answer)


def test_the_funnel_says_how_far_they_came(team):
    team.say("stage #1 interview")
    team.say("stage #2 rejected")
    assert bars(team.say("stats funnel"))[:3] == [(3, "New, 100 %"), (1, "Screening, 33 %"), (1, "Interview, 33 %")]


def test_one_opening_is_counted_alone(team):
    team.say("opening add Compiler Engineer")
    team.say("apply noor Compiler Engineer")
    answer = team.say('stats funnel --opening "Compiler Engineer"')
    assert answer.text.startswith("1 application for Compiler Engineer since")
    assert bars(answer)[0] == (1, "New, 100 %")
    assert bars(team.say(next(one for one in answer.commands if one.startswith("stats sources"))))[0][0] == 1


def test_who_waits_too_long_is_counted(team):
    team.now += timedelta(days=20)
    assert bars(team.say("stats waiting"))[0][0] == 3


def test_the_table_holds_the_numbers_of_the_chart(team):
    answer = team.say("stats stages --csv")
    (file,) = answer.reply.files
    rows = list(csv.reader(io.StringIO(file.data.decode())))
    assert rows == [["what", "of", "number", "unit"], ["Where they stand now", "New", "3", "people"]]


def test_the_picture_is_a_picture_and_says_what_it_shows(team):
    (file,) = team.say("stats stages --picture").reply.files
    image = Image.open(io.BytesIO(file.data))
    assert image.format == "PNG"
    assert image.width > 800
    assert file.alt.endswith("Where they stand now: New 3.")


def test_a_picture_takes_any_label():
    odd = picture("odd", [Panel("$x^2$", (Bar("=$\\frac{", 3), Bar("表 " * 40, 0), Bar("", 1, before=2)))], said="odd")
    assert Image.open(io.BytesIO(odd.data)).format == "PNG"


def test_a_viewer_has_no_numbers(team):
    team.say("access grant <@U02JONAS> viewer")
    assert "recruiter" in team.say("stats", member=JONAS).text


@pytest.mark.parametrize(
    ("days", "steps", "first"),
    [(3, 4, MONDAY - 3 * DAY), (28, 5, MONDAY - 28 * DAY), (400, 15, datetime(2025, 1, 1, tzinfo=UTC))],
)
def test_days_weeks_and_months_tile_the_time(days, steps, first):
    found = edges(MONDAY - days * DAY, MONDAY)
    assert len(found) - 1 == steps
    assert found[0] == first.replace(hour=0, minute=0)
    assert found[-1] >= MONDAY
    assert list(found) == sorted(set(found))


def test_the_ladder_has_the_open_stages_and_the_good_end():
    assert [one.key for one in ladder(STAGES)] == ["new", "screening", "interview", "offer", "hired"]
    assert ladder((Stage("new", "New"), Stage("lost", "Lost", closed=True))) == (Stage("new", "New"),)


def test_half_of_the_stays_were_shorter():
    stays = [Stay("new", MONDAY, MONDAY + number * DAY) for number in (1, 2, 9)]
    assert median_days(stays) == {"new": (2.0, 3)}


def test_what_is_not_counted_is_said_with_what_is(team):
    said = team.say("stats foo").text
    assert said.startswith("stats counts no foo.")
    assert "arrivals, sources, stages, funnel" in said


def test_an_opening_in_place_of_a_time_is_offered_as_the_option(team):
    team.say("opening add Compiler engineer")
    shown = team.say("stats for compiler engineer")
    assert shown.commands == ["stats --opening opening:2"]
    assert team.say(shown.commands[0]).text.startswith("Nobody")
