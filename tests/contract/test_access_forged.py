"""What stands in a button, a form or a line is never proof of anything: ids of others, and of nobody, are the same.

Two organizations share a database. A recruiter of one sends every line that names a thing of the other.
"""

import shutil
from dataclasses import replace
from importlib import import_module

import pytest
from sqlalchemy import text

from bot.chat.app import App
from bot.chat.messages import Request
from bot.commands import TOOLS
from bot.records import Draft, Grant, Keys, Role
from storage import open_store
from tests.bot import CHANNEL, JONAS, MARA, TEAM, Bot, read
from tests.contract.access import EXPECTED
from tests.contract.particulars import OWN
from tests.contract.test_access_matrix import WHERE
from tests.contract.test_store_tenancy import digest, populate
from tests.stores import NOW, cv

THEIRS, NOBODYS = 3, 99
"""A number that only the other organization has, and one that none has."""
DRAFT, NO_DRAFT = "8f3a1c22", "00000000"
BATCH, NO_BATCH = "theirbatch", "nosuchbatch"

OTHER_IDS = [
    ("confirm draft:{} name", DRAFT, NO_DRAFT),
    ("correct draft:{} name Bo", DRAFT, NO_DRAFT),
    ("form correct draft:{}", DRAFT, NO_DRAFT),
    ("add draft:{} --save", DRAFT, NO_DRAFT),
    ("add draft:{} --discard", DRAFT, NO_DRAFT),
    ("digest stop --name {}", "theirs", "nosuch"),
    ("digest preview --name {}", "theirs", "nosuch"),
    ("digest send --name {}", "theirs", "nosuch"),
    ("undo --batch {}", BATCH, NO_BATCH),
    ("file #1 --document {}", "7", "99"),
]
"""Lines that name other things than people: theirs, and one that is not there."""


def lines_about_people():
    """A line for each command that takes people, with a place for the number."""
    for command in TOOLS.commands:
        kinds = {one.kind for one in command.parameters}
        if kinds & {"who", "people"} or command.name in ("find", "export"):
            line = EXPECTED[command.name][1]
            if command.name in ("find", "export"):
                line = f"{command.name} #1"
            yield line.replace("#1", "#{}", 1)
            yield f"form {line}".replace("#1", "#{}", 1)


@pytest.fixture(scope="session")
def filled(sqlite_template, tmp_path_factory):
    """A database with two organizations, made once."""
    file = tmp_path_factory.mktemp("two") / "two.db"
    shutil.copyfile(sqlite_template, file)
    store = open_store(f"sqlite:///{file}")
    bot = Bot(store)
    bot.tenant.save(cv("Ana Lima", mails=("ana@mail.example",)))
    bot.tenant.save(cv("Bo Ek", mails=("bo@mail.example",)))
    bot.tenant.grant(Grant(TEAM, "member", JONAS.id, "Jonas", Role.RECRUITER, "Mara", NOW))
    for member in (MARA, JONAS):
        bot.say("help", member=member)  # they are known, and reminded from now on
    theirs = store.within(store.organization("Quillon Systems"))
    populate(store, theirs, "secretmark")
    for name in ("Cleo Secretmark", "Dov Secretmark"):
        theirs.save(replace(cv(name, mails=(f"{name[0]}@secret.example",)), batch=BATCH))
    theirs.keep_draft(Draft(DRAFT, "secretmark.md", b"# Secretmark", "secretmark", bot.now), Keys())
    theirs.add_digest(replace(digest(), name="theirs"))
    assert theirs.candidate(THEIRS) is not None
    store.close()
    return file


@pytest.fixture
def two(filled, tmp_path):
    """A bot of one organization, and the other one beside it."""
    shutil.copyfile(filled, tmp_path / "two.db")
    store = open_store(f"sqlite:///{tmp_path / 'two.db'}")
    yield Bot(store), store.within(store.organization("Quillon Systems"))
    store.close()


ASKED = "recent_list"
"""What a member asked last, whomever it found."""


def rows(store, owner, *but):
    """All of the organization's rows but the record of what was done."""
    from storage.tables import metadata

    of_nobody = {"direct", "event", "installation", "oauth_state", "organization", "workspace"}
    names = set(metadata.tables) - of_nobody - {"audit", "audit_chain", "counter", "member", *but}
    with store.database.engine.connect() as connection:
        known = {row[0] for row in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))}
        ask = "SELECT * FROM {} WHERE organization_id = {}"
        return {one: connection.execute(text(ask.format(one, owner.id))).all() for one in sorted(names & known)}


def without(answer, name):
    return answer.text.replace(name, "N"), [line.replace(name, "N") for line in answer.commands]


@pytest.mark.parametrize("line", sorted(set(lines_about_people())))
@pytest.mark.parametrize("member", [JONAS, MARA], ids=["recruiter", "admin"])
def test_a_person_of_others_is_answered_as_nobody(two, line, member):
    bot, theirs = two
    before = rows(bot.store, theirs.organization), rows(bot.store, bot.own, ASKED)
    foreign, missing = (bot.say(line.format(number), member=member) for number in (THEIRS, NOBODYS))
    assert without(foreign, f"#{THEIRS}") == without(missing, f"#{NOBODYS}")
    assert "ecretmark" not in repr(foreign.reply)
    assert (rows(bot.store, theirs.organization), rows(bot.store, bot.own, ASKED)) == before


@pytest.mark.parametrize(("line", "theirs_id", "nobodys"), OTHER_IDS)
def test_a_thing_of_others_is_answered_as_nothing(two, line, theirs_id, nobodys):
    bot, theirs = two
    before = rows(bot.store, theirs.organization), rows(bot.store, bot.own)
    foreign, missing = (bot.say(line.format(one), member=JONAS) for one in (theirs_id, nobodys))
    assert without(foreign, theirs_id) == without(missing, nobodys)
    assert "ecretmark" not in repr(foreign.reply)
    assert (rows(bot.store, theirs.organization), rows(bot.store, bot.own)) == before


@pytest.mark.parametrize("name", ["Cleo", "Secretmark", "cleo@secret.example", "C@secret.example"])
def test_a_name_of_others_is_completed_and_found_for_nobody(two, name):
    bot, _ = two
    for command in TOOLS.commands:
        for parameter in command.parameters:
            found = bot.app.complete(Request(name, MARA, CHANNEL), command.name, parameter.name)
            assert "ecretmark" not in repr(found).replace(name, "")
    assert "Cleo Secretmark" not in bot.say(f"find {name}").text


@pytest.mark.parametrize("platform", sorted(WHERE))
def test_forged_buttons_menus_and_forms_change_nothing_of_others(two, platform):
    bot, theirs = two
    workspace, person = WHERE[platform]
    bot.tenant.grant(Grant(workspace, "member", person, "Mara", Role.ADMIN, "setup", NOW))
    app = App(bot.store, TOOLS, read=read, home=lambda _: bot.own, clock=lambda: bot.now)
    harness = import_module(f"adapters.{platform}.harness").harness(app)
    before = rows(bot.store, theirs.organization)
    lines = [line.format(THEIRS) for line in lines_about_people()]
    lines += [line.format(one) for line, one, _ in OTHER_IDS]
    for line in lines:
        for act in (harness.press, harness.choose, harness.submit):
            shown = act(line)
            assert shown
            assert "ecretmark" not in "".join(one.text for one in shown), line
    assert rows(bot.store, theirs.organization) == before


SEEN = ("recent_list", "look", "message", "pressed_line")
"""What is taken down of an answer: whom it showed, and its buttons of long lines."""


@pytest.mark.parametrize("platform", sorted(WHERE))
@pytest.mark.parametrize(
    "junk", ["", "~", "~c ", "~t9", "~yt1 ", "~c stage #1", "\x00", "a" * 150, "~menu 1", "../1", "{}"]
)
def test_forged_ids_that_mean_nothing_run_nothing(two, platform, junk):
    bot, _ = two
    app = App(bot.store, TOOLS, read=read, home=lambda _: bot.own, clock=lambda: bot.now)
    harness = import_module(f"adapters.{platform}.harness").harness(app)
    harness.press("help")
    before = rows(bot.store, bot.own)
    harness.submit(junk)
    OWN[platform].presses(harness, junk)
    after = rows(bot.store, bot.own)
    assert {name: kept for name, kept in after.items() if name not in SEEN} == {
        name: kept for name, kept in before.items() if name not in SEEN
    }
