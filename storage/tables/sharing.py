"""What was shared to channels, and the bot's own messages that name people."""

from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table, text

from storage.tables.base import metadata, moment, person, tenant, to_candidate, to_organization, whole, words
from storage.types import Moment

_of_others = text("state IN ('waiting', 'leaving')")

share = Table(
    "share",
    metadata,
    tenant(),
    whole("id"),
    words("platform"),
    words("workspace"),
    words("channel"),
    words("channel_name"),
    words("numbers", "JSON list of the candidates' numbers, in order"),
    words("query", "the search that found them; empty where they are shown for themselves"),
    words("shared_by"),
    words("member", "the identity on the platform of whoever shared it"),
    moment("asked"),
    words("state", "asked, waiting, held, posted, doubtful, leaving, down or failed"),
    Column("held_until", Moment, comment="until then one process takes it down"),
    Column("posted_at", Moment),
    words("messages", "JSON list of the platform's ids"),
    words("fault", "why it is not there, or was not taken down"),
    words("left_by", "who asked that another process takes it down"),
    PrimaryKeyConstraint("organization_id", "id"),
    Index("ix_share_waiting", "asked", sqlite_where=_of_others, postgresql_where=_of_others),
    to_organization(),
    comment="posts without contacts that a member shared, or was asked about",
)

message = Table(
    "message",
    metadata,
    tenant(),
    words("platform"),
    words("workspace"),
    words("kind", "of the place: channel or dm"),
    words("channel"),
    words("message", "the platform's id"),
    person(),
    PrimaryKeyConstraint("organization_id", "platform", "workspace", "channel", "message", "candidate"),
    Index(None, "organization_id", "candidate"),
    to_candidate(),
    sqlite_with_rowid=False,
    comment="the bot's messages that name a candidate: to be taken down when the candidate is erased",
)
