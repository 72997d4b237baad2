"""The tables, one file per subject, as the newest migration leaves them.

Every table below an organization has `organization_id` first in its primary, unique and foreign keys, so that no row
can point at another organization's, and a distributed PostgreSQL can shard on it.
"""

from storage.tables.base import metadata
from storage.tables.digests import delivery, delivery_item, digest, own_post, quiet, turn
from storage.tables.erasing import erased_key, erased_message, erasure, hashing_key
from storage.tables.installations import installation, oauth_state
from storage.tables.openings import opening, stage
from storage.tables.organizations import (
    access_grant,
    alarm,
    allowance,
    audit,
    audit_chain,
    counter,
    dropped_file,
    event,
    intake_channel,
    link_code,
    look,
    member,
    organization,
    recent_list,
    workspace,
)
from storage.tables.people import (
    application,
    candidate,
    change,
    correction,
    document,
    draft,
    draft_correction,
    draft_report,
    note,
    profile,
    stage_change,
    tag,
)
from storage.tables.presses import direct, pressed_line
from storage.tables.roles import pasted_role
from storage.tables.search import (
    field_value,
    identity_key,
    name_key,
    name_token,
    own_search_text,
    search_said,
    search_skill,
    search_term,
    search_text,
    search_words,
    skill_count,
)
from storage.tables.sharing import message, share
from storage.tables.skills import own_skill
from storage.tables.work import criteria, discussion, scorecard, todo

__all__ = [
    "access_grant",
    "alarm",
    "allowance",
    "application",
    "audit",
    "audit_chain",
    "candidate",
    "change",
    "correction",
    "counter",
    "criteria",
    "delivery",
    "delivery_item",
    "digest",
    "direct",
    "discussion",
    "document",
    "draft",
    "draft_correction",
    "draft_report",
    "dropped_file",
    "erased_key",
    "erased_message",
    "erasure",
    "event",
    "field_value",
    "hashing_key",
    "identity_key",
    "installation",
    "intake_channel",
    "link_code",
    "look",
    "member",
    "message",
    "metadata",
    "name_key",
    "name_token",
    "note",
    "oauth_state",
    "opening",
    "organization",
    "own_post",
    "own_search_text",
    "own_skill",
    "pasted_role",
    "pressed_line",
    "profile",
    "quiet",
    "recent_list",
    "scorecard",
    "search_said",
    "search_skill",
    "search_term",
    "search_text",
    "search_words",
    "share",
    "skill_count",
    "stage",
    "stage_change",
    "tag",
    "todo",
    "turn",
    "workspace",
]
