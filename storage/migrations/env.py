"""Alembic's entry: runs on the connection that storage.maintenance opened, in its transaction."""

from alembic import context

from storage.migrating import comparing
from storage.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, **comparing(connection))
context.run_migrations()
