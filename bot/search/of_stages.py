"""Stages as questions speak of them, by whatever words a team has for them: "in phone screen", "at the onsite stage"."""

from collections.abc import Sequence

from bot.search.lexing import Item
from bot.search.text import tokens
from bot.search.wording import ENDS, STAGES, Words
from bot.search.words import word_list
from bot.stages import NEW, stages

_INTO = frozenset(("in", "at", "im"))
_ARTICLES = frozenset(("the", "our", "der", "die"))
_CALLED = frozenset(("stage", "stages", "phase", "round"))
_WHO_IS = word_list("who_is")
"""Words before "in the onsite" that make it a stage, and no field of work."""
_COPULAS = frozenset(("is", "are", "ist", "sind"))
_ACTS = {("has",), ("had",), ("having",)}
"""Before what candidates did themselves: "who has hired people"; whom we hired is a stage."""
_OBJECTS = frozenset(
    ("people", "engineers", "developers", "others", "staff", "students", "interns", "somebody", "anyone")
)


def said_at(words: Words, at: int) -> tuple[str, int] | None:
    """A stage as people say it, and the place after it: "in interview", "hired"."""
    start = at + (words.tokens[at] in {"in", "at", "im"})
    start += words.tokens[start : start + 1] == ("the",)
    word, after = (*words.tokens[start : start + 2], "", "")[:2]
    stage = STAGES.get(word, "")
    said = start > at or word.endswith(("ed", "ing")) or "we" in words.tokens[max(0, at - 2) : at]
    acts = start == at and (words.tokens[at - 1 : at] in _ACTS or after in _OBJECTS) and at > 0
    if not stage or not said or acts or after in {"at", "by", "as", "for", "in", "from", "with"}:
        return None
    return stage, start + 1 + (after in {"stage", "phase", "round"})


def with_stages(row: Sequence[Item]) -> list[Item]:
    """The items with a field in place of the stages that are spoken of."""
    said = [tuple(tokens(item.text)) if item.kind == "word" and not item.negated else () for item in row]
    labels = _labels()
    begins = _INTO | _ARTICLES | {label[0] for label in labels}
    found: list[Item] = []
    at = 0
    while at < len(row):
        listed = _goes_on(found)
        made = _stage_at(said, at, labels, listed=listed) if said[at] and said[at][0] in begins else None
        if made is None:
            found.append(row[at])
            at += 1
            continue
        key, at = made
        if listed:
            found.pop()
            key = f"{found.pop().text},{key}"
        found.append(Item("field", key, "stage"))
    return found


def _goes_on(found: Sequence[Item]) -> bool:
    """Whether another stage may follow: after an "or" or a comma behind one."""
    return (
        len(found) > 1
        and found[-1].kind in {"or", "comma"}
        and (found[-2].kind, found[-2].field, found[-2].negated) == ("field", "stage", False)
    )


def _labels() -> dict[tuple[str, ...], str]:
    """The key by the words of the label, longest first."""
    known = {label: one.key for one in stages() if (label := tuple(tokens(one.label)))}
    return dict(sorted(known.items(), key=lambda one: -len(one[0])))


def _stage_at(
    said: Sequence[tuple[str, ...]], at: int, labels: dict[tuple[str, ...], str], *, listed: bool
) -> tuple[str, int] | None:
    """The stage that is spoken of from here on, and the place after it. ``said`` is empty for what is no plain word."""
    start = at + (_last(said, at) in _INTO)
    start += _last(said, start) in _ARTICLES
    found = next(((key, end) for label, key in labels.items() if (end := _spelt(said, start, label))), None)
    if found is None:
        return None
    key, end = found
    after, before = _last(said, end), _last(said, at - 1) if at else ""
    if after in _CALLED:
        return key, end + 1
    if end == start + 1 and after and after not in ENDS:
        return None
    if start > at:
        return found if listed or not at or before in _WHO_IS else None
    return found if listed or (before in _COPULAS and key != NEW.key and end == len(said)) else None


def _spelt(said: Sequence[tuple[str, ...]], at: int, label: tuple[str, ...]) -> int:
    """The place after the label's words, where they stand here; 0 where they do not."""
    words: tuple[str, ...] = ()
    while at < len(said) and said[at] and len(words) < len(label):
        words += said[at]
        at += 1
    return at if words == label else 0


def _last(said: Sequence[tuple[str, ...]], at: int) -> str:
    """The word there; empty where there is none."""
    return said[at][-1] if at < len(said) and said[at] else ""
