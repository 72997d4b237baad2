"""Who may do what: nobody but admins until it is granted, checked for every command alike."""

from dataclasses import replace

import pytest

from bot.commands import TOOLS
from bot.cv import read_cv
from bot.records import Role, Workspace
from tests.bot import JONAS, Bot

NOOR = "etxeberria_2026.md"


def lines():
    """A line for every command."""
    return [command.examples[0] if command.examples else command.name for command in TOOLS.commands]


@pytest.mark.parametrize("line", lines())
def test_without_a_role_no_command_works_and_nothing_leaks(bot, line):
    bot.add(NOOR)
    answer = bot.say(line, member=JONAS)
    assert "no role in it yet" in answer.text
    assert "Etxeberria" not in answer.text
    assert bot.tenant.candidate(1).stage == "new"


def test_outsiders_get_nothing_even_as_admins(bot):
    bot.add(NOOR)
    guest = replace(JONAS, admin=True, outsider=True)
    assert "Etxeberria" not in bot.say("noor", member=guest).text


def test_a_viewer_searches_but_sees_no_contacts_and_moves_nobody(bot):
    bot.add(NOOR)
    bot.say("access grant <@U02JONAS|Jonas> viewer")
    card = bot.say("show noor", member=JONAS)
    mails = [fact.value for fact in bot.tenant.dossier(1).profile.emails]
    assert mails
    assert all(mail not in card.text for mail in mails)
    assert not any(command.startswith(("stage", "note", "form note", "form edit", "file")) for command in card.commands)
    proof = bot.say("show noor evidence", member=JONAS)
    assert all(mail not in proof.text for mail in mails)
    refused = bot.say("stage noor interview", member=JONAS)
    assert "needs the recruiter role; yours is viewer" in refused.text
    assert bot.tenant.candidate(1).stage == "new"


def test_a_recruiter_moves_but_grants_nothing(bot):
    bot.add(NOOR)
    bot.say("access grant <@U02JONAS|Jonas> recruiter")
    assert bot.say("stage noor interview", member=JONAS).reply.stage == "interview"
    assert "needs the admin role" in bot.say("access grant <@U09|Eve> admin", member=JONAS).text
    assert [grant.subject for grant in bot.tenant.grants()] == ["U02JONAS"]


def test_a_group_gives_its_role_to_whoever_is_in_it(bot):
    bot.say("access grant <@&G77|recruiters> recruiter")
    inside = replace(JONAS, groups=("G77",))
    assert "What you can ask" in bot.say("help", member=inside).text
    assert "no role" in bot.say("help", member=JONAS).text


def test_revoke_ends_access_with_the_next_request(bot):
    bot.say("access grant <@U02JONAS|Jonas> viewer")
    assert "no access any more" in bot.say("access revoke <@U02JONAS>").text
    assert "no role" in bot.say("new", member=JONAS).text


def test_a_grant_holds_in_its_own_workspace_only(bot):
    bot.say("access grant <@U02JONAS|Jonas> admin")
    elsewhere = replace(JONAS, workspace=Workspace("slack", "T99OTHER"))
    assert "no role" in bot.say("new", member=elsewhere).text


def test_a_mention_without_a_name_shows_the_name_the_member_was_met_under(bot):
    bot.say("access grant <@U02JONAS|J> viewer")
    bot.say("help", member=JONAS)
    bot.say("access grant <@U02JONAS> recruiter")
    assert "Jonas · recruiter" in bot.say("access").text


def test_the_list_says_who_and_by_whom(bot):
    bot.say("access grant <@U02JONAS|Jonas> viewer")
    assert "Jonas · viewer · slack · by Mara" in bot.say("access").text


def test_who_is_no_mention_is_asked_for(bot):
    assert "Mention the person or the group" in bot.say("access grant jonas viewer").text
    assert not bot.tenant.grants()


def test_help_shows_only_what_the_asker_may_run(bot):
    bot.say("access grant <@U02JONAS|Jonas> viewer")
    shown = bot.say("help", member=JONAS).text
    for command in TOOLS.commands:
        if command.examples:
            assert (command.examples[0] in shown) == (command.role <= Role.VIEWER and not command.hidden), command.name


def test_completion_gives_names_only_to_who_may_see_them(bot):
    from bot.chat.messages import Request
    from tests.bot import CHANNEL, MARA

    bot.add(NOOR)
    asked = Request("no", MARA, CHANNEL)
    assert [one.value for one in bot.app.complete(asked, "show", "who")] == ["#1"]
    assert bot.app.complete(replace(asked, member=JONAS), "show", "who") == ()


def test_two_organizations_never_see_each_other(sqlite_store):
    ours = Bot(sqlite_store)
    ours.add(NOOR)
    theirs = Bot(sqlite_store)
    theirs.own = sqlite_store.organization("Quillon Systems")
    stranger = replace(JONAS, workspace=Workspace("slack", "T99OTHER"), admin=True)
    for line in ("noor", "show #1", "find compilers", "new", "show #1 evidence", "file #1", "stage #1 offer"):
        assert "Etxeberria" not in theirs.say(line, member=stranger).text
    assert ours.tenant.candidate(1).stage == "new"


SECRETIVE = b"""# Imani Rosqvist

imani@rosqvist.example | +44 20 7946 0555 | born on 4 May 1991
Marital status: married

## Experience

Kernel engineer, Tessera Labs, 2022 - present
- Wrote CUDA kernels; ask imani@rosqvist.example or +44 20 7946 0555 for the code

## Skills

CUDA, Rust
"""
CONTACTS = ("imani@rosqvist.example", "7946")
PRIVATE = ("1991", "married")


@pytest.fixture
def secretive(bot):
    from bot import intake

    intake.take_in(bot.tenant, read_cv, "imani.md", SECRETIVE, by="Mara", at=bot.now)
    bot.say("access grant <@U02JONAS|Jonas> viewer")
    return bot


@pytest.mark.parametrize(
    "line", ["cuda", "imani", "show #1 evidence", "new", "tessera", '"ask"', "kernels", "code", "rosqvist"]
)
def test_no_quote_shows_a_viewer_contacts(secretive, line):
    shown = secretive.say(line, member=JONAS).text
    assert "Imani" in shown
    assert not any(contact in shown for contact in CONTACTS)


@pytest.mark.parametrize("line", ["mail:im*", "phone:44", "link:rosqvist"])
def test_a_viewer_cannot_search_contacts(secretive, line):
    shown = secretive.say(line, member=JONAS).text
    assert "not search contacts" in shown
    assert "Imani" not in shown


def test_a_recruiter_sees_the_whole_line(secretive):
    assert "imani@rosqvist.example" in secretive.say("cuda").text


@pytest.mark.parametrize("line", ["imani", "show #1 evidence", "new", "cuda", "imani@rosqvist.example"])
def test_private_data_is_shown_to_nobody(secretive, line):
    shown = secretive.say(line).text
    assert "Imani" in shown
    assert not any(word in shown for word in PRIVATE)


@pytest.mark.parametrize("word", ["married", "1991", '"marital status"'])
def test_private_data_is_not_searchable(secretive, word):
    assert "Nobody matches" in secretive.say(word).text


def test_an_unknown_role_names_the_roles(bot):
    answer = bot.say("access grant <@U02JONAS|Jonas> boss")
    assert "There is no role boss" in answer.text
    assert "recruiter" in answer.text
    assert not bot.tenant.grants()
