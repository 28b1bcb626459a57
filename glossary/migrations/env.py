"""Alembic's entry: runs the steps on the connection that the store hands over, inside its transaction."""

from alembic import context

from glossary.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata)
context.run_migrations()
