"""What people may do in a chat, as Telegram says; and what is concluded where it says nothing that makes sense."""

from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rights import Rights, read_right
from bot.transport import Transport
from services.live_boards import Right
from tests.people import Person, Telegram


@pytest.fixture
async def rights(telegram: Telegram) -> AsyncIterator[Rights]:
    transport = Transport(2)
    await transport.initialize()
    yield Rights(transport, f"{telegram.url}/bot{telegram.token}")
    await transport.shutdown()


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_who_founded_it_or_administers_it_leads_there(
    rights: Rights, telegram: Telegram, ana: Person, kind: str
) -> None:
    luis, marta = await telegram.person("Luis"), await telegram.person("Marta")
    chat = await ana.found(kind, "Class", luis)
    assert await rights.find(chat, ana.id) is Right.LEADS
    assert await rights.find(chat, luis.id) is Right.NONE
    assert await rights.find(chat, marta.id) is Right.NONE
    await ana.bring(luis.id, chat, status="administrator")
    assert await rights.find(chat, luis.id) is Right.LEADS
    await ana.dismiss(luis.id, chat)
    assert await rights.find(chat, luis.id) is Right.NONE


async def test_where_the_bot_is_not_nobody_is_known(rights: Rights, ana: Person) -> None:
    chat = await ana.found("channel", "Her own", bot=False)
    assert await rights.find(chat, ana.id) is Right.NONE


@pytest.mark.parametrize(
    "fault",
    [{"does": "flood", "retry_after": 3}, {"does": "error", "code": 500}, {"does": "garbage"}, {"does": "drop_before"}],
)
async def test_a_telegram_that_is_away_says_nothing(
    rights: Rights, telegram: Telegram, ana: Person, fault: dict[str, object]
) -> None:
    chat = await ana.found("group", "Class")
    wish = dict(fault)
    await telegram.fault(str(wish.pop("does")), "getChatMember", **wish)
    assert await rights.find(chat, ana.id) is None
    assert await rights.find(chat, ana.id) is Right.LEADS


def member(status: str, **may: object) -> object:
    return {"ok": True, "result": {"status": status, **may}}


def test_an_administrator_who_may_neither_post_nor_pin_does_not_lead() -> None:
    assert read_right(member("administrator")) is Right.NONE
    assert read_right(member("administrator", can_post_messages=False, can_pin_messages="yes")) is Right.NONE
    assert read_right(member("administrator", can_pin_messages=True)) is Right.LEADS
    assert read_right(member("creator")) is Right.LEADS
    assert read_right(member("restricted", can_pin_messages=True)) is Right.NONE


@given(st.recursive(st.none() | st.booleans() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(
    st.sampled_from(["ok", "result", "status"]), inner)))  # fmt: skip
def test_nonsense_is_no_right(said: object) -> None:
    assert read_right(said) in (Right.NONE, Right.LEADS)
