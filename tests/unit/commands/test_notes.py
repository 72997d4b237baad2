"""note: the words as typed, whom they mean, the discussion they keep; changed by its author alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.messages import Member, Mentioned, Request
from bot.records import Workspace
from bot.work.discussions import Discussion, Said, Unread
from bot.work.discussions import kept as bounded
from bot.work.notes import Mention
from tests.bot import CHANNEL, JONAS, MARA, Answer, Bot, walk
from tests.stores import NOW

LATER = NOW + timedelta(minutes=1)
NOOR, ILSE = "etxeberria_2026.md", "okonkwo-brandt-cv.md"


@pytest.fixture
def team(bot: Bot) -> Bot:
    bot.add(NOOR, ILSE)
    bot.say("access grant <@U02JONAS|Jonas> recruiter")
    bot.say("help", member=JONAS)
    return bot


def said_in(team: Bot, text: str, talk: Discussion, **values: str) -> Answer:
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


@pytest.mark.parametrize("said", ["\U0001f44d", "\U0001f389 strong"])
def test_an_emoji_behind_a_name_is_said_and_no_part_of_it(team, said):
    team.say(f"note noor {said}")
    assert kept(team)[0].text == said


def test_a_channel_in_a_note_is_shown_by_its_name(team):
    team.say("note #1 more in <#C01HIRE|ml-hiring>")
    assert kept(team)[0].text == "more in #ml-hiring"


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


TALK = (Said("Jonas", "hire her", NOW), Said("Mara", "agreed", LATER))
MESSAGE = Discussion("https://chat.example/p2", TALK[1:], threaded=True)


def from_thread(team: Bot, line: str, here: Discussion, whole, **values: str) -> Answer:
    """Said where a thread can be read, by what ``whole`` gives or raises."""

    def thread(link: str) -> Discussion:
        assert link == here.link
        if isinstance(whole, Exception):
            raise whole
        return whole

    reply = team.app.handle(Request(line, MARA, CHANNEL, values=values, discussion=here, thread=thread))
    assert reply is not None
    return Answer(reply)


def test_of_a_message_in_a_thread_the_form_offers_both_and_the_thread_is_one_note(team):
    form = said_in(team, "save", MESSAGE).reply.form
    assert [one.name for one in form.fields] == ["who", "keep", "text"]
    whole = Discussion("https://chat.example/p1", TALK)
    answer = from_thread(team, form.command, MESSAGE, whole, who="#1", keep="thread", text="see this")
    assert "2 messages by Jonas and Mara" in answer.text
    assert [(note.text, note.discussion) for note in kept(team)] == [("see this", whole)]
    from_thread(team, form.command, MESSAGE, whole, who="#2", keep="message")
    assert kept(team, 2)[0].discussion.said == TALK[1:]
    team.say("undo")
    team.say("undo")
    assert kept(team) == kept(team, 2) == ()


def test_where_the_thread_cannot_be_had_the_message_is_kept_and_why_is_said(team):
    form = said_in(team, "save", MESSAGE).reply.form
    why = Unread("The bot lacks the scope channels:history.")
    answer = from_thread(team, form.command, MESSAGE, why, who="#1", keep="thread")
    assert "this message alone is kept. The bot lacks the scope channels:history." in answer.text
    assert kept(team)[0].discussion.said == TALK[1:]


def test_a_thread_longer_than_a_note_keeps_is_cut_with_a_word_and_holds_the_message_itself(team):
    form = said_in(team, "save", MESSAGE).reply.form
    long = bounded("https://chat.example/p1", (Said("Jonas", f"{number}", NOW) for number in range(300)))
    assert len(long.said) == 200
    answer = from_thread(team, form.command, MESSAGE, long, who="#1", keep="thread")
    assert "There is more in the thread" in answer.text
    [note] = kept(team)
    assert note.discussion.said == (*long.said, *TALK[1:])
    assert "the first 201 messages by Jonas and Mara" in team.say("show #1").text


def test_what_is_kept_of_a_discussion_is_bounded():
    one = bounded("", [Said("Jonas", "x" * 5_000)])
    assert (len(one.said[0].text), one.said[0].text[-1], one.cut) == (4_000, "…", True)
    many = bounded("", [Said("Jonas", "x" * 4_000)] * 60)
    assert sum(len(said.text) for said in many.said) <= 100_000
    assert many.cut
    assert not bounded("", TALK).cut


def test_a_note_without_words_typed_in_a_thread_keeps_it_and_one_with_words_its_link(team):
    here = Discussion("https://chat.example/p2", threaded=True)
    whole = Discussion("https://chat.example/p1", TALK)
    from_thread(team, "note #1", here, whole)
    assert kept(team)[-1].discussion == whole
    from_thread(team, "note #1 call her", here, AssertionError("not read"))
    assert (kept(team)[-1].text, kept(team)[-1].discussion.said) == ("call her", ())
    refused = from_thread(team, "note #2", here, Unread("It needs Read Message History."))
    assert "It needs Read Message History." in refused.text
    assert refused.reply.form is not None
    assert kept(team, 2) == ()


def mentioned(answer: Answer) -> list[tuple[str, str]]:
    return [(one.text, one.id) for one in walk(answer.reply.blocks) if isinstance(one, Mentioned)]


def test_a_member_of_the_readers_own_workspace_is_a_mention_and_others_are_names(team):
    answer = team.say("note #1 ask <@U02JONAS>, <@U77|Vera> or @Jonas2 but not <@&S1|hiring>")
    assert mentioned(answer) == mentioned(team.say("show #1")) == [("@Jonas", "U02JONAS"), ("@Vera", "U77")]
    assert "ask @Jonas, @Vera or @Jonas2 but not @hiring" in team.say("notes #1").text
    elsewhere = Member(Workspace("discord", "9"), "1", "Ana", admin=True)
    assert mentioned(team.say("notes #1", member=elsewhere)) == []
    team.tenant.note(
        2, "@Ana", by="Ana", at=NOW, mentions=[Mention("Ana", "slack:T01TEST:U1"), Mention("Ana", "slack:T01TEST:U2")]
    )
    assert mentioned(team.say("notes #2")) == []


def test_a_mention_outlives_an_edit_that_leaves_the_name(team):
    team.say("note #1 ask <@U02JONAS>")
    given = kept(team)[0].id
    team.say(f"note edit #1 {given} ask @Jonas tomorrow")
    assert mentioned(team.say("notes #1")) == [("@Jonas", "U02JONAS")]
    team.say(f"note edit #1 {given} ask somebody")
    assert kept(team)[0].mentions == ()


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


def test_a_form_says_in_its_title_whom_it_is_about(full):
    numbers = [full.say(f"show {name}").reply.about for name in ("ilse", "noor")]
    titles = [
        full.say(f"form {line}").reply.form.title
        for line in (f"note #{numbers[0]}", f"stage #{numbers[0]},#{numbers[1]}", "note")
    ]
    assert titles == ["Add a note to Ilse Okonkwo-Brandt", "Move 2 people to another stage", "Add a note to people"]
