"""One browser for all tests here; for each test a playground of its own and pages that must stay faultless."""

import re
import shutil
import sys
from asyncio import create_subprocess_exec, subprocess, timeout
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.playground.browser.window import Look, Window

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
ROOT = Path(__file__).parents[3]
ECHO = f"{sys.executable} -m playground.examples.echo"
PICTURES = ROOT / "test-results"
Visit = Callable[[Look], Awaitable[Window]]

FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no chromium here: apt-get install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@dataclass
class Running:
    """A playground as a newcomer starts it: one command, one printed address."""

    folder: Path
    address: str = ""
    process: subprocess.Process | None = None

    async def begin(self) -> None:
        port = self.address.rstrip("/").rpartition(":")[2] or "0"
        command = ["-m", "playground", "--bot", ECHO, "--data", str(self.folder), "--port", port]
        self.process = await create_subprocess_exec(
            sys.executable, *command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.address = await first_address(self.process)

    async def end(self) -> None:
        assert self.process is not None
        self.process.terminate()
        await self.process.communicate()


async def first_address(process: subprocess.Process) -> str:
    assert process.stdout is not None
    said = ""
    async with timeout(15):
        while line := (await process.stdout.readline()).decode():
            said += line
            if found := re.search(r"http://[\w.:]+", line):
                return found[0] + "/"
    raise AssertionError(f"the playground gave no address: {said}")


@pytest_asyncio.fixture(loop_scope="session")
async def playground(tmp_path: Path) -> AsyncIterator[Running]:
    running = Running(tmp_path)
    await running.begin()
    yield running
    await running.end()


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser, playground: Running, request: pytest.FixtureRequest) -> AsyncIterator[Visit]:
    """Opens the page in a look; at the end it must have been faultless, and a failed test leaves its picture."""
    windows: list[Window] = []

    async def visit(look: Look) -> Window:
        context = await browser.new_context(**look.options(), accept_downloads=True)
        await context.grant_permissions(["clipboard-read", "clipboard-write"])
        windows.append(window := Window(await context.new_page(), look, playground.address))
        await window.open()
        return window

    yield visit
    failed = request.node.stash.get(FAILED, False)
    for number, window in enumerate(windows, start=1):
        if failed:
            name = re.sub(r"\W+", "-", request.node.name).strip("-")
            await window.keep_picture(PICTURES / f"{name}-{number}.png")
        await window.page.context.close()
    if not failed:
        assert [fault for window in windows for fault in window.faults] == []
