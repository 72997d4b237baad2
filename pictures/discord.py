"""Discord's messages and modals, drawn from the components that the adapter makes."""

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from pictures.discord_text import Writing
from pictures.markup import broken, joined, tag

Json = Mapping[str, Any]

WIDTH, PHONE, MODAL = 720, 390, 460
AVATAR = tag("i") * 3
EPHEMERAL = 1 << 6
BUTTONS = {1: "primary", 2: "grey", 3: "green", 4: "red", 5: "grey"}
PICKED = {5: "Select a person", 6: "Select a role", 7: "Select a person or role", 8: "Select a channel"}


class Drawing:
    """Components as HTML, for a reader of one server."""

    def __init__(self, writing: Writing) -> None:
        self.writing = writing

    def message(self, message: Json) -> Markup:
        name = tag("div", tag("b", "Recruitbot"), tag("span", "APP", cls="app"), tag("time", "09:00"), cls="name")
        body = tag("div", name, *self._every(message["components"]), *_ephemeral(message), cls="body")
        return tag("article", tag("div", AVATAR, cls="avatar"), body)

    def modal(self, modal: Json) -> Markup:
        head = tag("header", tag("div", AVATAR, cls="avatar"), tag("b", modal["title"]), tag("span", "✕"))
        keys = (tag("span", "Cancel", cls="button grey"), tag("span", "Submit", cls="button primary"))
        return tag("section", head, *self._every(modal["components"]), tag("footer", *keys), cls="modal")

    # ------------------------------------------------------------ components

    def _every(self, components: Iterable[Json]) -> Iterable[Markup]:
        return map(self._component, components)

    def _component(self, one: Json) -> Markup:
        match one["type"]:
            case 1:
                return tag("div", *self._every(one["components"]), cls="row")
            case 2:
                return tag("span", one["label"], cls=f"button {BUTTONS[one['style']]}")
            case 3:
                return _select(_chosen(one), one.get("placeholder", "Make a selection"))
            case 4:
                value = one.get("value", "")
                return tag("div", broken(value), cls="typed long" if one["style"] == 2 else "typed")
            case 5 | 6 | 7 | 8:
                return _select("", one.get("placeholder", PICKED[one["type"]]))
            case 9:
                text = tag("div", *self._every(one["components"]))
                return tag("div", text, self._component(one["accessory"]), cls="section")
            case 10:
                return tag("div", self.writing.markdown(one["content"]), cls="text")
            case 14:
                return tag("hr")
            case 17:
                return self._container(one)
            case 18:
                return self._labelled(one)
            case 21 | 22:
                return tag("div", *map(_ticked, one["options"]), cls="radio" if one["type"] == 21 else "checks")
        raise NotImplementedError(f"component of type {one['type']}")

    def _container(self, one: Json) -> Markup:
        accent = one.get("accent_color")
        edge = f"--accent: #{accent:06x}" if accent is not None else ""
        return tag("div", *self._every(one["components"]), cls="box accent" if edge else "box", style=edge)

    def _labelled(self, one: Json) -> Markup:
        required = tag("em", "*") if one["component"].get("required", True) else ""
        about = tag("small", one["description"]) if "description" in one else ""
        return tag("div", tag("label", one["label"], required), about, self._component(one["component"]), cls="label")


def _ephemeral(message: Json) -> list[Markup]:
    if not message.get("flags", 0) & EPHEMERAL:
        return []
    return [
        tag(
            "div",
            tag("i", cls="eye"),
            tag("span", "Only you can see this •"),
            tag("a", "Dismiss message"),
            cls="notice",
        )
    ]


def _select(chosen: str, placeholder: str) -> Markup:
    shown = joined((chosen or placeholder,))
    return tag("div", tag("span", shown), tag("i", cls="down"), cls="select chosen" if chosen else "select")


def _chosen(one: Json) -> str:
    return ", ".join(option["label"] for option in one["options"] if option.get("default"))


def _ticked(option: Json) -> Markup:
    about = tag("small", option["description"]) if "description" in option else ""
    return tag("div", tag("i", cls="on" if option.get("default") else ""), tag("div", option["label"], about))
