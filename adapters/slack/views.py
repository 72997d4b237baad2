"""A reply as a modal or as the app's Home tab: pure, and nothing of the reply is lost."""

import json
from dataclasses import dataclass, replace

from adapters.slack.blocks import Run, drawn, listed, rich_text, size
from adapters.slack.controls import Controls
from adapters.slack.form import LINE, TITLE
from adapters.slack.incoming import HOME
from adapters.slack.render import messages
from adapters.slack.spans import Json, clean, plain, rich
from adapters.titles import headline
from bot.chat.messages import Actions, Block, Bullets, Divider, Field, Quote, Reply, SmallPrint, Table, Text, Title

BLOCKS, SIZE = 100, 200_000
"""Of one view; Slack takes 250 kB, and counts bytes."""
BRIEF_BLOCKS, BRIEF_SIZE = 6, 2_500
"""Of an answer that stands above what it is about."""
NAME = "Recruitbot"
"""What the bot is called where nobody says otherwise; the title of what has none."""
SEARCH = "find"
"""The search box: its command, and its block_id and action_id, by which what was typed outlives an update."""
ELSEWHERE = SmallPrint((("the rest is in your direct messages with the bot",),))
BRIEF = (Text, Bullets, Quote, Field, Actions, SmallPrint, Divider)
"""What an answer is made of that is a few words."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A view, and what did not fit into it as messages."""

    view: Json
    rest: tuple[Json, ...] = ()


def modal_of(reply: Reply, origin: str, line: str, *, back: bool = False, above: Reply | None = None) -> Drawn:
    """A modal that knows where it came from and which ``line`` shows it again; ``above`` is said over it."""
    title, blocks = _titled(reply)
    shown, rest = _fitting(replace(reply, blocks=blocks), above)
    view = {
        "type": "modal",
        "callback_id": origin,
        "private_metadata": line if len(line) <= LINE else "",
        "title": plain(title, TITLE),
        "close": plain("Back" if back else "Close", TITLE),
        "blocks": shown,
    }
    return Drawn(view, rest)


def home_of(reply: Reply, above: Reply | None = None) -> Drawn:
    """The Home tab, with a search box for whoever may look at all."""
    shown, rest = _fitting(reply, above, room=BLOCKS - 1)
    search = [_search_box()] if reply.line == HOME else []
    return Drawn({"type": "home", "blocks": [*search, *shown]}, rest)


def waiting(origin: str, external: str = "") -> Json:
    """What stands there until the answer does; ``external`` is the name by which it is replaced."""
    view = {
        "type": "modal",
        "callback_id": origin,
        "title": plain("Working on it…", TITLE),
        "close": plain("Close", TITLE),
        "blocks": rich_text([Run("section", rich(("The answer comes here.",)))]),
    }
    return {**view, "external_id": external} if external else view


def is_brief(reply: Reply) -> bool:
    """Whether it is a few words about an act, which can stand above what it is about."""
    blocks = _drawn(reply.blocks, Controls())
    short = sum(map(len, blocks)) <= BRIEF_BLOCKS and size([one for some in blocks for one in some]) <= BRIEF_SIZE
    return short and all(isinstance(block, BRIEF) for block in reply.blocks)


# -------------------------------------------------------------------- parts


def _titled(reply: Reply) -> tuple[str, tuple[Block, ...]]:
    """The title of the modal, and the blocks below: a title that fits whole is not said twice."""
    first, *others = reply.blocks or (None,)
    line = " ".join(clean(first.text).split()) if isinstance(first, Title) else ""
    whole = 0 < len(line) <= TITLE and bool(others)
    return headline(line, TITLE) if line else NAME, tuple(others) if whole else reply.blocks


def _fitting(reply: Reply, above: Reply | None, room: int = BLOCKS) -> tuple[list[Json], tuple[Json, ...]]:
    """As many blocks as a view takes, and messages of the others."""
    controls = Controls()
    over = [*_drawn(above.blocks, controls), *_drawn((Divider(),), controls)] if above else []
    groups = [*over, *_drawn(reply.blocks, controls)]
    if all(block["type"] == "divider" for group in groups for block in group):
        groups = [rich_text([Run("section", rich((reply.text,)))])]
    if _fits([block for group in groups for block in group], room):
        return [block for group in groups for block in group], ()
    shown: list[Json] = []
    for at, group in enumerate(groups):
        if _fits([*shown, *group], room - 1):
            shown += group
            continue
        some = [] if shown else _as_many(group, room - 1)
        left = [*([group[len(some) :]] if group[len(some) :] else []), *groups[at + 1 :]]
        note = _drawn((ELSEWHERE,), Controls())[0]
        return [*shown, *some, *note], tuple(messages(reply.text, left, before=1))
    raise AssertionError("what fits in parts fits as a whole")


def _fits(blocks: list[Json], room: int) -> bool:
    return len(blocks) <= room and len(json.dumps(blocks)) <= SIZE


def _as_many(group: list[Json], room: int) -> list[Json]:
    """Of a group that is too large by itself."""
    count = 1
    while count < len(group) and _fits(group[: count + 1], room):
        count += 1
    return group[:count]


def _drawn(blocks: tuple[Block, ...], controls: Controls) -> list[list[Json]]:
    """Modals have no tables: there a table is lines of words."""
    groups = (rich_text(listed(block)) if isinstance(block, Table) else drawn(block, controls) for block in blocks)
    return [group for group in groups if group]


def _search_box() -> Json:
    return {
        "type": "input",
        "block_id": SEARCH,
        "dispatch_action": True,
        "label": plain("Find people", TITLE),
        "element": {
            "type": "plain_text_input",
            "action_id": SEARCH,
            "placeholder": plain("cuda triton, a name, or a question", 150),
            "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
        },
    }
