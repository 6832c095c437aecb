"""The small world: people, chats, messages, files, and what waits for the bot."""
