"""One kept connection to a webhook on this machine: a POST out, status and body back."""

import asyncio
from urllib.parse import urlsplit

READ_TIMEOUT = 60.0


class Broken(Exception):
    """The other end did not answer as HTTP; the words are for getWebhookInfo."""


class Connection:
    def __init__(self, url: str, secret: str) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        secret_line = f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\n" if secret else ""
        self._head = (
            f"POST {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
            f"Connection: keep-alive\r\n{secret_line}Content-Length: "
        )
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, body: bytes) -> tuple[int, str, bytes]:
        try:
            return await asyncio.wait_for(self._post(body), READ_TIMEOUT)
        except TimeoutError:
            self.close()
            raise Broken("Read timeout expired") from None
        except ConnectionRefusedError:
            raise Broken("Connection refused") from None
        except (OSError, EOFError, ValueError, IndexError):
            self.close()
            raise Broken("Connection reset by peer") from None
        except asyncio.CancelledError:
            self.close()
            raise

    async def _post(self, body: bytes) -> tuple[int, str, bytes]:
        reused = self._streams is not None and not self._streams[0].at_eof()
        if not reused:
            self._streams = await asyncio.open_connection(self._host, self._port)
        assert self._streams is not None
        reader, writer = self._streams
        writer.write(f"{self._head}{len(body)}\r\n\r\n".encode() + body)
        status, reason, headers = await _head(reader)
        answer = await _answer(reader, headers)
        if headers.get("connection", "").lower() == "close":
            self.close()
        return status, reason, answer

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


async def _head(reader: asyncio.StreamReader) -> tuple[int, str, dict[str, str]]:
    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    _, status, reason = (lines[0] + "  ").split(" ", 2)
    pairs = [line.partition(":") for line in lines[1:] if line]
    return int(status), reason.strip(), {name.strip().lower(): value.strip() for name, _, value in pairs}


async def _answer(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding", "").lower() != "chunked":
        return await reader.readexactly(int(headers.get("content-length", "0")))
    body = b""
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readuntil(b"\r\n")
    return body
