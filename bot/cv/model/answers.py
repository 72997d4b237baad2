"""The form of a model's answer: entries of known kinds whose parts point at lines and quote them, and nothing else."""

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Kind = Literal["work", "teaching", "service", "education", "publication", "project", "award", "skill", "language"]
Name = Literal[
    "organization", "title", "start", "end", "institution", "degree", "field", "gpa", "venue", "date", "name",
    "awarder", "level",
]  # fmt: skip

_POST: tuple[Name, ...] = ("organization", "title", "start", "end")
PARTS: Mapping[Kind, tuple[Name, ...]] = {
    "work": _POST,
    "teaching": _POST,
    "service": _POST,
    "education": ("institution", "degree", "field", "start", "end", "gpa"),
    "publication": ("title", "venue", "date"),
    "project": ("name", "start", "end"),
    "award": ("title", "awarder", "date"),
    "skill": ("name",),
    "language": ("name", "level"),
}
"""What an entry of each kind may say."""
_LONGEST_ERROR = 300


class Malformed(Exception):
    """The answer has another form; the text says where."""


class Leaf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a part stands: lines by their numbers, and the words."""

    line_from: Annotated[int, Meta(ge=1, le=10_000)]
    line_to: Annotated[int, Meta(ge=1, le=10_000)]
    quote: Annotated[str, Meta(min_length=1, max_length=400)]


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: Kind
    parts: dict[Name, Leaf | None]


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    entries: Annotated[list[Entry], Meta(max_length=40)]


def decode(content: str) -> Answer:
    """The answer, or Malformed. Words and fences around the JSON object are read over."""
    start, end = content.find("{"), content.rfind("}")
    if end < start or start < 0:
        raise Malformed("there is no JSON object")
    try:
        return msgspec.json.decode(content[start : end + 1], type=Answer)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise Malformed(str(error)[:_LONGEST_ERROR]) from None
