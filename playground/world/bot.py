"""The bot as its owner set it up: names, commands by scope and language, menu buttons, webhook."""

from dataclasses import dataclass, field

from playground.jsons import JSON

DEFAULT_TOKEN = "8100000001:PLAYGROUND-token-of-no-worth"  # noqa: S105 - a made-up bot on this machine
CAPABILITIES = (
    "can_connect_to_business",
    "has_main_web_app",
    "has_topics_enabled",
    "allows_users_to_create_topics",
    "can_manage_bots",
    "supports_join_request_queries",
)


@dataclass
class Bot:
    token: str = DEFAULT_TOKEN
    first_name: str = "Playground"
    username: str = "playground_bot"
    can_read_all_group_messages: bool = False
    supports_inline_queries: bool = True
    inline_feedback: bool = False
    inline_placeholder: str = ""
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    """By language; the empty one is everybody else's."""
    commands: dict[str, list[JSON]] = field(default_factory=dict)
    """By scope and language, written `scope/language`."""
    menu_buttons: dict[str, JSON] = field(default_factory=dict)
    """By chat id; the empty one is the default."""
    webhook: JSON = field(default_factory=dict)
    allowed_updates: list[str] | None = None

    @property
    def id(self) -> int:
        return int(self.token.partition(":")[0])

    def user(self) -> JSON:
        """As it appears in messages."""
        return {"id": self.id, "is_bot": True, "first_name": self.name(), "username": self.username}

    def me(self) -> JSON:
        settings = {
            "can_join_groups": True,
            "can_read_all_group_messages": self.can_read_all_group_messages,
            "supports_inline_queries": self.supports_inline_queries,
        }
        return {**self.user(), **settings, **dict.fromkeys(CAPABILITIES, False)}

    def name(self, language: str = "") -> str:
        return self.names.get(language) or self.names.get("") or self.first_name

    def commands_for(self, user: int, chat_id: int, kind: str, language: str, *, leads: bool) -> list[JSON]:
        """The list of the narrowest scope, in the person's language before nobody's."""
        private = kind == "bot"
        admin = [f"chat_administrators:{chat_id}"] if leads else []
        admins = ["all_chat_administrators"] if leads else []
        wide = ["all_private_chats"] if private else [*admins, "all_group_chats"]
        own = [f"chat:{chat_id}"] if private else [f"chat_member:{chat_id}:{user}", *admin, f"chat:{chat_id}"]
        for scope in (*own, *wide, "default"):
            for spoken in (language[:2], ""):
                if self.commands.get(f"{scope}/{spoken}"):
                    return self.commands[f"{scope}/{spoken}"]
        return []

    def menu_button_for(self, chat_id: int) -> JSON:
        own = self.menu_buttons.get(str(chat_id), {"type": "default"})
        if own["type"] != "default":
            return own
        default = self.menu_buttons.get("", {"type": "default"})
        return {"type": "commands"} if default["type"] == "default" else default
