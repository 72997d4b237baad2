"""The terminal's lines in a window of their own, with the colours that rich gives them."""

from collections.abc import Sequence
from io import StringIO

from markupsafe import Markup
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text as Words

from adapters.terminal.keyboard import PROMPT
from adapters.terminal.render import PAGE
from pictures.markup import tag

WIDTH = 720
COLOURS = TerminalTheme(
    (27, 30, 36),
    (214, 217, 222),
    [
        (60, 64, 72),
        (240, 98, 98),
        (94, 200, 124),
        (240, 190, 80),
        (96, 156, 250),
        (188, 134, 252),
        (86, 200, 208),
        (214, 217, 222),
    ],
)


def talk(line: str, answer: Sequence[Words]) -> Markup:
    """What was typed, and what the terminal printed."""
    console = Console(record=True, width=PAGE, file=StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Words.assemble((PROMPT, "dim"), line), soft_wrap=True)
    console.print(*answer, sep="\n", soft_wrap=True, markup=False, emoji=False, highlight=False)
    printed = console.export_html(theme=COLOURS, code_format="{code}", inline_styles=True)
    lights = tag("div", tag("i"), tag("i"), tag("i"), cls="lights")
    return tag("section", lights, tag("pre", Markup(printed.strip("\n"))))  # noqa: S704 - rich escapes what it prints
