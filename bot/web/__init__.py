"""The HTTP side, in the process of the bot: the webhook, and what an operator asks."""
