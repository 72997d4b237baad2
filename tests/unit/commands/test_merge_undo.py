"""merge shows both before it does anything; undo takes the last change back, and never others' later work."""

import pytest

from bot.chat.messages import Button, Upload
from tests.bot import JONAS, walk
from tests.unit.commands.test_people_over_time import FIRST, SECOND, take

OTHER = FIRST.replace("ana@mail.example", "lima@post.example").replace("CUDA", "Triton")


@pytest.fixture
def two(bot):
    take(bot, FIRST, "first.md")
    take(bot, OTHER, "other.md")
    bot.say("access grant <@U02JONAS|Jonas> recruiter")
    return bot


def test_a_likely_double_is_proposed_when_it_is_saved(bot):
    take(bot, FIRST)
    shown = bot.send(Upload("other.md", OTHER.encode()))
    assert "May be the same person as #1 Ana Lima: same name; both at" in shown.text
    saved = bot.say(shown.commands[0])
    assert "merge #1, #2" in saved.commands


def test_merge_of_one_proposes_whom(two):
    answer = two.say("merge #2")
    assert answer.commands == ["merge #1, #2"]


def test_both_are_shown_before_anything_is_done(two):
    two.say("stage #2 interview")
    answer = two.say("merge #2, #1")
    assert answer.text.startswith("Merge #2 into #1?")
    for shown in ("ana@mail.example", "lima@post.example", "Interview", "The stages differ"):
        assert shown in answer.text
    assert two.tenant.count() == 2
    done = two.say(answer.commands[0])
    assert "#2 is part of #1 Ana Lima." in done.text
    assert two.tenant.count() == 1
    assert "once also #2" in two.say("show #2").text
    assert "Interview" in two.say("show #1").text
    assert two.say(done.commands[0]).text.startswith("Taken back: #2 Ana Lima was merged into #1")
    assert two.tenant.count() == 2


def test_names_with_a_comma_between_are_two_people(bot):
    take(bot, FIRST)
    take(bot, FIRST.replace("Ana Lima", "Bo Chen").replace("ana@", "bo@"))
    assert "Merge #2 into #1?" in bot.say("merge Bo Chen, Ana Lima").text
    assert "one record already" in bot.say("merge #1, ana").text


def test_undo_takes_back_ones_own_last_change(two):
    two.say("note #1 Call her")
    two.say("stage #1 interview")
    two.say("note #2 Not now", member=JONAS)
    assert "Taken back: #1 Ana Lima was moved from New to Interview." in two.say("undo").text
    assert "got a note" in two.say("undo").text
    assert two.tenant.dossier(1).notes == ()
    assert len(two.tenant.dossier(2).notes) == 1


def test_undo_refuses_where_others_went_on(two):
    two.say("stage #1 interview")
    two.say("stage #1 offer", member=JONAS)
    refused = two.say("undo").text
    assert "That was changed since, so it stays." in refused
    assert "Jonas, 20 Nov: #1 was moved from Interview to Offer" in refused
    assert two.tenant.candidate(1).stage == "offer"


def test_undo_of_a_newer_cv_and_of_a_new_person(bot):
    take(bot, FIRST)
    take(bot, SECOND)
    assert "got a newer CV" in bot.say("undo ana").text
    assert len(bot.tenant.dossier(1).documents) == 1
    asked = bot.say("undo ana")
    assert "is gone" in asked.text
    assert bot.tenant.count() == 1
    assert "was added" in bot.say(asked.commands[0]).text
    assert bot.tenant.count() == 0
    assert "You did nothing that can be taken back." in bot.say("undo").text


def test_an_import_is_taken_back_after_a_question(bot):
    take(bot, FIRST)
    texts = [SECOND, FIRST.replace("Ana Lima", "Bo Chen").replace("ana@", "bo@"), "no cv"]
    bot.send(*(Upload(f"{at}.md", text.encode()) for at, text in enumerate(texts)))
    bot.say("note #2 Good")
    bot.say("undo")
    asked = bot.say("undo")
    assert "Your last change is an import of 2 CVs: 1 added, 1 updated." in asked.text
    assert bot.tenant.count() == 2
    assert "2 CVs of the import are taken back." in bot.say(asked.commands[0]).text
    assert bot.tenant.numbers() == (1,)
    assert len(bot.tenant.dossier(1).documents) == 1


def test_what_the_question_about_an_import_says_to_type_takes_it_back(bot):
    bot.send(*(Upload(f"{at}.md", text.encode()) for at, text in enumerate((FIRST, SECOND))))
    bot.say("note #1 Good")
    assert "Your last change is no import." in bot.say("undo --all").text
    assert bot.tenant.count() == 1
    bot.say("undo")
    asked = bot.say("undo")
    assert "2 CVs of the import are taken back." in bot.say(lines_to_type(asked)[0]).text
    assert bot.tenant.count() == 0


def lines_to_type(answer):
    """As the terminal shows them."""
    buttons = (one for one in walk(answer.reply.blocks) if isinstance(one, Button))
    return [one.typed if one.typed is not None else one.command for one in buttons]


def test_people_somebody_worked_on_survive_the_undo_of_their_import(bot):
    bot.say("access grant <@U02JONAS|Jonas> recruiter")
    texts = [FIRST, FIRST.replace("Ana Lima", "Bo Chen").replace("ana@", "bo@")]
    bot.send(*(Upload(f"{at}.md", text.encode()) for at, text in enumerate(texts)))
    bot.say("stage bo offer", member=JONAS)
    done = bot.say(bot.say("undo").commands[0]).text
    assert "1 CV of the import is taken back." in done
    assert "1 CV stays, since somebody worked on it" in done
    assert [bot.tenant.candidate(number).name for number in bot.tenant.numbers()] == ["Bo Chen"]


def test_an_undo_button_takes_back_its_own_act_and_nothing_later(bot):
    bot.add("etxeberria_2026.md")
    button = next(one for one in bot.say("edit noor name Noor Marsh").commands if one.startswith("undo"))
    bot.say("note noor marsh Call her")
    late = bot.say(button)
    assert "something was done since" in late.text
    assert bot.tenant.candidate(1).name == "Noor Marsh"
    assert [one.text for one in bot.tenant.dossier(1).notes] == ["Call her"]


def test_an_undo_button_does_what_it_says(bot):
    bot.add("etxeberria_2026.md")
    answer = bot.say("edit noor name Noor Marsh")
    bot.say(next(one for one in answer.commands if one.startswith("undo")))
    assert bot.tenant.candidate(1).name == "Noor Etxeberria"


def test_nobody_is_removed_by_a_bare_undo_without_a_question(bot):
    bot.add("etxeberria_2026.md")
    asked = bot.say("undo")
    assert "is gone, with the CV" in asked.text
    assert bot.tenant.candidate(1) is not None
    bot.say(asked.commands[0])
    assert bot.tenant.candidate(1) is None
