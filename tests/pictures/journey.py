"""From the first word to the winners: what an organizer and a buyer do, and what is photographed on the way."""

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Protocol, TypedDict

from PIL import Image, ImageDraw

from bot.actions import Action
from bot.asked import ask
from bot.pictures.lettering import BOLD, REGULAR, font
from services.reports import Asked, View
from tests.people import Person, Seen, Telegram
from tests.pictures.hands import say_each, see, tap
from tests.pictures.raffles import RESERVED, SOLD, Raffle


class ProofFile(TypedDict):
    name: str
    mimeType: str
    buffer: bytes


class Photographer(Protocol):
    async def take(self, name: str, person: Person, chat: str, first: Seen, last: Seen) -> None: ...

    async def take_verdict(self, name: str, proof: ProofFile) -> None: ...


@dataclass(frozen=True)
class Journey:
    telegram: Telegram
    camera: Photographer
    told: Raffle
    organizer: Person
    buyer: Person

    async def make_a_raffle(self) -> None:
        rosa, told = self.organizer, self.told
        await rosa.say("/start")
        await tap(rosa, Action.COUNTRY, told.country)
        await tap(rosa, Action.NEW)
        await say_each(rosa, told.name, "\n".join(told.prizes))
        await tap(rosa, Action.ANSWER, "prizes.done")
        await tap(rosa, Action.ANSWER, "numbers.00-99")
        await say_each(rosa, told.price, told.draw_at)
        await tap(rosa, Action.ANSWER, "method.beacon")
        summary = await see(rosa, Action.CREATE)
        await self.take("create", summary)
        await tap(rosa, Action.CREATE)
        await see(rosa, Action.SHARE)
        await rosa.say("/settings")
        await tap(rosa, Action.SETTING, "payment")
        await see(rosa, Action.SETTING, "")
        await say_each(rosa, told.how_to_pay)

    async def sell(self) -> None:
        rosa, told = self.organizer, self.told
        lines = [
            f"{numbers} {told.buyers[who]} {told.phone}{who + 1:02} {told.methods[paid]}" for who, numbers, paid in SOLD
        ]
        await say_each(rosa, "/sell " + "\n".join(lines))
        held = [f"{numbers} {told.buyers[who]} {told.phone}{who + 1:02} {span}" for who, numbers, span in RESERVED]
        await say_each(rosa, "/reserve " + "\n".join(held))
        line = await rosa.say(told.sale)
        await self.take("one-line", line, await see(rosa, Action.UNDO))
        await rosa.say("/sell")
        for number in ("8", "21", "28"):
            await tap(rosa, Action.PICK, number)
        await self.take("picker", await rosa.sees("28"))

    async def look_around(self) -> None:
        rosa = self.organizer
        await rosa.say("/cancel")
        await rosa.say("/start")
        await self.take("home", await see(rosa, Action.OWES))
        await rosa.say("/owes")
        await self.take("owes", await see(rosa, Action.ORDER))
        await rosa.say("/report")
        await tap(rosa, Action.REPORT, ask(1, Asked(View.METHODS)))
        await self.take("report", await see(rosa, Action.REPORT, "1"))
        await rosa.say("/import")
        await rosa.sees("📥")
        await rosa.say(self.told.notebook)
        await tap(rosa, Action.IMPORT_READ)
        await self.take("import", await see(rosa, Action.TAKE_IN))
        await rosa.say("/cancel")

    async def prove_a_payment(self) -> None:
        rosa, luis = self.organizer, self.buyer
        await rosa.say("/share")
        shared = await rosa.sees(lambda seen: "start=" in str(seen.raw))
        found = re.search(r"start=([\w-]+)", str(shared.raw))
        assert found is not None
        await luis.say(f"/start {found[1]}")
        await tap(luis, Action.CHOOSE)
        await see(luis, Action.PICK)
        await luis.say("30, 31")
        await tap(luis, Action.GO_ON)
        await tap(luis, Action.MY_NAME)
        await luis.sees("")
        await luis.say(f"{self.told.phone}77")
        await tap(luis, Action.BOOK)
        await tap(luis, Action.CLAIM_PAID)
        await luis.sees("")
        await luis.send_photo(slip(self.told.slip))
        proof = await see(rosa, Action.ACCEPT)
        await self.take("proof", proof)
        await tap(rosa, Action.ACCEPT, on=proof)
        ticket = await luis.sees(lambda seen: seen.photo is not None, within=40)
        await self.take("ticket", ticket, by=luis)

    async def post_a_board(self) -> None:
        rosa, luis = self.organizer, self.buyer
        group = await rosa.found("supergroup", self.told.group, luis)
        await rosa.bring(self.telegram.bot["id"], group, status="administrator")
        await rosa.say("/board", chat=group)
        board = await luis.sees(lambda seen: seen.photo is not None, chat=group, within=40)
        await self.take("board", board, by=luis, chat=self.told.group)

    async def see_the_winners(self) -> None:
        rosa = self.organizer
        await see(rosa, Action.DRAW)
        await rosa.say("/draw")
        await self.take("draw", await see(rosa, Action.WINNER))
        await rosa.say("/proof")
        name, content = await rosa.sees_document(within=40)
        proof = ProofFile(name=name, mimeType="application/json", buffer=content)
        await self.camera.take_verdict("verify", proof)

    async def take(
        self, name: str, first: Seen, last: Seen | None = None, *, by: Person | None = None, chat: str | None = None
    ) -> None:
        await self.camera.take(name, by or self.organizer, chat or self.told.bot, first, last or first)


def slip(words: tuple[str, ...]) -> bytes:
    """The picture of a transfer, as the app of a bank shows it."""
    drawn = Image.new("RGB", (600, 360), "#f4f6fb")
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((0, 0, 600, 84), fill="#1b4f9c")
    head, amount, *rest = words
    pen.text((30, 22), head, fill="white", font=font(BOLD, 34))
    pen.text((30, 112), amount, fill="#14233d", font=font(BOLD, 60))
    for row, line in enumerate(rest):
        pen.text((30, 208 + 46 * row), line, fill="#4a5a75", font=font(REGULAR, 30))
    written = BytesIO()
    drawn.save(written, "PNG")
    return written.getvalue()
