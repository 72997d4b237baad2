"""What is to be done about people, what members think of them, and chats that wait to be kept."""

from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table

from storage.tables.base import metadata, moment, person, tenant, to, to_candidate, to_organization, whole, words
from storage.types import Moment

todo = Table(
    "todo",
    metadata,
    tenant(),
    person(),
    whole("id"),
    words("text"),
    words("due", "a day, or empty"),
    words("owner", "who is to do it, as the name was then"),
    words("owner_member", "that member's identity on the platform"),
    words("added_by"),
    moment("at"),
    words("done_by", "empty while it is open"),
    Column("done_at", Moment),
    PrimaryKeyConstraint("organization_id", "candidate", "id"),
    Index(None, "organization_id", "owner_member", "due"),
    to_candidate(),
)

scorecard = Table(
    "scorecard",
    metadata,
    tenant(),
    person(),
    whole("opening"),
    words("stage"),
    words("member", "the author's identity on the platform"),
    words("author"),
    words("scores", "JSON list of [criterion, 1 to 4]"),
    words("comment"),
    moment("at"),
    Column("sent", Moment, comment="none for a draft, which its author alone sees"),
    PrimaryKeyConstraint("organization_id", "candidate", "opening", "stage", "member"),
    Index(None, "organization_id", "sent"),
    to("application", candidate="candidate", opening="opening"),
)

criteria = Table(
    "criteria",
    metadata,
    tenant(),
    words("stage"),
    words("asked", "JSON list of what a scorecard of the stage asks"),
    PrimaryKeyConstraint("organization_id", "stage"),
    to_organization(),
    sqlite_with_rowid=False,
)

discussion = Table(
    "discussion",
    metadata,
    tenant(),
    words("key"),
    words("link"),
    words("said", "JSON list of [author, text, time]"),
    moment("at"),
    PrimaryKeyConstraint("organization_id", "key"),
    to_organization(),
)
