"""find, show and new, over the fictional CVs."""

import re
from datetime import timedelta

import pytest

from bot import intake
from bot.chat.messages import Button, Place
from bot.cv import read_cv
from tests.bot import JONAS, TEAM, plain

NOOR = "etxeberria_2026.md"


def test_skills_find_people_with_the_line_that_proves_it(full):
    answer = full.say("cuda triton")
    assert answer.text.splitlines()[0].endswith("people for cuda triton")
    assert answer.names
    whole = plain(
        " ".join(text for number in full.tenant.numbers() for text in full.tenant.dossier(number).texts.values())
    )
    assert answer.quotes
    assert all(plain(quote) in whole for quote in answer.quotes)


def test_a_full_name_answers_with_the_card(full):
    answer = full.say("Noor Etxeberria")
    assert answer.text.startswith("Noor Etxeberria")
    assert "Work" in answer.text
    assert answer.reply.stage == "new"


def test_the_card_of_a_name_has_what_the_team_wrote(full):
    full.say("note noor Ask about Tessera")
    assert "Ask about Tessera" in full.say("Noor Etxeberria").text


def test_a_mistyped_name_finds_the_person(full):
    assert full.say("noor etxeberia").text.startswith("Noor Etxeberria")


def test_slash_command_and_bare_words_are_the_same(full):
    assert (
        full.say("/candidate cuda triton").reply == full.say("find cuda triton").reply == full.say("cuda triton").reply
    )


def test_paging_shows_everybody_once(full):
    first = full.say("find python")
    seen = list(first.names)
    answer = first
    while any("--page" in command for command in answer.commands):
        answer = full.say("more")
        seen += answer.names
    total = int(first.text.split()[0])
    assert len(seen) == len(set(seen)) == total


def test_a_row_of_the_list_opens_the_person(full):
    listed = full.say("cuda")
    assert full.say("2").text.startswith(listed.names[1])
    assert full.say("show 1").text.startswith(listed.names[0])


def test_a_row_that_is_not_there_is_said(full):
    assert "no row 7" in full.say("show 7").text


@pytest.mark.parametrize("line", ["hi", "Hello!", "what can you do?", "thanks"])
def test_a_talk_that_begins_or_ends_is_no_search(full, line):
    assert "What you can ask" in full.say(line).text


@pytest.mark.parametrize(
    "line", ["ilse okonkwo-brandt please", "Ilse Okonkwo-Brandt, thanks!", "ilse okonkwo-brandt, please."]
)
def test_what_is_said_out_of_courtesy_is_not_looked_for(full, line):
    assert full.say(line).reply.about == full.say("ilse okonkwo-brandt").reply.about is not None


def test_nobody_says_which_word_fails_and_offers_the_rest(full):
    answer = full.say("cuda cobolscript")
    assert "Nobody matches cuda cobolscript" in answer.text
    assert "No CV has cobolscript" in answer.text
    assert any(command.casefold() == "find cuda" for command in answer.commands)


def test_a_mistyped_command_is_offered(full):
    assert "stage noor interview" in full.say("stgae noor interview").commands


@pytest.mark.parametrize("line", ["cuda", "show noor", "new", "match cuda", "compare noor, ilse"])
def test_an_empty_store_says_what_to_do(bot, line):
    assert "There are no CVs yet" in bot.say(line).text


def test_a_value_that_is_its_line_is_said_once(full):
    assert full.say("show ilse evidence").text.count("Available from 1 February 2027; relocation not needed.") == 1


def test_evidence_shows_a_line_for_every_value(full):
    number = int(full.say("noor etxeberria").commands[0].split("#")[1].split()[0])
    dossier = full.tenant.dossier(number)
    answer = full.say(f"show #{number} evidence")
    whole = plain(" ".join(dossier.texts.values()))
    assert all(plain(quote) in whole for quote in answer.quotes)
    assert dossier.profile.emails[0].value in answer.text


def test_new_lists_the_latest_first(full):
    answer = full.say("new")
    assert answer.names[0] == (full.tenant.arrived(full.now - timedelta(days=1), limit=1)[1][0].name)


def test_new_since_a_time(full):
    full.now += timedelta(days=30)
    assert "Nobody arrived" in full.say("new 7d").text
    assert "people since" in full.say("new 40d").text
    assert "people since" in full.say("new in the last 40 days").text
    assert "people since" in full.say("new candidates in the last 40 days").text
    assert "Nobody arrived" in full.say("new candidates").text
    assert "Nobody arrived" in full.say("new applicants today").text
    assert "people since" in full.say("everyone").text
    assert "Nobody arrived" in full.say("new since yesterday").text
    assert "is no time" in full.say("new yesterday rust").text


def test_file_gives_the_bytes_as_received(bot):
    from tests.bot import SAMPLES

    bot.add(NOOR)
    (out,) = bot.say("file noor").reply.files
    assert (out.name, out.data) == (NOOR, (SAMPLES / NOOR).read_bytes())


@pytest.mark.parametrize(
    "line",
    [
        '"',
        "-",
        "or",
        "((((",
        "skill:",
        '"""',
        "x" * 10_000,
        "a " * 5_000,
        "\x00\ud800",
        "/candidate",
        "#999",
        "%s {0} \\",
    ],
)
def test_no_line_breaks_it_and_none_is_met_with_silence(full, line):
    answer = full.say(line)
    assert answer.text.strip()
    assert not answer.reply.error


def test_the_same_event_is_answered_once(bot):
    from bot.chat.messages import Request
    from tests.bot import CHANNEL, MARA

    request = Request("help", MARA, CHANNEL, key="Ev123")
    assert bot.app.handle(request) is not None
    assert bot.app.handle(request) is None


def test_a_broken_database_is_said_without_a_traceback(bot, monkeypatch):
    from bot.store import Unavailable

    def down(*_args, **_more):
        raise Unavailable("locked")

    monkeypatch.setattr(type(bot.tenant), "search", down)
    answer = bot.say("cuda")
    assert answer.reply.error
    assert "database does not answer" in answer.text
    assert "Reference" in answer.text


def test_a_fault_of_ours_shows_a_reference_and_logs_no_words(bot, monkeypatch, caplog):
    person = "Noor Etxeberria, +44 20 7946 0000"

    def broken(*_args, **_more):
        raise ValueError(person)

    monkeypatch.setattr(type(bot.tenant), "search", broken)
    answer = bot.say("cuda secretword")
    reference = answer.text.rsplit("Reference", 1)[1].split()[0]
    assert reference in caplog.text
    assert "Etxeberria" not in caplog.text + answer.text
    assert "secretword" not in caplog.text


def test_a_page_that_is_not_there_is_said(full):
    assert "there is no page 90000" in full.say("new --page 90000").text
    assert "no page" in full.say("new --page 25000000").text
    assert "no page 99" in full.say("find python --page 99").text


@pytest.mark.parametrize("line", ["(", "find -", "since:2026-13-01", "😀"])
def test_a_line_that_asks_for_nothing_does_not_list_everybody(full, line):
    assert not full.say(line).names


def test_an_unknown_field_names_the_fields(full):
    answer = full.say("colour:blue")
    assert "There is no field colour" in answer.text
    assert "skill" in answer.text


def test_who_was_looked_at_is_recorded_however_it_was_asked(full):
    number = full.say("noor etxeberria").reply.about
    assert number
    assert full.tenant.audit(limit=1)[0].subject == number


def test_times_may_be_written_out(full):
    assert "people since" in full.say("new 2 weeks").text
    assert "is no time" in full.say("new whenever").text


def test_explain_says_what_everybody_is_ranked_by(full):
    answer = full.say("cuda triton explain")
    assert answer.reply.blocks == full.say("find cuda triton --explain").reply.blocks
    assert "Strength of proof" in answer.text
    assert "the skills asked for add up" in answer.text
    assert answer.names == full.say("cuda triton").names
    assert len(answer.quotes) == 2 * len(answer.names)


def test_an_explained_person_shows_each_part_of_the_sum(bot):
    bot.add(NOOR)
    text = bot.say("python deep learning has:papers explain").text
    parts = dict(re.findall(r"(python|deep learning) (\d½?|½) · ", text))
    assert set(parts) == {"python", "deep learning"}
    halves = sum(2 * int(part.rstrip("½") or 0) + part.endswith("½") for part in parts.values())
    total = re.search(r"strength\s+(\d+½?)", text)[1]
    assert halves == 2 * int(total.rstrip("½")) + total.endswith("½")
    assert "which implies it, counts ½ less" in text
    assert "arrived 20 Nov" in text


def test_an_explained_list_goes_on_explained(full):
    full.say("python explain")
    assert "Strength of proof" in full.say("more").text


def test_what_is_not_ranked_is_said_so(full):
    assert "is not ranked" in full.say("has:papers explain").text
    assert "A name is not ranked" in full.say("noor etxeberria explain").text


def test_the_word_alone_is_a_search(full):
    assert "Strength of proof" not in full.say("find explain").text
    assert "Strength of proof" not in full.say('python "explain"').text


def test_where_nobody_knows_ruby_the_person_of_that_name_is_meant(bot):
    cvs = {"ruby.md": "# Ruby Marsh\nruby@mailbox.example\n", "bo.md": "# Bo Soto\nbo@mailbox.example\n"}
    for name, text in cvs.items():
        intake.take_in(bot.tenant, read_cv, name, text.encode(), by="Mara", at=bot.now)
    assert bot.say("ruby").text.startswith("Ruby Marsh")
    more = "# Cleo Wells\ncleo@mailbox.example\n\n## Skills\nRuby, Python\n"
    intake.take_in(bot.tenant, read_cv, "cleo.md", more.encode(), by="Mara", at=bot.now)
    assert bot.say("ruby").names == ["Cleo Wells"]


@pytest.mark.parametrize("line", ["who is Noor Etxeberria?", "who's noor etxeberria", "wer ist Noor Etxeberria?"])
def test_who_somebody_is_shows_the_card(full, line):
    assert full.say(line).text.startswith("Noor Etxeberria")


@pytest.mark.parametrize("line", ["new compiler engineer with Rust"])
def test_a_search_that_begins_as_a_command_does_is_a_press_away(full, line):
    assert f"find {line}" in full.say(line).commands


def test_a_first_author_is_proved_by_a_paper_where_they_stand_first(full):
    quotes = full.say("has:first_author name:etxeberria").quotes
    assert any("Rounding with regret" in quote for quote in quotes)
    assert not any("When not to fuse" in quote for quote in quotes)


def test_another_word_for_a_command_is_offered_as_it_and_a_question_is_no_command(full):
    assert "stage zorblax to interview" in full.say("move zorblax to interview").commands
    assert "stage zorblax Rejected" in full.say("reject zorblax").commands
    assert not [one for one in full.say("how many people are in interview?").commands if one.startswith("show ")]


@pytest.mark.parametrize("line", ["pass rate", "reject sampling", "shortlist cuda", "pass at most one zorblax?"])
def test_words_that_cvs_hold_are_not_offered_as_somebody_to_act_on(full, line):
    assert not [one for one in full.say(line).commands if one.startswith("stage ")]


def test_who_nobody_knows_is_offered_to_be_acted_on(full):
    assert "stage zorblax Rejected" in full.say("pass zorblax").commands


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("pass 2 too junior", "stage {1} Rejected --reason too junior"),
        ("interview 1", "stage {0} Interview"),
        ("remember 3 she calls back", "note {2} she calls back"),
    ],
)
def test_what_is_done_to_a_row_is_no_search_that_changes_the_rows(full, line, meant):
    names = full.say("cuda").names
    people = [re.search(r"#\d+", full.say(f"{row}").text)[0] for row in (1, 2, 3)]
    asked = full.say(line.format(*people))
    assert asked.commands == [meant.format(*people), f"find {line.format(*people)}"]
    assert any(name in asked.text for name in names)
    assert full.say("2").text.startswith(names[1])


def test_such_words_that_name_no_row_are_a_search(full):
    full.say("cuda")
    assert "There is no command" not in full.say("pass 99").text
    assert "There is no command" not in full.say("interview 3 years").text
    full.say("cuda")
    assert "There is no command" not in full.say("find pass 1").text


def test_all_commands_begin_with_what_is_asked_most(full):
    shown = full.say("help all").text
    order = [
        shown.index(one) for one in ("cuda triton", "show noor", "compare noor", "match ML", "stage noor", "merge #12")
    ]
    assert order == sorted(order)


def test_help_in_the_terminal_offers_no_line_that_needs_a_channel(full):
    terminal = Place(TEAM, "terminal", "9")
    for line in ("help", "help all"):
        assert "digest add" in full.say(line).text
        said = full.say(line, place=terminal).text
        assert "digest add" not in said
        assert "watch add" not in said


def test_help_is_short_and_leads_to_all_commands(full):
    short = full.say("help")
    assert "help all" in short.commands
    assert "merge" not in short.text
    assert short.text.count("\n") < full.say("help all").text.count("\n")


def test_a_name_has_no_second_page(full):
    assert full.say("noor etxeberria --page 2").text == "1 person for noor etxeberria: there is no page 2."


def test_a_viewer_is_offered_what_viewers_may_do_and_nothing_else(full):
    full.say("access grant <@U02JONAS|Jonas> viewer")
    card = full.say("show noor", member=JONAS).commands
    assert card == ["show #15 evidence", "form compare #15", "notes #15"]
    listed = full.say("cuda triton", member=JONAS).commands
    assert listed
    assert {one.split()[0] for one in listed} <= {"show", "find", "more", "form"}
    assert not [one for one in listed if one.startswith("form ") and not one.startswith(("form compare", "form find"))]
    assert any(one.startswith("form tag") for one in full.say("cuda triton").commands)


def test_whoever_asks_what_the_bot_can_do_is_shown_the_help(bot):
    assert "What you can ask" in bot.say("What can you do?").text
    assert "What you can ask" in bot.say("how does this work").text


def test_what_is_near_in_two_ways_is_offered_once_and_at_its_first_place(bot, monkeypatch):
    bot.take_in("# Ana Lima\nana@mail.example\n")
    near = {"corrected": ["Rust"], "nearby": ["Go", "Zig", "Java", "Ruby", "Perl", "Lua", "Rust"]}
    for name, found in near.items():
        buttons = [Button(one, f"find {one}") for one in found]
        monkeypatch.setattr(f"bot.commands.find.{name}", lambda *_, buttons=buttons: buttons)
    commands = bot.say("rsut qqzz").commands
    assert commands[0] == "find Rust"
    assert commands.count("find Rust") == 1
