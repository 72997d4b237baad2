"""What a platform's messages have no room for."""

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from storage.tables.base import metadata, moment, tenant, to_organization, words

pressed_line = Table(
    "pressed_line",
    metadata,
    tenant(),
    words("key", "hash of the line, which a button carries in its place"),
    words("line", "the command line"),
    moment("at", "when a message with it was last sent"),
    PrimaryKeyConstraint("organization_id", "key"),
    Index(None, "at"),
    to_organization(),
    sqlite_with_rowid=False,
    comment="command lines that are too long for a button",
)

direct = Table(
    "direct",
    metadata,
    words("platform"),
    words("person", "the platform's id of the person"),
    words("workspace", "that they chose"),
    moment("at"),
    PrimaryKeyConstraint("platform", "person"),
    sqlite_with_rowid=False,
    comment="read before the organization is known: to which workspace somebody speaks who is in several",
)
