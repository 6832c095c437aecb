"""A raffle's page in a real browser that runs nothing: it is read, folded open, and led on from; nothing is blocked."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from playwright.async_api import Browser, BrowserContext, async_playwright
from starlette.applications import Starlette
from starlette.routing import Route

from bot.addresses import NOWHERE, Addresses
from bot.web.public_site import PublicSite
from bot.web.serving import serving
from bot.web.verifier import show_verifier
from db.projects import find_project
from rules.keys import ProjectKey
from services.draws import void_draw
from services.locking import lock_for_draw
from services.projects import rename_project
from services.shares import share_link
from tests.cast import ANA, House
from tests.playground.browser.conftest import CHROMIUM, FLAGS
from tests.services.drawn import DUE, bring, locked, ready

pytestmark = [pytest.mark.browser, pytest.mark.story]

PHONE = 360
WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no chromium here: apt-get install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
async def root(house: House) -> AsyncIterator[str]:
    addresses = NOWHERE
    public = PublicSite(house.store, lambda: addresses, lambda: "raffles_bot", "en")
    site = Starlette(routes=[*public.routes, Route("/verify", show_verifier)])
    async with serving(site, "127.0.0.1", 0) as port:
        addresses = Addresses(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"


async def without_scripts(browser: Browser) -> BrowserContext:
    return await browser.new_context(java_script_enabled=False, viewport={"width": PHONE, "height": 740}, locale="en")


async def path_of(house: House, key: ProjectKey) -> str:
    return f"/p/{(await house.look(find_project, key)).slug}"


async def test_a_raffle_is_read_on_a_phone_and_numbers_are_chosen_from_it(
    house: House, root: str, browser: Browser
) -> None:
    project = await ready(house)
    await house.do(rename_project, project.key, "Trip" * 20, ANA)
    code = await house.do(share_link, project.key, ANA)
    page = await (await without_scripts(browser)).new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    await page.goto(root + await path_of(house, project.key))
    assert await page.locator("h1").inner_text() == f"🏆 {'Trip' * 20}"
    link = page.get_by_role("link", name="Choose numbers")
    assert await link.get_attribute("href") == f"https://t.me/raffles_bot?start={code}"
    assert await page.locator(".board li").count() == 100
    sold, free = page.locator(".board .sold").first, page.locator(".board .available").first
    colour = "(cell) => getComputedStyle(cell).backgroundColor"
    assert await sold.evaluate(colour) != await free.evaluate(colour), "its style was blocked"
    width, room = await page.evaluate(WIDTHS)
    assert width <= room, "it goes off the side of the screen"
    await page.get_by_role("link", name="Español").click()
    assert await page.get_by_role("link", name="Elegir números").is_visible()
    assert [one for one in complaints if "favicon" not in one and "404" not in one] == []


async def test_the_draw_is_followed_from_its_list_to_its_proof(house: House, root: str, browser: Browser) -> None:
    first = await locked(house)
    await house.do(void_draw, first.key, "Rain", ANA)
    waiting = await house.do(lock_for_draw, first.project, ANA, DUE)
    page = await (await without_scripts(browser)).new_page()
    await page.goto(root + await path_of(house, first.project))
    digits = await page.locator("#draw .hash").text_content()
    assert digits == waiting.commitment_hash
    await page.get_by_text("What was fixed, word by word").first.click()
    assert await page.locator("#draw pre").inner_text() == waiting.commitment
    await page.get_by_text("Draw 1 · taken back").click()
    assert await page.get_by_text("Reason: Rain").is_visible()
    house.clock.now = DUE + timedelta(minutes=10)
    await bring(house, waiting)
    await page.reload()
    assert await page.locator(".board .won").count() == 1
    async with page.expect_download() as downloading:
        await page.get_by_role("link", name="Download the proof").click()
    download = await downloading.value
    assert download.suggested_filename == "draw-2.json"
    assert json.loads((await download.path()).read_text())["commitment_hash"] == digits
    await page.get_by_role("link", name="Check it yourself").click()
    assert page.url == f"{root}/verify"
