"""The whole world of one bot: people, chats, files, what waits; kept in memory and in the journal."""

import json
from collections import deque
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from playground.errors import WishRefused
from playground.jsons import JSON
from playground.world.bot import DEFAULT_TOKEN, Bot
from playground.world.chats import Chat, restored
from playground.world.clock import Clock
from playground.world.events import Events
from playground.world.faults import Faults
from playground.world.files import Files
from playground.world.floods import Floods
from playground.world.journal import NoJournal, SqliteJournal
from playground.world.queries import Queries
from playground.world.updates import Updates

# Beyond 32 bits, as Telegram's are.
FIRST_PERSON = 7_000_000_001
FIRST_TALK = 90_000_000_000_001
FIRST_GROUP = -4_000_001
FIRST_SUPERGROUP = -1_001_000_000_001
_OPTIONAL = ("last_name", "username", "language_code")


class World:
    def __init__(self, folder: Path | None = None, token: str = DEFAULT_TOKEN) -> None:
        """With a folder everything survives in it, without one in memory alone."""
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        self.journal = SqliteJournal(folder / "chats.db") if folder else NoJournal()
        self.clock = Clock()
        self.events = Events()
        self.faults = Faults()
        self.floods = Floods()
        self.bot = Bot(token)
        self.files = Files(folder / "files" if folder else None, self.journal)
        self.updates = Updates(self.clock, self.journal)
        self.queries = Queries(self.clock)
        self.people: dict[int, JSON] = {}
        self.users: dict[int, JSON] = {}
        """People as messages show them."""
        self.chats: dict[int, Chat] = {}
        self.calls: deque[JSON] = deque(maxlen=2_000)
        self.calls_made = 0
        self.process: JSON = {"state": "none", "command": "", "text": ""}
        self.albums = 0
        self.posts = 0
        self.webhook_changed: Callable[[], None] | None = None
        self.webhook_fault: JSON = {}
        if isinstance(self.journal, SqliteJournal):
            self._restore(self.journal)

    # What survives

    def _restore(self, journal: SqliteJournal) -> None:
        for _, _, value in journal.rows("bot"):
            self.bot = Bot(**{**json.loads(value), "token": self.bot.token})
        for _, _, value in journal.rows("people"):
            self._know(json.loads(value))
        messages: dict[int | str, list[JSON]] = {}
        for owner, _, value in journal.rows("messages"):
            messages.setdefault(owner, []).append(json.loads(value))
        for owner, _, value in journal.rows("chats"):
            self.chats[int(owner)] = restored(json.loads(value), messages.get(owner, []))
        self.posts = max((chat.newest for chat in self.chats.values()), default=0)
        for _, _, value in journal.rows("files"):
            self.files.restore(json.loads(value))
        for _, number, value in journal.rows("updates"):
            self.updates.restore(number, json.loads(value))
        self._restore_numbers(journal)

    def _restore_numbers(self, journal: SqliteJournal) -> None:
        for _, _, value in journal.rows("clock"):
            self.clock.ahead = json.loads(value)["ahead"]
        for _, _, value in journal.rows("update_id"):
            # Confirmed updates left no row of their own.
            self.updates.last_id = max(self.updates.last_id, json.loads(value)["update_id"])
        self.updates.allowed = set(self.bot.allowed_updates) if self.bot.allowed_updates else None

    def note_clock(self) -> None:
        self.journal.note("clock", ("", 0), {"ahead": self.clock.ahead})

    def note_bot(self) -> None:
        self.journal.note("bot", ("", 0), lambda: asdict(self.bot))

    def note(self, chat: Chat) -> None:
        self.journal.note("chats", (chat.id, 0), chat.kept)

    def close(self) -> None:
        if isinstance(self.journal, SqliteJournal):
            self.journal.close()

    # People

    def invent(self, wish: JSON) -> JSON:
        person_id = max(self.people, default=FIRST_PERSON - 1) + 1
        person = {"id": person_id, "is_bot": False, "phone_number": f"+1202555{person_id % 10_000:04}"}
        person |= {"language_code": "en"} | {name: value for name, value in wish.items() if value}
        if not str(person.get("first_name", "")).strip():
            raise WishRefused("a person needs a first name")
        self._check_username(person)
        self._know(person)
        self._open_bot_chat(person_id)
        self.journal.note("people", (person_id, 0), person)
        self.events.tell("people", list(self.people), person=person)
        return person

    def rename(self, person_id: int, wish: JSON) -> JSON:
        changed = {name: value for name, value in {**self.people[person_id], **wish}.items() if value is not None}
        if not str(changed.get("first_name", "")).strip():
            raise WishRefused("a person needs a first name")
        self._check_username(changed)
        self._know(changed)
        chat = self.chats[person_id]
        chat.face = self._private_face(person_id)
        self.note(chat)
        self.journal.note("people", (person_id, 0), changed)
        self.events.tell("people", list(self.people), person=changed)
        return changed

    def _check_username(self, person: JSON) -> None:
        wanted = str(person.get("username", "")).lower()
        others = {str(p.get("username", "")).lower() for p in self.people.values() if p["id"] != person["id"]}
        if wanted and wanted in {*others, self.bot.username.lower()}:
            raise WishRefused(f"the username {wanted} is taken", 409)

    def _know(self, person: JSON) -> None:
        self.people[person["id"]] = person
        shown = {name: person[name] for name in _OPTIONAL if person.get(name)}
        self.users[person["id"]] = {"id": person["id"], "is_bot": False, "first_name": person["first_name"], **shown}

    def user(self, user_id: int) -> JSON | None:
        return self.bot.user() if user_id == self.bot.id else self.users.get(user_id)

    def named(self, username: str) -> JSON | None:
        wanted = username.lower()
        return next((p for p in self.people.values() if str(p.get("username", "")).lower() == wanted), None)

    # Chats

    def _open_bot_chat(self, person_id: int) -> None:
        members = {person_id: "member", self.bot.id: "member"}
        self.chats[person_id] = chat = Chat(person_id, "bot", members=members, face=self._private_face(person_id))
        self.note(chat)

    def _private_face(self, person_id: int) -> JSON:
        user = self.users[person_id]
        names: JSON = {name: user[name] for name in ("first_name", "last_name", "username") if name in user}
        return {"id": person_id, **names, "type": "private"}

    def talk(self, one: int, other: int) -> Chat:
        """The chat of two people, made when first needed."""
        for chat in self.chats.values():
            if chat.kind == "person" and set(chat.members) == {one, other}:
                return chat
        chat_id = max((c.id for c in self.chats.values() if c.kind == "person"), default=FIRST_TALK - 1) + 1
        chat = Chat(chat_id, "person", members={one: "member", other: "member"}, started=True)
        chat.face = {"id": chat_id, "type": "private"}
        return self.add(chat)

    def add(self, chat: Chat) -> Chat:
        self.chats[chat.id] = chat
        self.note(chat)
        return chat

    def free_id(self, kind: str) -> int:
        below = FIRST_GROUP if kind == "group" else FIRST_SUPERGROUP
        taken = [c.id for c in self.chats.values() if (c.kind == "group") == (kind == "group") and c.id < 0]
        return min([below + 1, *taken]) - 1

    def audience(self, chat: Chat) -> list[int]:
        """The people who see what happens in it."""
        return [chat.id] if chat.kind == "bot" else [user for user in chat.present() if user in self.people]

    def changed(self, chat: Chat, *also: int) -> None:
        """Notes the chat and tells those who see it to look again."""
        self.note(chat)
        self.events.tell("chat", {*self.audience(chat), *also}, chat=chat.id)

    def find_chat(self, chat_id: int, person: int) -> Chat:
        chat = self.chats.get(chat_id)
        if chat is None or person not in chat.members:
            raise WishRefused("no such chat", 404)
        return chat
