"""The command line and the composition root: the one file that knows bot, storage and adapters.

Results go to standard output; progress, logs and migrations to standard error. Exit 0: done; 1: work failed or a
fault was found; 2: a wrong call or setting.
"""

import errno
import gc
import getpass
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from pydantic import SecretStr

from bot import logs
from bot import settings as environment
from bot.calls import Fault, WrongCall, export, find, import_, printable
from bot.database import Upkeep, addressed, db
from bot.env_file import slips
from bot.platforms import PLATFORMS, wanted
from bot.profile import Reader
from bot.records import AuditEntry, Organization, Workspace
from bot.settings import BadSettings, Settings
from bot.store import Tenant, Unavailable

if TYPE_CHECKING:
    from adapters.base import Adapter
    from adapters.slack import SlackAdapter
    from bot.chat.app import App
    from bot.cv.sandbox.reader import SandboxedReader
    from storage import SqlStore
    from storage.installations import SqlInstallations

log = logging.getLogger("recruitbot")

MAKERS = ("import", "chat", "run")
"""Calls that make an organization of a name there is none of; for the others such a name is a slip."""


@contextmanager
def faults() -> Iterator[None]:
    """What goes wrong below, said to the person at the terminal."""
    from storage import Undone  # noqa: PLC0415

    try:
        yield
    except BadSettings as error:
        raise WrongCall(str(error)) from None
    except Undone as error:
        raise Fault(str(error)) from None
    except Unavailable as error:
        raise Fault(f"Database: {error}.") from None
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        from adapters.terminal.chat import forget_output  # noqa: PLC0415

        forget_output(sys.stdout)  # what is in its buffer may have no room either
        raise Fault(f"{error.filename or 'The output or a file'} cannot be written: {error.strerror}.") from None


class Program(click.Group):
    """The calls, with everything that goes wrong in one told in words."""

    def invoke(self, ctx: click.Context) -> Any:
        with faults():
            return super().invoke(ctx)


class Session:
    """One call: its settings, and the store once it is asked for."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._store: SqlStore | None = None
        self.slack: SlackAdapter | None = None
        self.adapters: list[Adapter] = []
        """The platforms that this process is on, as far as they were started."""
        self._open: list[Callable[[], None]] = []

    @property
    def store(self) -> "SqlStore":
        if self._store is None:
            from storage import open_store  # noqa: PLC0415

            with addressed():
                settings = self.settings
                self._store = open_store(
                    settings.database_url,
                    workers=settings.workers,
                    erasures=Path(settings.erasures) if settings.erasures else None,
                    keys=settings.secret_keys,
                    heads=settings.audit_heads,
                )
            self._open.append(self._store.close)
        return self._store

    @property
    def upkeep(self) -> Upkeep:
        from storage import upkeep  # noqa: PLC0415

        return upkeep

    @cached_property
    def organization(self) -> Organization:
        try:
            call = click.get_current_context().info_name
            return self.store.organization(self.settings.organization or None, make=call in MAKERS)
        except LookupError as error:
            raise WrongCall(f"{error} Say which: recruitbot --organization NAME …") from None

    @cached_property
    def tenant(self) -> Tenant:
        """The organization's data; from here on its own skills, stages and openings are known."""
        from bot.serving import serving  # noqa: PLC0415

        tenant = self.store.within(self.organization)
        self._learn(tenant)
        click.get_current_context().find_root().with_resource(serving(tenant))
        return tenant

    def _learn(self, tenant: Tenant) -> None:
        """Follow the team's file of skills; one that is at fault changes nothing."""
        from bot.own_skills import entries_in, follow  # noqa: PLC0415
        from bot.search.own import Unfit  # noqa: PLC0415

        try:
            if self.settings.skills_file:
                follow(tenant, entries_in(Path(self.settings.skills_file)), at=datetime.now(UTC))
        except Unfit as fault:
            click.echo(f"SKILLS_FILE: {printable(str(fault))}. The skills known before stay.", err=True)

    @property
    def me(self) -> str:
        """Who types here, as recorded."""
        try:
            return getpass.getuser()
        except (KeyError, OSError):
            return "terminal"

    @cached_property
    def read(self) -> Reader:
        """Reads a file in a process of its own; then asks the language model, where the settings name one."""
        return self._helped(self.reader.read)

    @contextmanager
    def series(self) -> Iterator[Reader]:
        """Reads the files of one call, several in one process where that is safe; then as `read` does."""
        with self.reader.series() as read:
            yield self._helped(read)

    def _helped(self, read: Reader) -> Reader:
        from bot.cv.model.configured import with_model  # noqa: PLC0415

        return with_model(read, self.settings)

    @cached_property
    def reader(self) -> "SandboxedReader":
        from bot.cv.sandbox.reader import SandboxedReader  # noqa: PLC0415

        reader = SandboxedReader(strictly=self.settings.read_strictly)
        self._open.append(reader.close)
        return reader

    def record(self, action: str) -> None:
        """Note in the audit trail who called what."""
        self.tenant.record(self._entry(action))

    def record_everywhere(self, action: str) -> None:
        """Note it in every organization's."""
        self.store.record_everywhere(self._entry(action))

    def _entry(self, action: str) -> AuditEntry:
        return AuditEntry(datetime.now(UTC), self.me, "command line", action, None, "done")

    def trail_faults(self) -> tuple[str, ...]:
        return self.store.trail_faults()

    def app(self) -> "App":
        from bot.chat.app import App  # noqa: PLC0415
        from bot.chat.restraint import Limits  # noqa: PLC0415
        from bot.commands import TOOLS  # noqa: PLC0415

        settings = self.settings
        self._learn(self.store.within(self.organization))
        limits = Limits(settings.requests_a_minute, settings.all_requests_a_minute, settings.people_an_hour)
        return App(
            self.store, TOOLS, read=self.read, home=self._home, limits=limits, posters=lambda: tuple(self.adapters)
        )

    @cached_property
    def installations(self) -> "SqlInstallations | None":
        """The workspaces that installed the bot themselves; None where the settings offer no install."""
        if not self.settings.slack_client_id:
            return None
        from storage.installations import SqlInstallations  # noqa: PLC0415

        return SqlInstallations(self.store, self.settings.secret_keys, self._home)

    def _home(self, workspace: Workspace) -> Organization | None:
        """Ours, where it is the terminal, the Slack workspace of the plain token or the guild named in the settings."""
        slack = self.slack.own if self.slack else None
        guild = Workspace("discord", self.settings.discord_guild)
        return self.organization if workspace in (slack, guild, environment.terminal_workspace()) else None

    def close(self) -> None:
        for end in reversed(self._open):
            end()


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--database", metavar="URL", help="Where the data is; else DATABASE_URL, else sqlite:///recruitbot.db.")
@click.option("--organization", metavar="NAME", help="Whose data; else ORGANIZATION, else the only one there is.")
@click.version_option(package_name="recruitbot")
@click.pass_context
def main(context: click.Context, database: str | None, organization: str | None) -> None:
    """Recruitbot reads CVs and answers about candidates, each fact with the line of the CV that proves it."""
    settings = environment.load()
    given = {"database_url": database, "organization": organization}
    settings = settings.model_copy(update={name: value for name, value in given.items() if value})
    logs.begin(settings.log_level, settings.log_format)
    for one in slips(Path(".env")) if context.invoked_subcommand == "run" else ():
        log.warning("line %s of .env %s: recruitbot doctor says what to do", one.line, one.what)
    context.obj = Session(settings)
    context.call_on_close(context.obj.close)


# ------------------------------------------------------------------ chat, run


@main.command()
@click.option("--files", type=click.Path(file_okay=False, path_type=Path), help="Where files that you get are saved.")
@click.pass_obj
def chat(session: Session, files: Path | None) -> None:
    """Talk to the bot here; lines from a pipe are run one by one."""
    from adapters.terminal.chat import chat as talk  # noqa: PLC0415

    sys.exit(talk(session.app(), stdin=sys.stdin, stdout=sys.stdout, member_name=session.me, files=files))


@main.command(short_help="Run the bot on every platform that has its tokens.")
@click.argument("platforms", nargs=-1, type=click.Choice(PLATFORMS))
@click.pass_obj
def run(session: Session, platforms: Sequence[str]) -> None:
    """Run the bot on every platform that has its tokens, and post the digests."""
    _serve(session, wanted(session.settings, platforms))


def _serve(session: Session, wanted: set[str]) -> None:
    from adapters.base import BadToken  # noqa: PLC0415

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    running: list[Callable[[], None]] = []
    try:
        _start(session, wanted, running)
        log.info("running: %s", ", ".join(sorted(wanted)))
        stop.wait()
        log.info("stopping")
    except BadToken as error:
        raise WrongCall(str(error)) from None
    finally:
        for end in reversed(running):
            end()


def _start(session: Session, wanted: set[str], running: list[Callable[[], None]]) -> None:
    """Start everything; what ends each part is appended to ``running`` in the order of starting."""
    from bot.chat.in_hand import keep  # noqa: PLC0415

    app, settings = session.app(), session.settings
    adapters = session.adapters
    session.store.reseal()
    http = "web" in wanted or ("slack" in wanted and not settings.slack_app_token.get_secret_value())
    has_slack = settings.slack_bot_token.get_secret_value() or settings.slack_client_id
    if "slack" in wanted or (http and has_slack):
        from adapters import slack  # noqa: PLC0415

        if session.installations and (resealed := session.installations.reseal()):
            log.info("tokens sealed anew by the first SECRET_KEY: %s", resealed)
        session.slack = slack.create(_for_slack(settings, wanted), app, session.installations)
        adapters.append(session.slack)
    if "discord" in wanted:
        from adapters import discord  # noqa: PLC0415

        adapters.append(discord.create(settings, app))
    settle()
    keep(app.in_hand)
    running.append(app.in_hand.close)
    erased = session.store.erasures_so_far()
    for adapter in adapters:
        running.append(adapter.stop)
        adapter.start()
    if http:
        from adapters import web  # noqa: PLC0415

        try:
            server = web.create(settings, session.slack, lambda: _ready(session), session.store.digests_due)
        except OSError as error:
            raise WrongCall(f"HOST:PORT {settings.host}:{settings.port} cannot be used: {_reason(error)}.") from None
        running.append(server.stop)
        server.start()
        log.info("listening on http://%s:%s", settings.host, settings.port)
    if adapters:
        from bot.digests.ticking import tick  # noqa: PLC0415

        running.append(tick(session.store, adapters, app.in_hand, erased))


def _reason(error: OSError) -> str:
    """Without the address that asyncio puts behind it."""
    return str(error.strerror).partition(" (while")[0]


def _ready(session: Session) -> bool:
    """The database takes what is written, and every platform has let the bot in; installs may be none as yet."""
    installed = session.slack if session.installations else None
    return session.store.ready() and all(one.workspaces() for one in session.adapters if one is not installed)


def settle() -> None:
    """What is loaded by now stays. A garbage collection that looked through all of it would hold up every thread for 0.1 s."""
    gc.collect()
    gc.freeze()


def _for_slack(settings: Settings, wanted: set[str]) -> Settings:
    """A process that only serves HTTP leaves Socket Mode to the one that runs it."""
    return settings if "slack" in wanted else settings.model_copy(update={"slack_app_token": SecretStr("")})


for call in (import_, find, export, db):
    main.add_command(call)


# ---------------------------------------------------------------- digest, doctor


@main.command(short_help="Show what a digest would post now, or post it.")
@click.argument("act", type=click.Choice(["preview", "send"]))
@click.argument("name")
@click.pass_obj
def digest(session: Session, act: str, name: str) -> None:
    """Show what a digest would post now, or make it due: the running bot posts it within seconds."""
    from adapters.terminal.chat import Conversation  # noqa: PLC0415
    from bot.digests.naming import folded  # noqa: PLC0415

    known = [one.name for one in session.tenant.digests()]
    if folded(name) not in map(folded, known):
        raise WrongCall(f"There is no digest {name}. There is {', '.join(known) or 'none yet'}.")
    Conversation(session.app(), sys.stdout, session.me).ask(f'digest {act} --name "{name}"')


@main.command(short_help="Check settings, database and tokens, and say what to do.")
@click.pass_obj
def doctor(session: Session) -> None:
    """Check settings, database and tokens, and say what to do about each fault; exit 1 where there is one."""
    from adapters.discord import probe as discord  # noqa: PLC0415
    from adapters.slack import probe as slack  # noqa: PLC0415
    from bot import doctor as checking  # noqa: PLC0415
    from bot.cv.model.configured import probe as model  # noqa: PLC0415

    for one in ("storage.transactions", "slack_sdk"):
        logging.getLogger(one).setLevel(logging.CRITICAL)  # a finding says it, with what to do
    faulty = False
    probes: dict[str, checking.Probe] = {"model": model, "slack": slack.probe, "discord": discord.probe}
    probes["wall"] = lambda _: session.store.apart()
    probes["writing"] = lambda _: session.store.kept()
    probes["installs"] = lambda settings: slack.installs(settings, session.installations)

    def groups(settings: Settings, workspace: Workspace) -> Collection[str]:
        if workspace.platform == "slack":
            return slack.groups(settings, workspace, session.installations)
        return discord.roles(settings, workspace.id)

    for finding in checking.findings(session.settings, lambda: session.tenant, session.reader.walls, probes, groups):
        faulty = faulty or bool(finding.advice)
        click.echo(checking.line(finding))
    sys.exit(1 if faulty else 0)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    main(prog_name="recruitbot")
