"""The only way a schema changes."""
