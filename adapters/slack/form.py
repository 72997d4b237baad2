"""A form as a Slack modal, and what a submitted modal says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from adapters.slack.spans import Json, clean, plain, text_object
from adapters.titles import headline
from bot.chat.messages import Choice, Form, FormField, Reply, SmallPrint

TITLE, LINE, ORIGIN = 24, 3000, 255
LABEL, TEXT, OPTION_LABEL, OPTION_VALUE, OPTIONS = 2000, 3000, 75, 150, 100
CALLBACK = "form"
COMPLETED = {
    "candidate": ("external_select", "Begin to type a name", 1),
    "candidates": ("multi_external_select", "Begin to type a name", 1),
    "colleague": ("external_select", "You, where nobody is chosen", 0),
}
"""What is completed as typed: by which element, what stands in it, and from how many characters on."""

TOO_LONG = SmallPrint(((f"what it says by now is too long for a form on Slack, which takes {TEXT:,} characters",),))

Group = tuple[str, str]
"""A user group's id and handle."""


def showable(reply: Reply) -> Reply:
    """The reply, in words alone where a text in its form is too long for Slack: what is cut is lost once it is sent."""
    if reply.form is None or _holds(reply.form):
        return reply
    return replace(reply, form=None, blocks=(*reply.blocks, TOO_LONG))


def _holds(form: Form) -> bool:
    return all(len(clean(one.value)) <= TEXT for one in form.fields)


def modal(form: Form, origin: str, groups: Sequence[Group] = ()) -> Json | None:
    """The modal, which remembers where its answer goes; None where its line, or a text in it, is too long for one.

    A user group is picked from those there are; where there is none, nobody is asked for one.
    """
    if len(form.command) > LINE or not _holds(form):
        return None
    fields = (_with_groups(one, groups) for one in form.fields)
    blocks = [_input(one) for one in [one for one in fields if one][:OPTIONS]]
    if len(form.title) > TITLE:
        blocks.insert(0, {"type": "section", "text": plain(form.title, TEXT)})
    return {
        "type": "modal",
        "callback_id": origin if 0 < len(origin) <= ORIGIN else CALLBACK,
        "private_metadata": form.command,
        "title": plain(_head(form), TITLE),
        "submit": plain(form.submit, TITLE),
        "close": plain("Cancel", TITLE),
        "blocks": [*blocks, *_small(form)],
    }


def _head(form: Form) -> str:
    """The title, or where it would break off within a clause, the command's name: the whole title stands below it."""
    head = headline(clean(form.title), TITLE)
    return form.command.split(" ")[0].replace("-", " ").capitalize() if head.endswith("…") else head


def _small(form: Form) -> list[Json]:
    return [{"type": "context", "elements": [one]} for one in text_object([form.small], TEXT)] if form.small else []


def _input(one: FormField) -> Json:
    block: Json = {
        "type": "input",
        "block_id": one.name,
        "label": plain(one.label, LABEL),
        "optional": not one.required,
        "element": _element(one),
    }
    told = block["element"]["type"] == "datepicker" or "min_query_length" in block["element"]
    if one.hint.strip() and not told:  # nothing can be written into a calendar, and completion shows what there is
        block["hint"] = plain(one.hint, LABEL)
    return block


def _element(one: FormField) -> Json:
    if one.picks == "person":
        return {"type": "users_select", "action_id": one.name}
    if one.picks == "channel":
        return {
            "type": "conversations_select",
            "action_id": one.name,
            "default_to_current_conversation": True,
            "filter": {"include": ["public", "private"], "exclude_bot_users": True},
        }
    if one.picks in COMPLETED and (completed := _completed(one)):
        return completed
    if one.picks == "day" and not one.value:  # a calendar cannot be emptied again, a text can
        return {"type": "datepicker", "action_id": one.name}
    return _select(one) if _selectable(one) and one.picks not in COMPLETED else _text(one)


def _completed(one: FormField) -> Json | None:
    """A select that asks for completions; None where a value is not known by what it is called."""
    kind, words, least = COMPLETED[one.picks]
    element: Json = {"type": kind, "action_id": one.name, "placeholder": plain(words, LABEL), "min_query_length": least}
    values = [value for part in one.value.split(",") if (value := part.strip())]
    called = dict(one.options)
    chosen = [_option(value, called[value]) for value in values if value in called]
    several = kind.startswith("multi_")
    if len(chosen) < len(values) or (len(chosen) > 1 and not several):
        return None
    if not chosen:
        return element
    return element | ({"initial_options": chosen} if several else {"initial_option": chosen[0]})


def _option(value: str, label: str) -> Json:
    return {"text": plain(label, OPTION_LABEL), "value": value}


def _with_groups(one: FormField, groups: Sequence[Group]) -> FormField | None:
    if one.picks != "group":
        return one
    options = tuple((f"<@&{number}|{handle}>", f"@{handle}") for number, handle in groups)
    return replace(one, options=options) if options or one.required else None


def _selectable(one: FormField) -> bool:
    values = [value for value, _ in one.options]
    return 0 < len(values) <= OPTIONS**2 and all(0 < len(value) <= OPTION_VALUE for value in values)


def _text(one: FormField) -> Json:
    element = {"type": "plain_text_input", "action_id": one.name, "multiline": one.long, "max_length": TEXT}
    if value := clean(one.value):
        element["initial_value"] = value if one.long else " ".join(value.split())
    return element


def _select(one: FormField) -> Json:
    options = [_option(value, label) for value, label in one.options]
    kind = "multi_static_select" if one.several else "static_select"
    element: Json = {"type": kind, "action_id": one.name}
    if len(options) <= OPTIONS:
        element["options"] = options
    else:
        parts = (options[start : start + OPTIONS] for start in range(0, len(options), OPTIONS))
        element["option_groups"] = [{"label": part[0]["text"], "options": part} for part in parts]
    wanted = one.value.split(",") if one.several else [one.value]
    if chosen := [option for option in options if option["value"] in wanted]:
        element |= {"initial_options": chosen} if one.several else {"initial_option": chosen[0]}
    return element


def suggested(choices: Iterable[Choice]) -> list[Json]:
    """Completions as the options of a select that asks for them while somebody types."""
    fitting = (one for one in choices if 0 < len(one.value) <= OPTION_VALUE)
    return [_option(one.value, one.label) for one in fitting][:OPTIONS]


def values(view: Mapping[str, Any]) -> dict[str, str]:
    """What each field was filled in with; nothing for those left empty."""
    found: dict[str, str] = {}
    for block in view["state"]["values"].values():
        for name, state in block.items():
            option = state.get("selected_option") or {}
            several = ",".join(each["value"] for each in state.get("selected_options") or ())
            person = f"<@{user}>" if (user := state.get("selected_user")) else ""
            day = state.get("selected_date") or ""
            channel = f"<#{chosen}>" if (chosen := state.get("selected_conversation")) else ""
            if value := state.get("value") or option.get("value") or several or person or channel or day:
                found[name] = value
    return found


def asked(view: Mapping[str, Any]) -> list[str]:
    """The names of its fields."""
    return [block["block_id"] for block in view["blocks"] if block["type"] == "input"]


def blanks(view: Mapping[str, Any]) -> dict[str, str]:
    """The required fields that hold only spaces, which Slack lets through, with what to say at each."""
    given = values(view)
    return {
        block["block_id"]: "This cannot be blank."
        for block in view["blocks"]
        if block["type"] == "input" and not block.get("optional") and not given.get(block["block_id"], "").strip()
    }
