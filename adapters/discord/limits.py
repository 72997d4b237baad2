"""How a payload breaks Discord's limits, or could ping somebody: what Discord would refuse, said before it does."""

from collections.abc import Iterator, Mapping
from typing import Any

from adapters.discord.layout import COMPONENTS, LETTERS, V2
from adapters.discord.markdown import units
from adapters.discord.presses import Component, within

ROW, BUTTON, SELECT, INPUT, SECTION, TEXT, SEPARATOR, CONTAINER = 1, 2, 3, 4, 9, 10, 14, 17
INSIDE = {
    ROW: (BUTTON, SELECT),
    SECTION: (TEXT,),
    CONTAINER: (ROW, SECTION, TEXT, SEPARATOR),
}


def faults(payload: Mapping[str, Any]) -> list[str]:
    """Of a message, or of a form."""
    return list(_form(payload) if "title" in payload else _message(payload))


def _message(payload: Mapping[str, Any]) -> Iterator[str]:
    if payload.get("allowed_mentions") != {"parse": []}:
        yield "it may ping somebody"
    if "components" not in payload:
        return
    every = list(within(payload["components"]))
    if not payload.get("flags", 0) & V2:
        yield "its flag for components is missing"
    if len(every) > COMPONENTS:
        yield f"{len(every)} components"
    if (letters := sum(units(one["content"]) for one in every if one["type"] == TEXT)) > LETTERS:
        yield f"{letters} characters"
    yield from _repeated([one["custom_id"] for one in every if "custom_id" in one])
    yield from _repeated([str(one["id"]) for one in every if "id" in one])
    for one in every:
        yield from _component(one)


def _component(one: Component) -> Iterator[str]:
    for inner in one.get("components", ()):
        if inner["type"] not in INSIDE.get(one["type"], ()):
            yield f"a component {inner['type']} in a {one['type']}"
    if one["type"] == TEXT and not one["content"].strip():
        yield "an empty text"
    if "custom_id" in one:
        yield from _length("custom id", one["custom_id"], 100)
    if one["type"] == BUTTON:
        yield from _length("label", one["label"], 80)
    if one["type"] == SELECT:
        yield from _select(one)
    if one["type"] == SECTION and len(one["components"]) > 3:
        yield "more than three texts in a section"
    if one["type"] == ROW:
        room = sum(1 if inner["type"] == BUTTON else 5 for inner in one["components"])
        if not 1 <= room <= 5:
            yield f"a row of {len(one['components'])}"


def _select(one: Component) -> Iterator[str]:
    options = one["options"]
    if not 1 <= len(options) <= 25:
        yield f"{len(options)} options"
    yield from _repeated([option["value"] for option in options])
    yield from _length("placeholder", one.get("placeholder", "–"), 150)
    for option in options:
        for key in ("label", "value"):
            yield from _length(f"option's {key}", option[key], 100)


def _form(payload: Mapping[str, Any]) -> Iterator[str]:
    yield from _length("title", payload["title"], 45)
    yield from _length("custom id", payload["custom_id"], 100)
    if not 1 <= len(payload["components"]) <= 5:
        yield f"{len(payload['components'])} fields"
    yield from _repeated([one["component"]["custom_id"] for one in payload["components"]])
    for one in payload["components"]:
        yield from _length("label", one["label"], 45)
        yield from _length("description", one.get("description", "–"), 100)
        field = one["component"]
        if field["type"] == SELECT:
            yield from _select(field)
        elif field["type"] == INPUT and units(field.get("value", "")) > field["max_length"]:
            yield "a value longer than its field"


def _length(what: str, text: str, most: int) -> Iterator[str]:
    if not 1 <= units(text) <= most:
        yield f"a {what} of {units(text)} characters"


def _repeated(some: list[str]) -> Iterator[str]:
    if len(some) != len(set(some)):
        yield "an id twice"
