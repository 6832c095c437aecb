"""The pure rules, by example and by law."""
