"""What people apply for, and the stages that an application goes through."""

from sqlalchemy import Boolean, Column, PrimaryKeyConstraint, Table, UniqueConstraint

from storage.tables.base import metadata, tenant, to_organization, whole, words
from storage.types import Moment

opening = Table(
    "opening",
    metadata,
    tenant(),
    whole("id"),
    words("name", "empty for the default one"),
    words("folded", "the name as a search reads it, a space around each word"),
    words("description", "the role in the team's own words"),
    Column("closed", Moment, comment="since when nobody can apply any more"),
    whole("version", "counts the changes, so that none is lost"),
    PrimaryKeyConstraint("organization_id", "id"),
    UniqueConstraint("organization_id", "name"),
    to_organization(),
)

stage = Table(
    "stage",
    metadata,
    tenant(),
    words("key", "made from the first label; applications have it, and it never changes"),
    words("label"),
    whole("place", "in the order, from 0 on"),
    Column("closed", Boolean, nullable=False, comment="nobody waits for a decision there"),
    Column("asks_reason", Boolean, nullable=False, comment="whoever moves somebody there says why"),
    words("role", "viewer, recruiter or admin: the lowest that may move somebody there"),
    PrimaryKeyConstraint("organization_id", "key"),
    to_organization(),
    sqlite_with_rowid=False,
    comment="none where the organization has the stages that everybody begins with",
)
