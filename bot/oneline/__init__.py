"""The grammar of one-line commands: what stands behind a command becomes values, or a refusal."""
