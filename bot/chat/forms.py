"""A command's parameters as the fields of a form."""

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from bot.chat.messages import Form, FormField

if TYPE_CHECKING:
    from bot.chat.command import Command, Parameter

PICKED: dict[str, Literal["person", "candidate"]] = {"mention": "person", "who": "candidate"}
"""Kinds of parameters that ask for somebody."""


def form_of(command: "Command", line: str, given: Collection[str] = ()) -> Form:
    """A form for what the command still takes besides ``given``; ``line`` is kept, or shown for correction."""
    lacking = [
        one for one in command.parameters if one.kind not in ("flag", "file", "number") and one.name not in given
    ]
    first = command.parameters[0] if command.parameters else None
    if line and not given and first and first.kind in ("who", "people"):
        lacking = [one for one in lacking if one is not first]
    asked = [one for one in lacking if one.required] or [one for one in lacking if not one.option]
    if first and first.kind == "line" and not given:
        fields = tuple(replace(form_field(one), value=line if one is first else "") for one in asked)
        line = ""
    else:
        fields = tuple(form_field(one) for one in asked)
    return Form(
        command.summary.rstrip(".")[:60], f"{command.name} {line}".strip(), fields, "Save" if command.changes else "Go"
    )


def form_field(parameter: "Parameter") -> FormField:
    label = parameter.name.replace("_", " ").capitalize()
    return FormField(
        parameter.name,
        label,
        hint=parameter.help,
        required=parameter.required,
        long=parameter.kind == "line",
        options=parameter.offered,
        picks=PICKED.get(parameter.kind, ""),
    )
