"""The use cases, one module per noun: values in, rows out, events noted; no commit, no Telegram."""
