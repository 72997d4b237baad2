"""Who was erased: an anonymous stub and its proof, what they are known again by, and the messages that have to go."""

from sqlalchemy import Boolean, Column, Index, PrimaryKeyConstraint, Table, UniqueConstraint, text

from storage.tables.base import metadata, moment, tenant, to, to_organization, whole, words
from storage.types import Moment

_to_do = text("state <> 'gone'")

erasure = Table(
    "erasure",
    metadata,
    tenant(),
    whole("id"),
    words("token", "by which the journal outside of the database knows it"),
    whole("number", "the erased candidate's; nobody gets it again"),
    words("also", "JSON list of the numbers that were part of it"),
    moment("at"),
    words("erased_by"),
    words("why", "in the team's words or a rule's name, or empty"),
    words("member", "the identity of whoever is told when all is gone; empty for nobody"),
    words("removed", "JSON: how many rows of each table were theirs"),
    Column("swept", Moment, comment="since when nothing is left of it in the files of the database"),
    Column("told", Boolean, nullable=False, comment="that all is gone, or there is nobody to tell"),
    PrimaryKeyConstraint("organization_id", "id"),
    Index(None, "organization_id", "number"),
    UniqueConstraint("organization_id", "token"),
    to_organization(),
    comment="the stub and the proof that are left of somebody",
)

erased_key = Table(
    "erased_key",
    metadata,
    tenant(),
    words("key", "keyed hash of a file, e-mail address, phone number, profile link or name with a school or employer"),
    whole("erasure"),
    PrimaryKeyConstraint("organization_id", "key", "erasure"),
    to("erasure", erasure="id"),
    sqlite_with_rowid=False,
    comment="by what it is noticed that somebody comes again who was erased",
)

hashing_key = Table(
    "hashing_key",
    metadata,
    tenant(),
    words("key", "secret: with what the keys of erased people are hashed"),
    PrimaryKeyConstraint("organization_id"),
    to_organization(),
    sqlite_with_rowid=False,
)

erased_message = Table(
    "erased_message",
    metadata,
    tenant(),
    whole("erasure"),
    words("platform"),
    words("workspace"),
    words("kind", "of the place: channel, dm, or home for what a member sees as their Home tab"),
    words("channel"),
    words("message", "the platform's id"),
    whole("delivery", "of the digest that it is a post of, which is written anew; else 0"),
    words("state", "waiting, refused by the platform, or gone"),
    moment("next_try"),
    whole("tries"),
    words("fault", "why the platform did not do it"),
    PrimaryKeyConstraint("organization_id", "erasure", "platform", "workspace", "channel", "message"),
    Index("ix_erased_message_due", "next_try", sqlite_where=_to_do, postgresql_where=_to_do),
    to("erasure", erasure="id"),
    sqlite_with_rowid=False,
    comment="the bot's messages that named somebody who was erased",
)
