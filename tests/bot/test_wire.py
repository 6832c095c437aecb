"""Forms are posted over kept connections, to servers that answer in all ways in which servers do."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from telegram.error import NetworkError, TimedOut

from bot import wire as wires
from bot.wire import Wire

FORM, OK = b"chat_id=5&text=hi", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Server:
    """Of one kind of answer; notes what it was asked, and over which connection."""

    def __init__(self, *pieces: bytes, closes: bool = False, pause: float = 0.0) -> None:
        self.asked: list[tuple[int, bytes]] = []
        self.connections = 0
        self.at_once = 0
        self._pieces = pieces
        self._closes = closes
        self._pause = pause
        self._talking = 0

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        number = self.connections
        try:
            while head := await self._head(reader):
                length = next(int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"Content-Length:"))
                self.asked.append((number, head + await reader.readexactly(length)))
                self._talking += 1
                self.at_once = max(self.at_once, self._talking)
                await asyncio.sleep(self._pause)
                self._talking -= 1
                for piece in self._pieces:
                    writer.write(piece)
                    await writer.drain()
                    await asyncio.sleep(0.005)
                if self._closes:
                    break
        except ConnectionError:
            return
        finally:
            writer.close()

    async def _head(self, reader: asyncio.StreamReader) -> bytes:
        try:
            return await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError:
            return b""


class Gone(asyncio.Transport):
    def is_closing(self) -> bool:
        return True

    def write(self, data: object) -> None:
        return


@asynccontextmanager
async def listening(server: Server, context: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    listener = await asyncio.start_server(server.talk, "127.0.0.1", 0, ssl=context)
    try:
        scheme = "http" if context is None else "https"
        yield f"{scheme}://127.0.0.1:{listener.sockets[0].getsockname()[1]}/bot5:secret/send"
    finally:
        listener.close()


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    wire = Wire(4)
    yield wire
    wire.close()


async def test_a_form_is_posted_and_the_connection_kept(wire: Wire) -> None:
    server = Server(OK)
    async with listening(server) as url:
        assert [await wire.post(url, FORM, 5) for _ in range(3)] == [(200, b"ok")] * 3
    assert [number for number, _ in server.asked] == [1, 1, 1]
    head, _, body = server.asked[0][1].partition(b"\r\n\r\n")
    assert body == FORM
    assert head.split(b"\r\n")[0] == b"POST /bot5:secret/send HTTP/1.1"
    assert b"Host: 127.0.0.1:" in head
    assert b"Content-Type: application/x-www-form-urlencoded" in head


@pytest.mark.parametrize(
    ("pieces", "closes", "told"),
    [
        ((b"HTTP/1.1 200 OK\r\nContent-Le", b"ngth: 4\r\n\r\nab", b"cd"), False, (200, b"abcd")),
        ((b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n", b"2\r\ncd\r\n0\r\n\r\n"), False,
         (200, b"abcd")),
        ((b"HTTP/1.1 100 Continue\r\n\r\n", OK), False, (200, b"ok")),
        ((b"HTTP/1.1 429 Too Many Requests\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno",), True, (429, b"no")),
        ((b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",), True, (200, b"ok")),
        ((b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nall ", b"of it"), True, (200, b"all of it")),
        ((b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n",), False, (502, b"")),
    ],
)  # fmt: skip
async def test_whichever_way_it_is_answered(
    wire: Wire, pieces: tuple[bytes, ...], closes: bool, told: tuple[int, bytes]
) -> None:
    async with listening(Server(*pieces, closes=closes)) as url:
        for _ in range(3):
            assert await wire.post(url, FORM, 5) == told


@pytest.mark.parametrize(
    "pieces",
    [
        (),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nok",),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",),
        (b"HTTP/1.1 200 O",),
        (b"what?\r\n\r\n",),
    ],
)
async def test_half_an_answer_is_none(wire: Wire, pieces: tuple[bytes, ...]) -> None:
    server = Server(*pieces, closes=True)
    async with listening(server) as url:
        for _ in range(2):
            with pytest.raises(NetworkError) as failed:
                await wire.post(url, FORM, 5)
            assert "secret" not in str(failed.value)
            assert failed.value.__cause__ is None
    assert server.connections == 2


async def test_who_hangs_up_at_once_is_not_waited_for(wire: Wire) -> None:
    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    listener = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}/bot5:secret/send"
    async with asyncio.timeout(5):
        for _ in range(50):
            with pytest.raises(NetworkError):
                await wire.post(url, FORM, 60)
        line = wires._Line()
        for _ in range(2):
            with pytest.raises(NetworkError):
                await line.ask(FORM)
            line.connection_made(Gone())
    listener.close()


async def test_nobody_waits_for_ever_and_a_late_answer_is_not_taken_for_the_next(wire: Wire) -> None:
    server = Server(OK, pause=0.3)
    async with listening(server) as url:
        with pytest.raises(TimedOut):
            await wire.post(url, FORM, 0.1)
        assert await wire.post(url, b"next", 5) == (200, b"ok")
    assert [number for number, _ in server.asked] == [1, 2]


async def test_who_gives_up_leaves_no_half_used_connection(wire: Wire) -> None:
    server = Server(OK, pause=0.2)
    async with listening(server) as url:
        asking = asyncio.create_task(wire.post(url, FORM, 5))
        await asyncio.sleep(0.05)
        asking.cancel()
        await asyncio.wait([asking])
        assert await wire.post(url, FORM, 5) == (200, b"ok")
    assert server.connections == 2


async def test_a_connection_that_the_server_has_closed_or_that_lay_too_long_is_not_used_again(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Server(OK, closes=True)
    async with listening(server) as url:
        for _ in range(3):
            assert await wire.post(url, FORM, 5) == (200, b"ok")
            await asyncio.sleep(0.05)
    assert server.connections == 3
    patient = Server(OK)
    monkeypatch.setattr(wires, "_KEPT_SECONDS", 0.0)
    async with listening(patient) as url:
        assert [await wire.post(url, FORM, 5) for _ in range(2)] == [(200, b"ok")] * 2
    assert patient.connections == 2


async def test_no_more_at_once_than_there_is_room_for(wire: Wire) -> None:
    server = Server(OK, pause=0.05)
    async with listening(server) as url:
        told = await asyncio.gather(*(wire.post(url, FORM, 5) for _ in range(12)))
    assert (told, server.at_once, server.connections) == ([(200, b"ok")] * 12, 4, 4)


async def test_where_nobody_listens_it_is_said_without_the_address(wire: Wire) -> None:
    async with listening(Server()) as url:
        pass
    with pytest.raises(NetworkError) as failed:
        await wire.post(url, FORM, 5)
    assert "secret" not in str(failed.value)


async def test_once_closed_nothing_stays_open() -> None:
    wire, server = Wire(4), Server(OK, pause=0.1)
    async with listening(server) as url:
        asking = asyncio.create_task(wire.post(url, FORM, 5))
        await asyncio.sleep(0.05)
        wire.close()
        assert await asking == (200, b"ok")
        assert not any(wire._free.values())


async def test_only_a_server_with_a_certificate_that_is_trusted_learns_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, context = _certificate(tmp_path), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = Server(OK)
    async with listening(server, context) as url:
        with pytest.raises(NetworkError):
            await _posted_anew(url)
        assert server.asked == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert await _posted_anew(url) == (200, b"ok")
    wires._trusted.cache_clear()


async def _posted_anew(url: str) -> tuple[int, bytes]:
    wires._trusted.cache_clear()
    wire = Wire(1)
    try:
        return await wire.post(url, FORM, 5)
    finally:
        wire.close()


def _certificate(folder: Path) -> Path:
    """With its key, for this machine, by nobody whom anybody knows."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    written = folder / "server.pem"
    as_pem = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    written.write_bytes(made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(*as_pem))
    return written
