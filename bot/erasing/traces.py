"""What means one person in words that others wrote, however they wrote it, and taking that out of them."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from bot.search.text import find_phrase, tokens, tokens_with_offsets

GONE = "(erased)"
"""Stands in the place of what identified somebody."""
SHORTEST = 5
"""Characters: less than that is a word of anybody's."""
_SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
"""Of writings that put no space into a name, nor around it."""
UNSPACED = re.compile(f"[{_SIGNS}]{{2}}")
_POSSESSIVE = re.compile(r"['’]s\b", re.IGNORECASE)
_BREAK = re.compile(r"[()\[\]{}<>@;:/|\"“”!?]|\n\s*\n")
"""What stands between two words that are no name together."""
_JSON = ("[", "{", '"')

Phrase = tuple[str, ...]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Names:
    """Names as tokens: case, accents and what stands between the words do not tell two apart."""

    phrases: tuple[Phrase, ...]

    def spans(self, said: str) -> Iterator[Span]:
        words = tokens_with_offsets(_POSSESSIVE.sub(lambda end: " " * len(end.group()), said))
        found = chain.from_iterable(find_phrase(words, phrase) for phrase in self.phrases)
        return ((start, end) for start, end in found if not _BREAK.search(said, start, end))


@dataclass(frozen=True)
class Traces:
    """The names and contacts of somebody, and the names of others that hold one of these."""

    names: tuple[str, ...]
    contacts: tuple[str, ...]
    others: tuple[str, ...] = ()

    @classmethod
    def of(cls, names: Iterable[str], contacts: Iterable[str]) -> "Traces":
        """Without what is a word of anybody's."""
        whole = (name for name in names if (len(name) >= SHORTEST and " " in name.strip()) or UNSPACED.search(name))
        reached = (contact.strip() for contact in contacts)
        return cls(tuple(sorted({*whole})), tuple(sorted({one for one in reached if len(one) >= SHORTEST})))

    def beside(self, others: Collection[str]) -> "Traces":
        """Where other people are called so: a name that somebody else has too means nobody, and a longer one them."""
        theirs = {tuple(tokens(name)) for name in others}
        own = tuple(name for name in self.names if tuple(tokens(name)) not in theirs)
        return Traces(own, self.contacts, tuple(sorted(others)))

    @property
    def spellings(self) -> list[str]:
        """What to look for to find each of them."""
        turned = (" ".join(phrase) for phrase in self._own.phrases)
        return list(dict.fromkeys((*self.names, *turned, *self.contacts)))

    def cleaned(self, said: str) -> str:
        """The text without them. JSON is looked through string by string, as its escapes would hide letters."""
        if said.startswith(_JSON):
            try:
                whole = json.loads(said)
                without = self._within(whole)
                return said if without == whole else json.dumps(without)
            except (ValueError, RecursionError):  # somebody's words, which only begin so
                pass
        return self._replaced(said)

    def _within(self, value: Any) -> Any:
        match value:
            case str():
                return self.cleaned(value)
            case list():
                return [self._within(one) for one in value]
            case dict():
                return {self.cleaned(key): self._within(one) for key, one in value.items()}
        return value

    def _replaced(self, said: str) -> str:
        kept = [*self._longer.spans(said)]
        found = [(match.start(), match.end()) for match in self._reached.finditer(said)] if self.contacts else []
        found += [
            one for one in self._own.spans(said) if not any(start <= one[0] and one[1] <= end for start, end in kept)
        ]
        for start, end in reversed(_merged(found)):
            said = f"{said[:start]}{GONE}{said[end:]}"
        return said

    @cached_property
    def _own(self) -> _Names:
        said = [tuple(tokens(name)) for name in self.names]
        family_first = [(*one[-1:], *one[:-1]) for one, name in zip(said, self.names, strict=True) if " " in name]
        theirs = {tuple(tokens(name)) for name in self.others}
        return _Names(tuple(dict.fromkeys(one for one in (*said, *family_first) if one not in theirs)))

    @cached_property
    def _longer(self) -> _Names:
        return _Names(tuple(tuple(tokens(name)) for name in self.others))

    @cached_property
    def _reached(self) -> re.Pattern[str]:
        longest = sorted(self.contacts, key=len, reverse=True)
        return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, longest))})(?![^\W_])", re.IGNORECASE)


def _merged(spans: Sequence[Span]) -> list[Span]:
    """In order, with those that overlap as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
