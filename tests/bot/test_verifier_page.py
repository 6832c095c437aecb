"""The page on which anybody checks a draw, in a real browser: it says what the verifier here says."""

import base64
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, FilePayload, Page, async_playwright, expect
from py_arkworks_bls12381 import G1Point
from starlette.applications import Starlette
from starlette.routing import Route

from bot.web.serving import serving
from bot.web.verifier import show_verifier, verifier_page
from rules.codes import receipt
from rules.draw.validity import NotValid
from rules.draw.verifying import verify
from tests.playground.browser.conftest import CHROMIUM, FLAGS
from tests.rules.draw.proofs import drawn
from tests.rules.draw.tampering import RECEIPTS, tamperings, valid_proofs

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

Visit = Callable[..., Awaitable[Page]]

MANY = 100_000
DOMAIN = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
CHECK_EACH = """async (proofs) => {
  const verdicts = [];
  for (const proof of proofs) {
    const bytes = Uint8Array.from(atob(proof), (sign) => sign.charCodeAt());
    await take([new File([bytes], "proof.json")]);
    while (!outcome.steps) await new Promise((resolve) => setTimeout(resolve));
    const winners = (outcome.winners || []).map(({place, number, holder}) => [place, number ?? null, holder ?? null]);
    verdicts.push([document.querySelector("[data-code]").dataset.code, winners]);
  }
  return verdicts;
}"""
BRING = """([kind, field, text]) => {
  const data = new DataTransfer();
  data.setData("text", text);
  const event = kind === "paste"
    ? new ClipboardEvent(kind, {clipboardData: data, bubbles: true, cancelable: true})
    : new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true});
  document.querySelector(field).dispatchEvent(event);
}"""
HASHED = "(messages) => messages.map((hex) => flat(hashedToPoint(bytesOfHex(hex))).map(String))"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no chromium here: apt-get install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def address() -> AsyncIterator[str]:
    async with serving(Starlette(routes=[Route("/verify", show_verifier)]), "127.0.0.1", 0) as port:
        yield f"http://127.0.0.1:{port}/verify"


@pytest_asyncio.fixture(loop_scope="module")
async def visit(browser: Browser, address: str) -> AsyncIterator[Visit]:
    """Opens the page; at the end it must have been faultless, and have asked for nothing but itself."""
    faults: list[str] = []
    pages: list[Page] = []

    async def visit(where: str = address, language: str = "en-GB") -> Page:
        pages.append(page := await browser.new_page(locale=language))
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(("blob:", where)) else faults.append(asked.url))
        await page.goto(where)
        return page

    yield visit
    for page in pages:
        await page.close()
    assert faults == []


async def give(page: Page, *files: str) -> None:
    payloads: list[FilePayload] = [
        {"name": f"{at}", "mimeType": "text/plain", "buffer": file.encode()} for at, file in enumerate(files)
    ]
    await page.set_input_files("#file", payloads)


async def shows(page: Page, code: str, run: int = 1) -> None:
    await expect(page.locator(f"[data-run='{run}']")).to_have_attribute("data-code", code)


async def finds(page: Page, shown: str, said: str) -> None:
    await page.get_by_label("The receipt of your ticket").fill(shown)
    await page.get_by_role("button", name="Find").click()
    await expect(page.locator("form output")).to_have_text(said)


def verdict_here(proof: str) -> list[Any]:
    try:
        return ["valid", [list(winner) for winner in verify(proof).winners]]
    except NotValid as wrong:
        return [wrong.code, []]


async def test_every_verdict_is_the_same_as_here(visit: Visit) -> None:
    """All valid proofs and all tamperings, one after the other on one page."""
    proofs = valid_proofs() | {one.name: one.proof for one in tamperings()}
    page = await visit()
    files = [base64.b64encode(proof.encode("utf-8", "surrogatepass")).decode() for proof in proofs.values()]
    told = dict(zip(proofs, await page.evaluate(CHECK_EACH, files), strict=True))
    assert told == {name: verdict_here(proof) for name, proof in proofs.items()}


async def test_messages_become_the_points_that_the_library_makes(visit: Visit) -> None:
    chance = Random(9)
    messages = [chance.randbytes(32) for _ in range(50)]
    told = await (await visit()).evaluate(HASHED, [message.hex() for message in messages])
    points = [G1Point.hash_to_curve(message, DOMAIN).to_xy_bytes_be() for message in messages]
    assert told == [[str(int.from_bytes(point[:48])), str(int.from_bytes(point[48:]))] for point in points]


async def test_a_buyer_finds_the_own_number_by_the_receipt(visit: Visit) -> None:
    page = await visit()
    proof = valid_proofs()["beacon"]
    await give(page, proof)
    won = {winner.number: winner.place for winner in verify(proof).winners}
    for shown, found in RECEIPTS.items():
        if shown != shown.strip():
            continue  # a field for one line takes no line feed
        if found == "E_RECEIPT":
            await finds(page, shown, "A receipt is 26 signs: a-z, 2-7")
        elif found is None:
            await finds(page, shown, "No number has that receipt")
        else:
            place = won.get(int(found), "lost").replace("P", "Prize ").replace("A", "Alternate ")
            await finds(page, f" {shown} ", f"{found}: {place.replace('lost', 'it did not win')}")


async def test_a_hundred_thousand_numbers_are_checked_while_the_page_stays_awake(visit: Visit) -> None:
    chance = Random(1)
    sold = [(number, str(number // 3), receipt(chance)) for number in range(MANY)]
    proof = drawn("beacon", sold=sold, prizes=150, alternates=5, per_holder=True)
    page = await visit()
    await page.evaluate("() => { window.awake = 0; setInterval(() => awake++, 10); }")
    await give(page, proof)
    await shows(page, "valid")
    winners = verify(proof).winners
    numbers = page.locator(".winners b")
    assert await numbers.all_text_contents() == [str(winner.number) for winner in winners[:100]]
    await page.get_by_role("button", name="Show more").click()
    assert await numbers.all_text_contents() == [str(winner.number) for winner in winners]
    assert await page.evaluate("Boolean(worker) && awake > 1")
    first = winners[0].number or 0
    await finds(page, sold[first][2], f"{first}: Prize 1")


async def test_a_list_of_its_own_file_is_taken_with_the_proof_or_after_it(visit: Visit) -> None:
    proof = json.loads(valid_proofs()["beacon"])
    entries = proof.pop("entries")
    alone = json.dumps(proof | {"entries_url": "https://example.org/entries.txt"})
    page = await visit()
    await give(page, alone)
    await shows(page, "E_ENTRIES_CANON", run=1)
    await give(page, entries)
    await shows(page, "valid", run=2)
    await give(page, entries, alone)
    await shows(page, "valid", run=3)
    await give(page, alone, entries.replace("count=20", "count=21"))
    await shows(page, "E_ENTRIES_CANON", run=4)


async def test_a_proof_may_be_pasted_dropped_or_typed(visit: Visit) -> None:
    page = await visit()
    proof = valid_proofs()["sealed-twelve"]
    await page.evaluate(BRING, ["paste", "#text", proof])
    await shows(page, "valid", run=1)
    await page.evaluate(BRING, ["drop", "h1", "no proof"])
    await shows(page, "E_COMMIT_CANON", run=2)
    await page.locator("#text").fill(proof)
    await shows(page, "valid", run=3)


async def test_the_hash_is_shown_in_groups_and_compared_with_the_one_published(visit: Visit) -> None:
    page = await visit()
    proof = valid_proofs()["sealed-twelve"]
    published = json.loads(proof)["commitment_hash"]
    await give(page, proof)
    groups = await page.locator(".hash code").all_text_contents()
    assert ("".join(groups), {len(group) for group in groups}) == (published, {4})
    await page.get_by_label("The published hash").fill(" ".join(groups).upper())
    await expect(page.locator("section > output")).to_have_text("✓")
    await page.get_by_label("The published hash").fill("0" + published[1:])
    await expect(page.locator("section > output")).to_have_text("✗")


async def test_practice_is_called_so_and_promises_nothing_against_the_platform(visit: Visit) -> None:
    page = await visit()
    await give(page, valid_proofs()["sealed-twelve"])
    await expect(page.locator(".valid")).to_contain_text("Practice only")
    await expect(page.locator("#said")).to_contain_text("Anything against the platform itself")


@pytest.mark.parametrize(
    ("language", "title"),
    [("es-MX", "Comprobar un sorteo"), ("pt-BR", "Conferir um sorteio"), ("de-DE", "Check a draw")],
)
async def test_the_page_speaks_the_language_of_the_browser_and_can_be_switched(
    visit: Visit, language: str, title: str
) -> None:
    page = await visit(language=language)
    await expect(page.locator("h1")).to_have_text(title)
    await give(page, valid_proofs()["beacon"])
    await page.get_by_role("link", name="Português").click()
    await expect(page.locator("h1")).to_have_text("Conferir um sorteio")
    await expect(page.locator("html")).to_have_attribute("lang", "pt")
    await expect(page.locator(".valid")).to_contain_text("As contas estão certas")


async def test_a_saved_copy_works_without_a_network(visit: Visit, tmp_path: Path) -> None:
    copy = tmp_path / "verify.html"
    copy.write_bytes(verifier_page().html)
    page = await visit(copy.as_uri())
    await page.context.set_offline(True)
    await give(page, valid_proofs()["beacon"])
    await shows(page, "valid")


async def test_where_there_are_no_workers_the_page_checks_by_itself(visit: Visit) -> None:
    page = await visit()
    await page.evaluate("worker = null")
    await give(page, valid_proofs()["beacon"])
    await shows(page, "valid")
