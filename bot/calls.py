"""The calls of the command line that work on candidates: import, find, export."""

import json
import secrets
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from bot.profile import Reader
from bot.store import Tenant

if TYPE_CHECKING:
    from bot.bulk import Outcome
    from bot.search.finding import Found, Hit

_INDENT = " " * 11
"""Below the file's name."""


class Fault(click.ClickException):
    """Work failed: exit 1."""

    exit_code = 1

    def show(self, file: object = None) -> None:  # noqa: ARG002 - click's signature
        click.echo("\n".join(map(printable, self.format_message().splitlines())), err=True)


class WrongCall(Fault):
    """A wrong call or setting: exit 2."""

    exit_code = 2


class Session(Protocol):
    """What a call is run with."""

    @property
    def tenant(self) -> Tenant: ...

    @property
    def me(self) -> str: ...

    def series(self) -> AbstractContextManager[Reader]:
        """Reads the files of one call."""

    def record(self, action: str) -> None:
        """Note in the audit trail who called what."""


@click.command("import", short_help="Read CVs from files, folders or ZIP archives.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, as each file is done.")
@click.option("--opening", default="", help="What they apply for, by its name.")
@click.option("--readmit", is_flag=True, help="Whoever was erased comes in again.")
@click.pass_obj
def import_(session: Session, paths: Sequence[Path], as_json: bool, opening: str, readmit: bool) -> None:  # noqa: FBT001
    """Read CVs from files, folders or ZIP archives; the same file again changes nothing."""
    from bot import bulk  # noqa: PLC0415
    from bot.cards.wording import count  # noqa: PLC0415

    if missing := [str(path) for path in paths if not path.exists()]:
        raise WrongCall("There is no " + ", no ".join(missing) + ".")
    wanted = bulk.files(paths)
    found: Counter[bulk.Status] = Counter()
    watched = sys.stderr.isatty() and sys.stdout.isatty()  # a bar and a report on one screen: the report comes after
    reports: list[str] = []
    say = reports.append if watched else click.echo
    take_in = partial(
        bulk.take_in_all,
        session.tenant,
        paths=wanted,
        by=session.me,
        clock=partial(datetime.now, UTC),
        batch=secrets.token_hex(8),
        opening=_open(session.tenant, opening) if opening.strip() else "",
        readmit=readmit,
    )
    try:
        with (
            progress(len(wanted)) as advance,
            session.series() as read,
            closing(take_in(read)) as outcomes,
        ):
            for outcome in outcomes:
                found[outcome.status] += 1
                say(_reported(outcome, as_json=as_json))
                advance()
    except KeyboardInterrupt:
        raise Fault(
            f"Stopped after {found.total()} of {count(len(wanted), 'file')}; the same call does the rest."
        ) from None
    finally:
        for report in reports:
            click.echo(report)
        session.record("import")
    if not as_json:
        click.echo(bulk.totals(found))
    sys.exit(1 if found["rejected"] else 0)


def _open(tenant: Tenant, name: str) -> str:
    """The whole name of the opening."""
    from bot.openings.names import meant, title  # noqa: PLC0415

    found = meant(tenant.openings(), name)
    if len(found) != 1:
        there = ", ".join(title(one) for one in found or tenant.openings() if one.name)
        raise WrongCall(f"Which opening is {name}? There is {there}." if there else f"There is no opening {name}.")
    if found[0].closed:
        raise WrongCall(f"{title(found[0])} is closed: nobody can apply for it any more.")
    return found[0].name


def _reported(outcome: "Outcome", *, as_json: bool) -> str:
    """A line a file; on a screen its remarks stand below, broken between words."""
    from bot import bulk  # noqa: PLC0415

    if as_json:
        return json.dumps(asdict(outcome), ensure_ascii=False)
    if not sys.stdout.isatty():
        return printable(bulk.line(outcome))
    below = [click.wrap_text(printable(one), _columns(), _INDENT, _INDENT) for one in bulk.remarks(outcome)]
    return "\n".join((printable(bulk.told(outcome)), *below))


def _columns() -> int:
    return shutil.get_terminal_size().columns


@click.command()
@click.argument("query", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="A list of hits with their reasons and quotes.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000), help="How many at most.")
@click.pass_obj
def find(session: Session, query: Sequence[str], as_json: bool, limit: int) -> None:  # noqa: FBT001
    """Find people by name, skill, words or a question; best first. Words after -- may start with a dash."""
    from bot.search import finding  # noqa: PLC0415

    line = " ".join(query)
    session.record("find")
    found = finding.find(session.tenant, line, today=datetime.now(UTC).date(), limit=limit)
    hits = found.hits
    _tell_if_nothing_is_asked(found, line)
    if as_json:
        click.echo(json.dumps([_plain(hit) for hit in hits], ensure_ascii=False, indent=1))
        return
    if not hits:
        if line.strip():
            click.echo(printable(f"Nobody matches {line}."))
        if not session.tenant.count():
            click.echo("There are no CVs yet: recruitbot import PATH reads them.", err=True)
    for hit in hits:
        for shown in _lines(hit):
            click.echo(printable(shown))


def _tell_if_nothing_is_asked(found: "Found", line: str) -> None:
    from bot.search.finding import asks  # noqa: PLC0415

    if not found.by_name and not asks(found.query):
        from bot.chat.errors import mentioned  # noqa: PLC0415

        where = f" in {mentioned(line)}" if line.strip() else ""
        why = f" {found.query.reading}." if found.query.reading else ""
        click.echo(printable(f"There is nothing to search for{where}.{why}"), err=True)


def _lines(hit: "Hit") -> Iterator[str]:
    from bot.cards.evidence import MARKS  # noqa: PLC0415
    from bot.cards.naming import calm  # noqa: PLC0415

    row = hit.dossier.candidate
    yield " · ".join(filter(None, (f"#{row.number} {calm(row.name) or 'name not stated'}", row.headline)))
    for reason in hit.reasons:
        yield f"    {MARKS[reason.grade]} {reason.matched} {reason.where}"
        quote = hit.dossier.texts[reason.document][reason.start : reason.end]
        yield "    │ " + " ".join(quote.split())


def _plain(hit: "Hit") -> dict[str, object]:
    row, texts = hit.dossier.candidate, hit.dossier.texts
    reasons = [
        {
            "term": reason.term,
            "matched": reason.matched,
            "via": reason.via,
            "quote": texts[reason.document][reason.start : reason.end],
            "start": reason.start,
            "end": reason.end,
        }
        for reason in hit.reasons
    ]
    return {"id": row.number, "name": row.name, "headline": row.headline, "source": row.source, "reasons": reasons}


@click.command(short_help="Write candidates as JSON Resume or as a CSV table.")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write to.")
@click.option("--format", "form", type=click.Choice(["jsonresume", "csv"]), default="jsonresume", show_default=True)
@click.option("--text", is_flag=True, help="Also write the text that the offsets refer to.")
@click.argument("query", nargs=-1)
@click.pass_obj
def export(session: Session, out: Path, form: str, text: bool, query: Sequence[str]) -> None:  # noqa: FBT001
    """Write candidates as JSON Resume, one file each, or as one CSV table."""
    from bot import resumes  # noqa: PLC0415
    from bot.search import finding  # noqa: PLC0415

    tenant = session.tenant
    session.record("export")
    if query:
        line, everybody = " ".join(query), max(tenant.count(), 1)
        found = finding.find(tenant, line, today=datetime.now(UTC).date(), limit=everybody)
        _tell_if_nothing_is_asked(found, line)
        dossiers = [hit.dossier for hit in found.hits]
    else:
        dossiers = [one for one in map(tenant.dossier, tenant.numbers()) if one]
    try:
        out.mkdir(parents=True, exist_ok=True)
        if form == "csv":
            (out / "candidates.csv").write_bytes(resumes.table(dossiers))
        else:
            resumes.write_resumes(out, dossiers, with_text=text)
    except OSError as error:
        raise Fault(f"{out} cannot be written: {error.strerror}") from None
    click.echo(f"{len(dossiers)} exported to {out}", err=True)


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a document.")
@click.pass_obj
def reparse(session: Session, dry_run: bool, as_json: bool) -> None:  # noqa: FBT001
    """Read all stored documents again; what people set stays. Exit 1 where some cannot be read."""
    from bot.cards.wording import count  # noqa: PLC0415
    from bot.reparse import STATUSES, line, reread_all  # noqa: PLC0415

    tenant, found = session.tenant, Counter[str]()
    with progress(len(tenant.document_numbers())) as advance, session.series() as read:
        for done in reread_all(tenant, read, keep=not dry_run):
            found[done.status] += 1
            if as_json:
                click.echo(json.dumps(asdict(done), ensure_ascii=False))
            elif done.status != "unchanged":
                click.echo(printable(line(done)))
            advance()
    if not dry_run:
        session.record("db reparse")
    if not as_json:
        parts = ", ".join(f"{found[status]} {status}" for status in STATUSES if found[status])
        click.echo(f"{count(found.total(), 'document')}: {parts or 'nothing to read'}")
    sys.exit(1 if found["unreadable"] else 0)


@click.command(short_help="Build the search rows again.")
@click.pass_obj
def reindex(session: Session) -> None:
    """Build the search rows again: of whom an older version made them, else everybody's. What was stopped goes on."""
    from bot.own_skills import EVERYBODY, settle  # noqa: PLC0415

    tenant = session.tenant
    numbers = tenant.to_reindex()
    if not numbers:
        tenant.reindex_all()
        numbers = tenant.to_reindex()
    with progress(len(numbers)) as advance:
        for number in numbers:
            with suppress(KeyError):  # erased meanwhile
                tenant.reindex(number)
            advance()
    settle(tenant, most=EVERYBODY)
    click.echo(f"{len(numbers)} indexed.", err=True)


@contextmanager
def progress(total: int) -> Iterator[Callable[[], None]]:
    """A progress bar on standard error, where somebody watches it."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn  # noqa: PLC0415

    console = Console(stderr=True)
    with Progress("reading", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console) as bar:
        task = bar.add_task("reading", total=total)
        yield lambda: bar.advance(task)


def printable(text: str) -> str:
    """A stranger's text for the terminal: no escape sequence or control character gets through."""
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text)
