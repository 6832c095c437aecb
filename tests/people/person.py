"""A person in a test: acts like somebody with a phone in the hand, and waits for what comes."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from tests.people.seen import JSON, Seen, Wanted, transcript
from tests.people.telegram import PATIENCE, Telegram

T = TypeVar("T")


class Person:
    """Waits look at what happened since this person last acted in the chat; the chat with the bot is the usual one."""

    def __init__(self, telegram: Telegram, facts: JSON) -> None:
        self.telegram = telegram
        self.facts = facts
        self.id = int(facts["id"])
        self.name = str(facts["first_name"])
        self._acted: dict[int, int] = {}

    def _path(self, chat: int | None, rest: str = "") -> str:
        return f"/api/people/{self.id}/chats/{chat or self.id}{rest}"

    # Acting

    async def say(self, text: str, *, chat: int | None = None, reply_to: Seen | None = None) -> Seen:
        wish = {"text": text, "reply_to": reply_to.id if reply_to else None}
        return await self._sent(chat, await self._wish(chat, "/messages", wish))

    async def send_contact(self, *, chat: int | None = None, **contact: object) -> Seen:
        """Their own, or the one given by `phone_number` and `first_name`."""
        return await self._sent(chat, await self._wish(chat, "/messages", {"contact": contact}))

    async def send_location(self, latitude: float, longitude: float, *, chat: int | None = None) -> Seen:
        place = {"latitude": latitude, "longitude": longitude}
        return await self._sent(chat, await self._wish(chat, "/messages", {"location": place}))

    async def send_photo(self, content: bytes, caption: str = "", *, chat: int | None = None) -> Seen:
        return (await self.send_files([("photo.png", content)], caption, as_="photo", chat=chat))[0]

    async def send_document(self, name: str, content: bytes, caption: str = "", *, chat: int | None = None) -> Seen:
        return (await self.send_files([(name, content)], caption, as_="document", chat=chat))[0]

    async def send_files(
        self, files: list[tuple[str, bytes]], caption: str = "", *, as_: str = "", chat: int | None = None
    ) -> list[Seen]:
        """Several are one album."""
        form = {"data": {"caption": caption, "as": as_}, "files": [("file", each) for each in files]}
        sent = await self.telegram.ask("POST", self._path(chat, "/files"), **form)
        return [await self._sent(chat, message) for message in sent["messages"]]

    async def press(self, label: str, *, chat: int | None = None, shared: int | None = None) -> Seen:
        """A button of the reply keyboard; where it asks for a chat, that one."""
        wish = {"text": label} | ({} if shared is None else {"chat": shared})
        return await self._sent(chat, await self._wish(chat, "/press", wish))

    async def tap(self, label: str, *, on: Seen | None = None, chat: int | None = None) -> JSON:
        """The inline button with this label on that message, or on the newest that has it."""
        message = on or await self._with_button(label, chat)
        place = message.place(label)
        assert place is not None, f"no button {label!r} on:\n{transcript([message.raw], self.id)}"
        row, column = place
        return await self._tapped(chat, {"message_id": message.id, "row": row, "column": column})

    async def tap_data(self, message: Seen, data: str, *, chat: int | None = None) -> JSON:
        """A forged or a remembered tap."""
        return await self._tapped(chat, {"message_id": message.id, "data": data})

    async def _tapped(self, chat: int | None, wish: JSON) -> JSON:
        deed: JSON = await self._wish(chat, "/tap", wish)
        if deed["does"] == "callback":
            await self._mark(
                chat, lambda event: event["kind"] == "tapped" and bool(event["query_id"] == deed["query_id"])
            )
        return deed

    async def _with_button(self, label: str, chat: int | None) -> Seen:
        for message in reversed(await self.messages(chat=chat)):
            if message.place(label):
                return message
        raise AssertionError(f"no message has a button {label!r}:\n{await self.transcript(chat=chat)}")

    async def edit(self, message: Seen, text: str) -> Seen:
        path = self._path(message.chat, f"/messages/{message.id}")
        return Seen(await self.telegram.ask("PATCH", path, json={"text": text}), message.chat)

    async def delete(self, message: Seen) -> None:
        await self.telegram.ask("DELETE", self._path(message.chat, f"/messages/{message.id}"))

    async def forward(self, message: Seen, *, chat: int | None = None) -> Seen:
        wish = {"from_chat": message.chat, "message_ids": [message.id]}
        return await self._sent(chat, (await self._wish(chat, "/forward", wish))["messages"][0])

    async def open(self, link: str) -> JSON:
        opened: JSON = await self._ask("/open", {"link": link})
        if opened.get("message"):
            await self._sent(None, opened["message"])
        return opened

    async def ask_inline(self, query: str, *, chat: int | None = None, offset: str = "") -> JSON:
        answer: JSON = await self._wish(chat, "/inline", {"query": query, "offset": offset})
        return answer

    async def choose(self, answer: JSON, result_id: str, *, chat: int | None = None) -> Seen:
        wish = {"query_id": answer["query_id"], "result_id": result_id}
        return await self._sent(chat, await self._wish(chat, "/inline/choose", wish))

    async def block_bot(self) -> None:
        await self._ask("/block", {})

    async def unblock_bot(self) -> None:
        await self._ask("/unblock", {})

    async def found(self, kind: str, title: str, *members: "Person", bot: bool = True) -> int:
        """A new group, supergroup or channel; its id."""
        wish = {"kind": kind, "title": title, "members": [person.id for person in members], "bot": bot}
        return int((await self._ask("/chats", wish))["id"])

    async def talk_to(self, other: "Person") -> int:
        """The chat of the two, which the bot does not see."""
        return int((await self._ask("/chats", {"kind": "person", "with": other.id}))["id"])

    async def bring(self, user: int, chat: int, **more: str) -> None:
        await self._wish(chat, "/members", {"user": user, **more})

    async def dismiss(self, user: int, chat: int) -> None:
        await self.telegram.ask("DELETE", self._path(chat, f"/members/{user}"))

    async def upgrade(self, chat: int) -> int:
        return int((await self._wish(chat, "/upgrade", {}))["id"])

    async def _ask(self, path: str, wish: JSON) -> Any:
        return await self.telegram.ask("POST", f"/api/people/{self.id}{path}", json=wish)

    async def _wish(self, chat: int | None, path: str, wish: JSON) -> Any:
        return await self.telegram.ask("POST", self._path(chat, path), json=wish)

    async def _sent(self, chat: int | None, message: JSON) -> Seen:
        here = chat or self.id
        await self._mark(
            chat,
            lambda event: bool(
                event["kind"] == "message"
                and event["chat"] == here
                and event["message"]["message_id"] == message["message_id"]
            ),
        )
        return Seen(message, here)

    async def _mark(self, chat: int | None, own: Callable[[JSON], bool]) -> None:
        """From here on waits look: the live event of one's own deed."""

        def look() -> int | None:
            return next((int(event["event"]) for event in reversed(self.telegram.events) if own(event)), None)

        self._acted[chat or self.id] = await self.telegram.until(look, PATIENCE) or 0

    # Seeing

    async def sees(self, wanted: Wanted = "", *, chat: int | None = None, within: float = PATIENCE) -> Seen:
        """The first message of another, new or edited since the last deed, that is wanted; else the test fails."""
        here = chat or self.id

        def look(event: JSON) -> Seen | None:
            if event["kind"] not in {"message", "edited"} or event["chat"] != here:
                return None
            seen = Seen(event["message"], here)
            return seen if seen.sender != self.id and seen.meets(wanted) else None

        return await self._await(look, f"see {_worded(wanted)}", chat, within)

    async def sees_picture(self, *, chat: int | None = None, within: float = PATIENCE) -> bytes:
        seen = await self.sees(lambda message: message.photo is not None, chat=chat, within=within)
        return await self.load(seen.photo or "")

    async def sees_document(self, *, chat: int | None = None, within: float = PATIENCE) -> tuple[str, bytes]:
        seen = await self.sees(lambda message: message.document is not None, chat=chat, within=within)
        assert seen.document is not None
        return str(seen.document.get("file_name", "")), await self.load(seen.document["file_id"])

    async def sees_toast(self, wanted: str = "", *, chat: int | None = None, within: float = PATIENCE) -> JSON:
        """The answer to a tap, also an empty one."""
        return await self._answer(wanted, chat, within, alert=False)

    async def sees_alert(self, wanted: str = "", *, chat: int | None = None, within: float = PATIENCE) -> JSON:
        return await self._answer(wanted, chat, within, alert=True)

    async def _answer(self, wanted: str, chat: int | None, within: float, *, alert: bool) -> JSON:
        def look(event: JSON) -> JSON | None:
            mine = event["kind"] == "callback_answer" and self.id in event["people"]
            return event if mine and event["show_alert"] == alert and wanted in event["text"] else None

        return await self._await(look, f"be answered {wanted!r}", chat, within)

    async def sees_gone(self, message: Seen, *, within: float = PATIENCE) -> None:
        def look(event: JSON) -> bool | None:
            gone = event["kind"] == "deleted" and event["chat"] == message.chat
            return True if gone and message.id in event["message_ids"] else None

        await self._await(look, "see a message deleted", message.chat, within)

    async def sees_nothing(self, *, chat: int | None = None, within: float = 0.3) -> None:
        """No message of another comes for so long."""
        here = chat or self.id

        def look() -> Seen | None:
            for event in self._since_deed(here):
                if event["kind"] in {"message", "edited"} and event["chat"] == here:
                    seen = Seen(event["message"], here)
                    if seen.sender != self.id:
                        return seen
            return None

        unwanted = await self.telegram.until(look, within)
        assert unwanted is None, f"{self.name} sees what should not be:\n{await self.transcript(chat=chat)}"

    def _since_deed(self, chat: int) -> list[JSON]:
        since = self._acted.get(chat, 0)
        return [event for event in self.telegram.events if event["event"] > since]

    async def _await(self, look: Callable[[JSON], T | None], wish: str, chat: int | None, within: float) -> T:
        def first() -> T | None:
            found = (look(event) for event in self._since_deed(chat or self.id))
            return next((each for each in found if each is not None), None)

        found = await self.telegram.until(first, within)
        if found is None:
            written = await self.transcript(chat=chat)
            raise AssertionError(f"{self.name} did not {wish} within {within} s. The chat:\n{written}")
        return found

    async def messages(self, *, chat: int | None = None) -> list[Seen]:
        page = await self.telegram.ask("GET", self._path(chat, "/messages?limit=200"))
        return [Seen(message, chat or self.id) for message in page["messages"]]

    async def view(self, *, chat: int | None = None) -> JSON:
        """The chat as the page shows it: keyboard, commands, unread and so on."""
        view: JSON = await self.telegram.ask("GET", self._path(chat))
        return view

    async def load(self, file_id: str) -> bytes:
        return await self.telegram.load(file_id)

    async def transcript(self, *, chat: int | None = None) -> str:
        return transcript([message.raw for message in await self.messages(chat=chat)], self.id)


def _worded(wanted: Wanted) -> str:
    return repr(wanted.pattern if isinstance(wanted, re.Pattern) else wanted)
