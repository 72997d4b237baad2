"""Where a citation quotes its title, whatever quotes the title itself holds."""

import re

_QUOTED = re.compile(
    r"[“\"„«]([^“”\"„«»]{8,300})[”\"»“]|《([^《》]{2,200})》"
    r"|(?<!\w)[‘'](?=\w)((?:[^‘’'\n]|(?<=\w)[’'](?=\w)|(?<=s)[’'](?=\s[a-z])){20,300})[’'](?=[\s,.]|$)"
)
"""A title in its marks; single ones may hold an apostrophe, but no other beginning of a quote."""
_MARK = re.compile(r"[“”\"„«»]")
_BEFORE_QUOTE = ".,?!…'’)"
_AFTER_QUOTE = " ,.;:)]"
_SHORTEST = 8
_LONGEST = 300


def quote_in(text: str) -> tuple[int, int] | None:
    """Where the first long quote begins and ends, whatever shorter ones it holds."""
    start = depth = 0
    for mark in _MARK.finditer(text):
        at = mark.start()
        begins = not at or not (text[at - 1].isalnum() or text[at - 1] in _BEFORE_QUOTE)
        if mark[0] not in "”»" and begins and text[at + 1 : at + 2] not in _AFTER_QUOTE:
            start, depth = at + 1 if not depth else start, depth + 1
        elif depth:
            depth -= 1
            if not depth and _SHORTEST <= at - start <= _LONGEST:
                return start, at
    match = _QUOTED.search(text)
    return match.span(match.lastindex or 1) if match else None
