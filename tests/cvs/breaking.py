"""Documents broken at random: flipped bits, cuts, splices, noise."""

from collections.abc import Callable
from random import Random

from bot.cv import Unreadable, read_cv
from bot.profile import Reading
from tests.cvs.corpus import cvs
from tests.cvs.score import invented
from tests.cvs.shapes import Rendering


def whole_document(shape: str) -> Rendering:
    """One CV of the shape."""
    return Random(shape).choice(cvs(shape))


def broken(data: bytes, how: str, dice: Random) -> bytes:
    return BREAKS[how](bytearray(data), dice)


def reads_honestly(data: bytes, file: str, read: Callable[[bytes, str], Reading] = read_cv) -> Reading | None:
    """A reading whose every fact stands in its quote; None for a refusal with a reason. Anything else fails the test."""
    try:
        reading = read(data, file)
    except Unreadable as refusal:
        reason = str(refusal)
    else:
        found = list(invented(reading))
        assert not found, found
        return reading
    assert reason.endswith(".")
    return None


def _flipped(data: bytearray, dice: Random) -> bytes:
    """A single bit, mostly; sometimes a few."""
    for _ in range(dice.choice((1, 1, 1, 8))):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return bytes(data)


def _cut(data: bytearray, dice: Random) -> bytes:
    """Cut short, or a piece taken out."""
    start = dice.randrange(len(data))
    end = len(data) if dice.random() < 0.5 else min(len(data), start + dice.randrange(1, 400))
    del data[start:end]
    return bytes(data)


def _spliced(data: bytearray, dice: Random) -> bytes:
    """A piece of it put where it does not belong, perhaps many times."""
    start = dice.randrange(len(data))
    piece = data[start : start + dice.randrange(1, 200)] * dice.choice((1, 1, 2, 50))
    at = dice.randrange(len(data))
    data[at:at] = piece
    return bytes(data)


def _noise(data: bytearray, dice: Random) -> bytes:
    """A stretch of random bytes in the middle."""
    at = dice.randrange(len(data))
    data[at : at + dice.randrange(1, 60)] = dice.randbytes(dice.randrange(1, 60))
    return bytes(data)


BREAKS: dict[str, Callable[[bytearray, Random], bytes]] = {
    "flipped": _flipped,
    "cut": _cut,
    "spliced": _spliced,
    "noise": _noise,
}
