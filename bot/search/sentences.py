"""Whether a line is a question, as it begins or speaks like a sentence, and what its words speak of."""

from collections.abc import Sequence
from itertools import pairwise

from bot.search.wording import ARRIVED, INSIDE, LEADS, OTHERWISE_DATED, PAPERS

_ABOUT = {(word, "on") for word in ("research", "focus", "work", "working")} | {
    ("research", "in"),
    ("research", "into"),
    ("research", "about"),
    ("academic", "service"),
    *((studied, "in") for studied in ("major", "minor", "ms", "bs")),
    ("new", "grad"),
    *((arriving, "received") for arriving in ("cvs", "resumes")),
    *((kind, "chair") for kind in ("area", "program", "general", "session", "publicity", "workshop", "track")),
    *(("not", need) for need in ("required", "needed", "necessary", "mandatory")),
    *((committee, member) for committee in ("pc", "tpc") for member in ("member", "members")),
}
"""Words side by side that only a sentence has."""


def is_question(tokens: Sequence[str], line: str) -> bool:
    return (
        line.rstrip().endswith(("?", "？"))
        or bool(tokens and tokens[0] in LEADS and len(tokens) > 1)
        or any(token in INSIDE for token in tokens)
        or any(pair in _ABOUT for pair in pairwise(tokens))
    )


def subject(row: Sequence[str]) -> str:
    """What words spoke of last, as far as that has times of its own: papers, arrivals, or others."""
    known = {
        **dict.fromkeys(OTHERWISE_DATED, "other"),
        **dict.fromkeys(PAPERS, "papers"),
        **dict.fromkeys(ARRIVED, "arrivals"),
    }
    return next((known[word] for word in reversed(row) if word in known), "")
