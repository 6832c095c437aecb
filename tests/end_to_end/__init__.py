"""The real bot process against the playground, as people use it."""
