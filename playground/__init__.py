"""A Telegram for this machine: a Bot API server and a chat page, for any bot."""
