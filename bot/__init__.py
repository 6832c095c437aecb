"""The Telegram face, and the command line that starts it."""
