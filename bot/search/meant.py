"""Whether an ordinary word, or a name that people have, is the skill: by how it is written and what stands beside it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from bot.search.text import Token
from bot.search.words import word_list

_NEAR = 8
"""Tokens from one name to another that speaks for it."""
_BEFORE, _AFTER = 4, 5
"""Tokens among which a telling word counts."""
_LINE = 120
"""Characters around a name that show whether its line is all in capitals."""
_CONTEXT = word_list("skill_context")
_COMPOUNDS = word_list("skill_compounds")
_NUMBERED = word_list("numbered_by_letters")
_NAMED = word_list("school") | word_list("named_after_words")
_NO_FIRST_NAMES = word_list("no_first_names")
_HYPHENS = frozenset("-‐‑")
_LISTED = re.compile(r" ?[,/&+|]? ?(?:(?:and|or|und|&) )?", re.IGNORECASE)
_INITIAL = re.compile(r"\.(?:[ \t]*,|[ \t]+[^\W\d_]|-)")
_YEAR = re.compile(r"(?:(?:19|20)\d\d|\d\d)")


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a skill, in a row of tokens."""

    first: int
    last: int
    written: str
    """As the vocabulary has it."""
    ambiguous: bool
    people: bool
    """People are called so."""
    spoken: bool
    """A programming language."""
    business: bool
    """Of trade and administration, of which no technical term tells."""
    context: frozenset[str]
    never: frozenset[str]

    @property
    def shy(self) -> bool:
        """Needs more than a technical term somewhere near."""
        return self.people or len(self.written) == 1


class _Neighbour(NamedTuple):
    """The word beside a name, and what stands between them."""

    word: str
    gap: str

    @property
    def close(self) -> bool:
        """On the same line, with no more than a comma between."""
        return not self.gap.strip(" ,'’") and bool(self.gap)


_NOBODY = _Neighbour("", "")


class Line:
    """The names that one text holds."""

    def __init__(self, found: Sequence[Named], row: Sequence[Token], text: str) -> None:
        self.found, self.row, self.text = found, row, text
        self.skills = {
            at for one in found if not one.shy and self._written(one) for at in range(one.first, one.last + 1)
        }
        """The places of tokens that are no part of a person's name."""

    def meant(self, at: int) -> bool:
        """Whether the name at this place is the skill, where an ordinary word has to show that it is."""
        this = self.found[at]
        if not self._written(this) or self.denied(at):
            return False
        before, after = self._before(this), self._after(this)
        if this.spoken and before.word in {"in", "using"}:
            return True
        if after.gap in _HYPHENS:
            return True
        if this.shy:
            return self._in_company(at) or self._told(this, this.context) or self._told(this, _CONTEXT, reach=1)
        near = [one for one in self._around(at) if one is not this and self._distance(this, one) <= _NEAR]
        if this.business and this.written.islower():
            return any(one.business for one in near) or self._told(this, this.context)
        plain = any(not one.ambiguous for one in near)
        return plain or sum(map(self._written, near)) > 1 or self._told(this, this.context | _CONTEXT)

    def denied(self, at: int) -> bool:
        """Spring 2024, X-ray, C-suite, vitamin C, Swift University, Julia Castellanos, Castellanos R."""
        this = self.found[at]
        return self._compound(this) or self._institution(this) or (this.shy and self._somebody(this))

    # ------------------------------------------------------------ what stands beside a name

    def _compound(self, this: Named) -> bool:
        """One thing with the word before it or after it, and that thing is no skill."""
        before, after = self._before(this), self._after(this)
        if before.gap in _HYPHENS or (before.close and before.word in this.never):
            return True
        if len(this.written) == 1 and before.gap == " " and before.word in _NUMBERED:
            return True
        if after.gap in _HYPHENS:
            return after.word not in _COMPOUNDS
        if not after.close:
            return False
        year = this.ambiguous and not this.shy and bool(_YEAR.fullmatch(after.word))
        return after.word in this.never or (not after.gap.strip(" '’") and (after.word == "of" or year))

    def _institution(self, this: Named) -> bool:
        """Part of the name of a school, firm or street: Swift University, Ruby Hill College."""
        for one, other in pairwise(self.row[this.last : this.last + 3]):
            if self.text[one.end : other.start].strip(" \t&'’") or not self.text[other.start].isupper():
                return False
            if other.text in _NAMED:
                return True
        return False

    def _somebody(self, this: Named) -> bool:
        """Beside a capitalised word that is no skill and tells of none, or an initial."""
        before, after = self._before(this), self._after(this)
        end = self.row[this.last].end
        if len(this.written) == 1 and before.word not in {"in", "using"} and _INITIAL.match(self.text, end):
            return True
        if after.gap == ", " and len(after.word) == 1 and self.text.startswith(".", self.row[this.last + 1].end):
            return True
        if after.gap == " " and after.word in _CONTEXT | this.context:
            return False
        if before.gap in {" ", ". "} and self._is_name(this.first - 1) and not _is_verb(before.word):
            return True
        return after.gap == " " and self._is_name(this.last + 1)

    def _is_name(self, place: int) -> bool:
        token = self.row[place]
        known = token.text in _NO_FIRST_NAMES or token.text in _CONTEXT or place in self.skills
        return self.text[token.start].isupper() and not known

    # ------------------------------------------------------------ what speaks for a skill

    def _in_company(self, at: int) -> bool:
        """Side by side with another skill, as in a list."""
        this = self.found[at]
        for other in self._around(at, reach=1):
            one, two = sorted((this, other), key=lambda named: named.first)
            gap = self.text[self.row[one.last].end : self.row[two.first].start]
            sure = not other.ambiguous or (not other.shy and self._written(other))
            if other is not this and sure and _LISTED.fullmatch(gap):
                return True
        return False

    def _told(self, this: Named, words: frozenset[str], *, reach: int = 0) -> bool:
        first, last = this.first - (reach or _BEFORE), this.last + (reach or _AFTER - 1)
        return any(
            token.text in words and self._one_line(token.start, self.row[this.first].start)
            for token in self.row[max(0, first) : last + 1]
        )

    def _around(self, at: int, *, reach: int = 3) -> Iterator[Named]:
        this = self.found[at]
        for one in self.found[max(0, at - reach) : at + reach + 1]:
            if self._one_line(self.row[one.first].start, self.row[this.first].start):
                yield one

    def _written(self, this: Named) -> bool:
        """With the capitals of the skill; a line all in capitals tells nothing, and passes."""
        start, end = self.row[this.first].start, self.row[this.last].end
        said = self.text[start:end]
        if this.written.islower() or said == this.written:
            return True
        if this.written[1:].islower() and said[1:].islower():
            return this.written[0] == said[0]
        around = self.text[max(0, start - _LINE) : end + _LINE]
        line = around[around.rfind("\n", 0, start - max(0, start - _LINE)) + 1 :].partition("\n")[0]
        return said.isupper() and len(said) > 1 and line.isupper()

    # ------------------------------------------------------------ the row

    def _before(self, this: Named) -> "_Neighbour":
        if not this.first:
            return _NOBODY
        token = self.row[this.first - 1]
        return _Neighbour(token.text, self.text[token.end : self.row[this.first].start])

    def _after(self, this: Named) -> "_Neighbour":
        if this.last + 1 >= len(self.row):
            return _NOBODY
        token = self.row[this.last + 1]
        return _Neighbour(token.text, self.text[self.row[this.last].end : token.start])

    def _one_line(self, one: int, other: int) -> bool:
        return "\n" not in self.text[min(one, other) : max(one, other)]

    @staticmethod
    def _distance(one: Named, other: Named) -> int:
        return max(other.first - one.last, one.first - other.last)


def _is_verb(word: str) -> bool:
    """How a line begins: Deployed Jenkins."""
    return word.endswith(("ed", "ing"))
