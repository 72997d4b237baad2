"""Candidates, their documents and profiles, their applications, and what the team wrote."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "opening",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", Words, nullable=False, comment="empty for the default one"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_opening_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_opening")),
        sa.UniqueConstraint("organization_id", "name", name=op.f("uq_opening_organization_id_name")),
    )
    op.create_table(
        "candidate",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("number", sa.Integer(), nullable=False, comment="what people type as #214"),
        sa.Column("name", Words, nullable=False, comment="empty where the CV names nobody"),
        sa.Column("sort_name", Words, nullable=False),
        sa.Column("headline", Words, nullable=False),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="counts the changes of what is known, so that none is lost",
        ),
        sa.Column("part_of", sa.Integer(), nullable=True, comment="the number that this one was merged into"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_candidate_organization"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "part_of"],
            ["candidate.organization_id", "candidate.number"],
            name=op.f("fk_candidate_candidate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "number", name=op.f("pk_candidate")),
    )
    op.create_index(
        op.f("ix_candidate_organization_id_part_of"), "candidate", ["organization_id", "part_of"], unique=False
    )
    op.create_table(
        "document",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("candidate", sa.Integer(), nullable=False, comment="the candidate's number"),
        sa.Column("name", Words, nullable=False, comment="base name of the file"),
        sa.Column("sha256", Words, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False, comment="in bytes"),
        sa.Column("received_at", Moment, nullable=False),
        sa.Column("received_by", Words, nullable=False),
        sa.Column("content_lines", sa.Integer(), nullable=False, comment="lines that hold something to read"),
        sa.Column(
            "used_lines", sa.Integer(), nullable=False, comment="those of them that a value of the profile claims"
        ),
        sa.Column("warnings", Words, nullable=False, comment="JSON list of sentences"),
        sa.Column("left_out", Words, nullable=False, comment="JSON list of the kinds of data left out on purpose"),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("text", Words, nullable=False, comment="what evidence points into"),
        sa.Column("data", sa.LargeBinary(), nullable=False, comment="as received"),
        sa.ForeignKeyConstraint(
            ["organization_id", "candidate"],
            ["candidate.organization_id", "candidate.number"],
            name=op.f("fk_document_candidate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "number", name=op.f("pk_document")),
        sa.UniqueConstraint("organization_id", "sha256", name=op.f("uq_document_organization_id_sha256")),
    )
    op.create_index(
        op.f("ix_document_organization_id_candidate_number"),
        "document",
        ["organization_id", "candidate", "number"],
        unique=False,
    )
    op.create_table(
        "profile",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column(
            "data", Words, nullable=False, comment="what the document says: JSON, as bot.profile.encode writes it"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "document"],
            ["document.organization_id", "document.number"],
            name=op.f("fk_profile_document"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "document", name=op.f("pk_profile")),
    )
    op.create_table(
        "correction",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("candidate", sa.Integer(), nullable=False, comment="the candidate's number"),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("field", Words, nullable=False, comment="of the profile: name, emails, work, ..."),
        sa.Column("part", Words, nullable=False, comment="of an entry: title, start, ...; empty for the whole of it"),
        sa.Column(
            "entry",
            Words,
            nullable=False,
            comment="JSON: what it is about, as the documents said it then; empty for a new entry or a lone value",
        ),
        sa.Column("value", Words, nullable=False, comment="what was set; empty where something was removed"),
        sa.Column("set_by", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "candidate"],
            ["candidate.organization_id", "candidate.number"],
            name=op.f("fk_correction_candidate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "candidate", "id", name=op.f("pk_correction")),
    )
    op.create_table(
        "change",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("candidate", sa.Integer(), nullable=False, comment="the candidate's number"),
        sa.Column("kind", Words, nullable=False, comment="document, edit, stage, note or merge"),
        sa.Column("data", Words, nullable=False, comment="JSON: enough to take it back"),
        sa.Column("changed_by", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("batch", Words, nullable=False, comment="the same for all files of one import; else empty"),
        sa.Column("undone_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "candidate"],
            ["candidate.organization_id", "candidate.number"],
            name=op.f("fk_change_candidate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_change")),
        comment="what was done to people, in order, so that it can be taken back",
    )
    op.create_index(
        op.f("ix_change_organization_id_candidate_id"), "change", ["organization_id", "candidate", "id"], unique=False
    )
    op.create_index(
        op.f("ix_change_organization_id_changed_by_id"), "change", ["organization_id", "changed_by", "id"], unique=False
    )
    op.create_table(
        "application",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("candidate", sa.Integer(), nullable=False, comment="the candidate's number"),
        sa.Column("opening", sa.Integer(), nullable=False),
        sa.Column("stage", Words, nullable=False),
        sa.Column("stage_since", Moment, nullable=False),
        sa.Column("owner", Words, nullable=False),
        sa.Column("source", Words, nullable=False, comment="base name of the newest document's file"),
        sa.Column("folded_source", Words, nullable=False, comment="what a search for the source is compared with"),
        sa.Column("arrived", Moment, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, comment="counts the changes, so that none is lost"),
        sa.Column("latest", sa.Boolean(), nullable=False, comment="the one that lists show"),
        sa.ForeignKeyConstraint(
            ["organization_id", "candidate"],
            ["candidate.organization_id", "candidate.number"],
            name=op.f("fk_application_candidate"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "opening"],
            ["opening.organization_id", "opening.id"],
            name=op.f("fk_application_opening"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "candidate", "opening", name=op.f("pk_application")),
    )
    op.create_index(
        op.f("ix_application_organization_id_arrived"), "application", ["organization_id", "arrived"], unique=False
    )
    op.create_index(
        "uq_application_latest",
        "application",
        ["organization_id", "candidate"],
        unique=True,
        sqlite_where=sa.text("latest = 1"),
        postgresql_where=sa.text("latest"),
    )
    op.create_table(
        "stage_change",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("candidate", sa.Integer(), nullable=False, comment="the candidate's number"),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opening", sa.Integer(), nullable=False),
        sa.Column("from_stage", Words, nullable=False),
        sa.Column("to_stage", Words, nullable=False),
        sa.Column("changed_by", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "candidate", "opening"],
            ["application.organization_id", "application.candidate", "application.opening"],
            name=op.f("fk_stage_change_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "candidate", "id", name=op.f("pk_stage_change")),
    )
    op.create_table(
        "note",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("candidate", sa.Integer(), nullable=False, comment="the candidate's number"),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author", Words, nullable=False),
        sa.Column("text", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("taken_back", Moment, nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "candidate"],
            ["candidate.organization_id", "candidate.number"],
            name=op.f("fk_note_candidate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "candidate", "id", name=op.f("pk_note")),
    )
    op.create_table(
        "tag",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("tag", Words, nullable=False),
        sa.Column("candidate", sa.Integer(), nullable=False, comment="the candidate's number"),
        sa.Column("tagged_by", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "candidate"],
            ["candidate.organization_id", "candidate.number"],
            name=op.f("fk_tag_candidate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "tag", "candidate", name=op.f("pk_tag")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_tag_organization_id_candidate"), "tag", ["organization_id", "candidate"], unique=False)
    op.create_table(
        "draft",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("key", Words, nullable=False),
        sa.Column("name", Words, nullable=False, comment="base name of the file"),
        sa.Column("received_by", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False, comment="as received"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_draft_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "key", name=op.f("pk_draft")),
    )
