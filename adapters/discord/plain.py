"""Our own Markdown as its reader sees it, for the contract tests."""

import re

_PREFIX = re.compile(r"^(?:#{1,3} |-# |> |- |  )+", re.MULTILINE)
_TOKEN = re.compile(
    r"\\(?P<literal>[^0-9A-Za-z\s])|(?<!`)(?P<fence>`++)(?P<code>.{1,4000}?)(?P=fence)(?!`)|<t:\d+:\w>|\]\([^()\s]*\)|[*\[]",
    re.DOTALL,
)


def plain(markdown: str) -> str:
    """Our own Markdown as its reader sees it."""
    return _TOKEN.sub(lambda found: found["literal"] or found["code"] or "", _PREFIX.sub("", markdown))
