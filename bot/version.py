"""Which program this is, for those who run it."""

VERSION = "0.1.0"
