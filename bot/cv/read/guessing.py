"""Bytes that name no encoding and are no UTF-8: which of the old encodings makes words of them."""

from charset_normalizer import from_bytes

from bot.cv.read.encoding import UNKNOWN
from bot.cv.unreadable import Unreadable

_OLD = ["cp1252", "cp1250", "cp1251", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"]
_MOST_CHAOS = 0.1


def guessed(data: bytes) -> str:
    """The text, where one old encoding alone makes words of the bytes; two that differ are a guess, and refused: Unreadable."""
    found = list(from_bytes(data, cp_isolation=_OLD, threshold=0.2))
    if not found or found[0].chaos > _MOST_CHAOS:
        raise Unreadable(UNKNOWN)
    best = found[0]
    rivals = [one for one in found[1:] if one.chaos <= best.chaos + 0.02 and str(one) != str(best)]
    if rivals:
        raise Unreadable(UNKNOWN)
    return str(best)
