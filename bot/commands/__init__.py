"""What each command does, one file per family. Importing this package declares them all."""

from bot.chat.app import Tools
from bot.commands import (  # noqa: F401
    access,
    add,
    apply,
    compare,
    digests,
    edit,
    export,
    find,
    forget,
    help,  # noqa: A004
    history,
    holding,
    home,
    identities,
    intake,
    linking,
    lookup,
    match,
    merge,
    new,
    notes,
    opening,
    owners,
    rating,
    refine,
    retention,
    sharing,
    skill,
    stage,
    stages,
    standing,
    stats,
    tags,
    todos,
    undo,
    watch,
    whois,
)
from bot.commands.completion import completions
from bot.commands.people import People
from bot.commands.registry import commands
from bot.digests.following import Following

TOOLS = Tools(
    commands, People, completions, lambda store, posters, clock: Following(store, posters, clock=clock).tick()
)
"""All that `bot.chat.app.App` needs to know of the commands."""
