"""The verifier page in a real browser: a long proof, from its file to the winners on the screen."""

import hashlib
import shutil
from pathlib import Path

from playwright.async_api import Page, async_playwright

from bench.measure import figure, in_turns, milliseconds, say, tell, tell_targets
from bench.proofs import long_proof
from bot.web.verifier import verifier_page
from rules.draw.verifying import verify

_CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_SHOWN = """async () => {
  let longest = 0;
  let last = performance.now();
  const watching = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  });
  const start = last;
  await take(window.proof ??= [...find("file").files]);
  while (!outcome.steps) await new Promise((resolve) => setTimeout(resolve));
  clearInterval(watching);
  if (!outcome.winners) throw Error(outcome.code);
  return [performance.now() - start, longest];
}"""


async def bench_verifier(folder: Path, rounds: int, numbers: int) -> None:
    if _CHROMIUM is None:
        say("\nThe verifier page: no chromium here")
        return
    proof = long_proof(numbers)
    page_file, proof_file = folder / "verify.html", folder / "proof.json"
    page_file.write_bytes(verifier_page().html)
    proof_file.write_text(proof)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        firsts = []
        for _ in range(rounds):
            page = await browser.new_page()
            await page.goto(page_file.as_uri())
            # Chosen without a sign to the page: what is measured begins with the file in its hands.
            await page.evaluate("find('file').onchange = null")
            await page.set_input_files("#file", proof_file)
            firsts.append(await page.evaluate(_SHOWN))
        await _bench_again(page, proof, numbers, rounds, [taken for taken, _ in firsts])
        await browser.close()


async def _bench_again(page: Page, proof: str, numbers: int, rounds: int, firsts: list[float]) -> None:
    waits: list[float] = []

    async def again() -> float:
        taken, waited = await page.evaluate(_SHOWN)
        waits.append(waited)
        return float(taken)

    async def hash_here() -> None:
        hashlib.sha256(proof.encode()).digest()

    async def verify_here() -> None:
        verify(proof)

    baseline = "sha256 of the proof, here"
    ways = {
        baseline: lambda: milliseconds(hash_here),
        "verified here": lambda: milliseconds(verify_here),
        "shown by the page": again,
    }
    figures = await in_turns(rounds, ways)
    meaning = "Anybody checks a proof with it, in a browser; here is `python -m bot verify`, without its start."
    tell(f"The verifier page, {numbers:,} numbers and a round of the beacon", "ms", figures, baseline, meaning)
    reached = {
        "the first proof of a page": figure(firsts),
        "any after it": figures["shown by the page"],
        "the page is busy for, at a time": figure(waits),
    }
    wanted = {
        "the first proof of a page": "",
        "any after it": "at most 500 ms",
        "the page is busy for, at a time": "",
    }
    tell_targets("The verifier page (ms)", reached, wanted)
