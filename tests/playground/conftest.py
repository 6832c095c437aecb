"""A playground in this process, a stock bot that speaks to it, and Ana."""

from collections.abc import AsyncIterator

import httpx
import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from tests.people import Person, Telegram, telegram_here


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with telegram_here(first_delay=0.05) as telegram:
        yield telegram


@pytest.fixture
async def bot(telegram: Telegram) -> AsyncIterator[Bot]:
    """python-telegram-bot's own client: what it cannot parse fails the test."""
    request = HTTPXRequest(connection_pool_size=8, httpx_kwargs={"trust_env": False, "verify": False})
    url = telegram.url
    polls = HTTPXRequest(httpx_kwargs={"trust_env": False, "verify": False})
    async with Bot(telegram.token, f"{url}/bot", f"{url}/file/bot", request, polls) as bot:
        yield bot


@pytest.fixture
async def ana(telegram: Telegram) -> Person:
    """Has pressed START; the bot has not looked yet."""
    ana = await telegram.person("Ana")
    await ana.say("/start")
    return ana


@pytest.fixture
async def luis(telegram: Telegram) -> Person:
    luis = await telegram.person("Luis")
    await luis.say("/start")
    return luis


@pytest.fixture
async def api(telegram: Telegram) -> AsyncIterator[httpx.AsyncClient]:
    """The Bot API without a library in between."""
    base = f"{telegram.url}/bot{telegram.token}/"
    async with httpx.AsyncClient(base_url=base, trust_env=False, verify=False, timeout=20) as client:
        yield client
