"""Tables of the documents, made from the commands' declarations: ``python -m bot.commands.reference README.md docs/access.md``."""

import re
import sys
from pathlib import Path

from bot.chat.command import Command
from bot.commands import TOOLS
from bot.commands.help import in_order
from bot.records import Role

MARKED = re.compile(r"(<!-- commands -->\n)(?:(?!<!-- commands).)*?(<!-- /commands -->)", re.DOTALL)

MARKED_ROLES = re.compile(r"(<!-- roles -->\n)(?:(?!<!-- roles).)*?(<!-- /roles -->)", re.DOTALL)


def table() -> str:
    """A row for each command that people type: an example, what it does, the role it needs."""
    rows = [f"| {_typed(command)} | {command.summary} | {command.role.word} |" for command in in_order(TOOLS.commands)]
    return "\n".join(["| type | to | role |", "| --- | --- | --- |", *rows]) + "\n"


def roles() -> str:
    """A row for each command that people type: which role may run it."""
    shown = sorted((one for one in TOOLS.commands if not one.hidden), key=lambda one: (one.role, one.name))
    head = "| command | " + " | ".join(role.word for role in Role) + " |"
    rows = [
        f"| `{command.name}` | " + " | ".join("yes" if role >= command.role else "–" for role in Role) + " |"
        for command in shown
    ]
    return "\n".join([head, "| --- |" + " --- |" * len(Role), *rows]) + "\n"


def with_table(page: str) -> str:
    """The page with the present tables between their marks."""
    page = MARKED.sub(lambda found: found[1] + table() + found[2], page)
    return MARKED_ROLES.sub(lambda found: found[1] + roles() + found[2], page)


def _typed(command: Command) -> str:
    return "`" + (command.examples[0] if command.examples else command.name) + "`"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(with_table(path.read_text(encoding="utf-8")), encoding="utf-8")
