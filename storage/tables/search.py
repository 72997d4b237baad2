"""What is searched or recognised: rows made from profile and text, written with them and rebuilt from them at will.

The free text has one table per database: `search_words` (FTS5) on SQLite, `search_text` on PostgreSQL.
"""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, column, table
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR

from storage.tables.base import metadata, person, tenant, to, to_candidate, to_organization, whole, words

search_skill = Table(
    "search_skill",
    metadata,
    tenant(),
    person(),
    words("skill", "shown, or implied by one that is"),
    whole("strength", "for the order of hits: how well it is proven, then how lately"),
    PrimaryKeyConstraint("organization_id", "candidate", "skill"),
    to_candidate(),
    sqlite_with_rowid=False,
)
Index(
    "ix_search_skill_ranked",
    search_skill.c.organization_id,
    search_skill.c.skill,
    search_skill.c.strength.desc(),
    search_skill.c.candidate.desc(),
)

skill_count = Table(
    "skill_count",
    metadata,
    tenant(),
    words("skill"),
    whole("people", "how many rows of search_skill there are for it"),
    PrimaryKeyConstraint("organization_id", "skill"),
    to_organization(),
    sqlite_with_rowid=False,
)

search_term = Table(
    "search_term",
    metadata,
    tenant(),
    words("field", "name, company, school, ..."),
    words("token"),
    person(),
    PrimaryKeyConstraint("organization_id", "field", "token", "candidate"),
    Index(None, "organization_id", "candidate", "field", "token"),
    to_candidate(),
    sqlite_with_rowid=False,
)

name_token = Table(
    "name_token",
    metadata,
    tenant(),
    words("token"),
    whole("people", "how many have it in their name"),
    PrimaryKeyConstraint("organization_id", "token"),
    to_organization(),
    sqlite_with_rowid=False,
)

name_key = Table(
    "name_key",
    metadata,
    tenant(),
    words("key", "a token of names, whole or less one letter: what a mistyped one is found by"),
    words("token"),
    PrimaryKeyConstraint("organization_id", "key", "token"),
    Index(None, "organization_id", "token"),
    to("name_token", token="token"),  # noqa: S106 - a word
    sqlite_with_rowid=False,
)

field_value = Table(
    "field_value",
    metadata,
    tenant(),
    words("field", "school, company, ..."),
    words(
        "token",
        "the value's words from one of them on, with a stroke between, then the whole value: what it may be begun with",
    ),
    words("label", "the value as a CV has it"),
    whole("people", "how many have it"),
    PrimaryKeyConstraint("organization_id", "field", "token"),
    to_organization(),
    sqlite_with_rowid=False,
)

identity_key = Table(
    "identity_key",
    metadata,
    tenant(),
    words("key", "hash of an e-mail address, phone number, profile link, name with a school or employer, near name"),
    whole("document", "the document that showed it; 0 for what a person set"),
    person(),
    words("kind", "mail, phone, strong, weak or near"),
    PrimaryKeyConstraint("organization_id", "key", "candidate", "document"),
    Index(None, "organization_id", "candidate", "kind"),
    to_candidate(),
    sqlite_with_rowid=False,
)

search_text = Table(
    "search_text",
    metadata,
    tenant(),
    person(),
    whole("part"),
    Column("words", TSVECTOR, nullable=False),
    Column("runs", ARRAY(Integer), comment="of two and three words, hashed: of the whole text, in part 0"),
    PrimaryKeyConstraint("organization_id", "candidate", "part"),
    # every search reads the pending words from end to end: a short list, which still halves the cost of an import
    Index(None, "words", postgresql_using="gin", postgresql_with={"fastupdate": "on", "gin_pending_list_limit": 512}),
    Index(None, "runs", postgresql_using="gin", postgresql_with={"fastupdate": "on", "gin_pending_list_limit": 512}),
    to_candidate(),
    info={"only": "postgresql"},
)

own_search_text = table("own_search_text", *(column(one.name, one.type) for one in search_text.columns))
"""The rows of it that are the organization's for which a transaction acts: what is searched."""

search_words = table("search_words", column("rowid"), column("words"), column("search_words"))
"""An index without text: who has a word, or a run of words."""
search_said = table("search_words_said", column("id"), column("words"))
"""The texts themselves, to look for a phrase in."""
