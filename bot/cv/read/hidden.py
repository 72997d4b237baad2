"""What a text file holds and its page does not show: comments, front matter, scripts, template tags."""

import re

_FRONT = re.compile(
    r"\A\ufeff?\s{0,20}---[ \t]{0,9}\r?\n((?:[^\n]{0,500}\n){0,80}?)(?:---|\.\.\.)[ \t]{0,9}(?=\r?\n|\Z)"
)
_KEY = re.compile(r"^[\w-]{1,40}[ \t]{0,9}:", re.MULTILINE)
_TEMPLATE = re.compile(r"\{%[^%\n]{0,300}%\}|(?<!=[\"'])\{\{[^{}\n]{0,300}\}\}")
_BLOCK_OPEN = re.compile(r"<(script|style|template|head|svg)\b[^<>]{0,500}>", re.IGNORECASE)
_DOCTYPE = re.compile(r"<[!?](?:doctype|xml)\b[^<>]{0,300}>", re.IGNORECASE)
_FENCE = re.compile(r"^[ \t]{0,3}(?:```|~~~)[^\n]{0,40}$", re.MULTILINE)


def hidden(text: str) -> tuple[tuple[int, int], ...]:
    """The hidden stretches, in order and apart."""
    found = [match.span() for match in _TEMPLATE.finditer(text)]
    found += [match.span() for finder in (_FENCE, _DOCTYPE) for match in finder.finditer(text)]
    front = _FRONT.match(text)
    if front and (_KEY.search(front[1]) or not front[1].strip()):
        found.append((0, front.end()))
    found += _comments(text)
    found += _blocks(text)
    return merged(found)


def _comments(text: str) -> list[tuple[int, int]]:
    """An opened comment that never closes hides only its mark: a slip should not swallow the CV."""
    spans, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            spans.append((start, start + 4))
            break
        spans.append((start, end + 3))
        at = end + 3
    return spans


def _blocks(text: str) -> list[tuple[int, int]]:
    spans, at, lowered = [], 0, text.casefold() if text.isascii() else text.lower()
    if len(lowered) != len(text):
        lowered = text
    while opened := _BLOCK_OPEN.search(text, at):
        end = lowered.find(f"</{opened[1].casefold()}", opened.end())
        if end < 0:
            break
        close = text.find(">", end)
        at = close + 1 if close >= 0 else end
        spans.append((opened.start(), at))
    return spans


def merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
