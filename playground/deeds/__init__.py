"""What people do: say, tap, send, open, ask inline."""
