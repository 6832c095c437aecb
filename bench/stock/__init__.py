"""Bots as people write them with python-telegram-bot as it comes: what ours is measured against."""
