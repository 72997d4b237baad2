"""A reader that asks a language model about what the rules left over. Whatever happens there, their reading stands."""

import logging
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from time import monotonic
from typing import Protocol

from bot.cv.facts.dates import in_its_order
from bot.cv.model.answers import Malformed, decode
from bot.cv.model.endpoint import Message, Unanswered
from bot.cv.model.excerpts import MOST_EXCERPTS, Excerpt, excerpts
from bot.cv.model.grounding import Grounded, Suggestion, grounded
from bot.cv.model.merging import merge
from bot.cv.model.prompt import FINGERPRINT, again, question
from bot.cv.stretches import Stretches
from bot.profile import Reader, Reading

log = logging.getLogger(__name__)

_KEPT = 32
"""Readings that are remembered, so that what was shown before it was saved is what is saved."""
_FAILURES = 3
_PAUSE = 60.0
"""Seconds without a question after so many failures in a row."""
_SHOWN = 5
_UNFIT = "its answer does not have the form asked for"
_NOTHING = "its answer is empty"
_AWAY = "it failed several times in a row, and is asked again in a minute"
_LATE = "the time for one CV was over"


class Model(Protocol):
    """Something that answers; `bot.cv.model.endpoint.Endpoint` is one."""

    @property
    def name(self) -> str: ...

    def ask(self, messages: Sequence[Message], seconds: float) -> str:
        """Raises Unanswered."""


def asking(read: Reader, model: Model, *, seconds: float, clock: Callable[[], float] = monotonic) -> Reader:
    """Reads as ``read`` does, and asks the model for at most so many seconds a document."""
    helper = _Helper(model, seconds, clock)
    known = _Memory()

    def reading(data: bytes, name: str) -> Reading:
        digest = sha256(data).digest()
        found = known.get(digest)
        if found is None:
            plain = read(data, name)
            found = helper.completed(plain)
            if found is not plain:
                known.keep(digest, found)
        return found

    return reading


class _Memory:
    """The last readings that a model had a part in, by the digest of their bytes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._readings: OrderedDict[bytes, Reading] = OrderedDict()

    def get(self, digest: bytes) -> Reading | None:
        with self._lock:
            return self._readings.get(digest)

    def keep(self, digest: bytes, reading: Reading) -> None:
        with self._lock:
            self._readings[digest] = reading
            if len(self._readings) > _KEPT:
                self._readings.popitem(last=False)


@dataclass(slots=True)
class _Account:
    """How the questions about one document went."""

    answered: int = 0
    leaves: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    suggestions: list[Suggestion] = field(default_factory=list)


class _Helper:
    def __init__(self, model: Model, seconds: float, clock: Callable[[], float]) -> None:
        self._model, self._seconds, self._clock = model, seconds, clock
        self._lock = threading.Lock()
        self._failures, self._not_before = 0, 0.0

    def completed(self, reading: Reading) -> Reading:
        """The reading with what the model adds; the reading itself where there is nothing to ask."""
        with in_its_order(reading.text):
            wanted = excerpts(reading)
            if not wanted:
                return reading
            account, until = _Account(), self._clock() + self._seconds
            for excerpt in wanted[:MOST_EXCERPTS]:
                try:
                    self._ask(excerpt, until, account)
                except (Unanswered, Malformed) as reason:
                    account.failures[str(reason)] += 1
        return self._told(reading, account, len(wanted))

    def _ask(self, excerpt: Excerpt, until: float, account: _Account) -> None:
        """One question, and one more where parts of the answer were refused. A failure is this excerpt's alone."""
        messages = question(excerpt)
        answer = self._answer(messages, until)
        found, faults = _judged(answer, excerpt)
        if faults:
            try:
                better, _ = _judged(self._answer(again(messages, answer, faults), until), excerpt)
                found = better or found
            except Unanswered:
                pass  # the first answer stands as far as it is proved
        if found is None:
            raise Malformed(_UNFIT)
        account.answered += 1
        account.leaves += found.leaves
        account.suggestions += found.suggestions

    def _answer(self, messages: Sequence[Message], until: float) -> str:
        left = until - self._clock()
        if left <= 0:
            raise Unanswered(_LATE)
        with self._lock:
            if self._clock() < self._not_before:
                raise Unanswered(_AWAY)
        try:
            answer = self._model.ask(messages, left)
        except Unanswered:
            self._failed()
            raise
        with self._lock:
            self._failures = 0
        if not answer.strip(" \t\r\n{}"):
            raise Unanswered(_NOTHING)
        return answer

    def _failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= _FAILURES:
                self._failures, self._not_before = 0, self._clock() + _PAUSE

    def _told(self, reading: Reading, account: _Account, wanted: int) -> Reading:
        merged = merge(reading.profile, account.suggestions)
        dropped = account.leaves - merged.kept
        log.info(
            "model %s, task %s: %d of %d parts answered, %d of %d values dropped",
            self._model.name, FINGERPRINT, account.answered, wanted, dropped, account.leaves,
        )  # fmt: skip
        claimed = Stretches((proof.start, proof.end) for fact in merged.added for proof in fact.evidence)
        return replace(
            reading,
            profile=merged.profile,
            unclaimed=tuple(span for span in reading.unclaimed if not claimed.meet(span.start, span.end)),
            warnings=(
                *reading.warnings,
                *self._warnings(account, wanted, len(merged.added), dropped),
                *merged.disagreements[:_SHOWN],
            ),
        )

    def _warnings(self, account: _Account, wanted: int, added: int, dropped: int) -> list[str]:
        told = []
        if account.answered:
            told.append(
                f"The language model {self._model.name} was asked about {account.answered} of {wanted} unclear parts: "
                f"{added} values suggested, {dropped} of {account.leaves} dropped."
            )
        told += [
            f"The language model did not help with {times} of {wanted} unclear parts: {reason}."
            for reason, times in account.failures.items()
        ]
        return told


def _judged(answer: str, excerpt: Excerpt) -> tuple[Grounded | None, list[str]]:
    """What of an answer is proved, and what is wrong with it."""
    try:
        found = grounded(decode(answer), excerpt)
    except Malformed as error:
        return None, [str(error)]
    return found, found.faults
