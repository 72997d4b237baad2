"""Buttons and menus as Block Kit elements; each carries its command line as its value."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice

from adapters.slack.spans import Json, plain
from bot.chat.messages import Button, Confirm, Menu, Option, OptionGroup

LABEL, VALUE, OPTION_VALUE = 75, 2000, 150
IN_A_ROW, IN_A_MENU, IN_OVERFLOW = 25, 100, 5
PLACEHOLDER = 150


class Controls:
    """The controls of one reply: their ids differ, as Slack asks of the elements of a message."""

    def __init__(self) -> None:
        self._ids = count(1)
        self._too_long: list[tuple[str, str]] = []

    def too_long(self) -> list[tuple[str, str]]:
        """Label and command line of what fitted no button since the last call."""
        found, self._too_long = self._too_long, []
        return found

    def button(self, button: Button, *, named: str = "") -> Json | None:
        """The button, or None where its line is too long for one. ``named`` is who it is about."""
        if not 0 < len(button.command) <= VALUE:
            self._too_long.append((button.label, button.command))
            return None
        element: Json = {
            "type": "button",
            "action_id": self._id(),
            "text": plain(button.label, LABEL),
            "value": button.command,
        }
        if spoken := button.spoken or (f"{button.label} {named}".strip() if named else ""):
            element["accessibility_label"] = plain(spoken, LABEL)["text"]
        if button.primary:
            element["style"] = "primary"
        if button.confirm:
            if button.confirm.danger:
                element["style"] = "danger"
            element["confirm"] = _confirm(button.confirm)
        return element

    def row(self, items: Sequence[Button | Menu]) -> list[Json]:
        """The buttons and menus as rows of actions."""
        elements = iter([element for item in items for element in self._elements(item)])
        rows = iter(lambda: list(islice(elements, IN_A_ROW)), [])
        return [{"type": "actions", "elements": row} for row in rows]

    def _elements(self, item: Button | Menu) -> Iterator[Json]:
        if isinstance(item, Menu):
            yield from self._menu(item)
        elif element := self.button(item):
            yield element

    def _menu(self, menu: Menu) -> Iterator[Json]:
        """Options whose line is too long for an option, though not for a button, become buttons beside the menu."""
        long = [one for group in menu.groups for one in group.options if not 0 < len(one.command) <= OPTION_VALUE]
        groups = [few for group in menu.groups for few in _of_fitting_size(group)]
        options = [option for _, some in groups for option in some]
        if menu.rare and len(options) in range(1, IN_OVERFLOW + 1) and not any(label for label, _ in groups):
            yield {"type": "overflow", "action_id": self._id(), "options": options}
        elif options:
            yield from self._selects(menu.label, groups)
        for option in long:
            if element := self.button(Button(option.label, option.command)):
                yield element

    def _selects(self, label: str, groups: list[tuple[str, list[Json]]]) -> Iterator[Json]:
        for start in range(0, len(groups), IN_A_MENU):
            some = groups[start : start + IN_A_MENU]
            select = {"type": "static_select", "action_id": self._id(), "placeholder": plain(label, PLACEHOLDER)}
            if len(some) == 1 and not some[0][0]:
                yield {**select, "options": some[0][1]}
            else:
                named = [{"label": plain(name, LABEL), "options": options} for name, options in some]
                yield {**select, "option_groups": named}

    def _id(self) -> str:
        return f"run:{next(self._ids)}"


def _of_fitting_size(group: OptionGroup) -> Iterator[tuple[str, list[Json]]]:
    options = list(_options(group.options))
    for start in range(0, len(options), IN_A_MENU):
        yield group.label.strip(), options[start : start + IN_A_MENU]


def _options(options: Iterable[Option]) -> Iterator[Json]:
    for option in options:
        if 0 < len(option.command) <= OPTION_VALUE:
            yield {"text": plain(option.label, LABEL), "value": option.command}


def _confirm(confirm: Confirm) -> Json:
    return {
        "title": plain(confirm.title, 100),
        "text": plain(confirm.text, 300),
        "confirm": plain(confirm.yes, 30),
        "deny": plain("Cancel", 30),
        **({"style": "danger"} if confirm.danger else {}),
    }
