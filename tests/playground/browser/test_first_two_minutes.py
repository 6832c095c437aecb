"""What a newcomer does in the first two minutes, on each screen and in both colours."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.playground.browser.conftest import Visit
from tests.playground.browser.window import LOOKS, Look, Person, Window

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
async def test_a_newcomer_starts_the_bot_and_uses_everything_it_shows(visit: Visit, look: Look) -> None:
    window = await visit(look)
    await reads_the_welcome(window)
    ana = await window.person("Ana")
    await starts(ana)
    await talks(ana)
    await taps_buttons(ana)
    await picks_numbers(ana)
    await looks_at_a_picture(ana)
    await downloads_a_document(ana)
    await follows_a_deep_link(ana)
    await meets_luis_in_a_group(window, ana)


async def reads_the_welcome(window: Window) -> None:
    welcome = window.page.get_by_role("region", name="A Telegram to try the bot in")
    await expect(welcome).to_contain_text("ress Start")
    if window.look.is_phone:
        await welcome.get_by_role("button", name="Go to the bot").click()
    await window.fits()


async def starts(ana: Person) -> None:
    await expect(ana.column.locator(".before-start")).to_contain_text("I repeat what you say")
    await ana.start()
    greeting = await ana.sees("Hola, Ana")
    await expect(greeting.locator("strong")).to_have_text("Ana")
    await expect(ana.window.page.get_by_role("region", name="A Telegram to try")).to_be_hidden()


async def talks(ana: Person) -> None:
    await ana.says("Good morning")
    await expect(ana.column.locator(".message.in", has_text="Good morning")).to_be_visible()
    await ana.text_field.fill("two")
    await ana.text_field.press("Shift+Enter")
    await ana.text_field.press_sequentially("lines")
    await ana.text_field.press("Enter")
    await expect(ana.column.locator(".message.in", has_text="two\nlines")).to_be_visible()


async def taps_buttons(ana: Person) -> None:
    await ana.picks_command("buttons", "Botones")
    await ana.taps("Alert")
    alert = ana.column.get_by_role("alertdialog")
    await expect(alert).to_contain_text("An alert")
    await ana.window.page.keyboard.press("Escape")
    await expect(alert).to_be_hidden()
    await ana.taps("Toast")
    await expect(ana.column.get_by_role("status").filter(has_text="A toast")).to_be_visible()
    await ana.taps("Count 0")
    await expect(await ana.sees("Counted 1")).to_contain_text("edited")


async def picks_numbers(ana: Person) -> None:
    await ana.says("/numbers")
    grid = await ana.sees("Which numbers?")
    await expect(grid.locator(".key")).to_have_count(50)
    narrowest = min([(await key.bounding_box() or {"width": 0})["width"] for key in await grid.locator(".key").all()])
    assert narrowest >= 44
    await ana.taps("07")
    await expect(await ana.sees("Chosen: [7]")).to_contain_text("•07•")
    await ana.window.fits()


async def looks_at_a_picture(ana: Person) -> None:
    await ana.says("/picture")
    picture = await ana.sees("A green picture")
    await picture.get_by_role("button", name="Enlarge the picture").click()
    enlarged = ana.window.page.locator("dialog.viewer")
    await expect(enlarged).to_be_visible()
    await ana.window.page.keyboard.press("Escape")
    await expect(enlarged).to_be_hidden()


async def downloads_a_document(ana: Person) -> None:
    await ana.says("/file")
    document = (await ana.sees("A list")).get_by_role("link", name="Download list.csv")
    async with ana.window.page.expect_download() as download:
        await document.click()
    arrived = await download.value
    assert arrived.suggested_filename == "list.csv"
    assert Path(await arrived.path()).read_bytes() == b"number;name\r\n1;Ana\r\n"


async def follows_a_deep_link(ana: Person) -> None:
    await ana.says("/buttons")
    await ana.sees("Choose")
    await ana.taps("Link to me")
    await ana.sees("You came by a link with from_button")


async def meets_luis_in_a_group(window: Window, ana: Person) -> None:
    await ana.shows_chats()
    await ana.chooses("New group", "New group")
    await ana.column.get_by_label("Name of the group").fill("Class of 26")
    await ana.column.get_by_role("button", name="Create").click()
    await expect(ana.column.get_by_role("heading", name="Class of 26")).to_be_visible()
    await ana.says("Who buys?")
    luis = await window.person("Luis")
    await luis.open_chat("Class of 26")
    await luis.sees("Who buys?")
    await luis.says("I do")
    ana = await window.person("Ana")
    await ana.sees("I do")
    await window.fits()
