"""A command's parameters as the fields of a form, and a form that was sent with values that do not fit."""

import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from bot.cards.naming import calm
from bot.chat.errors import Missing, Refusal, short
from bot.chat.messages import Actions, Bold, Button, Field, Form, FormField, Picks, Reply, SmallPrint, Text
from bot.records import Candidate

if TYPE_CHECKING:
    from bot.chat.command import Command, Parameter
    from bot.chat.context import Context

PICKED: dict[str, Picks] = {"mention": "person", "who": "candidate", "people": "candidates", "channel": "channel"}
"""Kinds of parameters that ask for somebody, or for a channel."""
OWNER = "member"
"""The parameter that asks whose somebody is."""
VALUES = " ?"
"""Between a form's line and the values that it is opened with: ``form todo-postpone 3 ?until=monday``."""
LONGEST_LINE = 1_000
"""Characters of a line that opens a form again: what fits behind a button everywhere."""
LONGEST_TITLE = 60
_CLAUSE = re.compile(r"[,;:]")
_PEOPLE = re.compile(r"\b(?:people|somebody)\b")
_NUMBERS = re.compile(r"#\d{1,9}(?:,#\d{1,9}){0,199}")
LONGEST_FAULT = 300
"""Characters that are said beside a field."""


def form_of(command: "Command", line: str, given: Collection[str] = ()) -> Form:
    """A form for what the command still takes besides ``given``; ``line`` is kept, or shown for correction."""
    lacking = [
        one for one in command.parameters if one.kind not in ("flag", "file", "number") and one.name not in given
    ]
    first = command.parameters[0] if command.parameters else None
    if line and not given and first and first.kind in ("who", "people"):
        lacking = [one for one in lacking if one is not first]
    asked = [one for one in lacking if one.required or not one.option]
    if first and first.kind == "line" and not given:
        fields = tuple(replace(form_field(one), value=line if one is first else "") for one in asked)
        line = ""
    else:
        fields = tuple(form_field(one) for one in asked)
    title = _CLAUSE.split(command.summary.rstrip("."), maxsplit=1)[0][:LONGEST_TITLE]
    return Form(title, f"{command.name} {line}".strip(), fields, "Save" if command.changes else "Go")


def about(form: Form, people: Sequence[Candidate]) -> Form:
    """The form with its people in the title: "Move people to another stage" is "Move Noor Etxeberria to another stage"."""
    if not people:
        return form
    one = people[0]
    who = f"{len(people)} people" if len(people) > 1 else calm(one.name) or f"#{one.number}"
    title, named = _PEOPLE.subn(lambda _: who, form.title, count=1)
    return replace(form, title=title if named else f"{title} · {who}")


def form_field(parameter: "Parameter") -> FormField:
    label = parameter.name.replace("_", " ").capitalize()
    picks: Picks = "colleague" if parameter.name == OWNER else PICKED.get(parameter.kind, "")
    return FormField(
        parameter.name,
        label,
        hint=parameter.help,
        required=parameter.required,
        long=parameter.kind == "line" and not picks,
        options=parameter.offered,
        picks=picks,
    )


def opened(command: "Command", context: "Context", line: str) -> Form:
    """The form for a line, which may end with the values that were filled in before."""
    before, mark, values = f" {line}".rpartition(VALUES)
    if not mark or "=" not in values or " " in values:
        before, values = line, ""
    line = before.strip()
    if command.form:
        form = command.form(context, line)
    else:
        form = form_of(command, line)
        if _NUMBERS.fullmatch(line):
            form = about(form, context.store.candidates([int(one[1:]) for one in line.split(",")]))
    return filled(form, dict(parse_qsl(values)))


def filled(form: Form, values: Mapping[str, str]) -> Form:
    """The form with these values in its fields; those that it has no field for are left out."""
    return replace(form, fields=tuple(replace(one, value=values.get(one.name, one.value)) for one in form.fields))


# ------------------------------------------------------- what does not fit


def declined(refusal: Refusal, command: "Command", line: str, context: "Context") -> Reply:
    """The refusal as a reply; of a form that was sent, with what to say at which field and the way back into it."""
    reply, values = refusal.reply(), context.request.values
    faults = _faults(refusal, values)
    if not faults:
        return reply
    if isinstance(refusal, Missing):
        return replace(reply, faults=tuple(faults.items()), form=filled(refusal.form, values))
    opens, lost = _opening(f"{command.name} {line}".strip(), values)
    form = None
    with suppress(Refusal):  # whoever the form was about may be gone
        form = replace(filled(opened(command, context, line), values), opens=opens)
    labels = {one.name: one.label for one in form.fields} if form else {}
    which = [Bold(labels.get(name, name.replace("_", " ").capitalize())) for name in faults]
    more = tuple(SmallPrint((("in the field ", label),)) for label in which)
    besides = tuple(Text((one.beside,)) for one in refusal.besides)
    kept = tuple(Field(f"You wrote, as {labels.get(name, name)}", (Text((text,)),)) for name, text in lost.items())
    blocks = (*reply.blocks, *besides, *more, *kept)
    return replace(reply, blocks=blocks, faults=tuple(faults.items()), form=form)


def with_button(reply: Reply) -> Reply:
    """The reply for where its form cannot be opened by itself: with a button that opens it when pressed."""
    if reply.form is None:
        return reply
    button = Button("Correct…" if reply.faults else "Fill in…", reply.form.opens or reply.form.command, typed="")
    return replace(reply, blocks=(*reply.blocks, Actions((button,))))


def _faults(refusal: Refusal, values: Mapping[str, str]) -> dict[str, str]:
    """What is wrong, by field; nothing where no form was filled in, or where it is no matter of one field."""
    if not values:
        return {}
    if isinstance(refusal, Missing):
        lacking = [one for one in refusal.form.fields if one.required and not values.get(one.name, "").strip()]
        return {one.name: short(refusal.answer, LONGEST_FAULT) for one in lacking}
    found = [one for one in (refusal, *refusal.besides) if one.field in values]
    return {one.field: short(one.beside, LONGEST_FAULT) for one in found}


def _opening(line: str, values: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The line that opens the form with these values, and those that are too long for it."""
    kept, lost = dict(values), dict[str, str]()
    while kept and len(_with_values(line, kept)) > LONGEST_LINE:
        longest = max(kept, key=lambda name: len(kept[name]))
        lost[longest] = kept.pop(longest)
    return _with_values(line, kept), lost


def _with_values(line: str, values: Mapping[str, str]) -> str:
    return f"form {line}" + (f"{VALUES}{urlencode(values)}" if values else "")
