"""What every answer tells browsers, and that nothing of people is in what anybody may ask the bot about itself."""

from collections.abc import AsyncIterator

import httpx
import pytest

from bot.web.readiness import Readiness
from bot.web.site import LARGEST_UPDATE, build_site
from rules.phones import Phone
from services.buyers import TypedBuyer
from tests.bot.desk import intake_of
from tests.bot.stores import MoodyStore
from tests.bot.test_public_page import page_of, site_of
from tests.bot.test_site import SECRET, SHOWN, UPDATE
from tests.cast import ANA, House
from tests.services.drawn import drawn


def client_of(house: House, public_url: str = "https://raffles.example.org") -> httpx.AsyncClient:
    intake, readiness = intake_of(house.store), Readiness(house.store, None)
    app = build_site(intake, readiness, SECRET, site_of(house), public_url)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://bot")


@pytest.fixture
async def site(house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(house) as client:
        yield client


async def answers_of(site: httpx.AsyncClient, page: str) -> dict[str, httpx.Response]:
    paths = ["/healthz", "/readyz", "/metrics", "/verify", "/nowhere", "/telegram", "/p/nothing", page]
    paths += [f"{page}/card.png", f"{page}/draws/1.json", f"{page}/draws/1.txt", f"{page}/draws/2.json"]
    answers = {path: await site.get(path) for path in paths}
    answers["an update"] = await site.post("/telegram", json=UPDATE, headers=SHOWN)
    answers["a forged update"] = await site.post("/telegram", json=UPDATE)
    answers["a large update"] = await site.post("/telegram", content=b" " * (LARGEST_UPDATE + 1), headers=SHOWN)
    return answers


async def test_every_answer_runs_and_loads_nothing_and_is_framed_nowhere(site: httpx.AsyncClient, house: House) -> None:
    answers = await answers_of(site, await page_of(house, (await drawn(house)).project))
    assert {answer.status_code for answer in answers.values()} == {200, 403, 404, 405, 413, 503}
    for name, answer in answers.items():
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'"), name
        assert "frame-ancestors 'none'" in policy, name
        assert "unsafe" not in policy, name
        assert answer.headers["x-content-type-options"] == "nosniff", name
        assert answer.headers["referrer-policy"] == "no-referrer", name
        assert answer.headers["strict-transport-security"].startswith("max-age="), name
        assert "cache-control" in answer.headers, name
        assert len(answer.headers.get_list("content-security-policy")) == 1, name


async def test_what_is_only_of_now_is_kept_by_nobody(site: httpx.AsyncClient) -> None:
    for path in ("/healthz", "/readyz", "/metrics", "/nowhere"):
        assert (await site.get(path)).headers["cache-control"] == "no-store"


async def test_without_https_nobody_is_told_to_insist_on_it(house: House) -> None:
    async with client_of(house, "http://127.0.0.1:8080") as site:
        assert "strict-transport-security" not in (await site.get("/verify")).headers


async def test_a_fault_is_answered_in_the_same_manner_and_tells_nothing_of_it(house: House) -> None:
    moody = MoodyStore(house.store)
    moody.failures = 1
    app = build_site(intake_of(moody), Readiness(moody, None), SECRET)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as site:
        fault = await site.post("/telegram", json=UPDATE, headers=SHOWN)
    assert (fault.status_code, fault.text) == (500, "Internal Server Error")
    assert fault.headers["content-security-policy"].startswith("default-src 'none'")


async def test_nothing_of_people_is_in_what_the_bot_tells_of_itself(site: httpx.AsyncClient, house: House) -> None:
    project = await house.open_project()
    await house.sell(project.key, 7, buyer=TypedBuyer("Canarius Flavus", Phone("300 123 4567", "+573001234567")))
    assert (await site.post("/telegram", json=UPDATE, headers=SHOWN)).status_code == 200
    for path in ("/healthz", "/readyz", "/metrics"):
        told = (await site.get(path)).text
        for private in ("Canarius", "3001234567", "123 4567", str(ANA), "Spring trip", SECRET):
            assert private not in told, path
