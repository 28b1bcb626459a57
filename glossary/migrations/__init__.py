"""How the schema came to be what `tables` says, step by step (Alembic)."""
