"""Tenants, the chats they use, who may do what, and what was done."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    false,
    text,
)

from storage.tables.base import metadata, moment, tenant, to_organization, whole, words
from storage.types import Moment

organization = Table(
    "organization",
    metadata,
    Column("id", Integer, primary_key=True),
    words("name"),
    words("started_by", "the workspace that started it by itself, or empty"),
    UniqueConstraint("name"),
    sqlite_autoincrement=True,
)

counter = Table(
    "counter",
    metadata,
    tenant(),
    words("kind", "what is counted: candidate, document, ..."),
    whole("last", "the last number given out; none is given out twice, erased or not"),
    PrimaryKeyConstraint("organization_id", "kind"),
    to_organization(),
    sqlite_with_rowid=False,
)

workspace = Table(
    "workspace",
    metadata,
    words("platform"),
    words("id", "the platform's id of the Slack team or Discord guild"),
    tenant(),
    PrimaryKeyConstraint("platform", "id"),
    UniqueConstraint("organization_id", "platform", "id"),
    to_organization(),
    sqlite_with_rowid=False,
    comment="read before the organization is known: to which one a workspace belongs",
)

member = Table(
    "member",
    metadata,
    tenant(),
    words("platform"),
    words("workspace"),
    words("id", "the platform's id of the person"),
    words("name", "as the platform shows it"),
    words("role", "the one that the member had then; empty for none", server_default=""),
    moment("met", "when name and role were last taken down"),
    PrimaryKeyConstraint("organization_id", "platform", "workspace", "id"),
    to_organization(),
    sqlite_with_rowid=False,
)

recent_list = Table(
    "recent_list",
    metadata,
    tenant(),
    words("platform"),
    words("workspace"),
    words("member", "the platform's id of the person"),
    words("line", "the command that showed the list"),
    whole("first", "the row of the first number"),
    words("numbers", "JSON list of the candidates' numbers, row by row"),
    words("more", "the command of the next page; empty at the end"),
    words("asked", "the last question, whomever it found; empty for none", server_default=""),
    moment("at"),
    PrimaryKeyConstraint("organization_id", "platform", "workspace", "member"),
    to_organization(),
    sqlite_with_rowid=False,
    comment="what row numbers mean: the last list that each member saw",
)

link_code = Table(
    "link_code",
    metadata,
    tenant(),
    words("id", "the first letters of the code, by which it is found"),
    words("hash", "of the whole code"),
    whole("tries", "how many were wrong"),
    words("made_by"),
    moment("at"),
    PrimaryKeyConstraint("organization_id", "id"),
    to_organization(),
    sqlite_with_rowid=False,
    comment="by which a workspace joins the organization: once, within minutes",
)

intake_channel = Table(
    "intake_channel",
    metadata,
    tenant(),
    words("platform"),
    words("workspace"),
    words("channel", "the platform's id of the channel"),
    words("name", "of the channel, as it was when it was set"),
    words("set_by"),
    moment("at"),
    PrimaryKeyConstraint("organization_id", "platform", "workspace", "channel"),
    to_organization(),
    sqlite_with_rowid=False,
    comment="where every file that is dropped is read as a CV",
)

dropped_file = Table(
    "dropped_file",
    metadata,
    tenant(),
    words("platform"),
    words("workspace"),
    words("channel", "the platform's id of the channel"),
    words("message", "the platform's id of the message"),
    words("file", "the platform's id of the file"),
    Column("taken", Boolean, nullable=False, comment="one process read it, or will"),
    moment("at"),
    PrimaryKeyConstraint("organization_id", "platform", "workspace", "channel", "message", "file"),
    to_organization(),
    sqlite_with_rowid=False,
    comment="files of one message of which the platform tells one by one",
)

access_grant = Table(
    "access_grant",
    metadata,
    tenant(),
    words("platform"),
    words("workspace"),
    words("subject_kind", "member or group"),
    words("subject", "the platform's id of the person, user group or role"),
    words("name", "as shown when it was granted"),
    words("role", "viewer, recruiter or admin"),
    words("granted_by"),
    moment("granted_at"),
    PrimaryKeyConstraint("organization_id", "platform", "workspace", "subject_kind", "subject"),
    to_organization(),
    sqlite_with_rowid=False,
)

audit = Table(
    "audit",
    metadata,
    tenant(),
    whole("id"),
    moment("at"),
    words("actor"),
    words("place"),
    words("action"),
    Column("subject", Integer, comment="a candidate's number; it outlives the candidate"),
    words("outcome", "done, refused or failed"),
    words("code", "HMAC of this entry and the code before; empty in entries older than the codes", server_default=""),
    PrimaryKeyConstraint("organization_id", "id"),
    to_organization(),
)

audit_chain = Table(
    "audit_chain",
    metadata,
    tenant(),
    words("key", "of the codes: encrypted by SECRET_KEY, or plain where there is none"),
    whole("begins", "the first entry with a code"),
    PrimaryKeyConstraint("organization_id"),
    to_organization(),
    sqlite_with_rowid=False,
)

allowance = Table(
    "allowance",
    metadata,
    tenant(),
    words("platform", "empty for the whole organization"),
    words("workspace"),
    words("member", "the platform's id of the person"),
    words("kind", "of requests"),
    Column(
        "spent_until", BigInteger, nullable=False, comment="milliseconds since 1970: a whole allowance is there again"
    ),
    PrimaryKeyConstraint("organization_id", "platform", "workspace", "member", "kind"),
    to_organization(),
    sqlite_with_rowid=False,
    comment="how much each member may ask at once",
)

look = Table(
    "look",
    metadata,
    tenant(),
    words("platform"),
    words("workspace"),
    words("member", "the platform's id of the person"),
    whole("subject", "a candidate's number; it outlives the candidate"),
    moment("at", "the last time"),
    PrimaryKeyConstraint("organization_id", "platform", "workspace", "member", "subject"),
    to_organization(),
    sqlite_with_rowid=False,
    comment="whose card, file or export a member was shown within the last hour",
)

alarm = Table(
    "alarm",
    metadata,
    tenant(),
    words("platform"),
    words("workspace"),
    words("member", "the platform's id of the person"),
    words("name", "of the person, as the platform shows it"),
    whole("people", "whose data was read within an hour, when it was noticed"),
    moment("at"),
    Column("told", Boolean, nullable=False, comment="the admins were sent it, or nobody could be"),
    PrimaryKeyConstraint("organization_id", "platform", "workspace", "member"),
    to_organization(),
    sqlite_with_rowid=False,
    comment="who read very many people's data: the last time for each member",
)

_AWAITED = text("held_until IS NOT NULL")

event = Table(
    "event",
    metadata,
    words("key", "hash of the platform's id of an incoming event"),
    moment("at"),
    words("platform", "with the others: who waits for the answer; empty once it was given", server_default=""),
    words("workspace", "empty where it is not known", server_default=""),
    words("member", "the platform's id of the person", server_default=""),
    words("channel", "the platform's id; empty for direct messages", server_default=""),
    words("command", "its name alone", server_default=""),
    words("told_as", "the key of the message that says that no answer comes", server_default=""),
    Column("changes", Boolean, nullable=False, server_default=false(), comment="it may have"),
    Column("held_until", Moment, comment="until when a process answers for it; empty once it was answered"),
    PrimaryKeyConstraint("key"),
    Index(None, "at"),
    Index(None, "held_until", sqlite_where=_AWAITED, postgresql_where=_AWAITED),
    sqlite_with_rowid=False,
    comment="incoming events of the last day, of all organizations: each is handled once",
)
