"""What is told under an entry: bullets and sentences, each a whole line as written."""

from bot.cv.entries import Entry
from bot.cv.facts.labels import labelled
from bot.profile import Fact

_SHORTEST = 4
_TAKEN = frozenset({"date", "place", "adviser", "gpa", "rank", "organization", "title", "degree", "field"})


def details(entry: Entry) -> tuple[Fact[str], ...]:
    """The lines of the body, and the topics that the head states under labels."""
    found = []
    for number, line in enumerate(entry.lines):
        passage = line.passage.trim()
        if len(passage.text) < _SHORTEST:
            continue
        plain, labels = labelled(passage)
        if number < len(entry.head):
            found += [one.value.fact(f"detail.{one.kind}") for one in labels if one.kind == "topic"]
            continue
        if labels and not plain.trim() and all(one.kind in _TAKEN for one in labels):
            continue
        found.append(passage.fact("detail"))
    return tuple(found)
