"""Slack's table block, and the same as lists for a workspace that refuses it."""

import time
from collections.abc import Callable

from adapters.slack.blocks import Run, rich_text
from adapters.slack.render import paged
from adapters.slack.spans import Json

REFUSALS = frozenset(("invalid_blocks", "invalid_blocks_format"))
"""Slack's words for blocks that it does not take: it does not say which."""
REMEMBERED = 24 * 60 * 60.0
"""Seconds until a workspace is tried with a table again: Slack gives new blocks to one after the other."""


class Tables:
    """Whether a workspace takes them, as far as it was seen."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._not_before = float("-inf")

    @property
    def taken(self) -> bool:
        return self._clock() >= self._not_before

    def refused(self) -> None:
        """A message was taken without its table, and not with it."""
        self._not_before = self._clock() + REMEMBERED


def has_table(message: Json) -> bool:
    return any(block["type"] == "table" for block in message.get("blocks") or ())


def as_lists(message: Json) -> list[Json]:
    """The message with lists in place of its tables, in several messages where one is too short."""
    groups = [_listed(block) if block["type"] == "table" else [block] for block in message["blocks"]]
    return [{**message, "blocks": blocks} for blocks in paged(groups)]


def _listed(table: Json) -> list[Json]:
    """Each row by itself: its first cell, and under it "column: value"."""
    header, *rows = table["rows"]
    labels = ["".join(str(one.get("text", "")) for one in _elements(cell)) for cell in header]
    runs = [Run("section", [{"type": "text", "text": " · ".join(filter(str.strip, labels)) or "–"}])]
    for first, *cells in rows:
        runs.append(Run("section", [_bold(one) for one in _elements(first)]))
        for label, cell in zip(labels[1:], cells, strict=True):
            named = [_bold({"type": "text", "text": label}), {"type": "text", "text": ": "}] if label.strip() else []
            runs.append(Run("item", [*named, *_elements(cell)]))
    return rich_text(runs)


def _elements(cell: Json) -> list[Json]:
    return [one for section in cell["elements"] for one in section["elements"]]


def _bold(element: Json) -> Json:
    return {**element, "style": {**element.get("style", {}), "bold": True}}
