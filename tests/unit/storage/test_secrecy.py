"""No row value reaches a log, an exception or a representation of the store."""

import logging
import traceback

import pytest
from sqlalchemy import insert, text

from bot.digests.records import Digest
from bot.records import AuditEntry, Draft, Keys, RecentList, Seen, Workspace
from bot.store import Conflict, Unavailable
from storage import open_store, tables
from tests.stores import NOW, cv

MARK = "xyzzy-marker"


@pytest.fixture
def opened(url, caplog):
    caplog.set_level(logging.DEBUG)
    store = open_store(url)
    yield store
    store.close()
    assert MARK not in caplog.text


def faults(on, statement, *rows):
    """What leaves the store where the statement fails in the database."""
    with pytest.raises((Conflict, Unavailable)) as raised:
        on.database.run(lambda connection: [connection.execute(statement, row) for row in rows], "write")
    return raised.value


@pytest.mark.parametrize("row", [{"key": MARK, "at": NOW}, {"key": MARK, "at": None}], ids=["unique", "not null"])
def test_a_refused_row_is_not_repeated(opened, row):
    fault = faults(opened, insert(tables.event), {"key": MARK, "at": NOW}, row)
    assert isinstance(fault, Conflict)
    assert MARK not in "".join(traceback.format_exception(fault))
    assert fault.__cause__ is fault.__context__ is None


def test_a_bad_statement_is_not_repeated(opened):
    fault = faults(opened, text(f"SELECT '{MARK}' FROM nowhere WHERE :value = 1"), {"value": MARK})
    assert isinstance(fault, Unavailable)
    assert MARK not in "".join(traceback.format_exception(fault))


def test_a_row_of_another_organization_cannot_be_pointed_at(opened):
    ours, theirs = (opened.within(opened.organization(name)) for name in ("ours", "theirs"))
    theirs.save(cv("Ana"))
    row = {"organization_id": ours.organization.id, "candidate": 1, "id": 1, "author": "", "text": MARK, "at": NOW}
    assert isinstance(faults(ours, insert(tables.note), row), Conflict)


def test_names_and_texts_stay_out_of_logs(opened):
    team = opened.within(opened.organization(MARK))
    team.save(cv(MARK, text=MARK, mails=(MARK,), file=MARK, skills={MARK: 1}, opening=MARK))
    team.note(1, MARK, by=MARK, at=NOW)
    team.keep_draft(Draft(MARK, MARK, MARK.encode(), MARK, NOW), Keys())
    place = Workspace("slack", MARK)
    digest = Digest(0, MARK, place, MARK, MARK, MARK, MARK, MARK, MARK, NOW, NOW, "active", MARK)
    kept = team.add_digest(digest)
    with pytest.raises(Conflict) as raised:
        team.add_digest(digest)
    run = opened.claim([place], now=NOW, lease=NOW)
    opened.undelivered(run, fault=MARK, retry=NOW)
    opened.delivered(opened.claim([place], now=NOW, lease=NOW), [1], messages=[MARK], at=NOW, next_due=NOW)
    team.pause_digest(kept.id)
    team.record(AuditEntry(NOW, MARK, MARK, MARK, 1, "done"), seen=Seen(place, MARK, RecentList(MARK, 1, (1,), MARK)))
    assert MARK not in str(raised.value)
    assert MARK not in repr(team) + repr(opened)
