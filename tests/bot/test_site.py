"""What is answered over HTTP: updates that come in, and whether the bot is well."""

import json
from collections.abc import AsyncIterator

import httpx
import pytest
from sqlalchemy import text
from structlog.typing import EventDict

from bot.web.readiness import Readiness
from bot.web.site import LARGEST_UPDATE, build_site
from db.inbox import list_lanes
from tests.bot.desk import intake_of
from tests.cast import House

SECRET = "a-secret-word"
SHOWN = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
UPDATE = {"update_id": 7, "message": {"message_id": 1, "from": {"id": 42}, "chat": {"id": 42}}}


@pytest.fixture
async def site(house: House) -> AsyncIterator[httpx.AsyncClient]:
    app = build_site(intake_of(house.store), Readiness(house.store, None), SECRET)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as client:
        yield client


async def test_an_update_is_on_disk_when_telegram_hears_that_it_arrived(site: httpx.AsyncClient, house: House) -> None:
    assert (await site.post("/telegram", json=UPDATE, headers=SHOWN)).status_code == 200
    assert [lane.lane for lane in await house.look(list_lanes)] == [42]


async def test_an_update_that_comes_twice_is_one(site: httpx.AsyncClient, house: House) -> None:
    for _ in range(3):
        assert (await site.post("/telegram", json=UPDATE, headers=SHOWN)).status_code == 200
    async with house.store.reading() as work:
        assert (await work.execute(text("SELECT COUNT(*) FROM inbox"))).scalar() == 1


@pytest.mark.parametrize("shown", [None, "", "a-secret-wor", "a-secret-word-and-more", "ÿ", "\x00"])
async def test_nobody_else_is_let_in(site: httpx.AsyncClient, house: House, shown: str | None) -> None:
    headers = {} if shown is None else {b"x-telegram-bot-api-secret-token": shown.encode("latin-1")}
    before = await house.everything()
    assert (await site.post("/telegram", json=UPDATE, headers=headers)).status_code == 403
    assert await house.everything() == before


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"{", b'{"update_id":"7"}', b'{"update_id":1e99}', b"\xff", b"[" * 100_000]
)
async def test_what_is_no_update_does_not_come_again_and_is_told_of(
    site: httpx.AsyncClient, house: House, body: bytes, logged: list[EventDict]
) -> None:
    """Telegram would send it for ever, and nothing else of that chat."""
    before = await house.everything()
    assert (await site.post("/telegram", content=body, headers=SHOWN)).status_code == 200
    assert await house.everything() == before
    assert [(line["log_level"], line["size"]) for line in logged] == [("error", len(body))]


async def test_what_is_too_large_is_refused(site: httpx.AsyncClient) -> None:
    body = json.dumps(UPDATE | {"words": "x" * LARGEST_UPDATE}).encode()
    assert (await site.post("/telegram", content=body, headers=SHOWN)).status_code == 413


async def test_without_a_secret_there_is_no_webhook(house: House) -> None:
    app = build_site(intake_of(house.store), Readiness(house.store, None), None)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as client:
        assert (await client.post("/telegram", json=UPDATE, headers=SHOWN)).status_code == 404


async def test_anybody_is_given_the_page_that_checks_a_draw(site: httpx.AsyncClient) -> None:
    page = await site.get("/verify")
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert page.text.startswith("<!doctype html>")


async def test_an_operator_sees_that_the_bot_lives_and_is_ready(site: httpx.AsyncClient) -> None:
    assert (await site.get("/healthz")).text == "alive\n"
    ready = await site.get("/readyz")
    assert (ready.status_code, ready.json()) == (200, {"ready": True, "wrong": []})
    measured = (await site.get("/metrics")).text
    assert "raffle_outbox_waiting 0.0" in measured


async def test_a_letter_that_waits_too_long_is_not_ready(site: httpx.AsyncClient, house: House) -> None:
    async with house.store.work() as work:
        await work.execute(
            text(
                "INSERT INTO outbox (letter_key, chat_id, priority, state, method, payload, attempts, due_at,"
                " created_at, updated_at) VALUES ('1/0', 42, 0, 'waiting', 'sendMessage', '{}', 0,"
                " '2026-03-02 12:00:00', '2026-03-02 12:00:00', '2026-03-02 12:00:00')"
            )
        )
        work.keep()
    ready = await site.get("/readyz")
    assert (ready.status_code, ready.json()["wrong"]) == (503, ["letters: one waits for too long"])
