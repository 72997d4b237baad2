"""What a role may run of a line, and what a reply leaves of itself for its reader."""

from types import SimpleNamespace

import pytest

from bot.chat.access import allows, demanding, may, role_of, shown_to
from bot.chat.command import Line, Registry
from bot.chat.messages import (
    Actions,
    Button,
    Divider,
    Form,
    FormField,
    Member,
    Menu,
    Option,
    OptionGroup,
    Person,
    Reply,
    Text,
)
from bot.records import Role, Workspace

registry = Registry()
HERE = Workspace("slack", "T1")


@registry.command("find", family="Find")
def find(ctx, query: Line) -> Reply:
    """Find."""
    raise NotImplementedError


@registry.command("stage", family="Work", role=Role.RECRUITER)
def stage(ctx, to: Line) -> Reply:
    """Move."""
    raise NotImplementedError


@registry.command("access", family="Team", role=Role.ADMIN)
def access(ctx, whom: Line) -> Reply:
    """Give."""
    raise NotImplementedError


@registry.command("form", family="Team", wraps=True)
def form(ctx, line: Line) -> Reply:
    """Ask."""
    raise NotImplementedError


@registry.command("admins-form", family="Team", role=Role.ADMIN, wraps=True)
def admins_form(ctx, line: Line) -> Reply:
    """Ask admins."""
    raise NotImplementedError


@registry.command("help", family="Team")
def help_(ctx) -> Reply:
    """Help."""
    raise NotImplementedError


@pytest.mark.parametrize(
    ("line", "least"),
    [
        ("find stage", "find"),
        ("stage #1 new", "stage"),
        ("STAGE #1 new", "stage"),
        ("form stage #1", "stage"),
        ("form /candidate Stage #1", "stage"),
        ("form form form access", "access"),
        ("form cuda", "form"),
        ("form", "form"),
        ("admins-form find x", "admins-form"),
        ("cuda form access", "find"),
        ("", "help"),
    ],
)
def test_a_line_takes_the_highest_role_of_all_that_it_names(line, least):
    assert demanding(registry, *registry.meant(line)).name == least


@pytest.mark.parametrize(
    ("line", "values", "least"),
    [
        ("form", {"line": "stage #1"}, "stage"),
        ("form find", {"line": "stage #1"}, "stage"),
        ("form stage", {"line": ""}, "stage"),
        ("form stage", {}, "stage"),
        ("form", {"other": "stage"}, "form"),
        ("find x", {"line": "stage"}, "find"),
    ],
)
def test_what_a_form_was_filled_in_with_is_a_line_too(line, values, least):
    assert demanding(registry, *registry.meant(line), values).name == least


def test_a_very_long_chain_of_wrapped_lines_is_seen_through():
    assert demanding(registry, *registry.meant("form " * 3_000 + "access")).name == "access"


@pytest.mark.parametrize("role", [None, *Role])
def test_a_role_allows_what_it_reaches(role):
    allowed = [one.name for one in registry if allows(role, one)]
    expected = {
        None: [],
        Role.VIEWER: ["find", "form", "help"],
        Role.RECRUITER: ["find", "stage", "form", "help"],
        Role.ADMIN: [one.name for one in registry],
    }
    assert allowed == expected[role]


MAY = may(registry, Role.VIEWER)
OPEN, MOVE, ASK = Button("Open", "find #1"), Button("Move", "stage #1 new"), Button("Note…", "form stage #1")
TO_OPEN, TO_MOVE = Option("Open", "find #1"), Option("Move", "stage #1 new")


def kept(*blocks, **more):
    return shown_to(Reply(blocks, text="x", **more), MAY)


def test_buttons_that_may_not_be_pressed_are_not_shown_and_no_empty_row_is_left():
    blocks = kept(Actions((OPEN, MOVE, ASK)), Actions((MOVE,)), Actions(()), Divider(), Text(("x",))).blocks
    assert blocks == (Actions((OPEN,)), Divider(), Text(("x",)))


def test_menus_keep_the_options_that_may_be_chosen():
    both, none = OptionGroup("both", (TO_OPEN, TO_MOVE)), OptionGroup("none", (TO_MOVE,))
    (row,) = kept(Actions((Menu("Act", (both, none)), Menu("Gone", (none,))))).blocks
    assert row.items == (Menu("Act", (OptionGroup("both", (TO_OPEN,)),)),)


def test_a_person_keeps_what_may_be_pressed():
    assert kept(Person("Ana", (), open=OPEN, buttons=(OPEN, MOVE))).blocks == (
        Person("Ana", (), open=OPEN, buttons=(OPEN,)),
    )
    assert kept(Person("Ana", (), open=MOVE)).blocks == kept(Person("Ana", ())).blocks == (Person("Ana", ()),)


def asking(line):
    return Form("Ask", line, (FormField("to", "To"),))


def test_a_form_is_given_to_who_may_send_it():
    assert kept(form=asking("find")).form == asking("find")
    assert kept(form=asking("stage #1")).form is None
    assert kept().form is None


def test_what_others_read_too_stays_whole():
    shared = Reply((Actions((MOVE,)),), text="x", private=False)
    assert shown_to(shared, MAY) == shared


def test_what_comes_with_an_answer_or_in_its_place_is_for_its_reader_too():
    shared = Reply((Actions((OPEN, MOVE)),), text="x", private=False)
    reply = kept(otherwise=shared, thread=shared)
    assert [one.blocks for one in (reply.otherwise, reply.thread)] == [(Actions((OPEN,)),)] * 2
    assert (kept().otherwise, kept().thread) == (None, None)


class Roles:
    """A team that keeps what it was asked for."""

    def role(self, *asked):
        self.asked = asked
        return Role.VIEWER


def test_a_role_is_asked_for_by_the_person_their_groups_and_the_workspace():
    team = Roles()
    assert role_of(team, Member(HERE, "U1", "Ana", groups=("S1",))) is Role.VIEWER
    assert team.asked == (HERE, "U1", ("S1", "T1"))


def test_an_outsider_has_none_and_an_admin_of_the_platform_needs_none():
    team = SimpleNamespace()
    assert role_of(team, Member(HERE, "U1", "Ana", admin=True)) is Role.ADMIN
    assert role_of(team, Member(HERE, "U1", "Ana", admin=True, outsider=True)) is None
