"""Of somebody who is erased no byte is left: a marker is planted in every text column, and looked for everywhere.

Columns and tables come from the schema, so that a new one cannot be forgotten.
"""

import json
import logging
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update

from bot.digests.records import Digest, Style
from bot.records import AuditEntry, Correction, Draft, Keys, RecentList, Seen, Workspace
from bot.sharing.records import OwnMessage, Share
from bot.work.discussions import Discussion, Said
from bot.work.records import Colleague
from storage import open_store, sweeping, tables
from storage.erasing import rows_of_a_person
from storage.journal import SUFFIX
from storage.scrubbing import _OF_OTHERS, _OF_THE_BOT
from storage.types import Words
from tests.stores import NOW, cv

TEAM = Workspace("slack", "T1")
MARA = Colleague("slack:T1:U1", "Mara")
MARK = "qzxvmark"
NAME, MAIL = "Qzxvmark Lima", "qzxvmark@mail.example"
LATER = NOW + timedelta(hours=1)

AS_JSON = {
    ("change", "data"): {"words": NAME},
    ("document", "left_out"): [NAME],
    ("document", "warnings"): [NAME],
    ("note", "mentions"): [[NAME, "slack:T1:U1"]],
    ("note", "said"): [[NAME, MAIL, None]],
    ("scorecard", "scores"): [[NAME, 4]],
}
"""Of somebody's own rows; a profile has the name by itself."""
STRUCTURE = {("correction", "field"), ("correction", "part"), ("message", "kind")}
"""Which part of a profile, what kind of place: no words of anybody's."""
CONFIGURED = {"criteria", "quiet", "opening", "stage", "own_skill", "intake_channel"}
"""What a team sets up: a name in it goes, too, but these rows are made by other tests' commands."""


@pytest.fixture
def team(store):
    """A life of somebody in every table, beside one of somebody else."""
    team = store.within(store.organization(), "slack:T1:U1")
    for name, mail in ((NAME, MAIL), ("Bo Meyer", "bo@mail.example")):
        terms = (("school", "nsu"), ("name", MARK) if name == NAME else ("name", "x"))
        for version in ("first", "second"):
            said = f"rust {version} {name} {mail}"
            team.save(cv(name, text=said, mails=(mail,), skills={"rust": 2, name: 1}, terms=terms, file=f"{name}.md"))
    team.correct(1, [Correction("label", NAME, "Mara", NOW)])
    for number in (1, 2):
        team.move(number, "interview", by="Mara", at=NOW, reason=NAME)
        team.tag(number, [NAME], [], by="Mara", at=NOW)
        team.note(number, f"Met {NAME}", by="Mara", at=NOW, discussion=Discussion("https://x", (Said("Mara", NAME),)))
        team.add_todo(number, f"Call {NAME}", due=None, owner=MARA, by="Mara", at=NOW)
        team.hold(number, reason=f"{NAME} complained", by="Mara", at=NOW)
        team.lift(number, by="Mara", at=NOW)
        team.rate(number, "interview", [("skill", 3)], f"As {NAME}", sent=True, by="Mara", at=NOW)
    team.warned([1, 2], at=NOW)
    team.keep_draft(Draft("k", "x.md", team.file(1)[1], "Mara", NOW), Keys())
    team.correct_draft("k", Correction("name", NAME, "Mara", NOW), Keys())
    team.keep_discussion(Discussion("https://x", (Said("Mara", f"{NAME} again"),)), at=NOW)
    team.keep_role(f"Somebody like {NAME}", at=NOW)
    team.keep_lines({"a": f"find {NAME}"}, at=NOW)
    team.record(
        AuditEntry(NOW, "U1 Mara", "slack:T1:C1", "show", 1, "done"),
        seen=Seen(TEAM, "U1", RecentList(f"find {NAME}", 1, (2,), f"more {MAIL}")),
    )
    team.named([OwnMessage(TEAM, "dm", "D1", "1")], [1, 2])
    shared = Share(0, TEAM, "C1", "hiring", (1, 2), NAME.lower(), "Mara", "slack:T1:U1", NOW)
    held, _ = team.begin_share(team.ask_share(shared).id, at=NOW, here=True, again=timedelta(0))
    team.shared(held.id, ["17.1"], at=NOW)
    since = NOW - timedelta(days=9)
    team.add_digest(Digest(0, "d", TEAM, "C9", "c", "0 9 * * *", "daily", "UTC", NAME, since, NOW, "active", "x"))
    run = store.claim([TEAM], now=LATER, lease=LATER)
    later = LATER + timedelta(days=1)
    store.delivered(run, [1, 2], messages=["17.9"], at=NOW, next_due=later)
    alone = Digest(
        0, "e", TEAM, "C9", "c", "0 9 * * *", "daily", "UTC", NAME, since, NOW, "active", "x", style=Style(each=True)
    )
    team.add_digest(alone)
    run = store.claim([TEAM], now=LATER, lease=LATER)
    store.delivered(run, [1], messages=["17.10"], at=NOW, next_due=later, shows="1.1.0.1")
    plant(store)
    return team


def connected(store):
    """As whoever owns the database."""
    return store.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")


def plain(table):
    """Text columns that are no part of a key and hold words."""
    keys = {one for key in table.constraints for one in key.columns}
    found = [one for one in table.c if isinstance(one.type, Words) and one not in keys]
    return [one for one in found if (table.name, one.name) not in STRUCTURE]


def plant(store):
    """Put the marker into every text column of what is theirs, or may be about them."""
    with store.database.engine.begin() as connection:
        for table, having in rows_of_a_person():
            for column in plain(table):
                is_json = "JSON" in str(column.comment) or (table.name, column.name) in AS_JSON
                value = json.dumps(AS_JSON[table.name, column.name]) if (table.name, column.name) in AS_JSON else NAME
                if not is_json or (table.name, column.name) in AS_JSON:
                    asked = {"organization": 1, "of_numbers": [1]}
                    owner = connection.scalar(select(tables.organization.c.id))
                    connection.execute(
                        update(table).where(having).values({column.name: value}), {**asked, "organization": owner}
                    )
        for table in written_by_the_team():
            for column in plain(table):
                if "JSON" not in str(column.comment):
                    connection.execute(update(table).values({column.name: column + f" {NAME}"}))


def written_by_the_team():
    theirs = {table for table, _ in rows_of_a_person()}
    return [
        one
        for one in tables.metadata.sorted_tables
        if "organization_id" in one.c and one not in _OF_OTHERS | _OF_THE_BOT | theirs
    ]


def traces(store):
    """Which tables, and which files of the database, have the marker."""
    found = []
    with connected(store) as connection:
        if store.database.dialect == "sqlite":
            names = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
            connection.execute(text("CREATE VIRTUAL TABLE temp.words_there USING fts5vocab(main, search_words, 'row')"))
            names = [*(one for one in names if one != "search_words"), "words_there"]
        else:
            names = [one.name for one in tables.metadata.sorted_tables]
        for name in names:
            rows = connection.execute(text(f'SELECT * FROM "{name}"')).all()
            if any(marked(repr(tuple(bytes(x) if isinstance(x, memoryview) else x for x in row))) for row in rows):
                found.append(name)
        if store.database.dialect == "sqlite":
            connection.execute(text("DROP TABLE temp.words_there"))
    return found + files(store)


def files(store):
    if store.database.dialect != "sqlite":
        return []
    path = store.database.engine.url.database
    there = [Path(f"{path}{end}") for end in ("", "-wal", "-shm", "-journal", SUFFIX)]
    return [one.name for one in there if one.exists() and marked(one.read_bytes().decode("latin-1"))]


def marked(said):
    return MARK in said.casefold()


def test_a_marker_was_planted_everywhere(store, team):
    """Else its absence would prove nothing."""
    if store.database.dialect == "sqlite":
        with connected(store) as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    found = traces(store)
    theirs = {table.name for table, _ in rows_of_a_person() if plain(table)}
    about = {one.name for one in written_by_the_team() if plain(one)} - CONFIGURED
    assert theirs | about <= {*found}
    if store.database.dialect == "sqlite":
        assert {"store.db", "words_there", "search_words_said"} <= {*found}


def test_no_byte_is_left_of_who_is_erased(store, team, caplog):
    caplog.set_level(logging.DEBUG)
    before = team.dossier(2)
    team.erase(1, by="Mara", at=LATER)
    for _ in range(3):
        if team.sweep(at=LATER, seconds=60):
            break
    assert traces(store) == []
    assert not marked(caplog.text)
    assert team.erased(1).swept == LATER
    after = team.dossier(2)
    assert (after.profile, after.documents, after.texts) == (before.profile, before.documents, before.texts)
    assert team.names_like(("bo", "meyer")) == ("bo", "meyer")


def test_what_the_planner_noted_of_somebody_goes_too(postgresql_url):
    store = open_store(postgresql_url)
    team = store.within(store.organization())
    for name in (NAME, "Bo Meyer"):
        number = team.save(cv(name, text=f"{name} wrote this", mails=(f"{name[:3]}@mail.example",))).number
        team.note(number, f"Met {name}", by="Mara", at=NOW)
    with connected(store) as connection:
        connection.execute(text("ANALYZE"))
        assert marked(noted(connection))
        team.erase(1, by="Mara", at=LATER)
        assert team.sweep(at=LATER, seconds=60)
        assert not marked(noted(connection))
    store.close()


def noted(connection):
    columns = "most_common_vals, histogram_bounds, most_common_elems"
    return repr(connection.execute(text(f"SELECT {columns} FROM pg_stats WHERE schemaname = current_schema()")).all())


def test_nothing_is_swept_twice_and_others_rows_are_untouched(store, team):
    with connected(store) as connection:
        before = connection.scalar(select(func.count()).select_from(tables.document))
    team.erase(1, by="Mara", at=LATER)
    assert team.sweep(at=LATER, seconds=60)
    assert team.sweep(at=LATER + timedelta(days=1), seconds=60)
    assert team.erased(1).swept == LATER
    with connected(store) as connection:
        assert connection.scalar(select(func.count()).select_from(tables.document)) == before - 2


def test_what_is_left_when_the_time_is_over_is_swept_the_next_time(team):
    team.erase(1, by="Mara", at=LATER)
    assert not team.sweep(at=LATER, seconds=-1)
    assert team.erased(1).swept is None
    assert team.sweep(at=LATER, seconds=60)


def test_nothing_is_swept_while_another_process_writes_and_nothing_fails(sqlite_url):
    store = open_store(f"{sqlite_url}?timeout=0.05")
    team = store.within(store.organization())
    team.save(cv("Ana Lima"))
    team.erase(1, by="Mara", at=LATER)
    with closing(sqlite3.connect(store.database.engine.url.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not team.sweep(at=LATER, seconds=60)
    assert team.erased(1).swept is None
    assert team.sweep(at=LATER, seconds=60)
    store.close()


def test_a_database_too_large_to_be_written_anew_is_swept_all_the_same(sqlite_store, monkeypatch):
    monkeypatch.setattr(sweeping, "REWRITTEN", 0)
    team = sqlite_store.within(sqlite_store.organization())
    team.save(cv("Ana Lima"))
    team.erase(1, by="Mara", at=LATER)
    assert team.sweep(at=LATER, seconds=60)
    assert team.erased(1).swept == LATER
