"""What Telegram's answers mean, also those that make no sense."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram_answers import Answer, Verdict, judge

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def refused(status: int, description: str, **parameters: object) -> Answer:
    said = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
    return judge(status, json.dumps(said).encode())


def test_a_message_that_was_sent_has_its_number() -> None:
    body = b'{"ok":true,"result":{"message_id":12,"date":0}}'
    assert judge(200, body) == Answer(Verdict.SENT, 12)
    assert judge(200, b'{"ok":true,"result":true}') == Answer(Verdict.SENT)
    assert judge(200, b'{"ok":true,"result":{"message_id":"12"}}') == Answer(Verdict.SENT)


@pytest.mark.parametrize(
    ("status", "description", "verdict"),
    [
        (400, "Bad Request: message is not modified: specified new message content ...", Verdict.SENT),
        (400, "Bad Request: can't parse entities: Unsupported start tag", Verdict.PLAIN),
        (400, "Bad Request: message is too long", Verdict.SPLIT),
        (400, "Bad Request: MESSAGE_TOO_LONG", Verdict.SPLIT),
        (400, "Bad Request: message caption is too long", Verdict.SPLIT),
        (400, "Bad Request: MEDIA_CAPTION_TOO_LONG", Verdict.SPLIT),
        (400, "Bad Request: input field placeholder is too long", Verdict.REFUSED),
        (400, "Bad Request: message to edit not found", Verdict.AFRESH),
        (400, "Bad Request: message can't be edited", Verdict.AFRESH),
        (400, "Bad Request: MESSAGE_ID_INVALID", Verdict.AFRESH),
        (400, "Bad Request: message to delete not found", Verdict.SENT),
        (400, "Bad Request: chat not found", Verdict.UNREACHABLE),
        (403, "Forbidden: bot was blocked by the user", Verdict.UNREACHABLE),
        (403, "Forbidden: user is deactivated", Verdict.UNREACHABLE),
        (403, "Forbidden: bot was kicked from the group chat", Verdict.UNREACHABLE),
        (400, "Bad Request: query is too old and response timeout expired", Verdict.REFUSED),
        (400, "Bad Request: not enough rights to send text messages to the chat", Verdict.REFUSED),
        (413, "Request Entity Too Large", Verdict.REFUSED),
        (401, "Unauthorized", Verdict.NO_TOKEN),
        (404, "Not Found", Verdict.NO_TOKEN),
        (408, "Request Timeout", Verdict.AGAIN),
        (500, "Internal Server Error", Verdict.AGAIN),
        (502, "Bad Gateway", Verdict.AGAIN),
        (0, "", Verdict.AGAIN),
    ],
)
def test_each_refusal_has_its_verdict(status: int, description: str, verdict: Verdict) -> None:
    assert refused(status, description).verdict is verdict
    assert refused(status, description).words == description


def test_a_pause_is_as_long_as_it_says() -> None:
    assert refused(429, "Too Many Requests: retry after 35", retry_after=35).seconds == 35
    assert refused(429, "Too Many Requests").seconds == 1


def test_a_group_that_moved_says_where_to() -> None:
    moved = refused(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1001234567890)
    assert (moved.verdict, moved.new_chat) == (Verdict.MOVED, -1001234567890)


@pytest.mark.parametrize(
    "parameters", [{"retry_after": "soon"}, {"retry_after": -5}, {"retry_after": None}, [], "x", 7]
)
def test_a_pause_that_cannot_be_read_is_a_short_one(parameters: object) -> None:
    body = json.dumps({"ok": False, "parameters": parameters}).encode()
    assert judge(429, body) == Answer(Verdict.PAUSE, seconds=1)


@pytest.mark.parametrize(
    "body", [b"", b"<html>Bad gateway</html>", b"\xff\xfe", b"[]", b"null", b'"ok"', b"[" * 100_000]
)
@pytest.mark.parametrize("status", [200, 500, 502])
def test_an_answer_that_is_no_answer_says_try_again(status: int, body: bytes) -> None:
    assert judge(status, body).verdict is Verdict.AGAIN


@given(st.integers(0, 600), st.fixed_dictionaries({}, optional={
    "ok": anything, "result": anything, "description": anything, "parameters": anything
}))  # fmt: skip
def test_there_is_a_verdict_on_everything(status: int, said: dict[str, object]) -> None:
    answer = judge(status, json.dumps(said).encode())
    assert answer.verdict is not Verdict.SENT or said.get("ok") is True or status == 400


@given(st.integers(0, 600), st.binary())
def test_there_is_a_verdict_on_every_body(status: int, body: bytes) -> None:
    assert judge(status, body).verdict in Verdict
