"""What the Bot API refuses, in Telegram's own words and codes."""

import json
from typing import Any

import httpx
import pytest

from playground.examples.echo import png
from tests.people import Person, Telegram

EMPTY_ROWS: list[list[dict[str, str]]] = []


def keys(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


async def refused(api: httpx.AsyncClient, method: str, **params: Any) -> str:
    answer = (await api.post(method, json=params)).json()
    assert not answer["ok"]
    return f"{answer['error_code']} {answer['description']}"


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"text": ""}, "400 Bad Request: message text is empty"),
        ({}, "400 Bad Request: message text is empty"),
        ({"text": "  \n "}, "400 Bad Request: text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "400 Bad Request: text must be non-empty"),
        ({"text": "x" * 4097}, "400 Bad Request: message is too long"),
        ({"text": "😀" * 2049}, "400 Bad Request: message is too long"),
        ({"text": "x", "parse_mode": "TeX"}, "400 Bad Request: unsupported parse_mode"),
        (
            {"text": "x", "parse_mode": "Markdown"},
            "501 Not Implemented: playground does not imitate the legacy Markdown",
        ),
        (
            {"text": "<b>x", "parse_mode": "HTML"},
            "400 Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            {"text": "ñ <q>x</q>", "parse_mode": "HTML"},
            '400 Bad Request: can\'t parse entities: Unsupported start tag "q" at byte offset 3',
        ),
        (
            {"text": "x", "reply_markup": keys({"text": "a", "callback_data": "ñ" * 33})},
            "400 Bad Request: BUTTON_DATA_INVALID",
        ),
        (
            {"text": "x", "reply_markup": keys({"text": "a", "callback_data": ""})},
            "400 Bad Request: BUTTON_DATA_INVALID",
        ),
        (
            {"text": "x", "reply_markup": keys({"text": "a"})},
            "400 Bad Request: text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "reply_markup": keys({"text": "a", "url": "no link"})},
            "400 Bad Request: inline keyboard button URL 'no link' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "x", "reply_markup": keys(*[{"text": "a", "callback_data": "a"}] * 9)},
            "400 Bad Request: REPLY_MARKUP_TOO_LONG",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]] * 101}},
            "400 Bad Request: REPLY_MARKUP_TOO_LONG",
        ),
        ({"text": "x", "chat_id": 5}, "400 Bad Request: chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "400 Bad Request: chat not found"),
    ],
)
async def test_a_message_that_cannot_be_sent_is_refused(
    api: httpx.AsyncClient, ana: Person, params: dict[str, Any], description: str
) -> None:
    assert await refused(api, "sendMessage", **{"chat_id": ana.id, **params}) == description
    assert len(await ana.messages()) == 1, "nothing was sent"


async def test_texts_of_exactly_the_limit_are_sent(api: httpx.AsyncClient, ana: Person) -> None:
    answer = await api.post(
        "sendMessage", json={"chat_id": ana.id, "text": "<b>" + "x" * 4096 + "</b>", "parse_mode": "HTML"}
    )
    assert answer.json()["ok"], "tags do not count"
    hundred = [[{"text": "a", "callback_data": "x" * 64}] * 8] * 12
    assert (
        await api.post(
            "sendMessage", json={"chat_id": ana.id, "text": "x", "reply_markup": {"inline_keyboard": hundred}}
        )
    ).json()["ok"]


async def test_unknown_methods_and_parameters_are_refused(api: httpx.AsyncClient, ana: Person) -> None:
    assert await refused(api, "sendMesage") == "404 Not Found"
    assert await refused(api, "sendMessage", chat_id=1, text="x", colour="red") == (
        '400 Bad Request: unknown parameter "colour" of method sendMessage'
    )
    assert await refused(api, "sendMessage", text="x") == "400 Bad Request: chat_id is empty"
    assert "must be of type Boolean" in await refused(api, "sendMessage", chat_id=1, text="x", protect_content="maybe")
    assert "must be of type Integer" in await refused(api, "getChatMember", chat_id=1, user_id="me")
    assert "unknown field" in await refused(api, "sendMessage", chat_id=1, text="x", reply_markup=keys({"txt": "a"}))
    assert await refused(api, "sendDice", chat_id=ana.id) == "501 Not Implemented: playground does not imitate sendDice"


async def test_names_of_methods_may_be_written_in_any_case(api: httpx.AsyncClient) -> None:
    assert (await api.get("getme")).json()["result"]["username"] == "playground_bot"


async def test_parameters_come_by_query_form_json_and_form_with_files(api: httpx.AsyncClient, ana: Person) -> None:
    markup = keys({"text": "a", "callback_data": "a"})
    written = {"chat_id": str(ana.id), "text": "x", "reply_markup": json.dumps(markup), "protect_content": "true"}
    for more in (
        {"params": written},
        {"data": written},
        {"files": {name: (None, value) for name, value in written.items()}},
    ):
        result = (await api.post("sendMessage", **more)).json()["result"]
        assert result["reply_markup"] == markup
        assert result["has_protected_content"]
    answer = await api.post("sendMessage", content=b"{", headers={"Content-Type": "application/json"})
    assert answer.json()["description"] == "Bad Request: can't parse JSON object"


async def test_a_wrong_token_is_unauthorized(telegram: Telegram) -> None:
    async with httpx.AsyncClient(trust_env=False, verify=False) as client:
        wrong = await client.get(f"{telegram.url}/bot1:wrong/getMe")
        assert (wrong.status_code, wrong.json()["description"]) == (401, "Unauthorized")
        strange = await client.get(f"{telegram.url}/botwrong/getMe")
        assert (strange.status_code, strange.json()["description"]) == (404, "Not Found")


async def test_pictures_and_files_have_limits(api: httpx.AsyncClient, ana: Person) -> None:
    async def photo(content: bytes) -> str:
        answer = await api.post("sendPhoto", data={"chat_id": str(ana.id)}, files={"photo": ("x.png", content)})
        return str(answer.json().get("description"))

    assert await photo(b"no picture") == "Bad Request: IMAGE_PROCESS_FAILED"
    assert await photo(b"") == "Bad Request: file must be non-empty"
    assert await photo(png((1, 2, 3), 21, 1)) == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    big = png((1, 2, 3)) + b"x" * 10 * 1024 * 1024
    assert "is too big for a photo; the maximum size is 10485760 bytes" in await photo(big)
    assert await refused(api, "sendPhoto", chat_id=ana.id) == "400 Bad Request: there is no photo in the request"
    assert await refused(api, "sendPhoto", chat_id=ana.id, photo="abc") == (
        "400 Bad Request: wrong file identifier/HTTP URL specified"
    )
    assert await refused(api, "sendPhoto", chat_id=ana.id, photo="https://example.org/x.png") == (
        "400 Bad Request: failed to get HTTP URL content"
    )
    assert await refused(api, "getFile", file_id="abc") == "400 Bad Request: invalid file_id"
    answer = await api.post(
        "sendPhoto", data={"chat_id": str(ana.id), "caption": "x" * 1025}, files={"photo": ("x.png", png((1, 2, 3)))}
    )
    assert answer.json()["description"] == "Bad Request: message caption is too long"


async def test_a_file_over_20_mb_can_be_sent_but_not_fetched(api: httpx.AsyncClient, ana: Person) -> None:
    files = {"document": ("big.bin", b"x" * (20 * 1024 * 1024 + 1))}
    sent = (await api.post("sendDocument", data={"chat_id": str(ana.id)}, files=files)).json()["result"]
    assert await refused(api, "getFile", file_id=sent["document"]["file_id"]) == "400 Bad Request: file is too big"


async def test_a_tap_is_answered_once_and_in_time(api: httpx.AsyncClient, ana: Person, telegram: Telegram) -> None:
    too_old = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await refused(api, "answerCallbackQuery", callback_query_id="1") == too_old
    await api.post(
        "sendMessage", json={"chat_id": ana.id, "text": "x", "reply_markup": keys({"text": "a", "callback_data": "a"})}
    )
    query = (await ana.tap("a"))["query_id"]
    assert (await api.post("answerCallbackQuery", json={"callback_query_id": query, "text": "done"})).json()["ok"]
    await ana.sees_toast("done")
    assert await refused(api, "answerCallbackQuery", callback_query_id=query) == too_old
    late = (await ana.tap("a"))["query_id"]
    await telegram.advance(151)
    assert await refused(api, "answerCallbackQuery", callback_query_id=late) == too_old
    assert (
        await refused(api, "answerCallbackQuery", callback_query_id=late, text="x" * 201)
        == "400 Bad Request: MESSAGE_TOO_LONG"
    )


async def test_commands_have_a_shape_and_a_number(api: httpx.AsyncClient) -> None:
    def commands(*names: str) -> list[dict[str, str]]:
        return [{"command": name, "description": "x"} for name in names]

    assert await refused(api, "setMyCommands", commands=commands("Sell")) == "400 Bad Request: BOT_COMMAND_INVALID"
    assert await refused(api, "setMyCommands", commands=commands("x" * 33)) == "400 Bad Request: BOT_COMMAND_INVALID"
    many = commands(*(f"c{number}" for number in range(101)))
    assert await refused(api, "setMyCommands", commands=many) == "400 Bad Request: BOT_COMMANDS_TOO_MUCH"
    assert await refused(api, "setMyCommands", commands=[{"command": "sell", "description": ""}]) == (
        "400 Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"
    )
    assert await refused(api, "setMyName", name="x" * 65) == "400 Bad Request: NAME_TOO_LONG"


async def test_telegrams_limits_answer_429_with_the_time_to_wait(
    api: httpx.AsyncClient, ana: Person, telegram: Telegram
) -> None:
    await telegram.limit()
    answers = [(await api.post("sendMessage", json={"chat_id": ana.id, "text": "x"})).json() for _ in range(4)]
    assert [answer["ok"] for answer in answers] == [True, True, True, False]
    assert answers[3]["error_code"] == 429
    wait = answers[3]["parameters"]["retry_after"]
    assert answers[3]["description"] == f"Too Many Requests: retry after {wait}"
    await telegram.advance(wait)
    assert (await api.post("sendMessage", json={"chat_id": ana.id, "text": "x"})).json()["ok"]


@pytest.mark.parametrize(("kind", "word"), [("group", "group"), ("supergroup", "supergroup"), ("channel", "channel")])
async def test_a_bot_that_was_removed_is_forbidden(
    api: httpx.AsyncClient, ana: Person, telegram: Telegram, kind: str, word: str
) -> None:
    chat = await ana.found(kind, "Class")
    assert (await api.post("sendMessage", json={"chat_id": chat, "text": "x"})).json()["ok"]
    await ana.dismiss(telegram.bot["id"], chat)
    assert (
        await refused(api, "sendMessage", chat_id=chat, text="x")
        == f"403 Forbidden: bot was kicked from the {word} chat"
    )


async def test_in_a_channel_only_administrators_write(api: httpx.AsyncClient, ana: Person, telegram: Telegram) -> None:
    chat = await ana.found("channel", "News")
    await ana.bring(telegram.bot["id"], chat, status="member")
    assert await refused(api, "sendMessage", chat_id=chat, text="x") == (
        "400 Bad Request: need administrator rights in the channel chat"
    )


async def test_a_group_that_moved_tells_where(api: httpx.AsyncClient, ana: Person) -> None:
    group = await ana.found("group", "Class")
    new = await ana.upgrade(group)
    answer = (await api.post("sendMessage", json={"chat_id": group, "text": "x"})).json()
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": new}
    assert (await api.post("sendMessage", json={"chat_id": new, "text": "x"})).json()["ok"]


async def test_a_person_met_only_in_a_group_cannot_be_written_to(
    api: httpx.AsyncClient, ana: Person, telegram: Telegram
) -> None:
    marta = await telegram.person("Marta")
    await ana.found("group", "Class", marta)
    assert await refused(api, "sendMessage", chat_id=marta.id, text="x") == (
        "403 Forbidden: bot can't initiate conversation with a user"
    )
