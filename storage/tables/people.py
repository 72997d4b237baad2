"""Candidates, their documents and profiles, where their applications stand, and what the team wrote."""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    text,
)

from storage.tables.base import metadata, moment, person, tenant, to, to_candidate, to_organization, whole, words

opening = Table(
    "opening",
    metadata,
    tenant(),
    whole("id"),
    words("name", "empty for the default one"),
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
    PrimaryKeyConstraint("organization_id", "number"),
    to_organization(),
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
    person(),
    whole("version", "counts the readings"),
    words("data", "JSON, as bot.profile.encode writes it"),
    PrimaryKeyConstraint("organization_id", "candidate"),
    to_candidate(),
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
