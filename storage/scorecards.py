"""Scorecards: each member's of each stage, and that others' stay unread until one's own is in."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, select

from bot.work.records import CRITERIA, Hidden, Scorecard, Scorecards
from storage.changes import Changes
from storage.scope import by_candidate, of, theirs
from storage.tables import application, criteria, scorecard
from storage.transactions import reading, writing

_OF_PEOPLE: Select[Any] = (
    select(scorecard, application.c.stage.label("standing"))
    .join(
        application,
        (application.c.organization_id == scorecard.c.organization_id)
        & (application.c.candidate == scorecard.c.candidate)
        & (application.c.opening == scorecard.c.opening),
    )
    .where(of(scorecard), theirs(scorecard.c.candidate))
    .order_by(scorecard.c.candidate, scorecard.c.at, scorecard.c.author)
)
_ASKED = select(criteria.c.asked).where(of(criteria), criteria.c.stage == bindparam("stage"))
_FORGET = delete(criteria).where(of(criteria), criteria.c.stage == bindparam("stage"))


class Cards(Changes):
    @writing
    def rate(
        self,
        connection: Connection,
        number: int,
        stage: str,
        scores: Sequence[tuple[str, int]],
        comment: str,
        *,
        sent: bool,
        by: str,
        at: datetime,
        opening: int | None = None,
    ) -> None:
        """A draft is nobody else's business: only what is sent goes to the journal."""
        self.take_turns(connection)
        number = self.now(connection, number)
        key = {"opening": self.applied(connection, number, opening).opening, "stage": stage, "member": self.member}
        values = {
            "author": by,
            "scores": json.dumps(list(scores), ensure_ascii=False),
            "comment": comment,
            "at": at,
            "sent": at if sent else None,
        }
        made = self.put_row(connection, scorecard, number, key, values)
        if sent:
            self.journal_rows(connection, number, "rating", stage, [made], by=by, at=at)

    @reading
    def scorecards(self, connection: Connection, number: int) -> Scorecards:
        number = self.now(connection, number)
        return scorecards(connection, self.own(numbers=[number]), self.member).get(number, Scorecards())

    @reading
    def criteria(self, connection: Connection, stage: str) -> tuple[str, ...]:
        asked = connection.scalar(_ASKED, self.own(stage=stage))
        return tuple(json.loads(asked)) if asked else CRITERIA

    @writing
    def set_criteria(self, connection: Connection, stage: str, asked: Sequence[str]) -> None:
        self.take_turns(connection)
        connection.execute(_FORGET, self.own(stage=stage))
        connection.execute(insert(criteria), self.row(stage=stage, asked=json.dumps(list(asked), ensure_ascii=False)))


def scorecards(connection: Connection, asked: Mapping[str, Any], member: str) -> dict[int, Scorecards]:
    """Those of each of several people, as far as the member may see them."""
    return {number: _seen(rows, member) for number, rows in by_candidate(connection, _OF_PEOPLE, asked).items()}


def _seen(rows: Sequence[Row[Any]], member: str) -> Scorecards:
    """One's own; others' that are sent, of rounds that are over or that one has judged."""
    judged = {(row.opening, row.stage) for row in rows if member and row.member == member and row.sent}
    shown, hidden = [], []
    for row in rows:
        own = bool(member) and row.member == member
        if own or (row.sent and ((row.opening, row.stage) in judged or row.standing != row.stage)):
            shown.append(_card(row, own=own))
        elif row.sent:
            hidden.append(Hidden(row.stage, row.author, row.opening))
    return Scorecards(tuple(shown), tuple(hidden))


def _card(row: Row[Any], *, own: bool) -> Scorecard:
    scores = tuple((name, score) for name, score in json.loads(row.scores))
    return Scorecard(row.stage, row.author, scores, row.comment, row.at, row.sent is not None, own, row.opening)
