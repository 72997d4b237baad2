"""What is told under an entry: bullets and sentences, each a whole line as written."""

from collections.abc import Iterable, Iterator

from bot.cv.entries import Entry
from bot.cv.facts.dates import is_only_dates
from bot.cv.facts.labels import labelled
from bot.cv.passage import Passage
from bot.cv.stretches import Stretches
from bot.profile import Fact

_SHORTEST = 4
_TELLING = 3
"""Words that a line or a cell among the head has at least, where it tells of the post."""
_TAKEN = frozenset({"date", "place", "adviser", "gpa", "rank", "organization", "title", "degree", "field"})


def details(entry: Entry, claimed: Iterable[Fact[str] | None] = ()) -> tuple[Fact[str], ...]:
    """The lines of the body, the topics that the head states under labels, and what stands there and was not ``claimed``."""
    found: list[Fact[str]] = []
    taken = _Taken(claimed)
    for number, line in enumerate(entry.lines):
        passage = line.passage.trim()
        if len(passage.text) < _SHORTEST:
            continue
        plain, labels = labelled(passage)
        if number < len(entry.head):
            found += [one.value.fact(f"detail.{one.kind}") for one in labels if one.kind == "topic"]
            continue
        if labels and not plain.trim() and all(one.kind in _TAKEN for one in labels) and taken.hold(passage):
            continue
        found.append(passage.fact("detail"))
    return (*(one.fact("detail") for one in _beside(entry) if not taken.hold(one)), *found)


class _Taken:
    """Where the facts of an entry stand; looked at only where a line may hold none of them."""

    def __init__(self, claimed: Iterable[Fact[str] | None]) -> None:
        self._claimed = claimed
        self._spans: Stretches | None = None

    def hold(self, passage: Passage) -> bool:
        if self._spans is None:
            self._spans = Stretches((one.start, one.end) for fact in self._claimed if fact for one in fact.evidence)
        return self._spans.meet(passage.start, passage.end)


def _beside(entry: Entry) -> Iterator[Passage]:
    """Lines and cells among the head that may hold none of its facts: ``| | Leads the team |`` in a table."""
    further = [part for line in entry.head[:1] for part in line.cells[1:]]
    further += [part for line in entry.head[1:] for part in line.cells or (line.passage,)]
    for part in further:
        telling = part.trim()
        if len(part.text.split()) >= _TELLING and telling and not is_only_dates(part) and not labelled(telling)[1]:
            yield telling
