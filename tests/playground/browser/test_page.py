"""Single things the page must do well: links, inline mode, files, keyboards, reading, losing the connection."""

import asyncio

import pytest
from playwright.async_api import FilePayload, Locator, expect

from tests.playground.browser.conftest import Running, Visit
from tests.playground.browser.window import DESKTOP, PHONE, Person, Window

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

GREEN_DOT = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde\x00\x00\x00\x0c"
    b"IDAT\x08\xd7c\x60\x68\x60\x00\x00\x02\x04\x01\x00\x8b\x8c\x83\x9b\x00\x00\x00\x00IEND\xaeB`\x82"
)

# Whatever happens meanwhile draws the page anew: here that it comes to the front.
DRAWN_ON_THE_WAY = """async (thread) => {
  await new Promise((go) => thread.addEventListener("scroll", go, { once: true }));
  for (let frame = 0; frame < 60; frame += 1) {
    document.dispatchEvent(new Event("visibilitychange"));
    await new Promise(requestAnimationFrame);
  }
}"""


async def started(window: Window, name: str = "Ana", greeting: str = "Hola, Ana") -> Person:
    person = await window.person(name)
    if window.look.is_phone:
        await person.open_chat("Playground")
    await person.start()
    await person.sees(greeting)
    return person


async def test_commands_are_offered_in_the_language_of_the_person(visit: Visit) -> None:
    window = await visit(DESKTOP)
    ana = await started(window)
    luis = await started(window, "Luis", "Hello, Luis")
    await ana.text_field.fill("/pic")
    await expect(ana.column.get_by_role("option")).to_have_text(["/pictureUna imagen"])
    await luis.column.get_by_role("button", name="Commands").click()
    await expect(luis.column.get_by_role("option", name="/style")).to_be_visible()
    await window.page.keyboard.press("Escape")


async def test_a_pasted_deep_link_presses_start_with_its_payload(visit: Visit) -> None:
    window = await visit(PHONE)
    await window.page.get_by_role("button", name="Open a link").click()
    await window.page.get_by_role("textbox", name="Link").fill(f"t.me/{await window.bot_name()}?start=abc_1")
    await window.page.get_by_role("button", name="Open", exact=True).click()
    await (await window.person_without_turning("Ana")).sees("You came by a link with abc_1")


async def test_an_inline_result_is_sent_by_a_tap(visit: Visit) -> None:
    window = await visit(DESKTOP)
    ana = await started(window)
    await ana.text_field.fill(f"@{await window.bot_name()} rifa")
    await ana.column.get_by_role("option", name="Upper case").click()
    await expect(ana.column.locator(".message.out", has_text="RIFA")).to_contain_text("via @")


async def test_a_key_that_asks_for_a_channel_offers_those_one_leads(visit: Visit) -> None:
    window = await visit(DESKTOP)
    ana = await started(window)
    state = await (await window.page.request.get(f"{window.address}api/state")).json()
    me = state["people"][0]["id"]
    for kind, title in (("channel", "News"), ("group", "Class")):
        await window.page.request.post(f"{window.address}api/people/{me}/chats", data={"kind": kind, "title": title})
    await ana.says("/keyboard")
    await ana.taps("My channel")
    card = ana.column.get_by_role("dialog", name="Choose a channel for the bot")
    await expect(card.locator(".chat-row")).to_have_text(["NNews"])
    await card.locator(".chat-row").click()
    await ana.sees("Your channel is News")
    await expect(ana.column.locator(".service", has_text="Ana shared «News» with the bot")).to_be_visible()


async def test_a_bots_keyboard_writes_for_the_person_and_goes_after_one_use(visit: Visit) -> None:
    window = await visit(PHONE)
    ana = await started(window)
    await ana.says("/keyboard")
    await expect(ana.text_field).to_have_attribute("placeholder", "Yes or no?")
    await ana.taps("My number")
    await ana.column.get_by_role("button", name="Share", exact=True).click()
    await ana.sees("Your number is")
    await expect(ana.column.locator(".reply-keys")).to_be_hidden()


async def test_the_way_back_of_a_phone_closes_the_chat_and_not_the_page(visit: Visit) -> None:
    window = await visit(PHONE)
    ana = await started(window)
    await window.page.go_back()
    await expect(ana.column.get_by_role("navigation", name="Chats")).to_be_visible()
    await expect(ana.text_field).to_be_hidden()


async def test_a_photo_is_shown_before_it_is_sent(visit: Visit) -> None:
    window = await visit(DESKTOP)
    ana = await started(window)
    async with window.page.expect_file_chooser() as chooser:
        await ana.chooses("Attach", "Photo")
    await (await chooser.value).set_files(FilePayload(name="dot.png", mimeType="image/png", buffer=GREEN_DOT))
    await expect(ana.column.get_by_role("img", name="dot.png")).to_be_visible()
    await ana.column.get_by_label("Caption").fill("My proof")
    await ana.column.get_by_role("dialog").get_by_role("button", name="Send").click()
    await ana.sees("My proof")
    await ana.sees("Yours: 1 x 1")


async def test_foreign_markup_stays_text_and_foreign_links_ask_first(visit: Visit) -> None:
    window = await visit(DESKTOP)
    ana = await started(window)
    await ana.says("<img src=x onerror=alert(1)><b>x</b>")
    echo = await ana.sees("<img src=x onerror=alert(1)><b>x</b>")
    await expect(echo.locator("img, strong")).to_have_count(0)
    await ana.says("/buttons")
    await ana.taps("Web")
    await expect(ana.column.get_by_role("alertdialog")).to_contain_text("https://example.org")
    await ana.column.get_by_role("button", name="Cancel").click()


async def test_formats_albums_pins_and_vanishing_messages_look_as_meant(visit: Visit) -> None:
    window = await visit(DESKTOP)
    ana = await started(window)
    await ana.says("/style")
    style = await ana.sees("A quotation")
    for tag in ("strong", "em", "u", "s", "code", "pre", "blockquote"):
        await expect(style.locator(tag).first).to_be_visible()
    await style.locator(".spoiler").click()
    await expect(style.locator(".spoiler")).to_have_class("spoiler shown")
    await ana.says("/album")
    await expect((await ana.sees("Three colours")).get_by_role("button", name="Enlarge the picture")).to_have_count(3)
    await ana.says("/vanish")
    await ana.sees("It is gone")
    await expect(ana.bubble("You will not see this for long")).to_have_count(0)
    await ana.says("/pin")
    await expect(ana.column.locator(".pinned")).to_contain_text("Pinned")


async def test_who_reads_above_is_not_moved_and_comes_down_by_a_button(visit: Visit) -> None:
    window = await visit(DESKTOP)
    ana, luis = await window.person("Ana"), await window.person("Luis")
    await ana.chooses("New group", "Write to a person")
    await ana.column.get_by_role("dialog").get_by_role("button", name="Luis").click()
    await expect(ana.column.get_by_role("heading", name="Luis")).to_be_visible()
    await ana.says("\n".join(map(str, range(60))))
    await luis.open_chat("Ana")
    await ana.sees("59")
    thread = ana.column.locator(".thread")
    await thread.evaluate("one => one.scrollTop = 120")
    await luis.says("Are you there?")
    down = ana.column.get_by_role("button", name="To the newest message")
    await expect(down).to_contain_text("1")
    assert await thread.evaluate("one => one.scrollTop") == 120
    await down.click()
    await expect(down).to_be_hidden()
    await expect(ana.column.locator(".chat-row .badge")).to_be_hidden()


async def far_above(visit: Visit, top: int) -> tuple[Locator, Locator]:
    """Ana reads what was said long ago: the thread, and the button that leads down."""
    ana = await started(await visit(DESKTOP))
    await ana.says("\n".join(map(str, range(200))))
    await ana.sees("199")
    thread = ana.column.locator(".thread")
    await thread.evaluate(f"one => one.scrollTop = {top}")
    return thread, ana.column.get_by_role("button", name="To the newest message")


async def test_a_drawing_on_the_way_down_stops_nobody(visit: Visit) -> None:
    thread, down = await far_above(visit, 120)
    await asyncio.gather(thread.evaluate(DRAWN_ON_THE_WAY), down.click())
    rest = "one => one.scrollHeight - one.clientHeight - one.scrollTop"
    await expect(down).to_be_hidden()
    assert await thread.evaluate(rest) < 60


async def test_who_turns_back_on_the_way_down_is_left_in_peace(visit: Visit) -> None:
    thread, down = await far_above(visit, 300)
    await down.click()
    drawn = thread.evaluate(DRAWN_ON_THE_WAY)
    await asyncio.gather(drawn, thread.evaluate("one => one.scrollTo({ top: 100, behavior: 'instant' })"))
    await expect(down).to_be_visible()
    assert await thread.evaluate("one => one.scrollTop") == 100


async def test_after_a_lost_connection_nothing_is_missing_or_doubled(visit: Visit, playground: Running) -> None:
    window = await visit(DESKTOP)
    window.may_lose_server = True
    ana = await started(window)
    await ana.says("before")
    await expect(ana.column.locator(".message", has_text="before")).to_have_count(2)
    await playground.end()
    await expect(window.page.get_by_text("Connecting…")).to_be_visible()
    await ana.says("meanwhile")
    await expect(ana.text_field).to_have_value("meanwhile")
    await playground.begin()
    await expect(window.page.get_by_text("Connecting…")).to_be_hidden(timeout=15_000)
    await ana.text_field.press("Enter")
    for text in ("Hola, Ana", "before", "meanwhile"):
        await expect(ana.column.locator(".message", has_text=text)).to_have_count(1 if text == "Hola, Ana" else 2)


async def test_a_third_person_is_invented_and_greeted_in_their_language(visit: Visit) -> None:
    window = await visit(DESKTOP)
    await window.page.get_by_role("button", name="Add a person").click()
    await window.page.get_by_label("First name").fill("Marta")
    await window.page.get_by_label("Language of their Telegram").select_option("pt")
    await window.page.get_by_role("button", name="Add", exact=True).click()
    marta = await window.person("Marta")
    await marta.start()
    await marta.sees("Olá, Marta")


async def test_a_blocked_bot_is_unblocked_where_one_would_write(visit: Visit) -> None:
    window = await visit(DESKTOP)
    ana = await started(window)
    await ana.column.locator(".head").get_by_role("button", name="More").click()
    await ana.column.get_by_role("menuitem", name="Block bot").click()
    await ana.column.get_by_role("button", name="Unblock", exact=True).click()
    await ana.says("again")
    await expect(ana.column.locator(".message.in", has_text="again")).to_be_visible()


async def test_colours_and_words_of_the_page_can_be_chosen_and_stay(visit: Visit) -> None:
    window = await visit(DESKTOP)
    page = window.page
    await page.get_by_role("button", name="Dark colours").click()
    await page.get_by_role("button", name="Language of the page").click()
    await page.get_by_role("menuitem", name="Español").click()
    await expect(page.get_by_role("button", name="Añadir una persona")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("button", name="Colores claros")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
