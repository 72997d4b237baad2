"""JSON Resume: a CV that states its facts field by field."""

import re
from collections.abc import Iterator

from bot.cv.passage import EMPTY, Line, Passage, Sheet, joined
from bot.cv.private import kind_of_key, without_private
from bot.cv.read.encoding import decode
from bot.cv.read.hidden import Stretch, concealed, merged, unprinted
from bot.cv.read.json import Array, Node, Object, parse, spelt_out
from bot.cv.structured import profile_in
from bot.cv.unreadable import Unreadable

_OBJECT = re.compile(r'\A[\s\ufeff\xef\xbb\xbf]{0,99}(?:\{\s{0,99}(?:"|\}\s{0,99}\Z)|\[\s{0,99}[\[{"\d])')
_SECTIONS = ("basics", "work", "education")
_APART = frozenset({"meta", "$schema", "x_skillsUsed", "x_phonesE164", "x_kind", "x_position", "x_equalContribution"})
"""What programs note about the file: no words of the CV."""
_NO_RESUME = "JSON, but not a JSON Resume: it has no basics, work or education."


def is_source(head: str) -> bool:
    """Whether a text's beginning is JSON's."""
    return bool(_OBJECT.match(head))


def read(data: bytes) -> Sheet:
    """The values of the file, each a line, and the profile they state; raises Unreadable."""
    text = spelt_out(decode(data))
    root = parse(text)
    if not isinstance(root, Object) or not any(isinstance(root.members.get(one), Object | Array) for one in _SECTIONS):
        raise Unreadable(_NO_RESUME)
    stretches = [*unprinted(text), *_unseen(root)]
    lines = tuple(Line(one, begin=one.start, finish=one.end, broken=True) for one in _shown(root) if one.text.strip())
    kinds = dict.fromkeys(kind for kind, _ in _private(root))
    return Sheet(
        text,
        lines,
        merged((one.start, one.end) for one in stretches),
        concealed(text, stretches),
        stated=profile_in(_public_fields(root)),
        left_out=tuple(kinds),
    )


def hidden(text: str) -> tuple[tuple[int, int], ...]:
    """Keys, notes of programs and private values, in order and apart: what is no word of the CV."""
    try:
        root = parse(text)
    except Unreadable:
        return ()
    return merged((one.start, one.end) for one in (*unprinted(text), *_unseen(root)))


def _public(node: Node) -> Node:
    """The document without what its texts tell that a profile never holds: a headline "Engineer, 34 years old"."""
    if isinstance(node, Passage):
        line = without_private(Line(node)) if node else None
        if line is None:
            return EMPTY
        return node if line.passage is node else line.passage.trim()
    if isinstance(node, Array):
        return Array([_public(item) for item in node.items])
    return _public_fields(node)


def _public_fields(node: Object) -> Object:
    return Object({key: _public(member) for key, member in node.members.items()}, node.keys)


def _unseen(node: Node) -> Iterator[Stretch]:
    if isinstance(node, Array):
        for item in node.items:
            yield from _unseen(item)
    elif isinstance(node, Object):
        for key in node.keys:
            if key:
                yield Stretch(key.start - 1, key.end + 1)
            member = node.members[key.text]
            if _is_apart(key.text):
                yield from (Stretch(one.start, one.end) for one in _leaves(member) if one)
            else:
                yield from _unseen(member)


def _is_apart(key: str) -> bool:
    return key in _APART or bool(kind_of_key(key))


def _shown(node: Node) -> Iterator[Passage]:
    """Every value by itself; skills with the label of their list."""
    if isinstance(node, Passage):
        yield node
    elif isinstance(node, Array):
        for item in node.items:
            yield from _shown(item)
    else:
        for key, member in node.members.items():
            if key == "skills" and isinstance(member, Array):
                yield from (joined(leaf for leaf in _leaves(one) if leaf.text.strip()) for one in member.items)
            elif not _is_apart(key):
                yield from _shown(member)


def _leaves(node: Node) -> Iterator[Passage]:
    if isinstance(node, Passage):
        yield node
    else:
        for item in node.items if isinstance(node, Array) else node.members.values():
            yield from _leaves(item)


def _private(node: Node) -> Iterator[tuple[str, Node]]:
    if isinstance(node, Object):
        for key, member in node.members.items():
            if kind := kind_of_key(key):
                yield kind, member
            yield from _private(member)
    elif isinstance(node, Array):
        for item in node.items:
            yield from _private(item)
