"""The camera: what stands in a chat at the width of a phone, from one message to another, as a small picture."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.async_api import Browser, FilePayload, Locator, Page, async_playwright
from starlette.applications import Starlette
from starlette.routing import Route

from bot.web.serving import serving
from bot.web.verifier import show_verifier
from tests.people import Person, Seen
from tests.pictures.journey import ProofFile
from tests.pictures.raffles import Raffle
from tests.playground.browser.conftest import CHROMIUM, FLAGS
from tests.playground.browser.window import Look, Window

WIDTH = 390
_PHONE = Look("camera", WIDTH, 2200)
"""So tall that nothing has to be scrolled."""
_SCALE = 1.4
_COLOURS, _EXACT = 40, 12
_MARGIN = 3
_SETTLED_MS = 400
_ONLY_WHAT_IS_SAID = """
.unread-line, .day, .service, .toast, .to-bottom { display: none !important }
.wall { background: none !important }
"""


class Camera:
    def __init__(self, browser: Browser, address: str, folder: Path, told: Raffle) -> None:
        self._browser = browser
        self._address = address
        self._folder = folder
        self._told = told
        self._pages: dict[int, Page] = {}

    async def take(self, name: str, person: Person, chat: str, first: Seen, last: Seen) -> None:
        """From the top of the first message to the bottom of the last one's buttons."""
        page = await self._page_of(person)
        column = (await Window(page, _PHONE, self._address).person(person.name)).column
        await _open(column, chat)
        await page.wait_for_timeout(_SETTLED_MS)
        await column.locator(f"[data-message='{last.id}']").scroll_into_view_if_needed()
        await page.wait_for_function("[...document.images].every((image) => image.complete)")
        await page.wait_for_timeout(_SETTLED_MS)
        await self._keep(name, page, *(column.locator(f"[data-message='{seen.id}']") for seen in (first, last)))

    async def take_verdict(self, name: str, proof: ProofFile) -> None:
        """The page that checks a draw, given that proof file: from its verdict to the winners."""
        async with serving(Starlette(routes=[Route("/verify", show_verifier)]), "127.0.0.1", 0) as port:
            page = await self._browser.new_page(**self._options())
            await page.goto(f"http://127.0.0.1:{port}/verify")
            await page.set_input_files("input[type=file]", FilePayload(**proof))
            sections = page.locator("#said section")
            await sections.nth(2).wait_for()
            await page.wait_for_timeout(_SETTLED_MS)
            await self._keep(name, page, sections.nth(0), sections.nth(2))
            await page.close()

    async def _page_of(self, person: Person) -> Page:
        if person.id not in self._pages:
            page = await self._browser.new_page(**self._options())
            await page.goto(self._address)
            await page.add_style_tag(content=_ONLY_WHAT_IS_SAID)
            self._pages[person.id] = page
        return self._pages[person.id]

    def _options(self) -> dict[str, Any]:
        """A phone of somebody who lives there."""
        own = {"locale": self._told.client, "timezone_id": self._told.zone}
        return _PHONE.options() | own | {"device_scale_factor": _SCALE, "bypass_csp": True}

    async def _keep(self, name: str, page: Page, first: Locator, last: Locator) -> None:
        top, bottom = await first.bounding_box(), await last.bounding_box()
        assert top is not None
        assert bottom is not None
        start, end = top["y"] - _MARGIN, bottom["y"] + bottom["height"] + _MARGIN
        picture = await page.screenshot(clip={"x": 0, "y": start, "width": WIDTH, "height": end - start})
        self._folder.mkdir(parents=True, exist_ok=True)
        with_few_colours(Image.open(BytesIO(picture)).convert("RGB")).save(self._folder / f"{name}.png", optimize=True)


def with_few_colours(drawn: Image.Image) -> Image.Image:
    """Enough for words, buttons and little signs, in a fifth of the bytes. What is large keeps its very colour."""
    most = sorted(drawn.getcolors(drawn.width * drawn.height) or (), reverse=True)[:_EXACT]
    exact = [part for _, colour in most for part in (colour if isinstance(colour, tuple) else ())]
    others = drawn.quantize(_COLOURS - len(most), Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([*exact, *others[: 3 * (_COLOURS - len(most))]])
    return drawn.quantize(palette=palette, dither=Image.Dither.NONE)


async def _open(column: Locator, chat: str) -> None:
    """Unless it is open already: then its row is out of sight."""
    if await column.locator(".head").get_by_text(chat, exact=True).is_visible():
        return
    back = column.locator(".back")
    if await back.is_visible():
        await back.click()
    await column.locator(".chat-row", has_text=chat).first.click()


@asynccontextmanager
async def camera(address: str, folder: Path, told: Raffle) -> AsyncIterator[Camera]:
    if CHROMIUM is None:
        raise SystemExit("no chromium here: apt-get install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield Camera(browser, address, folder, told)
        await browser.close()
