"""Who may run what: every role, every command, every surface, on every platform where people differ.

The commands are those of the program, as declared; what they do is replaced by a note that they ran. Here each role and
each surface meets each command somewhere; `tests/proofs/test_access.py` has each role meet each command on each surface.
"""

from dataclasses import replace
from importlib import import_module

import pytest
from sqlalchemy import inspect, text

from adapters.discord.phrases import ANSWERED_DIRECTLY
from bot.chat.app import App, Tools
from bot.chat.command import Registry
from bot.chat.messages import Actions, Button, Choice, Menu, Option, OptionGroup, Person, Place, Reply, Request
from bot.chats import CHATS
from bot.commands import TOOLS
from bot.records import Grant, Role
from storage.tables import metadata
from tests.contract.access import EXPECTED
from tests.contract.test_adapters import PLATFORMS
from tests.cores import said
from tests.stores import NOW, cv

_HARNESSES = {name: import_module(f"adapters.{name}.harness") for name in PLATFORMS if name != "terminal"}
WHERE = {name: (harness.HERE, str(harness.PERSON)) for name, harness in _HARNESSES.items()}
"""The workspace and the person of each platform where people differ."""
STANDINGS = {
    "nobody": None,
    "guest": None,
    "guest with a role": None,
    "viewer": Role.VIEWER,
    "recruiter": Role.RECRUITER,
    "admin": Role.ADMIN,
    "admin of the platform": Role.ADMIN,
}
"""What somebody is, and the role that they are to have by it."""
SURFACES = {
    "typed in a direct message": lambda harness, line: harness.say(line),
    "typed in a channel": lambda harness, line: harness.mention(line),
    "typed after the slash command": lambda harness, line: harness.say(line, dm=False),
    "typed in capitals": lambda harness, line: harness.say(line.replace(line.split()[0], line.split()[0].upper(), 1)),
    "typed with the slash in a message": lambda harness, line: harness.say(f"/Candidate {line}"),
    "button": lambda harness, line: harness.press(line),
    "menu": lambda harness, line: harness.choose(line),
    "form": lambda harness, line: harness.submit(line),
}
WITH_FORMS = ("typed in a direct message", "typed in a channel", "button", "form")
NOT_DATA = {
    "audit",
    "audit_chain",
    "counter",
    "event",
    "member",
    "workspace",
    "recent_list",
    "look",
    "allowance",
    "message",
}
"""Tables that a refused request, too, may leave something in, and which hold nothing about candidates."""
SOMETHING = "Etxeberria"
APART = 8
"""Of so many commands one is asked at each place, another one at the next."""

each_platform = pytest.mark.parametrize("platform", sorted(WHERE))
each_standing = pytest.mark.parametrize("standing", STANDINGS)


class Watched:
    """A bot on one platform, its person, and the commands that ran."""

    def __init__(self, store, platform, standing):
        self.store, self.ran, self.answer = store, [], said("Done.")
        self.platform, self.standing = platform, standing
        self.own = store.organization("Tessera Labs")
        self.tenant = team = store.within(self.own)
        for name in (SOMETHING, "Bo"):
            team.save(cv(name, mails=(f"{name}@mail.example",)))
        self.workspace, self.person = WHERE[platform]
        granted = Role.ADMIN if standing == "guest with a role" else STANDINGS[standing]
        if granted and standing != "admin of the platform":
            team.grant(Grant(self.workspace, "member", self.person, "Mara", granted, "setup", NOW))
        tools = Tools(self._registry(), TOOLS.resolver, lambda *_: (Choice("x", "x"),))
        self.app = App(store, tools, read=_unread, home=lambda _: self.own, clock=lambda: NOW)
        self.harness = import_module(f"adapters.{platform}.harness").harness(self.app)
        self.harness.become(admin=standing == "admin of the platform", guest="guest" in standing)
        self.role = STANDINGS[standing]

    def _registry(self):
        registry = Registry()
        for command in TOOLS.commands:
            watched = replace(command, run=self._run(command))
            registry._commands[command.name] = watched
        return registry

    def _run(self, command):
        def run(ctx, **given):
            self.ran.append(command.name)
            return command.run(ctx, **given) if command.name == "help" else self.answer

        return run

    def some(self, surface, *, among=SURFACES):
        """The commands that are asked here, each with a line that means it; among all the surfaces, it is each command."""
        places = (
            len(SURFACES) // len(among) * list(among).index(surface),
            3 * list(STANDINGS).index(self.standing),
            sorted(WHERE).index(self.platform),
        )
        return [
            (name, line) for at, (name, (_, line)) in enumerate(EXPECTED.items()) if (at + sum(places)) % APART == 0
        ]

    def did(self, surface, line):
        """What ran because of the line, and what was shown."""
        self.ran.clear()
        shown = SURFACES[surface](self.harness, line)
        return list(self.ran), shown

    def data(self):
        """All that is kept about candidates, skills, digests and roles, but that who works is reminded from then on."""
        some = {"digest": "WHERE about <> 'reminders'"}
        with self.store.database.engine.connect() as connection:
            names = sorted(set(metadata.tables) & set(inspect(connection).get_table_names()) - NOT_DATA)
            return {
                name: connection.execute(text(f"SELECT * FROM {name} {some.get(name, '')}")).all() for name in names
            }

    def allowed(self, name):
        return self.role is not None and self.role >= EXPECTED[name][0]


def _unread(name, data):
    raise AssertionError


@pytest.fixture
def watched(request, sqlite_store, platform, standing):
    return Watched(sqlite_store, platform, standing)


def words(shown):
    return "\n".join(one.text for one in shown)


def test_every_command_has_an_expectation_and_every_platform_with_people_is_known():
    assert {command.name: command.role for command in TOOLS.commands} == {
        name: role for name, (role, _) in EXPECTED.items()
    }, "say in tests/contract/access.py who may run the command"
    assert set(WHERE) == set(CHATS), "say in bot/chats.py what the core is to know of it"


@each_platform
@each_standing
@pytest.mark.parametrize("surfaces", [SURFACES], ids=["each surface"])
def test_a_command_runs_for_who_may_run_it_and_for_nobody_else(watched, surfaces):
    before, wrong = watched.data(), []
    for surface in surfaces:
        for name, line in watched.some(surface):
            ran, shown = watched.did(surface, line)
            told = words(shown)
            if ran != ([name] if watched.allowed(name) else []) or not shown or not kept_private(shown):
                wrong.append((surface, name, ran, told))
            elif not ran and not refused_well(watched, name, told):
                wrong.append((surface, name, "refused with", told))
    assert wrong == []
    assert watched.data() == before
    assert watched.role or all(watched.tenant.messages(number) == () for number in (1, 2))


def kept_private(shown):
    """A mention in a channel of Discord's is answered in a direct message, and that is all that others see of it."""
    return all(one.private or one.text.strip() == ANSWERED_DIRECTLY.text for one in shown)


def refused_well(watched, name, told):
    """The refusal says why, and nothing of anybody."""
    if SOMETHING in told:
        return False
    if watched.role is None:
        return "you have no role in it yet" in told or told.startswith("This bot is for the members of this workspace.")
    least = EXPECTED[name][0]
    return (
        f"You cannot use {name}." in told and f"It needs the {least.word} role; yours is {watched.role.word}." in told
    )


@each_platform
@each_standing
@pytest.mark.parametrize("surfaces", [WITH_FORMS], ids=["each surface"])
def test_a_form_is_given_for_what_may_be_run_and_for_nothing_else(watched, surfaces):
    wrong = []
    for surface in surfaces:
        for name, line in watched.some(surface, among=WITH_FORMS):
            disguised = (f"form form {line}", f"FORM {line.replace(name, name.upper(), 1)}")
            for wrapped in (f"form {line}", *(disguised if surface == "button" else ())):
                ran, shown = watched.did(surface, wrapped)
                if ran != (["form"] if watched.allowed(name) else []) or SOMETHING in words(shown):
                    wrong.append((surface, wrapped, ran, words(shown)))
    assert wrong == []


@each_platform
@each_standing
def test_a_reply_offers_what_its_reader_may_run_and_nothing_else(watched):
    lines = {name: line for name, (_, line) in EXPECTED.items()}
    lines |= {f"form {name}": f"form {line}" for name, line in lines.items()}
    buttons = tuple(Button(name, line) for name, line in lines.items())
    options = tuple(Option(name, line) for name, line in lines.items())
    watched.answer = Reply(
        (
            *(Actions((one,)) for one in buttons),
            *(Actions((Menu(one.label, (OptionGroup("", (one,)),)),)) for one in options),
            *(Person("Bo", (("Engineer",),), open=one, buttons=(one,)) for one in buttons[:4]),
        ),
        text="All that there is.",
    )
    ran, shown = watched.did("typed in a direct message", "new 7d")
    offered = [line for one in shown for line in one.buttons]
    expected = {line for name, line in lines.items() if watched.allowed(name.removeprefix("form "))} if ran else set()
    assert set(offered) == expected
    persons = sum(line in expected for line in list(lines.values())[:4])
    assert len(offered) == 2 * len(expected) + 2 * persons


@each_platform
@each_standing
@pytest.mark.parametrize("at", [0, 1], ids=["message", "thread"])
def test_a_message_is_saved_from_its_menu_by_who_may_run_save_and_by_nobody_else(watched, at):
    before = watched.data()
    watched.ran.clear()
    watched.harness.talk(("Jonas", f"{SOMETHING} was strong"), ("Mara", "agreed"))
    shown = watched.harness.save(at)
    assert watched.ran == (["save"] if watched.allowed("save") else [])
    assert kept_private(shown)
    assert watched.ran or refused_well(watched, "save", words(shown))
    assert watched.data() == before


@each_platform
@each_standing
def test_what_is_completed_is_for_who_may_run_the_command(watched):
    member = as_the_platform_says(watched)
    for command in TOOLS.commands:
        for parameter in command.parameters:
            request = Request("x", member, Place(watched.workspace, "channel", "C"))
            found = watched.app.complete(request, command.name, parameter.name)
            assert bool(found) == watched.allowed(command.name), (command.name, parameter.name)


def as_the_platform_says(watched):
    """The person, as the adapter hands them to the core."""
    asked, handle = [], watched.app.handle
    watched.app.handle = lambda request: asked.append(request.member) or handle(request)
    watched.harness.say("help")
    watched.app.handle = handle
    return asked[0]


@each_platform
@each_standing
def test_help_tells_of_what_may_be_run_and_of_nothing_else(watched):
    whole = words(watched.harness.say("help all"))
    told_of = {command.name: watched.allowed(command.name) and not command.hidden for command in TOOLS.commands}
    shown = {command.examples[0]: command.name for command in TOOLS.commands if command.examples}
    for example in sorted(shown, key=len, reverse=True):  # link me is no link
        assert (example in whole) == told_of[shown[example]], example
        whole = whole.replace(example, "")
    for name, _ in watched.some("typed in a direct message"):
        command, told = TOOLS.commands.get(name), told_of[name]
        about = words(watched.harness.say(f"help {command.name}"))
        assert (command.summary in about) == told, command.name
        mistyped = watched.harness.say(f"help {command.name}x")
        if not told:
            assert not [one for shown in mistyped for one in shown.buttons if one == f"help {command.name}"]


@pytest.mark.parametrize("standing", STANDINGS)
@pytest.mark.parametrize("platform", ["discord"])
def test_discords_own_list_of_commands_gives_no_more(watched):
    for command in TOOLS.commands:
        watched.ran.clear()
        shown = watched.harness.subcommand(command.name)
        assert shown
        assert watched.ran in ([], [command.name])
        if not watched.allowed(command.name):
            assert watched.ran == []
            assert refused_well(watched, command.name, words(shown))
