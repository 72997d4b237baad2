"""What a member sees first."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.chat.messages import Person, Place, Upload
from bot.records import Workspace
from tests.bot import JONAS, MARA, Bot, walk

TERMINAL = Workspace("terminal", "7")
CV = b"Noor Etxeberria\nnoor@mail.example\n\nEXPERIENCE\nEngineer, Tessera Labs, 2020 - 2024\n"


@pytest.fixture
def bot(sqlite_store):
    return Bot(sqlite_store)


def admit(bot, role):
    bot.say(f"access grant slack:T01TEST:{JONAS.id} {role}")


def rows(answer):
    return {one.name: one for one in walk(answer.reply.blocks) if isinstance(one, Person)}


def test_on_the_first_day_an_admin_is_told_what_to_set_up(bot):
    home = bot.say("home")
    assert list(rows(home)) == ["No CVs yet", "Nobody else has access", "No digest yet", "No channel for CVs"]
    assert home.commands == ["form add", "form access grant", "form digest", "help"]


def test_what_is_set_up_is_no_hint_any_more(bot):
    bot.add_all()
    admit(bot, "recruiter")
    bot.say("digest add every Monday 9:00")
    bot.say("intake on")
    assert "To begin with" not in bot.say("home").text


def test_an_old_team_is_not_told_how_to_begin(bot):
    bot.say("help")
    bot.add_all()
    bot.now += timedelta(days=15)
    assert "To begin with" not in bot.say("home").text


def test_no_channel_for_cvs_is_offered_where_there_can_be_none(bot):
    here = replace(MARA, workspace=TERMINAL)
    assert "No channel for CVs" not in bot.say("home", member=here, place=Place(TERMINAL, "terminal", "9")).text


def test_who_has_no_role_is_refused_as_everywhere_and_sees_nothing(bot):
    bot.add_all()
    refused = bot.say("home", member=JONAS)
    assert refused.text == bot.say("find cuda", member=JONAS).text
    assert (refused.reply.line, refused.commands) == ("", [])


def test_what_waits_comes_first_then_the_own_candidates_then_who_is_new(bot):
    bot.add_all()
    bot.say("assign #2 me")
    bot.say("todo #1 Call her today")
    home = bot.say("home").text
    heads = ["Waits for you", "Your candidates", "21 new applicants since 13 Nov"]
    assert sorted(heads, key=home.index) == heads
    assert bot.say("home").reply.text == "1 thing waits for you, 21 new applicants."


def test_a_to_do_is_done_from_there(bot):
    bot.add_all()
    bot.say("todo #1 Call her today")
    bot.say("todo #2 Write to him in 3 days")
    done = next(line for line in bot.say("home").commands if line.startswith("todo-done"))
    bot.say(done)
    assert "Waits for you" not in bot.say("home").text


def test_a_cv_that_waits_to_be_checked_is_a_press_away(bot):
    bot.send(Upload("noor.txt", CV))
    check = next(line for line in bot.say("home").commands if line.startswith("add draft:"))
    assert "Check before saving" in bot.say(check).text


def test_a_half_filled_scorecard_and_a_colleagues_ask_for_ones_own(bot):
    bot.add_all()
    admit(bot, "recruiter")
    bot.say("assign #1,#2 me --sure")
    bot.say("rate #2 skills 3")
    bot.say("rate #1 skills 3, experience 3, communication 3, overall 3", member=JONAS)
    home = bot.say("home")
    assert "your scorecard is not finished" in home.text
    assert "Jonas gave a scorecard; yours is missing" in home.text
    assert {"form rate #1", "form rate #2"} <= set(home.commands)
    bot.say("rate #1 skills 2, experience 2, communication 2, overall 2")
    assert "Jonas gave a scorecard" not in bot.say("home").text


def test_who_was_put_off_is_back_when_that_is_over(bot):
    bot.add_all()
    bot.say("snooze #3 tomorrow")
    assert "put off until" not in bot.say("home").text
    bot.now += timedelta(days=1)
    assert "was put off until 21 Nov" in bot.say("home").text


def test_the_longest_without_a_step_comes_first_and_the_rest_is_a_press_away(bot):
    bot.add_all()
    for number in (5, 4, 3, 2, 1):
        bot.now += timedelta(days=1)
        bot.say(f"assign #{number} me")
        bot.say(f"stage #{number} screening")
    bot.say("stage #5 rejected")
    own = [
        name for name, row in rows(bot.say("home")).items() if "no step for" in str(row) or "since today" in str(row)
    ]
    assert own == [bot.tenant.candidate(number).name for number in (4, 3, 2)]
    assert "All 4 of yours" in bot.say("home").text


def test_a_newcomer_has_the_line_of_the_cv_that_tells_most(bot):
    bot.add_all()
    home = bot.say("home")
    assert len(home.quotes) == 3
    assert all(home.quotes)


def test_a_viewer_sees_who_is_new_without_contacts_and_nothing_to_decide(bot):
    bot.add_all()
    admit(bot, "viewer")
    home = bot.say("home", member=JONAS)
    assert "21 new applicants" in home.text
    assert "@" not in "".join(home.quotes)
    assert not [line for line in home.commands if line.split()[0] not in ("show", "new", "help")]


def test_ones_own_digests_are_listed_and_the_teams_are_a_press_away(bot):
    admit(bot, "recruiter")
    bot.say("digest add every Monday 9:00 --name mine")
    bot.say("digest add weekdays at 9 --name theirs", member=JONAS)
    home = bot.say("home")
    assert "mine" in rows(home)
    assert "theirs" not in rows(home)
    assert {"digest pause mine", "digest"} <= set(home.commands)


def test_words_after_it_are_a_search(bot):
    bot.add_all()
    assert "home automation" in bot.say("home automation").text


def test_it_costs_as_many_statements_for_many_people_as_for_a_few(bot, sqlite_store):
    def statements():
        asked = []

        def note(_connection, _cursor, statement, *_):
            asked.append(statement)

        event.listen(sqlite_store.database.engine, "before_cursor_execute", note)
        bot.say("home")
        event.remove(sqlite_store.database.engine, "before_cursor_execute", note)
        return len(asked)

    bot.add_all()
    bot.say("todo #1 Call her today")
    bot.say("home")
    few = statements()
    for number in range(1, 21):
        bot.say(f"assign #{number} me")
        bot.say(f"todo #{number} Call again today")
    assert statements() == few
