"""Digests, and their deliveries with who was told."""

from sqlalchemy import Boolean, Column, Index, PrimaryKeyConstraint, Table, text

from storage.tables.base import metadata, moment, person, tenant, to, to_candidate, to_organization, whole, words
from storage.types import Moment

_posting = text("state IN ('active', 'once') AND about <> 'reminders'")
_reminding = text("state IN ('active', 'once') AND about = 'reminders'")
_open = text("state IN ('held', 'waiting')")
_outdated = text("changes > 0")
_unstopped = text("state <> 'stopped'")

digest = Table(
    "digest",
    metadata,
    tenant(),
    whole("id"),
    words("name"),
    words("folded_name", "by what names are compared"),
    words("platform"),
    words("workspace"),
    words("kind", "of the place: channel or dm"),
    words("channel"),
    words("channel_name"),
    words("schedule", "cron, five fields"),
    words("words", "the schedule as typed"),
    words("zone"),
    words("query"),
    moment("since", "who arrived before is never news"),
    moment("next_due"),
    words("state", "active, once (paused, but for one post), paused or stopped"),
    words("created_by"),
    Column("last_sent", Moment),
    words("fault", "why the last try failed"),
    words("about", "applicants, or watch: of one query", server_default="applicants"),
    whole("opening", "the one that it is about; 0 for all", server_default="0"),
    words("owner", "the identity of the member who made it", server_default=""),
    words("style", "JSON: how it tells its news", server_default="{}"),
    PrimaryKeyConstraint("organization_id", "id"),
    Index(
        "uq_digest_name",
        "organization_id",
        "folded_name",
        unique=True,
        sqlite_where=_unstopped,
        postgresql_where=_unstopped,
    ),
    Index("ix_digest_due", "next_due", sqlite_where=_posting, postgresql_where=_posting),
    Index("ix_digest_reminding", "next_due", sqlite_where=_reminding, postgresql_where=_reminding),
    to_organization(),
)

delivery = Table(
    "delivery",
    metadata,
    tenant(),
    whole("id"),
    whole("digest"),
    moment("since"),
    moment("until"),
    words("key", "the same for every try, so that a repeat is recognised"),
    words("named", "JSON list of whom the try that was begun tells of, by number", server_default=""),
    whole("attempt", "counts the claims; whoever holds an older one has lost it"),
    Column("unknown", Boolean, nullable=False, comment="a try may have arrived: nobody knows how it ended"),
    moment("held_until", "end of the lease, or when to try again"),
    words("state", "held by a process, waiting for the next try, delivered or failed"),
    words("message", "the platform's id; empty where nothing was posted"),
    Column("delivered_at", Moment),
    words("pages", "JSON list of the platform's ids of what follows the message in its thread", server_default="[]"),
    whole("changes", "of its people, which the post does not show", server_default="0"),
    whole("tries", "to bring it up to date, since it was", server_default="0"),
    Column("next_try", Moment, comment="before this nobody brings it up to date"),
    PrimaryKeyConstraint("organization_id", "id"),
    Index(
        "uq_delivery_open",
        "organization_id",
        "digest",
        unique=True,
        sqlite_where=_open,
        postgresql_where=_open,
    ),
    Index("ix_delivery_held", "held_until", sqlite_where=_open, postgresql_where=_open),
    Index("ix_delivery_outdated", "next_try", sqlite_where=_outdated, postgresql_where=_outdated),
    Index(None, "organization_id", "digest"),
    to("digest", digest="id"),
)

delivery_item = Table(
    "delivery_item",
    metadata,
    tenant(),
    whole("digest"),
    person(),
    whole("opening"),
    whole("delivery"),
    PrimaryKeyConstraint("organization_id", "digest", "candidate", "opening"),
    Index(None, "organization_id", "candidate", "opening"),
    Index(None, "organization_id", "delivery"),
    to("delivery", delivery="id"),
    to("application", candidate="candidate", opening="opening"),
    sqlite_with_rowid=False,
    comment="the applications a digest has told of",
)

own_post = Table(
    "own_post",
    metadata,
    tenant(),
    whole("digest"),
    words("message", "the platform's id"),
    person(),
    whole("delivery"),
    words("shows", "versions of the person and of the application, as the post has them"),
    moment("next_try", "before this nobody brings it up to date"),
    PrimaryKeyConstraint("organization_id", "digest", "message"),
    Index(None, "organization_id", "candidate"),
    to("delivery", delivery="id"),
    to_candidate(),
    sqlite_with_rowid=False,
    comment="posts of digests that are about one person each, and follow them",
)

turn = Table(
    "turn",
    metadata,
    tenant(),
    words("platform"),
    words("workspace"),
    words("channel", "empty for the workspace as a whole"),
    moment("until", "before this nothing more is posted there"),
    PrimaryKeyConstraint("organization_id", "platform", "workspace", "channel"),
    to_organization(),
    sqlite_with_rowid=False,
    comment="when channels take their next digest, whichever process posts it",
)

quiet = Table(
    "quiet",
    metadata,
    tenant(),
    words("rules", "JSON: hours, weekends and days on which nothing is posted, and in what zone"),
    words("set_by"),
    moment("at"),
    PrimaryKeyConstraint("organization_id"),
    to_organization(),
    sqlite_with_rowid=False,
    comment="when an organization's digests wait",
)
