"""Who may do what: nobody but admins until it is granted, checked for every command alike."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.messages import Place, Upload
from bot.commands import TOOLS
from bot.cv import read_cv
from bot.members import Alarm
from bot.records import Role, Workspace
from tests.bot import JONAS, MARA, TEAM, Bot

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
    assert not any(
        command.startswith(("stage", "note ", "note-", "form note", "form edit", "file")) for command in card.commands
    )
    proof = bot.say("show noor evidence", member=JONAS)
    assert all(mail not in proof.text for mail in mails)
    refused = bot.say("stage noor interview", member=JONAS)
    assert "needs the recruiter role; yours is viewer" in refused.text
    assert bot.tenant.candidate(1).stage == "new"


@pytest.mark.parametrize(
    "line", ["has:email", "has:phone", "has:github", "who has a phone number?", "has:email explain"]
)
def test_that_a_contact_is_there_is_not_the_contact(full, line):
    full.say("access grant <@U02JONAS|Jonas> viewer")
    seen = full.say(line, member=JONAS)
    assert seen.names
    told = {
        value
        for person in full.tenant.cvs(tuple(range(1, 22)))
        for value in (
            *(fact.value for fact in person.profile.emails),
            *(phone.number.value for phone in person.profile.phones),
            *(link.username.value for link in person.profile.links if link.username),
        )
    }
    assert told
    assert not [one for one in told if one in seen.text]
    assert [one for one in told if one in full.say(line).text]


@pytest.mark.parametrize(
    "line", ['"noor etxeberria example"', 'match must: "noor etxeberria example"', "etxeberria.example"]
)
def test_what_only_contacts_say_is_not_searched_by_a_viewer(bot, line):
    bot.add(NOOR)
    bot.say("access grant <@U02JONAS|Jonas> viewer")
    assert "not search contacts" in bot.say(line, member=JONAS).text
    assert "Noor Etxeberria" in bot.say(line).text


def test_a_street_is_for_who_sees_contacts(bot):
    cv = b"# Ana Lima\n\nAddress: 14 Linden Row, 99999 Altwerda\n\n## Skills\n\nRust, CUDA\n"
    draft = bot.send(Upload("ana.md", cv))
    bot.say(draft.commands[0])
    bot.say("access grant <@U02JONAS|Jonas> viewer")
    assert "Linden Row" not in bot.say("show #1 evidence", member=JONAS).text
    assert "not search contacts" in bot.say('"Linden Row"', member=JONAS).text
    assert "Linden Row" in bot.say('"Linden Row"').text


def test_a_recruiter_moves_but_grants_nothing(bot):
    bot.add(NOOR)
    bot.say("access grant <@U02JONAS|Jonas> recruiter")
    assert bot.say("stage noor interview", member=JONAS).reply.stage == "interview"
    assert "needs the admin role" in bot.say("access grant <@U09|Eve> admin", member=JONAS).text
    assert [grant.subject for grant in bot.tenant.grants()] == ["U02JONAS"]


@pytest.mark.parametrize(
    ("typed", "filled"), [("form", "stage noor"), ("form find", "stage noor"), ("form stage noor", "")]
)
def test_a_form_takes_the_role_of_the_line_it_is_for_wherever_that_stands(bot, typed, filled):
    bot.add(NOOR)
    bot.say("access grant <@U02JONAS|Jonas> viewer")
    assert "You cannot use stage." in bot.say(typed, member=JONAS, line=filled).text
    assert bot.say("form find", member=JONAS, line="").reply.form is not None


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


def test_a_mention_whose_name_has_several_words_is_one_person(bot):
    assert "Jonas de la Vega is recruiter" in bot.say("access grant <@U02JONAS|Jonas de la Vega> recruiter").text
    assert "no access any more" in bot.say("access revoke <@U02JONAS|Jonas de la Vega>").text


EVERYBODY = ["@everyone", "@channel", "<@&T01TEST>", "slack:T01TEST:&T01TEST"]


@pytest.mark.parametrize("whom", EVERYBODY)
def test_everybody_gets_a_role_only_after_a_question(bot, whom):
    asked = bot.say(f"access grant {whom} viewer")
    assert "Everybody in this workspace may then search" in asked.text
    assert bot.tenant.grants() == ()
    assert "no role" in bot.say("help", member=JONAS).text
    (line,) = asked.commands
    assert "everybody is viewer now" in bot.say(line).text
    assert "What you can ask" in bot.say("help", member=JONAS).text


def test_what_everybody_has_outsiders_have_not_and_other_workspaces_neither(bot):
    bot.say("access grant @everyone viewer --sure")
    assert "for the members" in bot.say("help", member=replace(JONAS, outsider=True)).text
    assert "no role" in bot.say("help", member=replace(JONAS, workspace=Workspace("discord", "T01TEST"))).text
    bot.say("access revoke @everyone")
    assert "no role" in bot.say("help", member=JONAS).text


def test_an_admin_by_a_single_grant_is_asked_before_they_shut_themselves_out(bot):
    bot.say("access grant <@U02JONAS|Jonas> admin")
    for line in ("access revoke <@U02JONAS>", "access grant <@U02JONAS> viewer"):
        asked = bot.say(line, member=JONAS)
        assert "Give up your own admin role?" in asked.text
        assert bot.tenant.grants()[0].role is Role.ADMIN
    bot.say(asked.commands[0], member=JONAS)
    assert "needs the admin role; yours is viewer" in bot.say("access", member=JONAS).text


def test_an_admin_by_another_grant_too_is_not_asked(bot):
    bot.say("access grant <@U02JONAS|Jonas> admin")
    bot.say("access grant <@&S1|leads> admin")
    assert "no access any more" in bot.say("access revoke <@U02JONAS>", member=replace(JONAS, groups=("S1",))).text


def test_admins_of_the_workspace_cannot_be_locked_out(bot):
    bot.say("access grant <@U01MARA|Mara> viewer")
    bot.say("access revoke <@U01MARA>")
    assert "role" in bot.say("access").text
    assert bot.say("access grant <@U02JONAS|Jonas> viewer").text.startswith("Jonas is viewer now.")


def test_a_form_asks_for_whom_and_the_role(bot):
    form = bot.say("form access grant").reply.form
    assert [(one.name, one.picks) for one in form.fields] == [("whom", "person"), ("group", "group"), ("role", "")]
    sent = {"whom": "<@U02JONAS|Jonas>", "role": "recruiter"}
    assert "Jonas is recruiter now." in bot.say(form.command, **sent).text
    assert "hiring is viewer now." in bot.say(form.command, group="<@&S1|hiring>", role="viewer").text
    assert "two at once" in bot.say(form.command, **sent, group="<@&S1|hiring>").text
    assert bot.say(form.command, role="viewer").reply.form == form


@pytest.mark.parametrize("line", ["access grant", "access grant <@U02JONAS|Jonas>", "access revoke"])
def test_what_is_lacking_is_asked_for_by_a_form(bot, line):
    assert bot.say(line).reply.form is not None
    assert bot.tenant.grants() == ()


def test_the_list_gives_and_takes_roles_by_a_press(bot):
    bot.say("access grant <@U02JONAS|Jonas> viewer")
    bot.say("access grant <@&S1|hiring> recruiter")
    listed = bot.say("access")
    assert listed.commands == [
        "form access grant",
        "access revoke slack:T01TEST:&S1",
        "access revoke slack:T01TEST:U02JONAS",
    ]
    assert "hiring has no access any more" in bot.say(listed.commands[1]).text


def test_the_list_names_admins_who_need_no_grant_and_grants_nobody_uses(bot):
    bot.say("access grant discord:77:5 viewer")
    listed = bot.say("access").text
    assert "Admins of the workspaces have access without a grant: Mara lately." in listed
    assert "nobody came from there yet" in listed


def test_the_list_tells_of_who_read_very_much(bot):
    bot.tenant.raise_alarm(Alarm(bot.own, TEAM, "U02JONAS", "Jonas", 140, bot.now), quiet=timedelta(0))
    assert "Jonas was shown the data of 140 people within an hour" in bot.say("access").text


def test_whoever_is_refused_is_offered_what_they_may_do_instead_and_nothing_else(bot):
    bot.say("access grant <@U02JONAS|Jonas> recruiter")
    assert bot.say("stages add Phone call", member=JONAS).commands == ["opening stages"]
    assert bot.say("access", member=JONAS).commands == []


def test_who_was_an_admin_lately_is_named_to_whoever_is_refused(bot):
    assert "An admin of this workspace can give you one" in bot.say("new", member=JONAS).text
    bot.say("help")
    assert "Mara can give you one" in bot.say("new", member=JONAS).text
    bot.say("help", member=replace(JONAS, id="U8", name="Priya", admin=True))
    assert "Mara or Priya can give you one" in bot.say("new", member=JONAS).text
    bot.say("help", member=replace(MARA, admin=False))
    assert "Priya can give you one" in bot.say("new", member=JONAS).text
    assert "Mara" not in bot.say("new", member=replace(JONAS, outsider=True)).text


def test_admins_of_another_workspace_are_not_named(bot):
    bot.say("help", member=replace(MARA, workspace=Workspace("discord", "7")))
    assert "Mara" not in bot.say("new", member=JONAS).text


def test_the_list_says_who_and_by_whom(bot):
    bot.say("access grant <@U02JONAS|Jonas> viewer")
    assert "Jonas · viewer · Slack · by Mara" in bot.say("access").text


def test_who_is_no_mention_is_asked_for(bot):
    assert "Mention the person or the group" in bot.say("access grant jonas viewer").text
    assert not bot.tenant.grants()


def test_help_shows_only_what_the_asker_may_run(bot):
    bot.say("access grant <@U02JONAS|Jonas> viewer")
    shown = {line.partition("  ")[0] for line in bot.say("help all", member=JONAS).text.splitlines()}
    for command in TOOLS.commands:
        if command.examples:
            assert (command.examples[0] in shown) == (command.role <= Role.VIEWER and not command.hidden), command.name
    begin = bot.say("help", member=JONAS).text
    assert "compare noor" in begin
    assert not [word for word in ("stage noor", "note noor", "digest add", "access grant", "stats") if word in begin]


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


def test_whoever_had_no_name_when_the_role_was_given_is_listed_by_name_once_they_came(bot):
    bot.say("access grant slack:T01TEST:U02JONAS recruiter")
    assert "U02JONAS" in bot.say("access").text
    bot.say("help", member=JONAS)
    shown = bot.say("access")
    assert "Jonas · recruiter" in shown.text.replace("\n", "")
    assert "access revoke slack:T01TEST:U02JONAS" in shown.commands


def test_of_many_admins_a_few_are_named_to_whom_somebody_may_turn(bot):
    for number in range(5):
        bot.say(f"access grant <@U1{number}|Ada{number}> admin")
    asked = bot.say("cuda", member=JONAS).text
    assert "or another admin" in asked
    assert sum(f"Ada{number}" in asked for number in range(5)) + ("Mara" in asked) == 2


def test_who_has_no_role_has_none_to_lose(bot):
    refused = bot.say("access revoke <@U02JONAS|Jonas>").text
    assert "Jonas has no role here." in refused
    assert "A group of theirs may have one." in refused
    assert "A group of theirs" not in bot.say("access revoke <@&S1|hiring>").text


def test_in_a_terminal_a_person_or_group_is_typed(bot):
    local = Workspace("terminal", "local")
    here = {"member": replace(MARA, workspace=local), "place": Place(local, "terminal", "local")}
    first, *_ = bot.say("form access grant", **here).reply.form.fields
    assert (first.name, first.label, first.picks) == ("whom", "Person or group", "")
