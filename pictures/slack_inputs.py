"""What can be pressed, chosen and filled in on Slack."""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from pictures.markup import broken, joined, tag

Json = Mapping[str, Any]

PEOPLE, CHANNELS = "Select a person", "Select a channel"


def control(one: Json) -> Markup:
    match one["type"]:
        case "button":
            return tag("span", one["text"]["text"], cls=f"button {one.get('style', '')}".strip())
        case "overflow":
            return tag("span", tag("i"), tag("i"), tag("i"), cls="button overflow")
        case "static_select" | "external_select":
            return _closed(_chosen(one) or _placeholder(one, "Select an option"), chosen=bool(_chosen(one)))
        case "multi_static_select" | "multi_external_select":
            return _several([option["text"]["text"] for option in one.get("initial_options", ())], one)
        case "users_select" | "multi_users_select":
            return _closed(_placeholder(one, PEOPLE), chosen=False)
        case "conversations_select" | "channels_select":
            return _closed(_placeholder(one, CHANNELS), chosen=False)
        case "plain_text_input" | "number_input" | "email_text_input" | "url_text_input":
            return _typed(one)
        case "datepicker" | "timepicker":
            shown = one.get("initial_date") or one.get("initial_time")
            return _closed(str(shown or _placeholder(one, "Select a date")), chosen=bool(shown))
        case "radio_buttons":
            return tag("div", *_ticked(one, [one.get("initial_option")]), cls="radio")
        case "checkboxes":
            return tag("div", *_ticked(one, one.get("initial_options", ())), cls="checks")
    raise NotImplementedError(one["type"])


def labelled(block: Json) -> Markup:
    """A field of a modal: what it is, the control, and what to know about it."""
    optional = tag("small", " (optional)") if block.get("optional") else ""
    hint = tag("div", block["hint"]["text"], cls="hint") if "hint" in block else ""
    return tag("label", block["label"]["text"], optional) + control(block["element"]) + joined((hint,))


def _closed(words: str, *, chosen: bool) -> Markup:
    return tag("span", tag("span", words), tag("i", cls="down"), cls="select chosen" if chosen else "select")


def _several(chosen: list[str], one: Json) -> Markup:
    if not chosen:
        return _closed(_placeholder(one, "Select options"), chosen=False)
    chips = (tag("span", words, cls="chip") for words in chosen)
    return tag("span", tag("span", *chips), tag("i", cls="down"), cls="select chosen")


def _typed(one: Json) -> Markup:
    value = one.get("initial_value", "")
    shown = broken(value) if value else tag("span", _placeholder(one, ""), cls="placeholder")
    return tag("div", shown, cls="typed long" if one.get("multiline") else "typed")


def _ticked(one: Json, chosen: Any) -> Iterator[Markup]:
    values = {option["value"] for option in chosen if option}
    for option in one["options"]:
        about = tag("small", option["description"]["text"]) if "description" in option else ""
        sign = tag("i", cls="on" if option["value"] in values else "")
        yield tag("div", sign, tag("div", option["text"]["text"], about))


def _chosen(one: Json) -> str:
    return str(one["initial_option"]["text"]["text"]) if "initial_option" in one else ""


def _placeholder(one: Json, otherwise: str) -> str:
    return str(one["placeholder"]["text"]) if "placeholder" in one else otherwise
