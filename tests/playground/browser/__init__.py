"""The chat page in a real browser, with the echo bot at the other end."""
