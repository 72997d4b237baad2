"""The whole test set: rendered and hand-written CVs under the names of their shapes."""

from collections.abc import Iterable
from hashlib import sha256

import msgspec

from bot.cv import Unreadable, read_cv
from tests.cvs.mutations import mutated
from tests.cvs.score import Finding, Score, score, unread
from tests.cvs.shapes import SHAPES, TEXTS, Rendering, renderings
from tests.cvs.written import written

WRITTEN = "written by hand"
NAMES = (*SHAPES, WRITTEN)


def cvs(shape: str) -> list[Rendering]:
    """All CVs of a shape; the person's key tells them apart."""
    return written() if shape == WRITTEN else renderings(shape)


def spoilt(mutation: str) -> list[Rendering]:
    """All text CVs after a mutation."""
    return [mutated(mutation, one) for shape in TEXTS for one in renderings(shape)]


def judged(one: Rendering) -> Score:
    """The CV read, against what is right. A refused one misses everything."""
    try:
        reading = read_cv(one.data, one.file)
    except Unreadable:
        return unread(one.expected)
    return score(one.expected, reading)


def total(some: Iterable[Rendering]) -> Score:
    whole = Score()
    for one in some:
        whole.add(judged(one))
    return whole


def digest(some: Iterable[Rendering]) -> str:
    """SHA-256 of what the CVs' readings say, to the byte; refusals count with their reason."""
    whole = sha256()
    for one in some:
        try:
            whole.update(msgspec.json.encode(read_cv(one.data, one.file)))
        except Unreadable as refusal:
            whole.update(str(refusal).encode())
    return whole.hexdigest()


def faults(one: Score) -> list[Finding]:
    return [finding for finding in one.findings if finding.state != "right"]
