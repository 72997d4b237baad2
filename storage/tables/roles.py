"""Role descriptions that people were matched against."""

from sqlalchemy import PrimaryKeyConstraint, Table

from storage.tables.base import metadata, moment, tenant, to_organization, words

pasted_role = Table(
    "pasted_role",
    metadata,
    tenant(),
    words("key", "made of the text: the same text has the same key"),
    words("text", "as pasted"),
    moment("at", "when it was last used"),
    PrimaryKeyConstraint("organization_id", "key"),
    to_organization(),
    sqlite_with_rowid=False,
)
