"""Members of the team as people name them: "me", a mention, an address, or a name; and whom a text mentions."""

import re
from collections.abc import Callable, Sequence

from bot.chat import mentions
from bot.chat.context import Context
from bot.chat.errors import Refusal, short
from bot.chat.messages import Button, Typed
from bot.commands.access import ADDRESS, MENTION
from bot.search.text import fold, tokens
from bot.work.notes import Mention
from bot.work.records import Colleague

ME = frozenset({"me", "myself", "mine"})
NOBODY = frozenset({"nobody", "none", "noone", "no one"})


def myself(ctx: Context) -> Colleague:
    return Colleague(ctx.store.member, ctx.actor)


def colleague(ctx: Context, words: str, again: Callable[[str], str]) -> Colleague | None:
    """Whom the words name, None for nobody; `Refusal` for a stranger, for several, and for whoever may only look.

    ``again`` makes the line that goes on with a member's address.
    """
    said = fold(words.strip().strip('"').rstrip("."))
    if said in ME:
        return myself(ctx)
    if said in NOBODY:
        return None
    found = _named(ctx, words.strip())
    if len(found) > 1:
        buttons = tuple(Button(f"{one.name} ({one.key.partition(':')[0]})", again(one.key)) for one in found[:5])
        raise Refusal(f"Which {short(words)}?", (f"{len(found)} members fit.",), buttons=buttons)
    if not found:
        raise Refusal(
            f"Nobody of the team is called {short(words)}.",
            ("A member is known when they have used the bot, or by ", Typed("access grant"), "."),
        )
    if not found[0].works:
        raise Refusal(
            f"{found[0].name} may only look.",
            ("Work is given to recruiters and admins; an admin can change the role with ", Typed("access grant"), "."),
        )
    return found[0]


def _named(ctx: Context, words: str) -> list[Colleague]:
    known = ctx.store.colleagues()
    if (mentioned := MENTION.fullmatch(words)) and not mentioned["group"]:
        key = ctx.store.stands_for(_key(ctx, mentioned["id"]))
        return [one for one in known if one.key == key]
    if ADDRESS.fullmatch(words):
        key = ctx.store.stands_for(words)
        return [one for one in known if one.key == key]
    asked = tokens(words.removeprefix("@"))
    whole = [one for one in known if tokens(one.name) == asked]
    return whole or [one for one in known if asked and _begins(tokens(one.name), asked)]


def _begins(name: Sequence[str], asked: Sequence[str]) -> bool:
    """Each word asked for begins one of the name."""
    return all(any(part.startswith(word) for part in name) for word in asked)


def with_mentions(ctx: Context, text: str) -> tuple[str, tuple[Mention, ...]]:
    """The text with names in place of the platform's mentions, and who is meant by each."""
    known = {one.key: one.name for one in ctx.store.colleagues()} if "<@" in text else {}
    meant: dict[str, Mention] = {}

    def named(found: re.Match[str]) -> str:
        key = _key(ctx, found["id"])
        name = known.get(ctx.store.stands_for(key)) or found["name"] or found["id"]
        if not found["group"]:
            meant[key] = Mention(name, key)
        return f"@{name}"

    return mentions.shown(MENTION.sub(named, text)), tuple(meant.values())


def _key(ctx: Context, given: str) -> str:
    workspace = ctx.request.member.workspace
    return f"{workspace.platform}:{workspace.id}:{given}"
