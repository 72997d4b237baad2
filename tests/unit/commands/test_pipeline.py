"""stage and note: what is decided is recorded, shown, and can be taken back."""

from datetime import timedelta

from bot.store import Conflict
from tests.bot import JONAS

NOOR, ILSE = "etxeberria_2026.md", "okonkwo-brandt-cv.md"


def test_stage_moves_somebody_and_offers_the_way_back(bot):
    bot.add(NOOR)
    answer = bot.say("stage noor interview")
    assert answer.reply.stage == "interview"
    assert "Interview" in answer.text
    assert "by Mara" in answer.text
    assert "Interview" in bot.say("show noor").text
    undo = next(one for one in answer.commands if one.startswith("undo"))
    bot.say("note noor Call her")
    bot.say("stage noor offer")
    assert "done since" in bot.say(undo).text
    assert bot.tenant.candidate(1).stage == "offer"


def test_undo_of_a_move_takes_back_just_that_move_whatever_was_done_to_others(bot):
    bot.add(NOOR, ILSE)
    undo = next(one for one in bot.say("stage noor interview").commands if one.startswith("undo"))
    bot.say("stage ilse interview")
    bot.say("access grant <@U02JONAS|Jonas> recruiter")
    assert "Taken back" in bot.say(undo, member=JONAS).text
    assert [bot.tenant.candidate(number).stage for number in (1, 2)] == ["new", "interview"]
    assert "Taken back" not in bot.say(undo).text


def test_stage_is_understood_by_word_label_and_beginning(bot):
    bot.add(NOOR)
    for typed, key in (("Screening", "screening"), ("inter", "interview"), ("OFFER", "offer")):
        assert bot.say(f"stage #1 {typed}").reply.stage == key


def test_unknown_stage_names_the_stages_and_changes_nothing(bot):
    bot.add(NOOR)
    answer = bot.say("stage noor promoted")
    assert "There is no stage promoted" in answer.text
    assert "Screening" in answer.text
    assert bot.tenant.candidate(1).stage == "new"


def test_stages_as_a_hint_joins_them_are_to_be_chosen_from(bot):
    bot.add("etxeberria_2026.md")
    answer = bot.say("stage noor hired|rejected")
    assert "hired|rejected are several stages.\nType one: stage noor hired" in answer.text
    assert bot.tenant.candidate(1).stage == "new"


def test_same_stage_again_is_said(bot):
    bot.add(NOOR)
    assert "is in New already" in bot.say("stage noor new").text


def test_stage_without_a_stage_asks_for_it_with_a_form(bot):
    bot.add(NOOR)
    answer = bot.say("stage #1")
    assert answer.reply.form is not None
    assert [one.name for one in answer.reply.form.fields] == ["stage"]
    assert ("interview", "Interview") in answer.reply.form.fields[0].options
    assert "For example" in answer.text


def test_a_filled_form_runs_its_command(bot):
    bot.add(NOOR)
    form = bot.say("stage #1").reply.form
    assert bot.say(form.command, stage="interview").reply.stage == "interview"


def test_note_keeps_the_words_as_typed(bot):
    bot.add(NOOR)
    bot.say('note noor Call her on Friday,\n  not before 3 pm -- she "said so"')
    note = bot.tenant.dossier(1).notes[0]
    assert note.text == 'Call her on Friday,\n  not before 3 pm -- she "said so"'
    assert note.author == "Mara"
    assert "Call her on Friday" in bot.say("show noor").text


def test_note_takes_a_full_name(bot):
    bot.add(NOOR, ILSE)
    bot.say("note Noor Etxeberria Strong on compilers")
    assert bot.tenant.dossier(1).notes[0].text == "Strong on compilers"


def test_a_name_that_fits_several_asks_which_and_keeps_the_line(bot):
    bot.add_all()
    shared = [one for one in ("halloran", "noor") if bot.say(f"show {one}").names]
    for name in shared:
        answer = bot.say(f"stage {name} interview")
        assert all(command.startswith("stage #") and command.endswith("interview") for command in answer.commands)


def test_somebody_faster_is_told_not_overwritten(bot, monkeypatch):
    bot.add(NOOR)

    def taken(*_args, **_more):
        raise Conflict

    monkeypatch.setattr(type(bot.tenant), "move", taken)
    answer = bot.say("stage noor interview")
    assert "Nothing was changed" in answer.text
    assert "since you looked" in answer.text


def test_a_stage_change_is_in_the_audit(bot):
    bot.add(NOOR)
    bot.now += timedelta(hours=1)
    bot.say("stage noor interview")
    entry = bot.tenant.audit(limit=1)[0]
    assert (entry.action, entry.subject, entry.outcome, entry.at) == ("stage", 1, "done", bot.now)
