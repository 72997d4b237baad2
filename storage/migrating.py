"""What Alembic does: bring a schema to the newest migration, and compare it with the models."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.schema import SchemaItem

from storage.tables import metadata, search_words


def to_newest(connection: Connection) -> None:
    """Run the migrations that lack, in the transaction of the connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def differences(connection: Connection) -> list[str]:
    """In what the schema is not as the models have it, in sentences."""
    context = MigrationContext.configure(connection, opts=comparing(connection))
    return [f"Models and migrations differ: {difference}" for difference in compare_metadata(context, metadata)]


def comparing(connection: Connection) -> dict[str, Any]:
    """How Alembic reads and compares the schema: each database has its own table for the free text."""
    dialect = connection.dialect.name

    def ours(item: SchemaItem, name: str | None, *_: object) -> bool:
        return item.info.get("only", dialect) == dialect and not str(name).startswith(search_words.name)

    return {"compare_type": True, "include_object": ours, "render_as_batch": dialect == "sqlite"}
