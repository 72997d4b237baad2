"""What teams add to the skills that are known."""

from sqlalchemy import PrimaryKeyConstraint, Table

from storage.tables.base import metadata, moment, tenant, to_organization, whole, words

own_skill = Table(
    "own_skill",
    metadata,
    tenant(),
    whole("number", "in one row with the changes of people: the later, the higher"),
    words("entry", "JSON: as a line of the vocabulary"),
    words("source", "chat or file"),
    words("added_by"),
    words("added_member", "the adding member's identity on the platform", server_default=""),
    moment("added_at"),
    whole("removed", "the number of the removal; 0 while it is known"),
    words("removed_member", "as added_member", server_default=""),
    words("removed_by", "empty where nobody can take the removal back"),
    whole("waiting", "the highest candidate whose search rows do not know of it yet; 0 where all do"),
    PrimaryKeyConstraint("organization_id", "number"),
    to_organization(),
    sqlite_with_rowid=False,
)
