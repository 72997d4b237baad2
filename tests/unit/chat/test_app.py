import logging
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any

import pytest

from bot.chat.app import LONGEST_LINE, App, Tools
from bot.chat.broken import LONGEST_REPEAT
from bot.chat.command import Line, Registry
from bot.chat.context import Context
from bot.chat.errors import Refusal
from bot.chat.messages import Actions, Button, Choice, Code, Member, Place, Reply, Request, SmallPrint, Text, Upload
from bot.commands import TOOLS
from bot.cv import read_cv
from bot.linking import new_code
from bot.records import Grant, Role, Workspace
from bot.store import Conflict, TooLong, Unavailable

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TEAM, OTHERS = Workspace("slack", "T1"), Workspace("discord", "77")
ADMIN = Member(TEAM, "U1", "Adaeze", admin=True)
NOBODY = Member(TEAM, "U2", "Jonas")
CHANNEL = Place(TEAM, "channel", "C1", "ml-hiring")


class Names:
    def one(self, who: str, again: Any) -> Any:
        return who

    def rows(self, listed: str) -> Any:
        return ()

    def opening(self, name: str, again: Any) -> Any:
        return ("opening", name)

    def names_opening(self, name: str) -> bool:
        return False

    def opening_words(self, words: Sequence[str]) -> int:
        return 0

    def leading(self, words: Sequence[str]) -> int:
        return 1


def tools(ran: list[tuple[str, Any]]) -> Tools:
    """Commands that keep what they were run with."""
    registry = Registry()

    def said(text: str) -> Reply:
        return Reply((Text((text,)),), text=text)

    @registry.command("find", family="Find")
    def find(ctx: Context, query: Line) -> Reply:
        """Find people."""
        ran.append(("find", query))
        return said(f"found {query}")

    @registry.command("help", family="Team")
    def help_(ctx: Context) -> Reply:
        """Show what you can ask."""
        ran.append(("help", ctx.role))
        return said("help")

    @registry.command("add", family="Work", role=Role.RECRUITER, changes=True)
    def add(ctx: Context, text: Line | None = None, cv: tuple[Upload, ...] = ()) -> Reply:
        """Add a CV."""
        ran.append(("add", (text, cv)))
        return said("added")

    @registry.command("access", family="Team", role=Role.ADMIN, changes=True)
    def access(ctx: Context) -> Reply:
        """Who may do what."""
        ran.append(("access", ctx.actor))
        return said("access")

    @registry.command("refuse", family="Find")
    def refuse(ctx: Context) -> Reply:
        """Refuse."""
        raise Refusal("Not like this.", ("Like that.",), buttons=(Button("That", "find that"),))

    @registry.command("break", family="Find")
    def break_(ctx: Context, how: Annotated[str, "how"]) -> Reply:
        """Break while looking."""
        raise FAULTS[how]

    @registry.command("spoil", family="Work", changes=True)
    def spoil(ctx: Context, how: str = "bug") -> Reply:
        """Break while changing."""
        raise FAULTS[how]

    @registry.command("again", family="Find")
    def again(ctx: Context, line: Line) -> Reply:
        """Run another line."""
        return ctx.again(line)

    def completions(ctx: Context, command: Any, parameter: str, typed: str) -> tuple[Choice, ...]:
        if typed == "broken":
            raise FAULTS["bug"]
        return tuple(Choice(f"{typed} {number}", str(number)) for number in range(40))

    return Tools(registry, lambda tenant, recent: Names(), completions)


FAULTS = {
    "bug": RuntimeError("secret of Noor Etxeberria"),
    "down": Unavailable("secret"),
    "race": Conflict("secret"),
    "long": TooLong("secret"),
    "deep": RecursionError("secret"),
}


class Talk:
    """An App over a store, and what its commands were run with."""

    def __init__(self, store: Any) -> None:
        self.store, self.ran = store, []
        self.home = store.organization("Tessera Labs")
        homes = {TEAM: self.home}
        self.app = App(store, tools(self.ran), read=read_cv, home=homes.get, clock=lambda: NOW)

    def say(self, text: str, member: Member = ADMIN, **more: Any) -> Reply:
        reply = self.app.handle(Request(text, member, replace(CHANNEL, workspace=member.workspace), **more))
        assert reply is not None
        return reply

    def grant(self, role: Role, *, kind: Any = "member", subject: str = "U2") -> None:
        self.store.within(self.home).grant(Grant(TEAM, kind, subject, "Jonas", role, "Adaeze", NOW))

    def audited(self) -> list[tuple[str, str, str]]:
        found = self.store.within(self.home).audit(limit=50)
        return [(one.actor, one.action, one.outcome) for one in found]


@pytest.fixture
def talk(sqlite_store):
    return Talk(sqlite_store)


def shown(reply: Reply) -> str:
    spans = [span for block in reply.blocks if isinstance(block, Text) for span in block.spans]
    spans += [span for block in reply.blocks if isinstance(block, SmallPrint) for item in block.items for span in item]
    return "".join(
        span if isinstance(span, str) else getattr(span, "text", getattr(span, "line", "")) for span in spans
    )


def offered(reply: Reply) -> list[str]:
    return [item.command for block in reply.blocks if isinstance(block, Actions) for item in block.items]


# ---------------------------------------------------------- which command runs


@pytest.mark.parametrize(
    ("text", "ran"),
    [
        ("find cuda", ("find", "cuda")),
        ("FIND cuda", ("find", "cuda")),
        ("cuda triton", ("find", "cuda triton")),
        ("  cuda  triton ", ("find", "cuda  triton")),
        ("/candidate cuda", ("find", "cuda")),
        ("/Candidate find cuda", ("find", "cuda")),
        ("/candidate\nfind\tcuda", ("find", "cuda")),
        ("/candidates cuda", ("find", "/candidates cuda")),
        ("find\ncuda", ("find", "cuda")),
        ("finder", ("find", "finder")),
        ("find find", ("find", "find")),
        ("“paged attention”", ("find", "“paged attention”")),
        ("", ("help", Role.ADMIN)),
        ("/candidate", ("help", Role.ADMIN)),
        (" \n ", ("help", Role.ADMIN)),
    ],
)
def test_a_first_word_that_is_a_command_runs_it_and_anything_else_is_a_search(talk, text, ran):
    talk.say(text)
    assert talk.ran == [ran]


@pytest.mark.parametrize(
    ("text", "words"), [("", None), ("add", None), ("here is a CV", "here is a CV"), ("/candidate add", None)]
)
def test_a_file_is_added_whatever_stands_beside_it(talk, text, words):
    upload = Upload("cv.md", b"# Noor")
    talk.say(text, uploads=(upload,))
    assert talk.ran == [("add", (words, (upload,)))]


def test_a_line_too_long_is_refused_and_never_cut(talk):
    assert shown(talk.say("x" * (LONGEST_LINE + 1))).startswith("That is too long: 100,001 characters.")
    assert talk.ran == []
    talk.say("x" * LONGEST_LINE)
    assert talk.ran == [("find", "x" * LONGEST_LINE)]


def admitted(talk, member):
    return talk.app.admits(Request("add", member, CHANNEL))


def test_whoever_has_a_role_is_admitted_and_nobody_else(talk):
    assert admitted(talk, ADMIN)
    assert not admitted(talk, NOBODY)
    talk.grant(Role.VIEWER)
    assert admitted(talk, NOBODY)
    assert not admitted(talk, replace(NOBODY, outsider=True))
    assert talk.ran == []


def test_nobody_is_admitted_while_it_cannot_be_told(talk, monkeypatch):
    def down(organization):
        raise Unavailable

    monkeypatch.setattr(talk.store, "within", down)
    assert not admitted(talk, ADMIN)


def test_the_same_event_is_answered_once(talk):
    request = Request("add text", ADMIN, CHANNEL, key="Ev1")
    assert talk.app.handle(request) is not None
    assert talk.app.handle(request) is None
    assert talk.app.handle(replace(request, key="Ev2")) is not None
    assert talk.app.handle(replace(request, key="")) is not None
    assert talk.app.handle(replace(request, key="")) is not None
    assert len(talk.ran) == 4


def test_the_same_event_twenty_times_at_once_is_answered_once(talk):
    replies: list[Reply | None] = []
    start = threading.Barrier(20)

    def send() -> None:
        start.wait()
        replies.append(talk.app.handle(Request("add text", ADMIN, CHANNEL, key="Ev1")))

    threads = [threading.Thread(target=send) for _ in range(20)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(talk.ran) == 1
    assert sum(one is not None and not one.error for one in replies) == 1


def test_two_workspaces_may_use_the_same_event_id(talk):
    talk.app.handle(Request("find a", ADMIN, CHANNEL, key="1"))
    other = replace(ADMIN, workspace=OTHERS)
    assert talk.app.handle(Request("find b", other, replace(CHANNEL, workspace=OTHERS), key="1")) is not None


# ---------------------------------------------------------------------- access


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (None, []),
        (Role.VIEWER, ["find"]),
        (Role.RECRUITER, ["find", "add"]),
        (Role.ADMIN, ["find", "add", "access"]),
    ],
)
def test_a_role_may_run_what_it_reaches_and_nothing_else(talk, role, allowed):
    if role:
        talk.grant(role)
    for line in ("find x", "add x", "access"):
        reply = talk.say(line, NOBODY)
        assert reply.private
    assert [name for name, _ in talk.ran] == allowed
    assert [outcome for _, _, outcome in reversed(talk.audited())] == [
        "done" if name in allowed else "refused" for name in ("find", "add", "access")
    ]


def test_a_group_gives_its_members_the_role(talk):
    talk.grant(Role.RECRUITER, kind="group", subject="S1")
    talk.say("add x", replace(NOBODY, groups=("S0", "S1")))
    talk.say("add x", replace(NOBODY, groups=("S2",)))
    assert len(talk.ran) == 1


def test_an_outsider_gets_nothing_and_learns_no_name_even_with_a_role(talk):
    talk.grant(Role.ADMIN)
    for member in (replace(NOBODY, outsider=True), replace(ADMIN, outsider=True)):
        reply = talk.say("find x", member)
        assert shown(reply) == "This bot is for the members of this workspace."
    assert talk.ran == []


def test_a_refusal_says_which_role_is_needed_and_who_can_give_it(talk):
    talk.store.within(talk.home).grant(Grant(TEAM, "member", "U1", "Adaeze", Role.ADMIN, "setup", NOW))
    assert "Adaeze can give you one with access grant" in shown(talk.say("find x", NOBODY))
    talk.grant(Role.VIEWER)
    refusal = shown(talk.say("add x", NOBODY))
    assert "It needs the recruiter role; yours is viewer. Adaeze can change that." in refusal
    assert "Nothing was changed" in refusal


def test_a_line_that_a_command_runs_passes_the_same_checks(talk):
    talk.grant(Role.VIEWER)
    assert "You cannot use access." in shown(talk.say("again access", NOBODY))
    talk.say("again find x", NOBODY)
    assert talk.ran == [("find", "x")]


def test_a_workspace_without_a_home_starts_its_own_and_sees_no_other(talk):
    stranger = replace(ADMIN, workspace=OTHERS)
    talk.say("find x", stranger)
    assert talk.audited() == []


@pytest.mark.parametrize(
    "may",
    [
        lambda talk: admitted(talk, NOBODY),
        lambda talk: talk.app.complete(Request("no", NOBODY, CHANNEL), "find", "query") != (),
        lambda talk: shown(talk.say("find x", NOBODY)) == "found x",
    ],
    ids=["be admitted", "be completed", "ask"],
)
def test_in_a_workspace_that_another_process_linked_elsewhere_the_roles_of_there_count_at_once(talk, may):
    talk.grant(Role.VIEWER)
    assert may(talk)
    code, there = new_code(), talk.store.within(talk.store.organization_of(OTHERS))
    there.issue_code(code, by="Vera", at=NOW)
    assert talk.store.within(talk.home).join(TEAM, code, by="Adaeze", at=NOW).outcome == "done"
    assert not may(talk)


def test_everything_is_recorded_with_who_and_where(talk):
    talk.say("find secret words")
    (entry,) = talk.store.within(talk.home).audit(limit=5)
    assert (entry.actor, entry.place, entry.action, entry.at) == ("U1 Adaeze", "slack:T1:C1", "find", NOW)
    assert "secret" not in repr(entry)


# ---------------------------------------------------------------------- faults


def test_a_refusal_is_an_answer_with_what_to_do(talk):
    reply = talk.say("refuse")
    assert (shown(reply), offered(reply), reply.error) == ("Not like this.\nLike that.", ["find that"], False)
    assert talk.audited()[0][2] == "refused"


def test_what_asks_too_much_says_so_and_is_not_offered_again(talk):
    reply = talk.say("break long")
    assert "asks too much" in reply.text
    assert offered(reply) == []


@pytest.mark.parametrize("how", FAULTS)
@pytest.mark.parametrize("command", ["break", "spoil"])
def test_a_fault_is_said_without_its_words_and_found_by_its_reference(talk, caplog, command, how):
    reply = talk.say(f"{command} {how}")
    text = shown(reply)
    assert reply.error
    assert reply.private
    assert "secret" not in text + caplog.text
    assert "Noor" not in text + caplog.text
    (reference,) = [
        span.text
        for block in reply.blocks
        if isinstance(block, SmallPrint)
        for item in block.items
        for span in item
        if isinstance(span, Code)
    ]
    assert f"reference {reference}: {type(FAULTS[how]).__name__}" in caplog.text
    assert reference in reply.text
    assert talk.audited()[0][1:] == (command, "failed")


@pytest.mark.parametrize(
    ("line", "certain"),
    [("break bug", True), ("break down", True), ("spoil down", True), ("spoil race", True), ("spoil bug", False)],
)
def test_nothing_was_changed_is_said_only_where_it_is_so(talk, line, certain):
    reply = talk.say(line)
    assert ("Nothing was changed" in shown(reply)) == certain
    assert offered(reply) == ([line] if certain else [])


def test_a_change_without_its_record_is_not_called_undone(talk, monkeypatch):
    def full(*args: Any, **more: Any) -> None:
        raise Unavailable

    for name in ("record", "looked_up"):
        monkeypatch.setattr(type(talk.store.within(talk.home)), name, full)
    assert "It was done, but no record of it could be written." in shown(talk.say("add text"))
    assert "Nothing was changed" in shown(talk.say("find x"))
    assert "found" not in shown(talk.say("find x"))


def test_trying_again_is_not_offered_for_what_a_button_cannot_hold(talk):
    assert offered(talk.say("break down" + " " * 2000)) == ["break down"]
    assert offered(talk.say("break down", uploads=(Upload("cv.md", b"x"),))) == []
    assert offered(talk.say("break", values={"how": "down"})) == []
    assert offered(talk.say(f"/candidate{' ' * LONGEST_REPEAT}break down")) == []


def test_a_store_that_is_down_before_anything_else_is_an_answer_too(talk, monkeypatch, caplog):
    def down(*args: Any, **more: Any) -> None:
        raise Unavailable

    monkeypatch.setattr(type(talk.store), "first_time", down)
    reply = talk.say("find x", key="Ev1")
    assert "The database does not answer." in shown(reply)
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


# ------------------------------------------------------------------ completion


def test_completion_is_for_whoever_may_run_the_command(talk):
    request = Request("no", NOBODY, CHANNEL)
    assert talk.app.complete(request, "find", "query") == ()
    talk.grant(Role.VIEWER)
    assert len(talk.app.complete(request, "find", "query")) == 25
    assert talk.app.complete(request, "add", "text") == ()
    assert talk.app.complete(replace(request, member=replace(NOBODY, outsider=True)), "find", "query") == ()


def test_no_connection_is_held_while_a_cv_is_read(sqlite_store):
    own, held = sqlite_store.organization("Tessera Labs"), []

    def read(data, name):
        held.append(sqlite_store.database.engine.pool.checkedout())
        return read_cv(data, name)

    app = App(sqlite_store, TOOLS, read=read, home=lambda _: own)
    cv = Upload("cv.md", b"# Ada Quill\n\nada@quill.example\n\n## Skills\n\nCUDA, Rust")
    assert "Ada Quill" in app.handle(Request("add", ADMIN, CHANNEL, uploads=(cv,))).text
    assert held == [0]


def test_completion_never_raises(talk):
    assert talk.app.complete(Request("broken", ADMIN, CHANNEL), "find", "query") == ()
    assert talk.app.complete(Request("x", ADMIN, CHANNEL), "nonsense", "query") == ()


def test_a_strangers_workspace_starts_no_organization(sqlite_store):
    own = sqlite_store.organization("Tessera Labs")
    app = App(sqlite_store, TOOLS, read=read_cv, home=lambda _: None)
    elsewhere = Workspace("discord", "222")
    place = Place(elsewhere, "channel", "1", "general")
    reply = app.handle(Request("help", Member(elsewhere, "9", "Eve"), place))
    assert "not set up" in reply.text
    assert sqlite_store.organization_linked(elsewhere) is None
    ada = Request("help", Member(elsewhere, "8", "Ada", admin=True), place)
    assert not app.admits(ada, begin=False)
    assert app.complete(ada, "show", "who") == ()
    assert sqlite_store.organization_linked(elsewhere) is None, "who only looks begins nothing"
    app.handle(ada)
    assert sqlite_store.organization_linked(elsewhere) not in (None, own)
    assert sqlite_store.organization() == own
