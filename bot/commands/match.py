"""match: people against the wishes of a role."""

import re
from dataclasses import replace
from typing import Annotated

from bot.cards import match as cards
from bot.cards.openings import describes
from bot.cards.person import shown_name
from bot.cards.wording import count, people, sentence
from bot.chat.arguments import LONGEST_WORD
from bot.chat.command import APART, Line
from bot.chat.context import Context
from bot.chat.errors import Missing, Refusal, at_field, gone, short
from bot.chat.messages import (
    Actions,
    Block,
    Button,
    Form,
    FormField,
    Menu,
    Option,
    OptionGroup,
    Reply,
    SmallPrint,
    Spans,
    Text,
    Title,
    Typed,
    Upload,
)
from bot.commands.asking import check_contacts, check_filter
from bot.commands.people import NO_CVS
from bot.commands.registry import commands
from bot.cv import Unreadable
from bot.judging.reading import of_opening, read
from bot.judging.verdicts import verdicts, wanted
from bot.judging.wishes import Role
from bot.openings.names import MARK, is_called, meant
from bot.openings.records import Opening
from bot.records import Candidate, Dossier
from bot.search import finding
from bot.search.language import parse
from bot.search.query import Query
from bot.search.text import fold
from bot.search.wanted import Matching

A_PAGE = 3
MOST_PAGES = 10_000
LONGEST_TYPED = 60
"""Characters of a role that its buttons carry; a longer one is kept and named by its key."""
_KEPT = re.compile(r"role:([0-9a-f]{10})")
_EXAMPLE = "match ML Systems Engineer: CUDA, 3 years, a systems paper"
_HINT = "one wish a line: must: CUDA, or nice: PhD; or the whole description"
_LONGEST_HEAD, _LONGEST_FILE = 100, 100_000


def _form(ctx: Context, line: str) -> Form:
    """The description to paste, or the wishes of one to correct."""
    number = re.match(r"(#\d{1,9})(?:\s+|$)", line)
    rest = line[number.end() :] if number else line
    role = read(told(ctx, rest)[0])
    value = role.typed if role.wishes else rest
    fields = (FormField("role", "Wishes", hint=_HINT, value=value, long=True),)
    return Form("Match people to a role", f"match {number[1]}" if number else "match", fields, "Match")


@commands.command(
    "match",
    family="Find",
    examples=(_EXAMPLE, "match must: CUDA; must: 3 years of C++; nice: PhD", "match #14 must: CUDA"),
    form=_form,
)
def match(
    ctx: Context,
    who: Annotated[Candidate | None, "one person alone: a #number, or a name before a colon", APART] = None,
    role: Annotated[Line | None, "a role description, or wishes: must: CUDA; nice: PhD"] = None,
    files: Annotated[tuple[Upload, ...], "the description as a file"] = (),
    *,
    query: Annotated[str, "only among the people of this search"] = "",
    page: Annotated[int, "which page"] = 1,
) -> Reply:
    """Hold people against a role's wishes: met, partly or not stated, each with the CV line that proves it."""
    text, line = told(ctx, _attached(ctx, files) if files else role or "")
    if not text.strip():
        form = _form(ctx, f"#{who.number}" if who else "")
        raise Missing("There is no role yet.", ("Paste its description: ", Typed(_EXAMPLE)), form=form)
    asked = read(text)
    with at_field("role"):
        _check(asked)
        check_contacts(ctx, (wish.clause for wish in asked.wishes))
    if query:
        with at_field("query"):
            check_filter(ctx, query)
    answer = _alone(ctx, who, asked, line) if who else _closest(ctx, asked, line, query, page)
    begun = not files and role and line.startswith(MARK) and not _opening(ctx, role.strip())
    return replace(answer, blocks=(*answer.blocks, _taken_for(role, asked))) if role and begun else answer


def _taken_for(said: str, asked: Role) -> SmallPrint:
    return SmallPrint(
        ((f"{said.strip()} is the opening {_head(asked)}",), (Typed(f"match must: {said.strip()}"), " means the word"))
    )


# ----------------------------------------------------------------- the role


def told(ctx: Context, line: str) -> tuple[str, str]:
    """The description that a line is, or names, and how buttons name it."""
    line = line.strip()
    if kept := _KEPT.fullmatch(line):
        text = ctx.store.kept_role(kept[1])
        if text is None:
            raise Refusal("That description is no longer kept.", ("Paste it again: ", Typed(_EXAMPLE)))
        return text, line
    if opening := _opening(ctx, line):
        if not opening.description.strip():
            typed = f"opening describe {opening.name}: …"
            raise Refusal(
                f"{opening.name} has no description yet.",
                ("Paste the role here, or write it into the opening: ", Typed(typed)),
                buttons=(describes(opening),),
            )
        return of_opening(opening), f"{MARK}{opening.id}"
    if begun := _begun(ctx, line):
        return of_opening(begun), f"{MARK}{begun.id}"
    return line, _named(ctx, line)


def _opening(ctx: Context, text: str) -> Opening | None:
    """The opening that the text names whole."""
    if not 0 < len(text) <= LONGEST_WORD:
        return None
    return next((one for one in meant(ctx.store.openings(), text) if one.name and _names(one, text)), None)


def _begun(ctx: Context, text: str) -> Opening | None:
    """The only open opening with something to match whose name begins with the words."""
    if not 0 < len(text) <= LONGEST_WORD:
        return None
    found = [one for one in ctx.store.openings() if fold(one.name).startswith(f"{fold(text)} ") and not one.closed]
    return found[0] if len(found) == 1 and found[0].description.strip() else None


def _names(opening: Opening, text: str) -> bool:
    return text.casefold() == f"{MARK}{opening.id}" or is_called(opening, text)


def _named(ctx: Context, text: str) -> str:
    """The text itself where it is short; else the key that it is kept under."""
    if not text or (len(text) <= LONGEST_TYPED and "\n" not in text and "--" not in text):
        return text
    return f"role:{ctx.store.keep_role(text, at=ctx.now)}"


def _attached(ctx: Context, files: tuple[Upload, ...]) -> str:
    file, *others = files
    if others or file.fault:
        raise Refusal(file.fault or f"A role is one file, not {len(files)}.", ("Attach one, or paste its text.",))
    try:
        text = ctx.read(file.data, file.name).text
    except Unreadable as error:  # most descriptions are no CVs
        if not error.text.strip():
            raise Refusal("The description could not be read.", (error.reason,)) from None
        text = error.text
    return text[:_LONGEST_FILE]


def _check(role: Role) -> None:
    if not role.wishes:
        advice: Spans = ("Wishes are skills, years, degrees, papers, languages, places: ", Typed(_EXAMPLE))
        small = tuple(block for block in cards.understood(role) if isinstance(block, SmallPrint))
        raise Refusal("Nothing in this can be held against a CV.", advice, small=small[0].items if small else ())


# -------------------------------------------------------------- the answers


def _closest(ctx: Context, role: Role, line: str, query: str, page: int) -> Reply:
    among = parse(query, today=ctx.now.date()) if query else Query()
    if page > MOST_PAGES:
        raise Refusal(f"There is no page {page}.")
    offset = (max(page, 1) - 1) * A_PAGE
    found = ctx.store.matching([wanted(wish) for wish in role.wishes], among, limit=A_PAGE, offset=offset)
    dossiers = [one for one in (ctx.store.dossier(number) for number in found.numbers) if one]
    if not dossiers:
        return _nobody(ctx, role, line, query, page)
    typed = f"match {line}" + (f' --query "{query}"' if query else "")
    more = f"{typed} --page {offset // A_PAGE + 2}" if offset + len(dossiers) < found.total else ""
    rows = [one.candidate for one in dossiers]
    ctx.recent.show(typed, [row.number for row in rows], first=offset + 1, more=more)
    searched = finding.count(ctx.store, among, among.clauses) if query else None
    of = f"{'more than ' * searched.more}{searched.total:,}" if searched else f"{ctx.store.count():,}"
    head = (
        f"{_head(role)}: {len(rows)} closest of {of}"
        if not offset
        else f"{_head(role)}: {offset + 1}–{offset + len(rows)} of {'more than ' * found.more}{found.total:,}"
    )
    each = [(one, verdicts(role.wishes, one)) for one in dossiers]
    blocks: list[Block] = [Title(sentence(head)), *cards.understood(role)]
    blocks += [
        cards.person(number, one, judged, contacts=ctx.sees_contacts)
        for number, (one, judged) in enumerate(each, offset + 1)
    ]
    blocks.append(_actions(rows, line, more, found.total - offset - len(rows)))
    blocks.append(SmallPrint((*_counted(role, found), cards.order(role), cards.NO_NO)))
    text = f"Closest to {_head(role)}: {'; '.join(cards.summary(*one) for one in each)}."
    return Reply(tuple(blocks), text=text)


def _alone(ctx: Context, who: Candidate, role: Role, line: str) -> Reply:
    dossier: Dossier | None = ctx.store.dossier(who.number)
    if dossier is None:
        raise gone(who.number)
    found = verdicts(role.wishes, dossier)
    head = f"{shown_name(who)} for {_head(role)}"
    buttons = (
        _change(f"#{who.number} {line}"),
        Button("Everybody", f"match {line}", spoken=f"Everybody for {_head(role)}"),
    )
    blocks = (
        Title(head),
        *cards.understood(role),
        *cards.alone(dossier, found, contacts=ctx.sees_contacts),
        Actions(buttons),
        SmallPrint((cards.NO_NO,)),
    )
    return Reply(blocks, text=f"{head}: {cards.counted(found)}.", stage=who.stage, about=who.number)


def _nobody(ctx: Context, role: Role, line: str, query: str, page: int) -> Reply:
    among = f" among {short(query)}" if query else ""
    answer = f"Nobody states any of {count(len(role.wishes), 'wish', 'wishes')}{among}."
    if page > 1:
        answer = f"There is no page {page}."
    searched = ctx.store.count()
    if not searched:
        return Reply((Title(answer), Text(NO_CVS)), text=answer)
    small = SmallPrint(((f"{people(searched)} searched",), cards.NO_NO))
    return Reply((Title(answer), *cards.understood(role), Actions((_change(line),)), small), text=answer)


def _head(role: Role) -> str:
    return short(role.title, _LONGEST_HEAD) or "this role"


def _counted(role: Role, found: Matching) -> tuple[Spans, ...]:
    musts = sum(wish.must for wish in role.wishes)
    if not musts:
        return ()
    kind = "must" if musts < len(role.wishes) else "wish"
    asked = f"all {count(musts, kind, 'musts' if kind == 'must' else 'wishes')}" if musts > 1 else f"the {kind}"
    who = f"{'More than ' * found.more_fully}{people(found.every_must)}" if found.every_must else "Nobody"
    return ((f"{who} meet{'s' * (found.every_must < 2)} {asked}",),)


def _change(line: str) -> Button:
    return Button("Change wishes…", f"form match {line}", typed="")


def _actions(rows: list[Candidate], line: str, more: str, left: int) -> Actions:
    items: list[Button | Menu] = []
    if more:
        items.append(Button(f"Next {min(left, A_PAGE)}", more, typed="more"))
    items.append(_change(line))
    if len(rows) > 1:
        numbers = ", ".join(f"#{row.number}" for row in rows)
        items.append(Button(f"Compare these {len(rows)}", f"compare {numbers}"))
    asks = tuple(Option(f"What to ask {shown_name(row)}", f"match #{row.number} {line}") for row in rows)
    return Actions((*items, Menu("What to ask…", (OptionGroup("", asks),))))
