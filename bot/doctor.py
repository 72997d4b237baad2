"""What stands in the way of a working bot, and what to do about each fault."""

import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from pyexpat import version_info as expat
from stat import S_IRGRP, S_IROTH, S_IXGRP, S_IXOTH

from bot.cards.wording import count, day, listed, people
from bot.chat.access import RECENTLY
from bot.chat.restraint import ALARMS_SHOWN
from bot.cv import Unreadable
from bot.cv.sandbox.reader import SEE_DOCTOR
from bot.cv.sandbox.standing import Wall, missing
from bot.env_file import slips
from bot.own_skills import entries_in
from bot.records import Workspace
from bot.search.own import Unfit
from bot.settings import Settings
from bot.store import Tenant

BOT_TOKEN = re.compile(r"\A[\w-]{1,200}\.[\w-]{1,200}\.[\w-]{1,200}\Z")
_PYTHON, _EXPAT = (3, 11, 8), (2, 6, 0)
"""Since these, Python itself refuses archives whose parts overlap, and reads one long piece of XML in time (CVE-2023-52425)."""
TAMPERED = "Compare with a backup, and find out who can write to the database: docs/operations.md, Audit."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; ``advice`` is empty where all is well."""

    subject: str
    state: str
    advice: str = ""


Probe = Callable[[Settings], str]
"""Asks another service who we are there, or whether it answers; returns that. Raises with a reason for people."""
Groups = Callable[[Settings, Workspace], Collection[str]]
"""The ids of a workspace's user groups or roles. Raises where they cannot be told."""


def findings(
    settings: Settings,
    team: Callable[[], Tenant],
    walls: Callable[[], Wall],
    probes: Mapping[str, Probe],
    groups: Groups,
) -> Iterator[Finding]:
    """Every check in turn; a platform without a token is skipped and said so."""
    yield from _slips(Path(".env"))
    yield from _python(sys.version_info[:3], expat)
    answers = _tried(
        "database",
        f"the database{_place(settings)}",
        lambda: f"answers, {count(team().count(), 'candidate')}{_place(settings)}",
    )
    yield answers
    if (wall := probes.get("wall")) and not answers.advice:
        yield _tried("database", "what keeps organizations apart", lambda: wall(settings))
    if (writing := probes.get("writing")) and not answers.advice:
        yield _tried("database", f"writing to the database{_place(settings)}", lambda: writing(settings))
    yield from _restored(settings)
    yield from _written(settings)
    yield from _readable(settings)
    yield from _indexed(team)
    with suppress(Exception):  # a database that does not answer was told of
        yield from _access(team(), lambda workspace: groups(settings, workspace), datetime.now(UTC))
        yield from _digests(team())
        yield from (Finding("audit", fault, TAMPERED) for fault in team().trail_faults())
    yield _reading(settings, walls)
    if settings.skills_file:
        yield _skills(Path(settings.skills_file))
    if settings.model_url:
        yield _tried("model", "the language model", lambda: probes["model"](settings))
    else:
        yield Finding("model", "no MODEL_URL: no language model is asked, no CV leaves this machine for one")
    yield from _slack(settings, probes)
    if (token := settings.discord_token.get_secret_value()) and _at_discord(settings) and not BOT_TOKEN.match(token):
        advice = "Three parts with dots between, from the page Bot of your application: docs/setup-discord.md."
        yield Finding("discord", "DISCORD_TOKEN is no bot's token", advice)
    elif token:
        yield _tried("discord", "the connection", lambda: probes["discord"](settings))
    else:
        yield _unused("discord", "DISCORD_TOKEN", beside="DISCORD_GUILD" if settings.discord_guild else "")


def line(finding: Finding) -> str:
    """The finding for a terminal, and what to do on a line of its own."""
    mark = "!!" if finding.advice else "ok"
    advice = f"\n              {finding.advice}" if finding.advice else ""
    return f"{mark}  {finding.subject:8}  {finding.state}{advice}"


def _slips(file: Path) -> Iterator[Finding]:
    """Lines of the file of settings that set nothing."""
    for one in slips(file):
        yield Finding("settings", f"line {one.line} of {file} {one.what}", one.advice)


def _python(python: tuple[int, ...], expat: tuple[int, ...]) -> Iterator[Finding]:
    """No fault: archives and XML are checked before this Python sees them. Debian mends its own without a new number."""
    if python < _PYTHON or expat < _EXPAT:
        running = f"Python {_dotted(python)} with expat {_dotted(expat)}"
        state = f"{running}: Recruitbot alone bounds archives and XML; from {_dotted(_PYTHON)} and {_dotted(_EXPAT)} on, Python does, too"
        yield Finding("python", state)


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def _place(settings: Settings) -> str:
    """`` in /srv/recruitbot.db``; nothing of a server's address, which may hold a password."""
    kind, _, database = settings.database_url.partition(":///")
    return f" in {Path(database).resolve()}" if kind == "sqlite" and database else ""


def _at_discord(settings: Settings) -> bool:
    """Not at a stand-in, whose tokens are of any shape."""
    return bool(settings.discord_api_url == Settings.model_fields["discord_api_url"].default)


def _restored(settings: Settings) -> Iterator[Finding]:
    """Whether a backup that is older than an erasure brings the person back; beside SQLite there is always a file."""
    if not settings.erasures and settings.database_url.startswith("postgres"):
        state = "no ERASURES: a restored backup brings back who was erased since"
        advice = (
            "Name a file that is kept apart from the backups, and that every machine reaches: docs/privacy.md, Backups."
        )
        yield Finding("erasures", state, advice)


def _written(settings: Settings) -> Iterator[Finding]:
    """The files that are written beside the database, where the settings name them."""
    for subject, setting in (("erasures", settings.erasures), ("audit", settings.audit_heads)):
        file = Path(setting)
        if setting and (file.is_dir() or not os.access(file if file.exists() else file.parent, os.W_OK)):
            name = "ERASURES" if subject == "erasures" else "AUDIT_HEADS"
            yield Finding(subject, f"{name} names {file}, which cannot be written", "Make its folder, or name another.")


def _readable(settings: Settings) -> Iterator[Finding]:
    """The files that hold CVs or tokens, where others on this machine can read them."""
    kind, _, database = settings.database_url.partition(":///")
    for subject, file in (("database", Path(database) if kind == "sqlite" else None), ("settings", Path(".env"))):
        if file and file.is_file() and file.stat().st_mode & (S_IRGRP | S_IROTH) and not _walled_off(file):
            yield Finding(subject, f"others on this machine can read {file}", f"chmod 600 {file}")


def _walled_off(file: Path) -> bool:
    """Nobody else comes into its folder."""
    return not file.resolve().parent.stat().st_mode & (S_IXGRP | S_IXOTH)


def _indexed(team: Callable[[], Tenant]) -> Iterator[Finding]:
    """Nothing is said where all is well, or where the database does not answer: that is said already."""
    with suppress(Exception):
        if waiting := len(team().to_reindex()):
            state = f"{people(waiting)} were indexed by an older version: not all that their CVs say is found"
            yield Finding("search", state, "recruitbot db reindex")


def _access(team: Tenant, groups: Callable[[Workspace], Collection[str]], now: datetime) -> Iterator[Finding]:
    """Who has access by what, what was given to a group that is gone, and who read very much."""
    grants = team.grants()
    admins = listed(list(dict.fromkeys(one.name for one in team.admins(since=now - RECENTLY))))
    held = Counter(one.subject_kind for one in grants)
    given = f"{people(held['member'])} and {count(held['group'], 'group')} were given a role"
    known = f"{admins} came as admin lately" if admins else "no admin came yet: an owner or admin begins with help"
    yield Finding("access", f"{known}; {given}")
    for workspace in dict.fromkeys(one.workspace for one in grants if one.subject_kind == "group"):
        with suppress(Exception):  # its own probe says what is wrong there
            there = groups(workspace)
            for one in grants:
                everybody = one.subject == workspace.id
                gone = one.subject_kind == "group" and one.workspace == workspace and one.subject not in there
                if gone and not everybody:
                    address = f"{workspace.platform}:{workspace.id}:&{one.subject}"
                    state = f"the group {one.name} has the {one.role.word} role and is not there any more"
                    yield Finding("access", state, f"Take it away in recruitbot chat: access revoke {address}")
    for alarm in team.alarms(since=now - ALARMS_SHOWN):
        read = f"{alarm.name} was shown the data of {people(alarm.people)} within an hour"
        yield Finding("access", f"{read}, {day(alarm.at, now)}")


def _digests(team: Tenant) -> Iterator[Finding]:
    """One that was paused by a fault tells nobody of new applicants until somebody resumes it."""
    every = team.digests()
    for one in every:
        if one.fault and one.state == "paused":
            advice = f"Mend that, then type where the bot answers: digest resume {one.name}"
            yield Finding("digests", f"{one.name} is paused: {one.fault}", advice)
        elif one.fault:
            yield Finding("digests", f"{one.name} is tried again: {one.fault}")
    if every and not any(one.fault for one in every):
        yield Finding("digests", f"{count(len(every), 'digest')}, none with a fault")


def _skills(file: Path) -> Finding:
    try:
        return Finding("skills", f"{count(len(entries_in(file)), 'skill')} of your own in {file.name}")
    except Unfit as fault:
        return Finding(
            "skills", str(fault), "Set it right in the file of SKILLS_FILE: the skills known before stay until then."
        )


def _reading(settings: Settings, walls: Callable[[], Wall]) -> Finding:
    """How far a hostile file is kept from this machine."""
    try:
        lacking = missing(walls())
    except Unreadable as error:
        return Finding("reading", "no CV can be read", error.reason.removesuffix(SEE_DOCTOR))
    if not lacking:
        return Finding("reading", "each CV in a process behind walls, without files, network or secrets")
    if settings.read_strictly:
        return Finding(
            "reading",
            f"no CV is read: there is no {lacking}",
            "Move to a Linux that has it, or set READ_STRICTLY=False.",
        )
    return Finding("reading", f"CVs are read with fewer walls: there is no {lacking}")


def _slack(settings: Settings, probes: Mapping[str, Probe]) -> Iterator[Finding]:
    bot, many = bool(settings.slack_bot_token.get_secret_value()), bool(settings.slack_client_id)
    ways = {"SLACK_APP_TOKEN": settings.slack_app_token, "SLACK_SIGNING_SECRET": settings.slack_signing_secret}
    way = next((name for name, value in ways.items() if value.get_secret_value()), "")
    if not bot and not many:
        yield _unused("slack", "SLACK_BOT_TOKEN", beside=way)
        return
    if bot:
        yield _tried("slack", "the connection", lambda: probes["slack"](settings))
    if many:
        yield _tried("slack", "installing by OAuth", lambda: probes["installs"](settings))
    if not way:
        yield Finding("slack", "no way in", "Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP).")


def _unused(platform: str, token: str, *, beside: str) -> Finding:
    """A platform without its token; ``beside`` names a setting of it that is there, and waits for the token."""
    if beside:
        return Finding(platform, f"no {token}", f"Set it beside {beside}: docs/setup-{platform}.md.")
    return Finding(platform, f"no {token}: not used")


def _tried(subject: str, what: str, attempt: Callable[[], str]) -> Finding:
    try:
        return Finding(subject, attempt())
    except Exception as error:  # noqa: BLE001 - whatever is wrong is the finding
        return Finding(subject, f"{what} does not work", str(error) or type(error).__name__)
