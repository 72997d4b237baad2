"""note: the words as typed, whom they mean, the discussion they keep; changed by its author alone."""

from dataclasses import replace

import pytest

from bot.chat.messages import Request
from bot.work.discussions import Discussion, Said
from tests.bot import CHANNEL, JONAS, Answer, Bot

NOOR, ILSE = "etxeberria_2026.md", "okonkwo-brandt-cv.md"


@pytest.fixture
def team(bot: Bot) -> Bot:
    bot.add(NOOR, ILSE)
    bot.say("access grant <@U02JONAS|Jonas> recruiter")
    bot.say("help", member=JONAS)
    return bot


def said_in(team: Bot, text: str, talk: Discussion, **values: str) -> Answer:
    from tests.bot import MARA

    reply = team.app.handle(Request(text, MARA, CHANNEL, values=values, discussion=talk))
    assert reply is not None
    return Answer(reply)


def kept(team: Bot, number: int = 1):
    return team.tenant.dossier(number).notes


def test_a_mention_is_shown_by_name_and_kept_as_who_was_meant(team):
    answer = team.say("note #1 ask <@U02JONAS> and <@U77|Vera> about <https://x>")
    [note] = kept(team)
    assert note.text == "ask @Jonas and @Vera about <https://x>"
    assert [(one.name, one.key) for one in note.mentions] == [
        ("Jonas", "slack:T01TEST:U02JONAS"),
        ("Vera", "slack:T01TEST:U77"),
    ]
    assert "<@" not in answer.text + team.say("show #1").text


def test_a_note_links_to_where_it_was_said(team):
    said_in(team, "note #1 call her", Discussion("https://chat.example/p1", (Said("Jonas", "secret"),)))
    [note] = kept(team)
    assert (note.discussion.link, note.discussion.said) == ("https://chat.example/p1", ())
    card = repr(team.say("show #1").reply)
    assert "https://chat.example/p1" in card


def test_a_note_without_words_in_a_thread_keeps_the_discussion(team):
    talk = Discussion("https://chat.example/p1", (Said("Jonas", "strong on <b>GPUs</b>"), Said("Mara", "agreed")))
    assert "2 messages" in said_in(team, "note #1", talk).text
    listed = team.say("notes #1")
    assert "strong on <b>GPUs</b>" in listed.text
    assert listed.quotes == ["strong on <b>GPUs</b>", "agreed"]


def test_a_message_is_saved_with_whomever_the_form_says(team):
    talk = Discussion("https://chat.example/p1", (Said("Jonas", "we should hire her"),))
    form = said_in(team, "save", talk).reply.form
    assert [one.name for one in form.fields] == ["who", "text"]
    team.say(form.command, who="#2", text="after the talk")
    [note] = kept(team, 2)
    assert (note.text, note.discussion) == ("after the talk", talk)
    assert "nothing to save here" in team.say("save").text
    assert "no longer here" in team.say("note #1 --discussion gone").text


def test_notes_are_listed_newest_first_and_ones_own_can_be_edited(team):
    team.say("note #1 first")
    team.say("note #1 second", member=JONAS)
    listed = team.say("notes #1")
    assert listed.text.index("second") < listed.text.index("first")
    own = [one for one in listed.commands if one.startswith("form note-edit")]
    assert own == [f"form note-edit #1 {kept(team)[0].id}"]
    form = team.say(own[0]).reply.form
    assert form.fields[0].value == "first"
    team.say(form.command, text="changed")
    assert "changed (edited 20 Nov)" in team.say("notes #1").text
    team.say("undo")
    assert kept(team)[0].text == "first"


def test_a_form_that_was_open_while_the_note_changed_elsewhere_loses_neither_text(team):
    team.say("note #1 first")
    listed = team.say("notes #1").commands
    form = team.say(next(one for one in listed if one.startswith("form note-edit"))).reply.form
    drop = next(one for one in listed if one.startswith("note-remove"))
    team.say(f"note edit #1 {kept(team)[0].id} second")
    answer = team.say(form.command, text="third")
    assert "Now it says\nsecond" in answer.text
    assert "You wrote\nthird" in answer.text
    anyway = team.say(drop)
    assert "Now it says\nsecond" in anyway.text
    assert [one.text for one in kept(team)] == ["second"]
    again = team.say(answer.commands[0]).reply.form
    assert again.fields[0].value == "second"
    team.say(again.command, text="second and third")
    assert [one.text for one in kept(team)] == ["second and third"]
    team.say(team.say(drop).commands[0])
    assert kept(team) == ()
    assert "You wrote\nfourth" in team.say(again.command, text="fourth").text


def test_another_ones_note_stays_as_it_is(team):
    team.say("note #1 mine")
    given = kept(team)[0].id
    namesake = replace(JONAS, name="Mara")
    for line in (f"note edit #1 {given} theirs", f"note remove #1 {given}"):
        assert "by its author alone" in team.say(line, member=namesake).text
    assert "no such note" in team.say("note remove #1 99").text
    assert [one.text for one in kept(team)] == ["mine"]
    team.say(f"note remove #1 {given}")
    assert kept(team) == ()
    assert "a note on #1" in team.say("undo").text
    assert [one.text for one in kept(team)] == ["mine"]


def test_a_note_needs_words(team):
    answer = team.say("note #1")
    assert [one.name for one in answer.reply.form.fields] == ["text"]
    assert "too long" in team.say(f"note #1 {'x' * 5001}").text
    assert kept(team) == ()
