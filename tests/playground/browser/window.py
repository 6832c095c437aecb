"""A browser window on the playground and the people in it, spoken of as a person at the screen would."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import ConsoleMessage, Locator, Page, Request, expect

PATIENCE_MS = 8_000


@dataclass(frozen=True)
class Look:
    """How wide the screen is and which colours the person prefers."""

    name: str
    width: int
    height: int
    dark: bool = False
    language: str = "en-US"

    @property
    def is_phone(self) -> bool:
        return self.width < 720

    def options(self) -> dict[str, Any]:
        return {
            "viewport": {"width": self.width, "height": self.height},
            "color_scheme": "dark" if self.dark else "light",
            "locale": self.language,
            "has_touch": self.is_phone,
        }


DESKTOP = Look("desktop-light", 1280, 800)
PHONE = Look("phone-light", 390, 844)
LOOKS = [DESKTOP, Look("desktop-dark", 1280, 800, dark=True), PHONE, Look("phone-dark", 390, 844, dark=True)]


@dataclass
class Window:
    """One page; whatever it does wrong is kept in `faults`."""

    page: Page
    look: Look
    address: str
    faults: list[str] = field(default_factory=list)
    may_lose_server: bool = False

    async def open(self) -> None:
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("console", self.hear_console)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("request", self.hear_request)
        await self.page.goto(self.address)

    def hear_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not (self.may_lose_server and "net::" in message.text):
            self.faults.append(f"console: {message.text}")

    def hear_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws"} and parts.netloc != urlsplit(self.address).netloc:
            self.faults.append(f"request elsewhere: {request.url}")

    async def person(self, name: str) -> "Person":
        """On a phone only one person faces the reader: the switcher at the top turns them round."""
        column = self.page.get_by_role("region", name=name, exact=True)
        tab = self.page.locator(".person-tab", has_text=name)
        if self.look.is_phone and await tab.get_attribute("aria-pressed") == "false":
            await tab.click()
        await expect(column).to_be_visible()
        return Person(self, column)

    async def person_without_turning(self, name: str) -> "Person":
        return Person(self, self.page.get_by_role("region", name=name, exact=True))

    async def bot_name(self) -> str:
        state = await (await self.page.request.get(f"{self.address}api/state")).json()
        return str(state["bot"]["username"])

    async def fits(self) -> None:
        wide = await self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            self.faults.append(f"the page is {wide} px wider than the screen")

    async def keep_picture(self, path: Path) -> None:
        path.parent.mkdir(exist_ok=True)
        await self.page.screenshot(path=path)


@dataclass
class Person:
    """What one person does and sees in their column."""

    window: Window
    column: Locator

    async def shows_chats(self) -> None:
        back = self.column.get_by_role("button", name="Back")
        if await back.is_visible():
            await back.click()

    async def open_chat(self, title: str) -> None:
        await self.shows_chats()
        row = self.column.locator(".chat-row", has_text=title).first
        await row.click()
        if self.window.look.is_phone:
            await self._is_open_or_tapped_again(row)

    async def _is_open_or_tapped_again(self, row: Locator) -> None:
        """A row that is drawn anew just then takes no tap."""
        try:
            await expect(row).to_be_hidden(timeout=2_000)
        except AssertionError:
            await row.click()

    async def start(self) -> None:
        await self.column.get_by_role("button", name="Start", exact=True).click()

    @property
    def text_field(self) -> Locator:
        return self.column.get_by_role("textbox", name="Message", exact=True)

    async def says(self, text: str) -> None:
        await self.text_field.fill(text)
        await self.text_field.press("Enter")

    def bubble(self, text: str) -> Locator:
        return self.column.locator(".message", has_text=text).last

    async def sees(self, text: str) -> Locator:
        bubble = self.bubble(text)
        await expect(bubble).to_be_visible(timeout=PATIENCE_MS)
        return bubble

    async def taps(self, label: str) -> None:
        """The newest button with this label, under a message or under the text field."""
        await self.column.locator(".key", has_text=label).last.click()

    async def picks_command(self, command: str, description: str) -> None:
        await self.column.get_by_role("button", name="Commands").click()
        await self.column.get_by_role("option", name=f"/{command} {description}").click()

    async def chooses(self, button: str, item: str) -> None:
        await self.column.get_by_role("button", name=button, exact=True).first.click()
        await self.column.get_by_role("menuitem", name=item, exact=True).click()
