"""Text as Telegram reads it: markup, entities in UTF-16 units, limits."""
