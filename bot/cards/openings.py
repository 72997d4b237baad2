"""Buttons of an opening: each carries its number, as a name may change."""

from bot.chat.messages import Button
from bot.openings.names import MARK, title
from bot.openings.records import Opening


def opens(one: Opening) -> Button:
    return Button("Open", f"opening show {MARK}{one.id}", spoken=f"Open {title(one)}", typed="")


def matches(one: Opening) -> Button:
    return Button(
        "Match people", f"match {MARK}{one.id}", spoken=f"Match people to {one.name}", typed=f"match {one.name}"
    )


def closes(one: Opening) -> tuple[Button, ...]:
    """Closes it, or opens it again; nothing for what has no name."""
    word = "Reopen" if one.closed else "Close"
    typed = f"opening {word.lower()} {one.name}"
    button = Button(word, f"opening {word.lower()} {MARK}{one.id}", spoken=f"{word} {one.name}", typed=typed)
    return (button,) if one.name else ()


def describes(one: Opening) -> Button:
    return Button("Describe…", f"form opening describe {MARK}{one.id}", typed=f"opening describe {title(one)}: …")
