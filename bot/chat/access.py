"""Who may run what: the role that somebody has, the role that a line takes, and what of a reply is for it.

`bot.chat.app` asks here with every request, press, form and completion. Nothing is remembered from one to the next.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.chat.command import Command, Registry
from bot.chat.errors import Refusal
from bot.chat.messages import Actions, Block, Button, Member, Menu, Option, OptionGroup, Person, Reply, Typed
from bot.records import Role, Workspace
from bot.stages import Stage
from bot.store import Tenant

May = Callable[[str], bool]
"""Whether a command line may be run."""

RECENTLY = timedelta(days=30)
"""Whoever was an admin within this time is named as one."""
MOST_NAMED = 3


def role_of(tenant: Tenant, member: Member) -> Role | None:
    """The member's role at this moment. What a whole workspace was given is kept as its group with the workspace's own id."""
    if member.outsider:
        return None
    if member.admin:
        return Role.ADMIN
    return tenant.role(member.workspace, member.id, (*member.groups, member.workspace.id))


def demanding(commands: Registry, command: Command, line: str, values: Mapping[str, str] | None = None) -> Command:
    """The command of the line that takes the highest role: of ``form stage #2`` it is stage.

    ``values`` are those of a form, which count before the line.
    """
    most = command
    if command.wraps:
        line = (values or {}).get(command.parameters[0].name) or line
    while command.wraps and line:
        command, line = commands.meant(line)
        most = max(most, command, key=lambda one: one.role)
    return most


def allows(role: Role | None, command: Command) -> bool:
    return role is not None and role >= command.role


def may(commands: Registry, role: Role) -> May:
    """Which lines somebody with the role may run."""
    return lambda line: allows(role, demanding(commands, *commands.meant(line)))


# ------------------------------------------------------------------- replies


def shown_to(reply: Reply, may: May) -> Reply:
    """The reply without buttons, options and forms of lines that its reader may not run.

    What others read too stays whole: whether a press is allowed is decided when it comes.
    """
    if not reply.private:
        return reply
    blocks = tuple(kept for block in reply.blocks if (kept := _block(block, may)))
    form = reply.form if reply.form and may(reply.form.command) else None
    otherwise, thread = (
        shown_to(replace(other, private=True), may) if other else None for other in (reply.otherwise, reply.thread)
    )
    return replace(reply, blocks=blocks, form=form, otherwise=otherwise, thread=thread)


def _block(block: Block, may: May) -> Block | None:
    if isinstance(block, Actions):
        items = tuple(kept for item in block.items if (kept := _item(item, may)))
        return Actions(items) if items else None
    if isinstance(block, Person):
        opened = block.open if block.open and may(block.open.command) else None
        return replace(block, open=opened, buttons=tuple(one for one in block.buttons if may(one.command)))
    return block


def _item(item: Button | Menu, may: May) -> Button | Menu | None:
    if isinstance(item, Button):
        return item if may(item.command) else None
    groups = tuple(kept for group in item.groups if (kept := _group(group, may)))
    return replace(item, groups=groups) if groups else None


def _group(group: OptionGroup, may: May) -> OptionGroup | None:
    options: tuple[Option, ...] = tuple(one for one in group.options if may(one.command))
    return replace(group, options=options) if options else None


# ------------------------------------------------------------------ refusals


def refused(tenant: Tenant, command: Command, role: Role | None, member: Member, now: datetime) -> Refusal:
    """Why, and who can change it. An outsider is told neither names nor words of the team."""
    if member.outsider:
        return Refusal("This bot is for the members of this workspace.")
    helper = _admins(tenant, member, now)
    if role is None:
        return Refusal(
            "This bot is for the recruiting team, and you have no role in it yet.",
            (f"{helper} can give you one with ", Typed("access grant"), "."),
        )
    return Refusal(
        f"You cannot use {command.name}.",
        (f"It needs the {command.role.word} role; yours is {role.word}. {helper} can change that.",),
        buttons=(Button(command.instead, command.instead),) if command.instead else (),
        small=(("Nothing was changed",), (Typed("help"), " lists what you can do")),
    )


def refused_stage(tenant: Tenant, stage: Stage, role: Role, member: Member, now: datetime) -> Refusal:
    """Why somebody may not move people there, and who can."""
    helper = _admins(tenant, member, now)
    return Refusal(
        f"You cannot move people to {stage.label}.",
        (f"It needs the {stage.role.word} role; yours is {role.word}. {helper} can do it.",),
        small=(("Nothing was changed",),),
    )


def known_admins(tenant: Tenant, *, since: datetime) -> tuple[tuple[Workspace, str], ...]:
    """Those who were admins when last seen, and those who were made one: workspace and id on the platform."""
    met = [(one.workspace, one.id) for one in tenant.admins(since=since)]
    granted = (one for one in tenant.grants() if one.role is Role.ADMIN and one.subject_kind == "member")
    return tuple(dict.fromkeys((*met, *((one.workspace, one.subject) for one in granted))))


def _admins(tenant: Tenant, member: Member, now: datetime) -> str:
    """Admins of the member's own workspace, as far as they are known by name."""
    known = [(one.workspace, one.name) for one in tenant.admins(since=now - RECENTLY)]
    known += [(one.workspace, one.name) for one in tenant.grants() if one.role is Role.ADMIN]
    names = list(dict.fromkeys(name for workspace, name in known if workspace == member.workspace))
    if len(names) > MOST_NAMED:
        names = [*names[: MOST_NAMED - 1], "another admin"]
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names) or "An admin of this workspace"
