"""What all tables share: how constraints are named, and the columns that lead every key."""

from typing import Any

from sqlalchemy import Column, ForeignKeyConstraint, Integer, MetaData

from storage.types import Moment, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def tenant() -> Column[int]:
    return Column("organization_id", Integer, nullable=False, comment="the tenant")


def person() -> Column[int]:
    return Column("candidate", Integer, nullable=False, comment="the candidate's number")


def words(name: str, comment: str | None = None, **options: Any) -> Column[str]:
    return Column(name, Words, nullable=False, comment=comment, **options)


def whole(name: str, comment: str | None = None, **options: Any) -> Column[int]:
    return Column(name, Integer, nullable=False, comment=comment, **options)


def moment(name: str, comment: str | None = None) -> Column[Any]:
    return Column(name, Moment, nullable=False, comment=comment)


def to_organization() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["organization_id"], ["organization.id"], ondelete="CASCADE")


def to(table: str, **columns: str) -> ForeignKeyConstraint:
    """A foreign key within the organization: own column = column of the other table. Rows go with what they belong to."""
    return ForeignKeyConstraint(
        ["organization_id", *columns],
        [f"{table}.organization_id", *(f"{table}.{column}" for column in columns.values())],
        ondelete="CASCADE",
    )


def to_candidate() -> ForeignKeyConstraint:
    return to("candidate", candidate="number")
