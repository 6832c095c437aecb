"""Organizer and buyer side by side in the chat page of a real browser: from the first question to the ticket."""

import re
from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.async_api import FilePayload, async_playwright, expect

from rules.keys import OrderKey
from tests.cast import House
from tests.end_to_end.buyers import KEY, order_of, receipt
from tests.people import BotUnderTest, Telegram
from tests.playground.browser.conftest import CHROMIUM, FLAGS, PICTURES
from tests.playground.browser.window import Look, Person, Window
from tests.scanning import scan

pytestmark = pytest.mark.browser
WIDE = Look("two columns", 1440, 900)
RECEIPT = FilePayload(name="receipt.png", mimeType="image/png", buffer=receipt())


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return environment | KEY


@pytest.fixture
async def window(bot: BotUnderTest, telegram: Telegram) -> AsyncIterator[Window]:
    """On Ana and Luis, with Marta behind them; in the end the page must have been faultless."""
    if CHROMIUM is None:
        pytest.skip("no chromium here: apt-get install chromium")
    await telegram.person("Marta", language_code="pt-br")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        window = Window(await browser.new_page(**WIDE.options()), WIDE, telegram.url + "/")
        await window.open()
        yield window
        await window.keep_picture(PICTURES / "side-by-side.png")
        await browser.close()
    assert window.faults == []


async def test_a_raffle_is_made_shared_bought_from_paid_with_a_proof_and_its_ticket_checked(
    window: Window, telegram: Telegram, house: House
) -> None:
    ana, luis = await window.person("Ana"), await window.person("Luis")
    await makes_a_raffle(ana)
    await opens(window, "Luis", await shares_it(ana))
    await chooses_numbers(luis)
    await says_who_it_is_and_reserves(luis)
    await ana.sees("Luis apartó 07, 12")
    await pays_with_a_photo(luis)
    await accepts(ana)
    await luis.sees("Holder: Luis")
    await asks_for_the_ticket(ana)
    order = await order_of(house, OrderKey((await telegram.person("Ana")).id, 1, 1))
    link = f"https://t.me/{await window.bot_name()}?start={order.check_code}"
    assert await is_on_the_picture(link, luis, "Holder: Luis")
    assert await is_on_the_picture(link, ana, "Holder: Luis")
    await window.page.locator(".person-tab", has_text="Marta").click()
    await opens(window, "Marta", link)
    checked = await (await window.person("Marta")).sees("Este bilhete é válido")
    await expect(checked).to_contain_text("07, 12")
    await expect(checked).not_to_contain_text("Luis")


async def makes_a_raffle(ana: Person) -> None:
    await ana.start()
    await ana.sees("Llevo rifas")
    await ana.taps("Colombia")
    await ana.sees("precios en COP")
    await ana.taps("Crear mi rifa")
    await ana.sees("¿Cómo se llama?")
    await ana.says("Viaje de fin de curso")
    await ana.sees("¿Qué se puede ganar?")
    await ana.says("Una bicicleta")
    await ana.taps("Seguir")
    await ana.sees("¿Qué números vendes?")
    await ana.says("00-99")
    await ana.sees("¿Cuánto cuesta")
    await ana.taps("$5.000")
    await ana.sees("¿Cuándo es el sorteo?")
    await ana.taps("En dos semanas")
    await ana.taps("Faro público")
    await ana.taps("✅ Crear")
    await ana.sees("Tu rifa está abierta")


async def shares_it(ana: Person) -> str:
    await ana.taps("📣 Compartir")
    said = await (await ana.sees("📣 Enlace")).inner_text()
    return "".join(re.findall(r"https://t\.me/\S+", said)[:1])


async def opens(window: Window, name: str, link: str) -> None:
    """By the page's own way for whoever was sent one."""
    await window.page.get_by_role("button", name="Open a link").click()
    await window.page.get_by_role("textbox", name="Link").fill(link)
    await window.page.get_by_role("combobox", name="Who opens it").select_option(label=name)
    await window.page.get_by_role("button", name="Open", exact=True).click()


async def chooses_numbers(luis: Person) -> None:
    await luis.sees("1. Una bicicleta")
    await luis.taps("🎟 Choose numbers")
    await luis.sees("Choose numbers · COP 5,000 each")
    await luis.taps("07")
    await luis.sees("07 · COP 5,000")
    await luis.taps("12")
    await luis.sees("07, 12 · COP 10,000")


async def says_who_it_is_and_reserves(luis: Person) -> None:
    await luis.taps("Go on with 07, 12")
    await luis.sees("What is your name?")
    await luis.taps("👤 Luis")
    await luis.sees("How can Ana reach you?")
    await luis.taps("Skip")
    await luis.sees("You have 48 hours to pay")
    await luis.taps("⏳ Reserve")
    await luis.sees("Reserved for you: 07, 12")


async def pays_with_a_photo(luis: Person) -> None:
    await luis.taps("✅ I have paid")
    await luis.sees("Send me the photo or PDF")
    async with luis.window.page.expect_file_chooser() as chooser:
        await luis.chooses("Attach", "Photo")
    await (await chooser.value).set_files(RECEIPT)
    await luis.column.get_by_role("dialog").get_by_role("button", name="Send").click()
    await luis.sees("Your proof for 07, 12 is with Ana")


async def accepts(ana: Person) -> None:
    await ana.sees("07, 12 · Luis")
    await ana.taps("✅ Aceptar")
    await ana.sees("Luis pagó: 07, 12")


async def asks_for_the_ticket(ana: Person) -> None:
    await ana.taps("Compra ")
    await ana.sees("✅ pagad")
    await ana.taps("🎟 Boleto para mí")


async def is_on_the_picture(link: str, person: Person, words: str) -> bool:
    """As the code that a camera reads off the page."""
    address = await (await person.sees(words)).get_by_role("img").get_attribute("src")
    answer = await person.window.page.request.get(f"{person.window.address}{(address or '').lstrip('/')}")
    scanned = scan(Image.open(BytesIO(await answer.body())).convert("RGB"))
    return scanned is not None and scanned.says(link)
