"""Methods of the Bot API, one module per family; importing this room registers them all."""

from playground.methods import callbacks, chats, commands, editing, files, groups, inline, profile, sending, webhook
from playground.methods.registry import REGISTRY

FAMILIES = (callbacks, chats, commands, editing, files, groups, inline, profile, sending, webhook)

__all__ = ["FAMILIES", "REGISTRY"]
