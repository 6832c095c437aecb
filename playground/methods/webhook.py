"""Where updates go: the webhook's address, and what became of the last deliveries."""

import re
from urllib.parse import urlsplit

from playground.errors import BadRequest
from playground.jsons import JSON
from playground.methods.registry import answers
from playground.world.world import World

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}


@answers("setWebhook")
def set_webhook(world: World, params: JSON) -> bool:
    if not params["url"]:
        return bool(delete_webhook(world, params))
    secret = params.get("secret_token", "")
    if secret and not _SECRET.fullmatch(secret):
        raise BadRequest("secret token contains unallowed characters")
    connections = params.get("max_connections", 40)
    if not 1 <= connections <= 100:
        raise BadRequest("max_connections must be between 1 and 100")
    _check_address(params["url"])
    choose_updates(world, params)
    world.bot.webhook = {"url": params["url"], "secret": secret, "max_connections": connections}
    return _changed(world, params, "terminated by setWebhook request")


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "http" and parts.scheme != "https":
        raise BadRequest("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.scheme == "https" or parts.hostname not in _THIS_MACHINE:
        raise BadRequest("bad webhook: the playground delivers to http addresses of this machine only")


@answers("deleteWebhook")
def delete_webhook(world: World, params: JSON) -> bool:
    world.bot.webhook = {}
    return _changed(world, params, "")


def _changed(world: World, params: JSON, ending: str) -> bool:
    if params.get("drop_pending_updates"):
        world.updates.clear()
    if ending:
        world.updates.end_poll(ending)
    world.note_bot()
    if world.webhook_changed is not None:
        world.webhook_changed()
    return True


def choose_updates(world: World, params: JSON) -> None:
    """The list holds until another is given; an empty one means the usual kinds."""
    if "allowed_updates" in params and (params["allowed_updates"] or None) != world.bot.allowed_updates:
        world.bot.allowed_updates = params["allowed_updates"] or None
        world.updates.allowed = set(params["allowed_updates"]) or None
        world.note_bot()


@answers("getWebhookInfo")
def webhook_info(world: World, params: JSON) -> JSON:
    hook = world.bot.webhook
    info: JSON = {
        "url": hook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
    if hook:
        info["max_connections"] = hook["max_connections"]
        info["ip_address"] = "127.0.0.1"
    if world.bot.allowed_updates:
        info["allowed_updates"] = world.bot.allowed_updates
    return {**info, **world.webhook_fault}
