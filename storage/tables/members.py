"""Members with several identities."""

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from storage.tables.base import metadata, moment, tenant, to_organization, whole, words

identity_link = Table(
    "identity_link",
    metadata,
    tenant(),
    words("identity", "on a platform: platform, workspace and id"),
    words("stands_for", "the identity under which the member's things are kept"),
    moment("at"),
    PrimaryKeyConstraint("organization_id", "identity"),
    Index(None, "organization_id", "stands_for"),
    to_organization(),
    sqlite_with_rowid=False,
    comment="identities that are the same member as another one",
)

member_code = Table(
    "member_code",
    metadata,
    tenant(),
    words("id", "the first letters of the code, by which it is found"),
    words("hash", "of the whole code"),
    whole("tries", "how many were wrong"),
    words("identity", "whose it is"),
    moment("at"),
    PrimaryKeyConstraint("organization_id", "id"),
    to_organization(),
    sqlite_with_rowid=False,
    comment="by which a member links another identity of theirs: once, within minutes",
)
