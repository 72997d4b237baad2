"""Where the bot was let in by an OAuth install, and who is on the way to let it in."""

from sqlalchemy import Boolean, Column, Index, PrimaryKeyConstraint, Table

from storage.tables.base import metadata, moment, words

installation = Table(
    "installation",
    metadata,
    words("platform"),
    words("id", "the platform's id of the workspace, or of the company for all of its workspaces"),
    Column("whole", Boolean, nullable=False, comment="it is for all workspaces of a company"),
    words("name", "as the platform shows it"),
    words("token", "encrypted, together with the workspace's id"),
    words("bot", "the platform's id of the bot's user there"),
    words("bot_id"),
    words("url"),
    words("installer", "the platform's id of the person"),
    moment("at"),
    PrimaryKeyConstraint("platform", "id"),
    sqlite_with_rowid=False,
    comment="read before the organization is known: the bot's key to a workspace",
)

oauth_state = Table(
    "oauth_state",
    metadata,
    words("key", "hash of the state"),
    moment("at", "when it was issued"),
    PrimaryKeyConstraint("key"),
    Index(None, "at"),
    sqlite_with_rowid=False,
    comment="installs that were begun: each state comes back once, within minutes",
)
