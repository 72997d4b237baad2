"""A list of people page by page: what it is called by later, how it goes on, and what can be done with those shown."""

from bot.cards import person as cards
from bot.cards.wording import how_many
from bot.chat.context import Context
from bot.chat.errors import Refusal
from bot.chat.messages import (
    Actions,
    Block,
    Button,
    Menu,
    Option,
    OptionGroup,
)
from bot.records import Candidate, Page

A_PAGE = 4
MOST_PAGES = 100_000


def offset_of(page: int) -> int:
    if page > MOST_PAGES:
        raise Refusal(f"There is no page {page}.")
    return (max(page, 1) - 1) * A_PAGE


def at_page(offset: int) -> str:
    return f" --page {offset // A_PAGE + 1}" if offset else ""


def remember(ctx: Context, line: str, rows: list[Candidate], offset: int, page: Page, *, asked: str = "") -> None:
    more = f"{line} --page {offset // A_PAGE + 2}" if page.more or offset + len(rows) < page.total else ""
    ctx.recent.show(line, [row.number for row in rows], first=offset + 1, more=more, asked=asked)


def actions(line: str, rows: list[Candidate], offset: int, page: Page) -> list[Block]:
    items: list[Button | Menu] = []
    left = A_PAGE if page.more else page.total - offset - len(rows)
    if left > 0:
        following, label_ = f"{line} --page {offset // A_PAGE + 2}", f"Next {min(left, A_PAGE)}"
        items.append(Button(label_, following, spoken=f"{label_} of {how_many(page)}", typed="more"))
    groups = (
        OptionGroup(f"{offset + index}. {cards.shown_name(row)}", _acts(row)) for index, row in enumerate(rows, 1)
    )
    all_of = (OptionGroup("All on this page", _acts_on_all(rows)),) if len(rows) > 1 else ()
    items.append(Menu("Act on…", (*groups, *all_of)))
    if len(rows) > 1:
        numbers = ", ".join(f"#{row.number}" for row in rows)
        items.append(Button("Compare…", f"form compare {numbers}", typed=f"compare {numbers}"))
    items.append(_share(line, rows))
    if line.startswith("find "):
        items.append(Button("Refine…", f"form {line}", typed=""))
    return [Actions(tuple(items))] if items else []


def _acts(row: Candidate) -> tuple[Option, ...]:
    note = Option("Add a note…", f"form note #{row.number}", typed=f"note #{row.number} …")
    decided = (Option(one.label, one.command, one.typed) for one in cards.decisions(row))
    return (*decided, note)


def _acts_on_all(rows: list[Candidate]) -> tuple[Option, ...]:
    """By number: those who are shown, whatever the list becomes. Each asks before it changes several."""
    numbers = ",".join(f"#{row.number}" for row in rows)
    asking = (
        ("Move to…", "stage"),
        ("Tag…", "tag"),
        ("Assign…", "assign"),
        ("Snooze…", "snooze"),
        ("Add a note…", "note"),
    )
    return tuple(Option(label, f"form {name} {numbers}", typed=f"{name} {numbers} …") for label, name in asking)


def summary(head: str, rows: list[Candidate], offset: int = 0) -> str:
    """The whole answer in one sentence, for screen readers and notifications."""
    each = (
        f"{index} {', '.join(filter(None, (cards.shown_name(row), row.headline, row.stage)))}"
        for index, row in enumerate(rows, offset + 1)
    )
    return f"{head}: " + "; ".join(each) + "."


def _share(line: str, rows: list[Candidate]) -> Button:
    """Those who are shown, whatever the list becomes."""
    numbers = ",".join(f"#{row.number}" for row in rows)
    asked = line.removeprefix("find ").partition(" --")[0] if line.startswith("find ") else ""
    return Button("Share…", f"share {numbers}{f' --query {asked}' if asked else ''}", typed="share list")
