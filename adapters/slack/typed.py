"""What a person typed, without what Slack made of it: links, mentions, escapes, formatting. Pure."""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from adapters.calling import uncalled

Payload = Mapping[str, Any]

_TOKEN = re.compile(r"<([^<>]*)>")
_NAMED = re.compile(r"(<((?:@&|@|#)\w{1,40})\|[^<>|]{1,100}>)")
_NAMELESS = re.compile(r"<(?:@&|@|#)\w{1,40}>")
_SCHEME = re.compile(r"^(?:https?://|mailto:|tel:)", re.IGNORECASE)


def written(message: Payload) -> str:
    """A message's words. Its rich text has them as they are; its ``text`` has marks like ``*`` in between."""
    blocks, text = message.get("blocks") or (), message.get("text") or ""
    if blocks and all(block.get("type") == "rich_text" for block in blocks):
        paragraphs = (part for block in blocks for element in block.get("elements") or () for part in _lines(element))
        if words := "".join(paragraphs).strip():
            return _with_names(words, typed_text(text))
    return typed_text(text)


def _with_names(words: str, text: str) -> str:
    """The rich text's mentions have ids alone; some of them have a name in the text."""
    named = {f"<{target}>": whole for whole, target in _NAMED.findall(text)}
    return _NAMELESS.sub(lambda found: named.get(found[0], found[0]), words) if named else words


def typed_text(text: str) -> str:
    """The words of a text in Slack's own markup."""
    return html.unescape(_TOKEN.sub(lambda found: html.escape(_token(found[1]), quote=False), text)).strip()


def without(text: str, user: str) -> str:
    """The words less the mentions of somebody, who is called by them."""
    return uncalled(text, rf"<@{re.escape(user)}(?:\|[^>]*)?>") if user else text


def _token(content: str) -> str:
    """A link as it was typed; a mention as ``<@id|name>``, of a group as ``<@&id|name>``."""
    target, _, label = (html.unescape(part) for part in content.partition("|"))
    if target.startswith("!subteam^"):
        return _mention(f"@&{target.removeprefix('!subteam^')}", label.removeprefix("@"))
    if target.startswith(("@", "#")):
        return _mention(target, label)
    if target.startswith("!"):
        return label or f"@{target[1:].partition('^')[0]}"
    return _link(target, label)


def _link(target: str, label: str) -> str:
    mail = target.lower().startswith("mailto:")
    bare = _SCHEME.sub("", target)
    address = bare if mail or target.lower().startswith("tel:") else target
    if not label:
        return address
    same = target.lower().startswith("tel:") or _SCHEME.sub("", label).strip("/") == bare.strip("/")
    return label if same else f"{label} ({address})"


def _mention(target: str, name: str) -> str:
    return f"<{target}|{name}>" if name else f"<{target}>"


# ------------------------------------------------------------------ rich text


def _lines(element: Payload) -> Iterator[str]:
    """What stands in one part of a rich text, each line with its end."""
    inside = element.get("elements") or ()
    if element.get("type") != "rich_text_list":
        text = "".join(_said(one) for one in inside)
        yield text if text.endswith("\n") else f"{text}\n"
        return
    start = int(element.get("offset") or 0) + 1
    for number, one in enumerate(inside, start):
        mark = f"{number}." if element.get("style") == "ordered" else "-"
        item = "".join(_said(part) for part in one.get("elements") or ()).strip()
        yield f"{'  ' * int(element.get('indent') or 0)}{mark} {item}\n"


def _said(one: Payload) -> str:
    match one.get("type"):
        case "link":
            return _link(str(one.get("url") or ""), str(one.get("text") or ""))
        case "user":
            return _mention(f"@{one.get('user_id')}", "")
        case "usergroup":
            return _mention(f"@&{one.get('usergroup_id')}", "")
        case "channel":
            return _mention(f"#{one.get('channel_id')}", "")
        case "broadcast":
            return f"@{one.get('range')}"
        case "emoji":
            return _emoji(str(one.get("name") or ""), str(one.get("unicode") or ""))
        case _:
            return str(one.get("text") or one.get("fallback") or one.get("value") or "")


def _emoji(name: str, codes: str) -> str:
    try:
        return "".join(chr(int(code, 16)) for code in codes.split("-")) if codes else f":{name}:"
    except (ValueError, OverflowError):
        return f":{name}:"
