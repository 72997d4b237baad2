"""Candidates, their documents and profiles, where their applications stand, and what the team wrote."""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    text,
)

from storage.tables.base import metadata, moment, person, tenant, to, to_candidate, to_organization, whole, words
from storage.types import Moment

opening = Table(
    "opening",
    metadata,
    tenant(),
    whole("id"),
    words("name", "empty for the default one"),
    words("folded", "the name as a search reads it, a space around each word"),
    PrimaryKeyConstraint("organization_id", "id"),
    UniqueConstraint("organization_id", "name"),
    to_organization(),
)

candidate = Table(
    "candidate",
    metadata,
    tenant(),
    whole("number", "what people type as #214"),
    words("name", "empty where the CV names nobody"),
    words("sort_name"),
    words("headline"),
    whole("version", "counts the changes of what is known, so that none is lost"),
    Column("part_of", Integer, comment="the number that this one was merged into"),
    whole("indexed", "the `RULES` by which the search rows were made; 0 where they are to be made again"),
    PrimaryKeyConstraint("organization_id", "number"),
    Index(None, "organization_id", "part_of"),
    to_organization(),
    to("candidate", part_of="number"),
)

document = Table(
    "document",
    metadata,
    tenant(),
    whole("number"),
    person(),
    words("name", "base name of the file"),
    words("sha256"),
    whole("size", "in bytes"),
    moment("received_at"),
    words("received_by"),
    whole("content_lines", "lines that hold something to read"),
    whole("used_lines", "those of them that a value of the profile claims"),
    words("warnings", "JSON list of sentences"),
    words("left_out", "JSON list of the kinds of data left out on purpose"),
    Column("confidence", Float, nullable=False),
    words("text", "what evidence points into"),
    Column("data", LargeBinary, nullable=False, comment="as received"),
    PrimaryKeyConstraint("organization_id", "number"),
    UniqueConstraint("organization_id", "sha256"),
    Index(None, "organization_id", "candidate", "number"),
    to_candidate(),
)

profile = Table(
    "profile",
    metadata,
    tenant(),
    whole("document"),
    words("data", "what the document says: JSON, as bot.profile.encode writes it"),
    PrimaryKeyConstraint("organization_id", "document"),
    to("document", document="number"),
)

correction = Table(
    "correction",
    metadata,
    tenant(),
    person(),
    whole("id"),
    words("field", "of the profile: name, emails, work, ..."),
    words("part", "of an entry: title, start, ...; empty for the whole of it"),
    words("entry", "JSON: what it is about, as the documents said it then; empty for a new entry or a lone value"),
    words("value", "what was set; empty where something was removed"),
    words("set_by"),
    moment("at"),
    PrimaryKeyConstraint("organization_id", "candidate", "id"),
    to_candidate(),
)

change = Table(
    "change",
    metadata,
    tenant(),
    whole("id"),
    person(),
    words("kind", "document, edit, stage, note or merge"),
    words("data", "JSON: enough to take it back"),
    words("changed_by"),
    moment("at"),
    words("batch", "the same for all files of one import; else empty"),
    Column("undone_at", Moment),
    PrimaryKeyConstraint("organization_id", "id"),
    Index(None, "organization_id", "candidate", "id"),
    Index(None, "organization_id", "changed_by", "id"),
    to_candidate(),
    comment="what was done to people, in order, so that it can be taken back",
)

application = Table(
    "application",
    metadata,
    tenant(),
    person(),
    whole("opening"),
    words("stage"),
    moment("stage_since"),
    words("owner"),
    words("source", "base name of the newest document's file"),
    words("folded_source", "what a search for the source is compared with"),
    moment("arrived"),
    whole("version", "counts the changes, so that none is lost"),
    Column("latest", Boolean, nullable=False, comment="the one that lists show"),
    PrimaryKeyConstraint("organization_id", "candidate", "opening"),
    Index(None, "organization_id", "arrived"),
    Index(None, "organization_id", "stage"),
    Index(
        "uq_application_latest",
        "organization_id",
        "candidate",
        unique=True,
        sqlite_where=text("latest = 1"),
        postgresql_where=text("latest"),
    ),
    to_candidate(),
    to("opening", opening="id"),
)

stage_change = Table(
    "stage_change",
    metadata,
    tenant(),
    person(),
    whole("id"),
    whole("opening"),
    words("from_stage"),
    words("to_stage"),
    words("changed_by"),
    moment("at"),
    PrimaryKeyConstraint("organization_id", "candidate", "id"),
    to("application", candidate="candidate", opening="opening"),
)

note = Table(
    "note",
    metadata,
    tenant(),
    person(),
    whole("id"),
    words("author"),
    words("text"),
    moment("at"),
    Column("taken_back", Moment),
    PrimaryKeyConstraint("organization_id", "candidate", "id"),
    to_candidate(),
)

tag = Table(
    "tag",
    metadata,
    tenant(),
    words("tag"),
    person(),
    words("tagged_by"),
    moment("at"),
    PrimaryKeyConstraint("organization_id", "tag", "candidate"),
    Index(None, "organization_id", "candidate"),
    to_candidate(),
    sqlite_with_rowid=False,
)

draft = Table(
    "draft",
    metadata,
    tenant(),
    words("key"),
    words("name", "base name of the file"),
    words("received_by"),
    moment("at"),
    Column("data", LargeBinary, nullable=False, comment="as received"),
    PrimaryKeyConstraint("organization_id", "key"),
    to_organization(),
)

draft_correction = Table(
    "draft_correction",
    metadata,
    tenant(),
    words("draft", "its key"),
    whole("id"),
    words("field", "as in correction"),
    words("part"),
    words("entry"),
    words("value"),
    words("set_by"),
    moment("at"),
    PrimaryKeyConstraint("organization_id", "draft", "id"),
    to("draft", draft="key"),
)
