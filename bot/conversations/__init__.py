"""The conversations, one file per exchange."""
