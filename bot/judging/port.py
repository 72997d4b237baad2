"""What judging asks of a store."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.search.query import Query
from bot.search.wanted import Matching, Wanted


class Judging(Protocol):
    def matching(self, wanted: Sequence[Wanted], among: Query, *, limit: int, offset: int = 0) -> Matching:
        """A page of those whom ``among`` finds and who meet something that is wanted, be it partly.

        Most musts met come first, then most of them partly met; then the better proof of the musts, in half grades
        (`SkillRow.strength`; what is no skill counts as used at work); then most nice wishes met, partly met; then the
        newest. `TooLong` as for a search. Of very many who state something only the closest are counted and given: all
        of those who meet a rare must, and of common ones those who meet them all, or prove one best.
        """

    def keep_role(self, text: str, *, at: datetime) -> str:
        """Keep a description, so that a button of a few letters can name it: its key, the same for the same text.

        It is kept for 90 days after its last use.
        """

    def kept_role(self, key: str) -> str | None: ...
