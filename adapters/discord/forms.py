"""A form as a modal, and what was filled into one."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from adapters.discord.actions import LONGEST_OPTION, OPTIONS, short
from adapters.discord.incoming import mentioned
from adapters.discord.markdown import clean, units
from adapters.discord.presses import Component, Ids, within
from adapters.titles import headline
from bot.chat.messages import Form, FormField

FIELDS = 5
PICKS = {"person": 5, "group": 6, "channel": 8}
"""What kind of select lists people, which one roles, and which one channels."""
WRITTEN_IN = [0, 5, 10, 11, 12, 15]
"""Kinds of channels in which people write: text, announcements, threads, forums."""
LONGEST_TITLE = 45
LONGEST_HINT = 100
LONGEST_VALUE = 4_000


def modal(form: Form) -> dict[str, Any] | None:
    """The modal; None where Discord cannot show the form. Of more than five fields, optional ones are left out."""
    asked = _fields(form)
    if not asked or any(units(field.value) > LONGEST_VALUE for field in asked):
        return None
    return {
        "custom_id": Ids().of(form.command),
        "title": short(headline(clean(form.title), LONGEST_TITLE, units), LONGEST_TITLE),
        "components": [_labelled(field) for field in asked],
    }


def _fields(form: Form) -> list[FormField]:
    """At most five, in their order; none where more than five are required. What can be said in the first one stands there."""
    required = sum(field.required for field in form.fields)
    if required > FIELDS:
        return []
    room = FIELDS - required
    kept, said = [], []
    for field in form.fields:
        if field.required or room > 0:
            kept.append(field)
            room -= not field.required
        else:
            said.append(field.typed)
    if words := " ".join(filter(None, said)):
        kept[0] = replace(kept[0], value=f"{kept[0].value} {words}".strip())
    return kept


def _labelled(field: FormField) -> Component:
    shown: Component = {"type": 18, "label": short(field.label, LONGEST_TITLE), "component": _input(field)}
    if field.hint.strip():
        shown["description"] = short(field.hint, LONGEST_HINT)
    return shown


def _input(field: FormField) -> Component:
    if field.picks in PICKS:
        least = int(field.required)
        picked = {"type": PICKS[field.picks], "custom_id": field.name, "min_values": least, "max_values": 1}
        kinds = {"channel_types": WRITTEN_IN} if field.picks == "channel" else {}
        return {**picked, **kinds, "required": field.required}
    chosen = field.value.split(",") if field.several else [field.value]
    options = [] if field.picks else [_option(value, label, chosen) for value, label in dict(field.options).items()]
    if 0 < len(options) <= OPTIONS:
        most = {"min_values": int(field.required), "max_values": len(options)} if field.several else {}
        return {"type": 3, "custom_id": field.name, "required": field.required, "options": options, **most}
    shown: Component = {
        "type": 4,
        "custom_id": field.name,
        "style": 2 if field.long else 1,
        "required": field.required,
        "max_length": LONGEST_VALUE,
    }
    return {**shown, "value": field.value} if field.value else shown


def _option(value: str, label: str, chosen: Collection[str]) -> Component:
    shown: Component = {"label": short(label, LONGEST_OPTION), "value": value}
    return {**shown, "default": True} if value in chosen else shown


def filled(data: Mapping[str, Any]) -> dict[str, str]:
    """The values of a modal that was sent, by field; a choice of nothing is left out."""
    values: dict[str, str] = {}
    for component in within(data.get("components") or []):
        given = component.get("value") or ",".join(component.get("values") or ())
        if "custom_id" in component and given:
            picked = component.get("type") in PICKS.values()
            values[component["custom_id"]] = mentioned(given, data.get("resolved") or {}) if picked else str(given)
    return values
