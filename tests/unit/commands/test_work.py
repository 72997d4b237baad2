"""assign, tag, snooze, todo, history: the team's work, on one and on several people, and the way back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.bot import JONAS, MARA, Bot

NOOR = "etxeberria_2026.md"


@pytest.fixture
def team(bot: Bot) -> Bot:
    """Four people, and Jonas as recruiter beside Mara."""
    bot.add_all()
    bot.say("access grant <@U02JONAS|Jonas> recruiter")
    bot.say("help", member=JONAS)
    return bot


def rows(team: Bot, line: str = "new") -> list[int]:
    team.say(line)
    return list(team.tenant.recall(MARA.workspace, MARA.id).numbers)


def confirmed(team: Bot, line: str, **more) -> str:
    """The answer to the question's button."""
    asked = team.say(line, **more)
    assert "Nothing was changed yet" in asked.text
    return team.say(asked.commands[0], **more).text


# --------------------------------------------------------------------- assign


def test_somebody_is_assigned_by_me_name_mention_and_address(team):
    assert "is assigned to Mara" in team.say("assign #1 me").text
    assert team.tenant.candidate(1).owner == "Mara"
    for said in ("jonas", "@Jonas", "<@U02JONAS>", "<@U02JONAS|jo>", "slack:T01TEST:U02JONAS"):
        team.say("assign #1 nobody")
        assert "is assigned to Jonas." in team.say(f"assign #1 {said}").text
        assert team.tenant.candidate(1).owner == "Jonas"
    assert "before: Jonas" in team.say("assign #1").text


def test_my_candidates_are_those_i_own(team):
    team.say("assign #1 me")
    team.say("assign #2 jonas")
    for line in ("find owner:me", "my candidates"):
        assert "1 person" in team.say(line).text
    assert team.say("find owner:jonas").names == team.say("find owner:me", member=JONAS).names != []
    assert "owner:nobody" not in team.say("find owner:nobody").text.splitlines()[-1]


def test_whose_people_are_looked_for_may_be_mentioned(team):
    team.say("access grant <@U04|Jonas Weber> recruiter")
    team.say("assign #1 <@U04>")
    for line in ("owner:<@U04|Jonas Weber>", "who is assigned to <@U04|Jonas Weber>?"):
        answer = team.say(line)
        assert answer.text.startswith("1 person for ")
        assert "<@" not in answer.text
        assert answer.names == [team.tenant.candidate(1).name]


def test_a_stranger_and_a_viewer_cannot_own(team):
    assert "Nobody of the team is called Adaeze" in team.say("assign #1 Adaeze").text
    assert "Nobody of the team is called @Stranger." in team.say("assign #1 <@U777|Stranger>").text
    team.say("access grant <@U03VERA|Vera> viewer")
    assert "Vera may only look." in team.say("assign #1 vera").text
    assert team.tenant.candidate(1).owner == ""


def test_which_of_two_members_is_asked_with_the_line_kept(team):
    team.say("access grant <@U04|Jonas Weber> recruiter")
    team.say("access grant <@U05|Jonas Wolf> recruiter")
    assert "is assigned to Jonas." in team.say("assign #1 jonas").text
    asked = team.say("assign #1 jonas w")
    assert "Which jonas w?" in asked.text
    assert "is assigned to Jonas Weber" in team.say(asked.commands[0]).text


def test_a_press_under_an_older_state_passes_nobody_over(team):
    press = next(one for one in team.say("show #1").commands if one.startswith("assign #1 me"))
    team.say("assign #1 me", member=JONAS)
    answer = team.say(press)
    assert "was assigned to Jonas meanwhile" in answer.text
    assert team.tenant.candidate(1).owner == "Jonas"
    assert "is assigned to Mara" in team.say(answer.commands[0]).text


# ------------------------------------------------------------------------ tag


def test_tags_are_shown_on_the_card_and_searched(team):
    assert "+gpu" in team.say("tag #1 #GPU, osdi").text.casefold()
    assert "GPU · osdi" in team.say("show #1").text
    assert team.say("find tag:gpu").names == [team.tenant.candidate(1).name]
    assert "−GPU" in team.say("tag #1 -gpu").text
    assert "nothing to change" in team.say("untag #1 gpu").text
    assert team.tenant.dossier(1).tags == ("osdi",)


def test_what_is_no_tag_is_said(team):
    for line in ("tag #1 ---", "tag #1 a:b", f"tag #1 {'x' * 41}"):
        assert "is no tag" in team.say(line).text
    assert "21 tags; at most 20" in team.say("tag #1 " + " ".join(f"t{one}" for one in range(21))).text


def test_known_tags_are_completed(team):
    from bot.chat.messages import Place, Request

    team.say("tag #1 gpu")
    place = Place(MARA.workspace, "channel", "C", "c")
    offered = team.app.complete(Request("osdi g", MARA, place), "tag", "words")
    assert [one.value for one in offered] == ["osdi gpu"]
    offered = team.app.complete(Request("jo", MARA, place), "assign", "member")
    assert [one.value for one in offered] == ["slack:T01TEST:U02JONAS"]


# -------------------------------------------------------------- several people


def test_several_are_asked_about_by_count_and_first_names(team):
    shown = rows(team)
    asked = team.say("tag 1-3 gpu")
    assert "Tag 3 people: gpu?" in asked.text
    for number in shown[:3]:
        assert team.tenant.candidate(number).name.split()[0].partition("（")[0] in asked.text
    assert all(not team.tenant.dossier(number).tags for number in shown)
    assert "3 people: +gpu." in team.say(asked.commands[0]).text
    assert [bool(team.tenant.dossier(number).tags) for number in shown] == [True] * 3 + [False] * (len(shown) - 3)


def test_the_button_means_those_who_were_shown_whatever_the_list_becomes(team):
    first = rows(team)[:2]
    asked = team.say("assign 1,2 me")
    team.say("find noor or ilse or python")
    team.say(asked.commands[0])
    assert [one for one in team.tenant.numbers() if team.tenant.candidate(one).owner] == sorted(first)


def test_all_of_the_last_list(team):
    shown = rows(team)
    assert f"{len(shown)} people" in team.say("snooze all monday").text
    team.say("help", member=JONAS)
    assert "There is no list" in team.say("tag all gpu", member=JONAS).text


def test_one_undo_takes_the_whole_back(team):
    rows(team)
    for line in ("tag 1-3 gpu", "assign 1-3 jonas", "snooze 1-3 monday", "note 1-3 met at the fair"):
        before = [team.tenant.dossier(one) for one in team.tenant.numbers()]
        confirmed(team, line)
        assert "Taken back: 3 people" in team.say("undo").text
        after = [team.tenant.dossier(one) for one in team.tenant.numbers()]
        assert [replace(one.candidate, version=0) for one in after] == [
            replace(one.candidate, version=0) for one in before
        ]
        assert [(one.tags, one.notes) for one in after] == [(one.tags, one.notes) for one in before]


def test_who_could_not_be_changed_is_named_and_the_others_are(team, monkeypatch):
    from bot.store import Conflict

    numbers = rows(team)[:3]
    assign = type(team.tenant).assign

    def taken(self, number, *given, **more):
        if number == numbers[1]:
            raise Conflict
        return assign(self, number, *given, **more)

    monkeypatch.setattr(type(team.tenant), "assign", taken)
    answer = confirmed(team, "assign 1-3 me")
    assert "2 people are assigned to Mara." in answer
    assert "1 person not changed" in answer
    assert f"{team.tenant.candidate(numbers[1]).name}: somebody else changed them" in answer
    assert [team.tenant.candidate(one).owner for one in numbers] == ["Mara", "", "Mara"]


def test_undo_of_a_bulk_act_leaves_what_others_did_since(team):
    numbers = rows(team)[:2]
    confirmed(team, "assign 1,2 me")
    team.say(f"assign #{numbers[0]} me", member=JONAS)
    answer = team.say("undo").text
    assert "1 person was assigned to Mara" in answer
    assert "1 person stays, since somebody worked on it" in answer
    assert [team.tenant.candidate(one).owner for one in numbers] == ["Jonas", ""]


def test_everybody_of_a_bulk_act_is_in_the_audit(team):
    numbers = rows(team)[:2]
    confirmed(team, "tag 1,2 gpu")
    assert {entry.subject for entry in team.tenant.audit(limit=2)} == set(numbers)


def test_a_page_can_be_acted_on_as_a_whole(team):
    listed = team.say("new")
    numbers = ",".join(f"#{one}" for one in team.tenant.recall(MARA.workspace, MARA.id).numbers)
    assert {f"form tag {numbers}", f"form assign {numbers}"} <= set(listed.commands)
    form = team.say(f"form tag {numbers}").reply.form
    assert [one.name for one in form.fields] == ["words"]
    assert "Nothing was changed yet" in team.say(form.command, words="gpu").text


# --------------------------------------------------------------------- snooze


def test_somebody_snoozed_is_not_new_and_comes_back(team):
    everybody = team.tenant.count()
    assert team.say("new").text.startswith(f"{everybody} people")
    assert "is snoozed until 23 Nov" in team.say("snooze #1 monday").text
    assert team.say("new").text.startswith(f"{everybody - 1} people")
    assert "snoozed until 23 Nov" in team.say("show #1").text
    team.now += timedelta(days=4)
    assert rows(team)[0] == 1
    assert team.say("new").text.startswith(f"{everybody} people")
    assert "snoozed" not in team.say("show #1").text


def test_a_small_word_is_no_tag(team):
    team.say("tag #1 with gpu")
    assert team.tenant.dossier(1).tags == ("gpu",)


def test_lines_are_understood_as_they_are_spoken(team):
    first, second = team.tenant.candidate(1), team.tenant.candidate(2)
    name = first.name.split()[0]
    assert "is assigned to Jonas." in team.say(f"assign {name} to jonas").text
    assert "is snoozed until 4 Dec" in team.say(f"snooze {name} for 2 weeks").text
    team.say(f"stage {name} to rejected: found a place nearer home")
    moved = team.tenant.dossier(1)
    assert (moved.candidate.stage, moved.changes[-1].reason) == ("rejected", "found a place nearer home")
    assert team.say(f"merge {first.name} with {second.name}").text.startswith("Merge #2 into #1?")
    assert team.say(f"compare {first.name} and {second.name}").text.startswith("2 people side by side")


def test_a_snooze_ends_when_somebody_says_so(team):
    team.say("snooze #1 in 2 weeks")
    team.say("snooze #1 off")
    assert team.tenant.candidate(1).snoozed is None


def test_what_is_no_day_to_come_is_said(team):
    assert "is no day" in team.say("snooze #1 someday").text
    assert "is not after today" in team.say("snooze #1 2020-01-01").text


# ----------------------------------------------------------------------- todo


def test_a_day_that_no_calendar_has_plans_nothing(team):
    assert "There is no 31 February." in team.say("todo #1 Send the offer by 31 February").text
    assert "Nothing to do about" in team.say("todo #1").text


def test_what_is_to_do_is_listed_due_first_and_done_by_a_press(team):
    team.say("todo #1 Send the offer in 3 days")
    team.say("todo #2 Call her tomorrow")
    listed = team.say("todo")
    assert listed.text.index("Call her · due tomorrow · Mara") < listed.text.index("Send the offer")
    assert "2 things to do" in listed.text
    done = next(one for one in listed.commands if one.startswith("todo-done"))
    assert "Done: Call her" in team.say(done).text
    assert "Mara did that already." in team.say(done, member=JONAS).text
    assert "1 thing to do" in team.say("todo").text
    team.say("undo")
    assert "2 things to do" in team.say("todo").text


def test_a_mention_says_who_does_it(team):
    team.say("todo #1 <@U02JONAS> Call her on friday")
    assert "Nothing to do." in team.say("todo").text
    assert "Call her · due 27 Nov · Jonas" in team.say("todo", member=JONAS).text
    team.say("todo #1 Ask around --owner jonas")
    assert "2 things to do" in team.say("todo", member=JONAS).text
    assert "Call her" in team.say("show #1").text


def test_a_todo_names_people_and_members_as_they_are_typed(team):
    first = team.tenant.candidate(1).name.split()[0].casefold()
    assert "Jonas" in team.say(f"todo {first} @jonas Send the offer in 3 days").text
    assert "Nobody of the team is called nosuch." in team.say("todo #1 @nosuch Call her").text
    assert "todo" not in team.say(f"todo {first} Call her tomorrow").text.splitlines()[0]
    assert [one.text for one in team.tenant.todos(number=1)] == ["Call her", "Send the offer"]


def test_a_todo_is_put_off_and_late_ones_are_said(team):
    team.say("todo #1 Call her tomorrow")
    team.now += timedelta(days=5)
    assert "1 thing to do, 1 late" in team.say("todo").text
    assert "Put off to tomorrow" in team.say("todo postpone 1 tomorrow").text
    form = team.say("form todo-postpone 1").reply.form
    assert "Put off to 1 Dec" in team.say(form.command, until="1 Dec").text
    assert "is no day to come" in team.say("todo postpone 1 yesterday").text
    assert "There is no open to-do 9" in team.say("todo postpone 9 monday").text


def test_a_press_under_a_todo_that_was_put_off_meanwhile_says_so_and_changes_nothing(team):
    team.say("todo #1 Call her 27 Nov")
    listed = team.say("todo").commands
    team.say("todo postpone 1 1 Dec", member=JONAS)
    presses = [one for one in listed if one.startswith(("todo-done", "todo-postpone"))]
    form = team.say(next(one for one in listed if one.startswith("form todo-postpone"))).reply.form
    for answer in (*map(team.say, presses), team.say(form.command, until="monday")):
        assert "Call her is due 1 Dec now." in answer.text
        assert "Nothing was changed." in answer.text
        assert "Jonas: put off to 1 Dec" in answer.text
    assert team.tenant.todo(1).due.isoformat() == "2026-12-01"
    anyway = team.say(presses[0]).commands[0]
    team.say("todo postpone 1 2 Dec", member=JONAS)
    assert "is due 2 Dec now" in team.say(anyway).text, "and it is held to what it showed, too"
    assert "Done: Call her" in team.say(team.say(anyway).commands[0]).text


def test_a_todo_that_was_done_meanwhile_is_not_put_off(team):
    team.say("todo #1 Call her 27 Nov")
    press = next(one for one in team.say("todo").commands if "tomorrow" in one)
    team.say("todo done 1", member=JONAS)
    for line in (press, "todo postpone 1 monday"):
        assert "Jonas did that already." in team.say(line).text
    team.say("undo", member=JONAS)
    assert "Put off to tomorrow" in team.say(press).text
    assert "due tomorrow already" in team.say("todo postpone 1 tomorrow").text


def test_a_todo_needs_words_and_a_day_to_come(team):
    assert "needs what to do" in team.say("todo #1 tomorrow").text
    assert "is over" in team.say("todo #1 Call her 2020-01-01").text
    assert "Nothing to do about" in team.say("todo #1").text


# -------------------------------------------------------------------- history


def test_history_says_who_did_what_newest_first_and_what_was_taken_back(team):
    team.say("stage #1 interview")
    team.say("assign #1 me", member=JONAS)
    team.say("tag #1 gpu")
    team.say("undo")
    told = team.say("history #1").text
    order = [
        told.index(one) for one in ("was tagged +gpu · Mara", "was assigned to Jonas · Jonas", "moved from New to")
    ]
    assert order == sorted(order)
    assert "taken back 20 Nov" in told
    assert "assigned" not in team.say("history").text
    assert "was assigned to Jonas" in team.say("history", member=JONAS).text


def test_history_has_pages(team):
    for one in range(12):
        team.say(f"tag #1 t{one}")
    first = team.say("history #1")
    assert "t11" in first.text
    assert "t1 " in team.say(next(one for one in first.commands if "--page 2" in one)).text
    assert "there is no page 9" in team.say("history #1 --page 9").text


def test_who_looked_is_for_admins(team):
    team.say("show #1", member=JONAS)
    assert "show · Jonas" in team.say("history looks #1").text
    assert "You cannot use history-looks" in team.say("history looks #1", member=JONAS).text
    assert not any("looks" in one for one in team.say("history #1", member=JONAS).commands)


# ----------------------------------------------------------------------- undo


def test_two_members_of_one_name_do_not_take_back_each_others(team):
    other = replace(JONAS, id="U09", name="Mara")
    team.say("access grant <@U09|Mara> recruiter")
    team.say("tag #1 gpu")
    team.say("undo", member=other)
    assert team.tenant.dossier(1).tags == ("gpu",)
    assert "Taken back" in team.say("undo", member=replace(MARA, name="Mara Okafor")).text


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("assign #1 me", "was assigned to Mara"),
        ("tag #1 gpu", "was tagged +gpu"),
        ("snooze #1 monday", "was snoozed until 23 Nov 2026"),
        ("todo #1 Call her", "a to-do about #1"),
        ("rate #1 skills 3, experience 2, communication 4, overall 3", "was rated in New"),
        ("note #1 x", "got a note"),
    ],
)
def test_undo_says_what_it_took_back(team, line, words):
    team.say(line)
    assert words in team.say("undo").text
    assert team.tenant.history(number=1, limit=1)[1][0].undone


def test_the_undo_button_takes_back_what_stands_above_it_and_nothing_else(team):
    undo = next(one for one in team.say("tag #1 gpu").commands if one.startswith("undo"))
    team.say("tag #2 rare")
    team.say(undo)
    assert (team.tenant.dossier(1).tags, team.tenant.dossier(2).tags) == ((), ("rare",))
    assert "nothing left" in team.say(undo).text


def test_undo_of_somebody_just_added_asks_and_holds_only_while_nothing_was_done(bot):
    bot.add(NOOR)
    asked = bot.say("undo noor")
    assert "is gone, with the CV" in asked.text
    assert bot.tenant.count() == 1
    bot.say("tag #1 gpu")
    assert "something was done since" in bot.say(asked.commands[0]).text
    assert bot.tenant.count() == 1


# ---------------------------------------------------------------------- stage


def test_several_are_moved_after_a_question_and_back_by_one_undo(team):
    numbers = rows(team)[:3]
    team.say(f"stage #{numbers[1]} interview")
    answer = confirmed(team, "stage 1-3 interview --reason strong papers")
    assert "2 people are in Interview now." in answer
    assert f"{team.tenant.candidate(numbers[1]).name}: in Interview already" in answer
    assert [team.tenant.candidate(one).stage for one in numbers] == ["interview"] * 3
    assert team.tenant.dossier(numbers[0]).changes[-1].reason == "strong papers"
    assert "2 people were moved to Interview" in team.say("undo").text
    assert [team.tenant.candidate(one).stage for one in numbers] == ["new", "interview", "new"]


def test_what_a_command_lacks_is_said_as_it_is_typed(team):
    assert team.say("todo done").text.startswith("todo done needs the number of the to-do.\nFor example todo done 3")


@pytest.mark.parametrize("line", ['assign "', 'assign "" me', 'snooze " monday', 'stage " interview', 'note " hello'])
def test_a_line_that_names_nobody_says_so(full, line):
    assert full.say(line).text.startswith("Nobody is named.")
