"""CVs and people that come without a command: from the menus of messages and members, and dropped in channels."""

import threading

import pytest

from adapters.discord import limits, session
from adapters.discord.harness import CHANNEL, USER, DiscordHarness
from bot.chat.messages import Upload
from bot.records import Workspace
from tests.bot import SAMPLES
from tests.cores import ScriptedCore, said

NOOR = "etxeberria_2026.md"
CV = (SAMPLES / NOOR).read_bytes()
OTTI = {"id": "9", "username": "otti", "discriminator": "0", "avatar": None, "global_name": "Ottoline"}


@pytest.fixture
def discord(bot):
    return DiscordHarness(bot.app)


@pytest.fixture
def taking(discord):
    """A channel set as intake."""
    discord.say("intake on", dm=False)
    return discord


def one(shown):
    (found,) = shown
    assert limits.faults(found.payload) == []
    return found


def asked(harness):
    """What was asked of Discord since the last look."""
    seen, harness.calls[:] = list(harness.calls), []
    return [f"{route.method} {route.path}" for route, _ in seen]


# ---------------------------------------------------------------- the menus


def test_a_message_with_a_cv_becomes_a_candidate_by_its_menu(discord, bot):
    report = one(discord.candidate("as promised", (NOOR, CV)))
    assert report.private
    assert "Noor Etxeberria" in report.text
    discord.press(next(line for line in report.buttons if line.endswith("--save")))
    assert bot.tenant.count() == 1


def test_a_message_that_is_a_cv_becomes_one_by_its_words(discord):
    assert "Noor Etxeberria" in one(discord.candidate(CV.decode())).text


def test_a_message_that_is_no_cv_says_so(discord):
    assert "too short for a CV" in one(discord.candidate("see you there")).text
    assert "There is no CV to add yet." in one(discord.candidate("")).text


def test_a_member_is_looked_for_by_account_page_and_the_name_that_others_see():
    core = ScriptedCore()
    DiscordHarness(core).profile(OTTI, nick="Ottoline V")
    (request,) = core.requests
    page = "https://discord.com/users/9"
    assert (request.text, request.values) == ("whois", {"name": "Ottoline V", "account": "otti", "page": page})


def test_a_member_who_is_a_candidate_is_shown_to_the_asker_alone(discord, bot):
    bot.add(NOOR)
    card = one(discord.profile({**OTTI, "global_name": "Noor Etxeberria"}))
    assert card.private
    assert "Noor Etxeberria" in card.text
    nobody = one(discord.profile(OTTI))
    assert "Ottoline is none of your candidates." in nobody.text


# -------------------------------------------------------------- the channel


def test_by_default_a_file_in_a_channel_is_nobodys_business(discord):
    assert discord.drop(NOOR, CV) == []
    assert asked(discord) == []


def test_a_cv_in_a_channel_set_as_intake_is_told_of_under_it_by_name_alone(taking, bot):
    report = one(taking.drop(NOOR, CV))
    assert not report.private
    assert report.payload["message_reference"]["channel_id"] == str(CHANNEL)
    assert "Check before saving: Noor Etxeberria" in report.text
    assert "Quillon" not in report.text
    assert [line.split()[0] for line in report.buttons] == ["intake-save", "add", "form", "intake-discard"]
    saved = one(taking.press_in(report.payload, "Save", dm=False))
    assert "saved by Mara" in saved.text
    assert bot.tenant.count() == 1


def test_what_a_cv_says_is_for_whoever_presses_check(taking):
    report = one(taking.drop(NOOR, CV))
    assert all(one.private for one in taking.press_in(report.payload, "Check", dm=False))


def test_where_intake_ends_files_are_left_alone_at_once(taking):
    taking.drop(NOOR, CV)
    taking.say("intake off", dm=False)
    assert taking.drop(NOOR, CV) == []


def test_whoever_has_no_role_drops_files_as_before(taking):
    taking.become()
    asked(taking)
    assert taking.drop(NOOR, CV) == []
    assert asked(taking) == []


def test_talk_in_the_channel_is_left_alone_and_what_discord_keeps_is_logged(taking, caplog):
    assert taking.drop(NOOR, CV, shown=False) == []
    assert "turn the Message Content intent on" in caplog.text


# ------------------------------------------------------------------ waiting


def test_who_writes_directly_sees_that_the_bot_works_on_it(monkeypatch):
    monkeypatch.setattr(session, "TYPING_AFTER", 0)
    typing = threading.Event()

    def answers(route, body):
        if route.path.endswith("/typing"):
            typing.set()

    def slowly(request):
        assert typing.wait(20)
        return said("Done.")

    harness = DiscordHarness(ScriptedCore(slowly), answers)
    assert [one.text for one in harness.upload("cv.md", b"# Noor")] == ["Done."]
    assert typing.is_set()


def test_several_files_of_one_message_come_together():
    core = ScriptedCore()
    harness = DiscordHarness(core)
    attached = [harness._attached(name, b"# Noor") for name in ("a.md", "b.md")]
    harness.event("MESSAGE_CREATE", harness.message("", attachments=attached))
    assert core.requests[0].uploads == (Upload("a.md", b"# Noor"), Upload("b.md", b"# Noor"))
    assert core.requests[0].member.workspace == Workspace("discord", "700")
    assert core.requests[0].member.id == USER["id"]


def test_a_report_says_what_was_decided_about_it_elsewhere(taking, bot):
    report = one(taking.drop(NOOR, CV))
    check = taking.press_in(report.payload, "Check", dm=False)
    asked(taking)
    save = next(line for line in check[-1].buttons if line.endswith("--save"))
    taking.press(save)
    edited = [
        body for route, body in taking.calls if route.method == "PATCH" and "/messages/{message_id}" in route.path
    ]
    assert "saved by Mara" in str(edited[0]["components"])
    assert bot.tenant.count() == 1
