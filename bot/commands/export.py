"""export: people as a file for other programs, to the asker alone."""

from pathlib import PurePath
from typing import Annotated, Literal

from bot import resumes
from bot.cards.person import shown_name
from bot.cards.wording import how_many, people
from bot.chat.command import Line
from bot.chat.context import Context
from bot.chat.errors import LONGEST_PRESS, Refusal, gone, short
from bot.chat.messages import Actions, Bold, Button, Confirm, FileOut, Reply, SmallPrint, Text, Typed
from bot.commands.asking import check
from bot.commands.registry import commands
from bot.records import Candidate, Dossier, Role
from bot.search import finding
from bot.search.language import parse

MOST = 1_000
"""People in one file; the command line exports any number."""
SOME = 25
"""More than these are a heap of personal data: whoever asks says so twice."""


@commands.command(
    "export",
    family="Find",
    role=Role.RECRUITER,
    examples=("export noor", "export cuda since:2026-01 --format csv", "export stage:interview"),
)
def export(
    ctx: Context,
    query: Annotated[Line, "whom: a search, a name or a #number"],
    *,
    format: Annotated[Literal["jsonresume", "csv"], "JSON Resume with the evidence, or a table"] = "jsonresume",  # noqa: A002 - what people type
    agreed: Annotated[bool, "however many they are"] = False,
) -> Reply:
    """Get people as JSON Resume or as a CSV table; only you see it."""
    chosen = _chosen(ctx, query)
    if (len(chosen) > SOME or _only_leaves_out(query)) and not agreed:
        return _asked(query, format, len(chosen))
    dossiers = [one for number in chosen if (one := ctx.store.dossier(number))]
    file = _file(dossiers, format)
    who = shown_name(dossiers[0].candidate) if len(dossiers) == 1 else people(len(dossiers))
    answer = f"{who}, as {file.name}."
    small = SmallPrint((("contacts are in it: keep it where applicants' data may lie",), ("recorded",)))
    about = dossiers[0].candidate.number if len(dossiers) == 1 else None
    return Reply((Text((Bold(answer),)), small), text=answer, about=about, people=tuple(chosen), files=(file,))


@commands.command("export-everything", family="Team", role=Role.ADMIN, examples=("export everything noor",))
def everything(ctx: Context, who: Annotated[Candidate, "a name, #number or row"]) -> Reply:
    """Get all that is kept about somebody, for the person who asks for it; only you see it."""
    dossier = ctx.store.dossier(who.number)
    if dossier is None:
        raise gone(who.number)
    rows = ctx.store.everything(who.number)
    file = FileOut(f"candidate-{who.number}.zip", resumes.archive(dossier, rows, ctx.store.originals(who.number)))
    answer = f"All that is kept about {shown_name(who)}, as {file.name}."
    small = SmallPrint((("it names members of the team, too: look through it before you hand it on",), ("recorded",)))
    return Reply((Text((Bold(answer),)), small), text=answer, about=who.number, files=(file,))


def _chosen(ctx: Context, query: str) -> tuple[int, ...]:
    """The people that a number, a row, a name or a search means."""
    line = query.strip()
    if line.removeprefix("#").isdecimal():
        return (ctx.one(line).number,)
    if line.startswith("#"):
        raise Refusal(f"There is no number {short(line)}.", ("Nothing was exported.",))
    check(ctx, line)
    found = finding.look_up(ctx.store, line, today=ctx.now.date(), limit=MOST)
    if not found.page.total:
        if listed := _listed(ctx, line):
            return listed
        raise Refusal(f"Nobody matches {short(line)}.", ("Nothing was exported.",), buttons=_in_a_format(line))
    if found.page.more or found.page.total > MOST:
        raise Refusal(
            f"{how_many(found.page)} match {short(line)}: too many for one file here.".replace("more", "More", 1),
            (
                f"At most {MOST:,}; narrow it, for example ",
                Typed(f"export {short(line)} stage:interview"),
                ", or use the command line.",
            ),
        )
    return found.page.numbers


def _only_leaves_out(line: str) -> bool:
    """Whether a search names only whom it does not want: "-1" for a slip of "1"."""
    clauses = parse(line).clauses
    return bool(clauses) and all(one.negated for one in clauses)


def _listed(ctx: Context, line: str) -> tuple[int, ...]:
    """Those who are named with commas between; nobody where one of them is not one person."""
    names = [part.strip() for part in line.split(",") if part.strip()]
    if not 1 < len(names) <= SOME:
        return ()
    try:
        return tuple(dict.fromkeys(ctx.one(name).number for name in names))
    except Refusal:
        return ()


def _in_a_format(line: str) -> tuple[Button, ...]:
    """The export that a last word like "csv" was meant to ask for."""
    whom, _, last = line.rpartition(" ")
    if not whom or last.casefold() not in ("csv", "jsonresume") or len(line) > LONGEST_PRESS:
        return ()
    typed = f"export {whom.removesuffix(' as')} --format {last.casefold()}"
    return (Button(short(typed), typed),)


def _asked(query: str, format: str, number: int) -> Reply:  # noqa: A002
    head = f"{people(number)} would be in the file, with their contacts."
    sure = Confirm(f"Export {people(number)}?", "The file leaves the bot: nobody can take it back.", "Export")
    button = Button(f"Export {number}…", f"export {query} --format {format} --agreed", confirm=sure)
    return Reply((Text((Bold(head),)), Actions((button,))), text=head)


def _file(dossiers: list[Dossier], format: str) -> FileOut:  # noqa: A002
    if format == "csv":
        return FileOut("candidates.csv", resumes.table(dossiers))
    if len(dossiers) == 1:
        (one,) = dossiers
        return FileOut(f"{_stem(one)}.json", resumes.serial(one))
    return FileOut("candidates.zip", resumes.packed(dossiers))


def _stem(dossier: Dossier) -> str:
    return PurePath(dossier.candidate.source).stem or f"candidate-{dossier.candidate.number}"
