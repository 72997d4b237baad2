"""Who may not be erased, who will be by itself, and who was: an anonymous stub and its proof, what they are known again by, and the messages that have to go."""

from sqlalchemy import Boolean, Column, Index, PrimaryKeyConstraint, Table, UniqueConstraint, text

from storage.tables.base import metadata, moment, person, tenant, to, to_candidate, to_organization, whole, words
from storage.types import Moment

_to_do = text("state <> 'gone'")
_standing = text("lifted_at IS NULL")

hold = Table(
    "hold",
    metadata,
    tenant(),
    whole("id"),
    person(),
    words("reason", "in the team's words, or empty"),
    words("held_by"),
    moment("at"),
    words("lifted_by", "empty as long as it stands", server_default=""),
    Column("lifted_at", Moment),
    PrimaryKeyConstraint("organization_id", "id"),
    Index("ix_hold_standing", "organization_id", "candidate", sqlite_where=_standing, postgresql_where=_standing),
    to_candidate(),
    comment="as long as one stands, nothing of the person is erased",
)

retention = Table(
    "retention",
    metadata,
    tenant(),
    words("stage", "its key"),
    whole("days", "after which whoever is in the stage is erased"),
    words("set_by"),
    moment("at"),
    PrimaryKeyConstraint("organization_id", "stage"),
    to_organization(),
    sqlite_with_rowid=False,
)

retention_turn = Table(
    "retention_turn",
    metadata,
    tenant(),
    Column("ran", Moment, comment="when it was last looked who is to be erased"),
    Column("told", Moment, comment="when the team was last warned"),
    Column("held_until", Moment, comment="until then one process looks"),
    PrimaryKeyConstraint("organization_id"),
    to_organization(),
    sqlite_with_rowid=False,
    comment="of the organizations that have a retention",
)

retention_notice = Table(
    "retention_notice",
    metadata,
    tenant(),
    person(),
    moment("seen", "what happened to the person since was not known to whoever was told"),
    moment("warned", "when the team was told that the person will be erased"),
    PrimaryKeyConstraint("organization_id", "candidate"),
    to_candidate(),
    sqlite_with_rowid=False,
    comment="it counts as long as nothing happened to the person since it was seen",
)

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
    Column("tell_next", Moment, comment="before this nobody else tells that all is gone"),
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
