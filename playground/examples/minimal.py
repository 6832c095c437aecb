"""The smallest bot that answers every message: raw asyncio, no library, for measuring the server and not the bot."""

import asyncio
import json
import os
from typing import Any
from urllib.parse import urlsplit

CONNECTIONS = 16


class Caller(asyncio.Protocol):
    """One kept connection; calls go out at once and answers come back in their order."""

    def __init__(self, host: str, path: str) -> None:
        self._head = f" HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: "
        self._path = path
        self._transport: asyncio.Transport | None = None
        self._waiting: list[asyncio.Future[bytes]] = []
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def call(self, method: str, params: dict[str, Any]) -> "asyncio.Future[bytes]":
        assert self._transport is not None
        body = json.dumps(params).encode()
        self._transport.write(f"POST {self._path}/{method}{self._head}{len(body)}\r\n\r\n".encode() + body)
        answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._waiting.append(answer)
        return answer

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end].lower()
            at = head.find(b"content-length:")
            total = end + 4 + int(head[at + 15 :].split(b"\r\n", 1)[0])
            if len(self._buffer) < total:
                return
            body, self._buffer = self._buffer[end + 4 : total], self._buffer[total:]
            self._waiting.pop(0).set_result(body)

    def connection_lost(self, exc: Exception | None) -> None:
        for answer in self._waiting:
            answer.cancel()


async def connect(url: str, token: str) -> Caller:
    address = urlsplit(url)
    loop = asyncio.get_running_loop()
    _, caller = await loop.create_connection(
        lambda: Caller(address.netloc, f"/bot{token}"), address.hostname or "127.0.0.1", address.port or 80
    )
    return caller


async def run(url: str, token: str) -> None:
    poller = await connect(url, token)
    callers = [await connect(url, token) for _ in range(CONNECTIONS)]
    offset = 0
    while True:
        answer = json.loads(await poller.call("getUpdates", {"offset": offset, "timeout": 30, "limit": 100}))
        for update in answer["result"]:
            offset = update["update_id"] + 1
            message = update.get("message")
            if message:
                chat = message["chat"]["id"]
                callers[chat % CONNECTIONS].call("sendMessage", {"chat_id": chat, "text": message.get("text", "?")})


def main() -> None:
    try:
        asyncio.run(run(os.environ["TELEGRAM_API_URL"], os.environ["BOT_TOKEN"]))
    except (asyncio.CancelledError, ConnectionError, KeyboardInterrupt):
        return  # the playground has gone


if __name__ == "__main__":
    main()
