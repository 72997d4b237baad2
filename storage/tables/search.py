"""What is searched or recognised: rows made from profile and text, written with them and rebuilt from them at will.

The free text has one table per database: `search_words` (FTS5) on SQLite, `search_text` on PostgreSQL.
"""

from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table, column, table
from sqlalchemy.dialects.postgresql import TSVECTOR

from storage.tables.base import metadata, moment, person, tenant, to_candidate, to_organization, whole, words

search_skill = Table(
    "search_skill",
    metadata,
    tenant(),
    person(),
    words("skill"),
    whole("grade", "3 used in a dated job, 2 paper or project, 1 listed"),
    whole("year", "the last of its proofs; 0 none stated, 9999 still going on"),
    moment("arrived", "as in the latest application: the newest come first within a grade"),
    PrimaryKeyConstraint("organization_id", "candidate", "skill"),
    to_candidate(),
    sqlite_with_rowid=False,
)
Index(
    "ix_search_skill_ranked",
    search_skill.c.organization_id,
    search_skill.c.skill,
    search_skill.c.grade.desc(),
    search_skill.c.arrived.desc(),
    search_skill.c.candidate,
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
    Index(None, "organization_id", "candidate"),
    to_candidate(),
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
    Index(None, "organization_id", "candidate"),
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
    PrimaryKeyConstraint("organization_id", "candidate", "part"),
    # a list of pending words would be read from end to end by every search
    Index(None, "words", postgresql_using="gin", postgresql_with={"fastupdate": "off"}),
    to_candidate(),
    info={"only": "postgresql"},
)

search_words = table("search_words", column("rowid"), column("words"))
