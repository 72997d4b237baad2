"""Which skills there are, what one means for another, and where a text names them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise, product

from bot.search.meant import Line, Named
from bot.search.parts import PART_END
from bot.search.text import Token, tokens, tokens_with_offsets
from bot.search.vocabulary import FIELDS, SkillEntry, Table, listed, names_of_case, packaged

STEPS = 2
"""How far an implication reaches: vLLM means LLM inference, which means LLM; and no further."""

_BREAK = re.compile(rf"[,;:|•·()\[\]{{}}!?\t]|\.\s|{PART_END}")
_SPELLINGS = {
    "llm": ("llm", "llms", "large language model", "large language models"),
    "ml": ("ml", "machine learning"),
    "dl": ("dl", "deep learning"),
}


@dataclass(frozen=True, slots=True)
class Alias:
    skill: str
    written: str
    """As in ``skills.toml``; the capitals count where the name is ambiguous."""
    ambiguous: bool = False
    people: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A skill named in a text: ``text[start:end]``."""

    skill: str
    start: int
    end: int
    ambiguous: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Skills:
    """The skills that are known, with all names they go by. Told apart by identity: to compare all names is dear."""

    entries: Mapping[str, SkillEntry]
    names: Mapping[tuple[str, ...], Alias] = field(repr=False)
    longest: Mapping[str, int] = field(repr=False)
    """By first token: how many tokens the longest name has."""
    first: Mapping[str, frozenset[str]] = field(repr=False)
    """By skill: the first tokens of its names."""
    below: Mapping[str, tuple[str, ...]] = field(repr=False)
    """By skill: those that imply it, nearest first."""
    unsettled: frozenset[str] = frozenset()
    """Skills that some people's search rows do not know yet: these people are found by the words."""

    def label(self, skill: str) -> str:
        entry = self.entries.get(skill)
        return entry.label if entry else skill

    def named(self, words: Sequence[str]) -> Alias | None:
        """The skill that goes by exactly this name, given as folded tokens."""
        return self.names.get(tuple(words))

    def longest_name(self, words: Sequence[str], at: int) -> tuple[Alias, int] | None:
        """The longest name that starts at this token, and the place after it."""
        for size in range(min(self.longest.get(words[at], 0), len(words) - at), 0, -1):
            alias = self.names.get(tuple(words[at : at + size]))
            if alias:
                return alias, at + size
        return None

    def implied_by(self, skill: str) -> tuple[str, ...]:
        """The skills that mean this one too, nearest first: asking for it finds them."""
        return self.below.get(skill, ())

    def implies(self, skill: str) -> tuple[str, ...]:
        """What the skill means too: those that it is found by."""
        return tuple(_above(skill, self.entries)) if skill in self.entries else ()

    def matches(
        self,
        text: str,
        row: Sequence[Token] | None = None,
        *,
        lists: Iterable[tuple[int, int]] = (),
        outside: Iterable[tuple[int, int]] = (),
    ) -> list[Match]:
        """The skills named in the text, in its order. The longest name wins; names never overlap.

        ``row``: the text's tokens, where they are at hand. ``lists`` are stretches that list skills: there an ordinary word counts as the skill. ``outside`` are names,
        authors, institutions, addresses: whatever touches them is no skill.
        """
        row = tokens_with_offsets(text) if row is None else row
        found = list(self._names_in(row, text, _inside(row, outside)))
        listed = _inside(row, lists)
        line = Line([self._named(*one) for one in found], row, text)
        return [
            Match(alias.skill, row[first].start, row[last].end, alias.ambiguous)
            for at, (alias, first, last) in enumerate(found)
            if listed[first] or self._meant(alias, line, at)
        ]

    def _names_in(self, row: Sequence[Token], text: str, barred: list[bool]) -> Iterator[tuple[Alias, int, int]]:
        """Each name with its first and last place in the row."""
        words, longest, after = [token.text for token in row], self.longest, 0
        for at, word in enumerate(words):
            if at < after or word not in longest or barred[at]:
                continue
            for length in range(min(longest[word], len(row) - at), 0, -1):
                alias = self.names.get(tuple(words[at : at + length]))
                if alias and not any(barred[at : at + length]) and _unbroken(row[at : at + length], text):
                    yield alias, at, at + length - 1
                    after = at + length
                    break

    def _named(self, alias: Alias, first: int, last: int) -> Named:
        entry = self.entries[alias.skill]
        spoken, business = entry.area == "languages", entry.area == "product-and-business"
        return Named(
            first, last, alias.written, alias.ambiguous, alias.people, spoken, business, entry.context, entry.never
        )

    def _meant(self, alias: Alias, line: Line, at: int) -> bool:
        if alias.ambiguous:
            return line.meant(at)
        return not ((alias.people or self.entries[alias.skill].never) and line.denied(at))


_CURRENT: ContextVar[Skills | None] = ContextVar("skills", default=None)


def skills() -> Skills:
    """The skills that are known here: those of the organization that is served, else the packaged ones."""
    return _CURRENT.get() or packaged_skills()


@contextmanager
def knowing(known: Skills) -> Iterator[None]:
    """Below, these are the skills: whatever is read, indexed or searched there goes by them."""
    before = _CURRENT.set(known)
    try:
        yield
    finally:
        _CURRENT.reset(before)


@cache
def packaged_skills() -> Skills:
    return build(entries_of(packaged()))


def entries_of(table: Table) -> Iterator[SkillEntry]:
    """The skills of a table, in its order. Raises ValueError where a line is not as it should be."""
    more: dict[str, list[str]] = {}
    for rows in table.values():
        for id_, fields in rows.items():
            for label in listed(fields, "includes"):
                more.setdefault("-".join(tokens(label)), []).append(id_)
    for area, rows in table.items():
        for id_, fields in rows.items():
            for entry in _entries(id_, area, fields):
                also = more.pop(entry.id, ())
                yield replace(entry, implies=(*entry.implies, *also)) if also else entry
    if more:
        raise ValueError(f"what is included is no skill: {', '.join(sorted(more))}")


def build(entries: Iterable[SkillEntry]) -> Skills:
    """Skills that can be matched. Raises ValueError on two skills of one name, and on an unknown or circular implication."""
    rows = list(entries)
    known = {entry.id: entry for entry in rows}
    if len(known) < len(rows):
        raise ValueError("two skills have one id: " + ", ".join(sorted({e.id for e in rows if known[e.id] is not e})))
    names = names_of(rows)
    _check(known)
    return put_together(known, names)


def put_together(entries: Mapping[str, SkillEntry], names: Mapping[tuple[str, ...], Alias]) -> Skills:
    longest: dict[str, int] = {}
    first: dict[str, set[str]] = {}
    for name, alias in names.items():
        longest[name[0]] = max(longest.get(name[0], 0), len(name))
        first.setdefault(alias.skill, set()).add(name[0])
    return Skills(entries, names, longest, {skill: frozenset(words) for skill, words in first.items()}, _below(entries))


def related(skill: str) -> tuple[SkillEntry, ...]:
    """What is near a skill without being it, in both directions: for near misses only."""
    entries = skills().entries
    stated = entries[skill].related if skill in entries else ()
    backwards = (other.id for other in entries.values() if skill in other.related)
    return tuple(entries[near] for near in dict.fromkeys((*stated, *backwards)))


def _entries(id_: str, area: str, fields: Mapping[str, object]) -> Iterator[SkillEntry]:
    """The skill of one line, and the special cases that the line names."""
    entry = _entry(id_, area, fields)
    yield entry
    for case in listed(fields, "cases"):
        (label, *aliases), ambiguous = names_of_case(case)
        yield SkillEntry(
            "-".join(tokens(label)),
            label,
            area,
            tuple(aliases),
            implies=(id_,),
            ambiguous=ambiguous,
            context=entry.context,
            never=entry.never,
        )


def _entry(id_: str, area: str, fields: Mapping[str, object]) -> SkillEntry:
    if unknown := set(fields) - {*FIELDS}:
        raise ValueError(f"{id_}: no such field: {', '.join(sorted(unknown))}")
    return SkillEntry(
        id_,
        str(fields["label"]),
        area,
        listed(fields, "aliases"),
        listed(fields, "implies"),
        listed(fields, "related"),
        listed(fields, "ambiguous"),
        frozenset(listed(fields, "context")),
        listed(fields, "people"),
        frozenset(listed(fields, "never")),
        str(fields.get("note", "")),
    )


def names_of(entries: Iterable[SkillEntry]) -> dict[tuple[str, ...], Alias]:
    """Every name by its tokens; what is written out in the file wins over what is derived from it."""
    written: dict[tuple[str, ...], Alias] = {}
    derived: dict[tuple[str, ...], Alias] = {}
    for entry in entries:
        for name in dict.fromkeys((*entry.ambiguous, entry.label, *entry.aliases)):
            key = tuple(tokens(name))
            people = key in {tuple(tokens(one)) for one in entry.people}
            alias = Alias(entry.id, name, name in entry.ambiguous, people)
            other = written.setdefault(key, alias)
            if not key or other.skill != alias.skill:
                raise ValueError(f"{name!r} is a name of {other.skill} and of {alias.skill}")
            for spelling in _spellings(key, plural=not alias.ambiguous):
                derived.setdefault(spelling, alias)
    return derived | written


def _spellings(name: tuple[str, ...], *, plural: bool) -> Iterator[tuple[str, ...]]:
    for parts in product(*(_SPELLINGS.get(word, (word,)) for word in name)):
        words = tuple(" ".join(parts).split())
        yield words
        if plural and len(words[-1]) > 2 and words[-1].isalpha() and words[-1].isascii() and words[-1][-1] != "s":
            yield (*words[:-1], words[-1] + "s")


def _check(known: Mapping[str, SkillEntry]) -> None:
    for entry in known.values():
        for other in (*entry.implies, *entry.related):
            if other not in known:
                raise ValueError(f"{entry.id} names {other}, which is no skill")
        if entry.id in _above(entry.id, known, steps=len(known)):
            raise ValueError(f"{entry.id} implies itself")


def _above(skill: str, known: Mapping[str, SkillEntry], *, steps: int = STEPS) -> dict[str, int]:
    """What a skill implies, with the number of steps."""
    reached: dict[str, int] = {}
    edge = [skill]
    for step in range(1, steps + 1):
        edge = [up for one in edge for up in known[one].implies if up not in reached]
        if not edge:
            break
        reached |= dict.fromkeys(edge, step)
    return reached


def _below(known: Mapping[str, SkillEntry]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[tuple[int, str]]] = {}
    for skill in known:
        for general, step in _above(skill, known).items():
            found.setdefault(general, []).append((step, skill))
    order = {skill: at for at, skill in enumerate(known)}
    return {
        general: tuple(skill for _, skill in sorted(specific, key=lambda s: (s[0], order[s[1]])))
        for general, specific in found.items()
    }


def _inside(row: Sequence[Token], spans: Iterable[tuple[int, int]]) -> list[bool]:
    """For each token, whether it touches one of the spans."""
    flags = [False] * len(row)
    ordered = sorted(spans)
    at = 0
    for start, end in ordered:
        while at > 0 and row[at - 1].end > start:
            at -= 1
        while at < len(row) and row[at].end <= start:
            at += 1
        while at < len(row) and row[at].start < end:
            flags[at] = True
            at += 1
    return flags


def _unbroken(row: Sequence[Token], text: str) -> bool:
    return not any(_BREAK.search(text, a.end, b.start) for a, b in pairwise(row) if b.start > a.end)
