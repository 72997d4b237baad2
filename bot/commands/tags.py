"""tag and untag: short words of the team's own on people."""

import re
from collections.abc import Sequence
from typing import Annotated

from bot.chat.command import Led, Line
from bot.chat.context import Context
from bot.chat.errors import Refusal, short
from bot.chat.messages import Reply, Spans, Typed
from bot.commands import several
from bot.commands.owners import People, Sure
from bot.commands.registry import commands
from bot.records import Role
from bot.search.text import fold

LONGEST, MOST = 40, 20


@commands.command(
    "tag",
    family="Work",
    role=Role.RECRUITER,
    examples=("tag noor gpu", "tag 1-4 gpu -intern", "tag all osdi"),
    changes=True,
    aside=True,
)
def tag(
    ctx: Context,
    who: People,
    words: Annotated[Line, "tags to add; with a minus before one, to remove it", Led({"with", "as"})],
    *,
    sure: Sure = False,
) -> Reply:
    """Tag people, or take tags off them: gpu -intern; find tag:gpu lists them."""
    add, remove = _read(words)
    return _tag(ctx, who, add, remove, sure=sure)


@commands.command(
    "untag", family="Work", role=Role.RECRUITER, examples=("untag noor gpu",), hidden=True, changes=True, aside=True
)
def untag(ctx: Context, who: People, words: Annotated[Line, "tags to remove"], *, sure: Sure = False) -> Reply:
    """Take tags off people."""
    add, remove = _read(words)
    return _tag(ctx, who, (), (*add, *remove), sure=sure)


def _tag(ctx: Context, who: People, add: Sequence[str], remove: Sequence[str], *, sure: bool) -> Reply:
    wanted = " ".join([*add, *(f"-{one}" for one in remove)])
    if len(who) > 1 and not sure:
        said = f"Tag {several.subject(who)}: {wanted}"
        return several.question(who, said, "Tag", f"tag {several.numbers(who)} {wanted} --sure")
    changed: set[str] = set()

    def put(number: int, batch: str) -> None:
        new, gone = ctx.store.tag(number, add, remove, by=ctx.actor, at=ctx.now, batch=batch)
        changed.update(f"+{one}" for one in new)
        changed.update(f"−{one}" for one in gone)

    outcome = several.each(who, lambda one, batch: put(one.number, batch))
    if not changed:
        raise Refusal(f"{several.subject(who)}: nothing to change.", (f"The tags are as asked: {short(wanted)}",))
    answer = f"{several.subject(outcome.done)}: {' '.join(sorted(changed))}."
    first = (*add, *remove)[0]
    more: Spans = (Typed(f"find tag:{first}"), " lists all who have it") if add else ()
    return several.told(ctx, outcome, answer, more=more)


def _read(words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What to add and what to remove."""
    add: list[str] = []
    remove: list[str] = []
    for word in re.split(r"[\s,;]+", words.strip()):
        bare = word.lstrip("+-−–—#").strip('"')
        if not fold(bare) or len(bare) > LONGEST or ":" in bare:
            raise Refusal(
                f"{short(word)} is no tag.",
                (f"A tag is one word of at most {LONGEST} characters: ", Typed("tag noor gpu")),
                field="words",
            )
        (remove if word[0] in "-−–—" else add).append(bare)
    if len(add) + len(remove) > MOST:
        raise Refusal(f"That is {len(add) + len(remove)} tags; at most {MOST} at once.", field="words")
    return tuple(add), tuple(remove)
