"""Reads Markdown by the rules of Discord's own clients, so that tests judge what people see by somebody else's grammar."""

import re
from dataclasses import dataclass, field

_BLOCKS = (
    ("heading", re.compile(r" *(#{1,3})\s+(?=\S)")),
    ("subtext", re.compile(r"-# +(?=\S)")),
    ("list", re.compile(r" *(?:[*-]|\d+\.) +(?=\S)")),
    ("quote", re.compile(r" *>(?:>>)? ")),
)
_INLINE = (
    ("escape", re.compile(r"\\([^0-9A-Za-z\s])")),
    ("autolink", re.compile(r"<([^: >]+:/[^ >]+)>")),
    ("url", re.compile(r"((?:https?|steam)://[^\s<]+[^<.,:;\"'\]\s])")),
    ("everyone", re.compile(r"(@everyone|@here)")),
    ("mention", re.compile(r"(<(?:@[!&]?|#)\d+>|</[^:]+:\d+>|<id:\w+>)")),
    ("emoji", re.compile(r"(<a?:\w+:\d+>|:[\w+~-]+:)")),
    ("time", re.compile(r"(<t:-?\d{1,17}(?::[tTdDfFR])?>)")),
    ("address", re.compile(r"<([^\s<>@]+@[^\s<>]+|\+\d+)>")),
    ("code", re.compile(r"(?P<fence>`+)([\s\S]*?[^`])(?P=fence)(?!`)")),
    ("link", re.compile(r"\[((?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*)\]\(\s*<?((?:[^\s\\]|\\.)*?)>?\s*\)")),
    ("bold", re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)")),
    ("underline", re.compile(r"__((?:\\[\s\S]|[^\\])+?)__(?!_)")),
    (
        "italic",
        re.compile(
            r"_((?:__|\\[\s\S]|[^\\_])+?)_(?![0-9A-Za-z])|\*(?=\S)((?:\*\*|\\[\s\S]|[^\s*\\]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*))+?)\*(?!\*)"
        ),
    ),
    ("strike", re.compile(r"~~([\s\S]+?)~~(?!_)")),
    ("spoiler", re.compile(r"\|\|([\s\S]+?)\|\|")),
)


@dataclass
class Read:
    """What is seen, and everything that was not plain text."""

    text: str = ""
    marks: list[tuple[str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def marked(self, kind: str) -> list[str]:
        return [text for one, text in self.marks if one == kind]


def read(markdown: str) -> Read:
    found = Read()
    shown = []
    for line in markdown.split("\n"):
        rest = line
        for kind, pattern in _BLOCKS:
            if start := pattern.match(rest):
                found.marks.append((kind, ""))
                rest = rest[start.end() :]
        shown.append(_inline(rest, found))
    found.text = "\n".join(shown)
    return found


def _inline(text: str, found: Read) -> str:
    shown = ""
    while text:
        matches = ((kind, pattern.match(text)) for kind, pattern in _INLINE)
        kind, token = next((one for one in matches if one[1]), ("", None))
        if token is None:
            shown, text = shown + text[0], text[1:]
        else:
            shown, text = shown + _shown(kind, token, found), text[token.end() :]
    return shown


def _shown(kind: str, token: re.Match[str], found: Read) -> str:
    if kind == "escape":
        return token[1]
    if kind == "code":
        inner = token[2].strip(" ")
        found.marks.append((kind, inner))
        return inner
    if kind == "link":
        found.links.append(token[2])
    inner = next(group for group in token.groups() if group is not None)
    if kind in ("link", "bold", "underline", "italic", "strike", "spoiler"):
        inner = _inline(inner, found)
    found.marks.append((kind, inner))
    return inner
