"""What anybody may ask for who has the address of a raffle: its page, its card, its draws' lists and proofs."""

import asyncio
import gzip
import hashlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from weakref import WeakValueDictionary

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from telegram.helpers import create_deep_linked_url

from bot.addresses import REPORTS, Addresses
from bot.pictures.card import draw_card
from bot.texts import public_page as texts
from bot.texts.say import Say, say_in
from bot.web.project.markup import plain
from bot.web.project.page import Shown, Whereabouts, show_nothing, show_page
from bot.web.project.picture import card_of, tag_of
from bot.web.reading import wanted_language
from db.draw_entries import unpack
from db.store import Store
from db.work import Work
from rules.refusals import LinkNotUsable, NotFound
from rules.states import DrawState
from services.draws import proof_of
from services.public_pages import PublicDraw, PublicPage, list_entries, open_draw, open_page

_NUMBER = re.compile("[1-9][0-9]{0,8}")
_AT_ONCE = 2
_MOST_WAITING = 100
_CARDS = 32
_PIECE = 1 << 16
_ALWAYS = {"Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}
_NOTHING_ELSE = "default-src 'none'; frame-ancestors 'none'"

Bring = Callable[[Work, PublicDraw], Awaitable[Callable[[], bytes]]]


class _Body:
    """Shared by all who download it now, and let go after the last of them."""

    def __init__(self, content: bytes) -> None:
        self.content = content


class PublicSite:
    def __init__(
        self,
        store: Store,
        addresses: Callable[[], Addresses],
        bot_name: Callable[[], str],
        default_language: str,
        *,
        reports: bool = False,
    ) -> None:
        """Addresses and name are known once the bot has started. Reports are for where somebody looks at them."""
        self._store = store
        self._addresses = addresses
        self._bot_name = bot_name
        self._default_language = default_language
        self._reports = reports
        self._cards: dict[str, bytes] = {}
        self._drawing = asyncio.Semaphore(1)
        self._bodies: WeakValueDictionary[str, _Body] = WeakValueDictionary()
        self._building = asyncio.Semaphore(_AT_ONCE)
        self._waiting = 0

    @property
    def routes(self) -> list[Route]:
        proof = self._download("json", "application/json", _is_proved, _proof)
        entries = self._download("txt", "text/plain; charset=utf-8", _is_listed, _entries)
        return [
            Route("/p/{slug}", self._page),
            Route("/p/{slug}/card.png", self._card),
            Route("/p/{slug}/draws/{number}.json", proof),
            Route("/p/{slug}/draws/{number}.txt", entries),
        ]

    async def _page(self, request: Request) -> Response:
        page = await self._find(request)
        if page is None:
            return self._nothing(request)
        say, address = _say_to(request, page), self._addresses().page(page.project.slug) or ""
        shown = show_page(say, page, Whereabouts(self._addresses(), address, self._link(page), self._report(page)))
        return _html(request, shown)

    async def _card(self, request: Request) -> Response:
        page = await self._find(request)
        if page is None:
            return self._nothing(request)
        say = _say_to(request, page)
        card, dark = card_of(say, page, self._link(page)), page.project.is_dark
        tag = tag_of(say, card, dark=dark)
        headers = _kept(tag, 60) | {"Content-Security-Policy": _NOTHING_ELSE}
        if _is_known(request, tag):
            return Response(status_code=304, headers=headers)
        async with self._drawing:
            if tag not in self._cards:
                self._cards[tag] = await asyncio.to_thread(draw_card, say, card, dark=dark)
            while len(self._cards) > _CARDS:
                del self._cards[next(iter(self._cards))]
            return Response(self._cards[tag], media_type="image/png", headers=headers)

    def _download(
        self, ending: str, kind: str, is_there: Callable[[PublicDraw], bool], bring: Bring
    ) -> Callable[[Request], Awaitable[Response]]:
        async def download(request: Request) -> Response:
            draw = await self._find_draw(request)
            if draw is None or not is_there(draw):
                return self._nothing(request)
            tag = f"{ending}-{draw.results[-1].result_hash if ending == 'json' else draw.commitment_hash}"
            headers = _kept(tag, 60) | {"Content-Security-Policy": _NOTHING_ELSE, "Content-Type": kind}
            if _is_known(request, tag):
                return Response(status_code=304, headers=headers)
            body = await self._body(tag, draw, bring)
            if body is None:
                say = say_in(wanted_language(request) or self._default_language)
                return PlainTextResponse(plain(texts.busy(say)), 503, _ALWAYS | {"Retry-After": "5"})
            headers["Content-Disposition"] = f'attachment; filename="draw-{draw.number}.{ending}"'
            headers["Content-Length"] = str(len(body.content))
            return StreamingResponse(_pieces(body), headers=headers)

        return download

    async def _body(self, tag: str, draw: PublicDraw, bring: Bring) -> _Body | None:
        """Off the event loop, few at a time; None when too many wait already."""
        if self._waiting >= _MOST_WAITING:
            return None
        self._waiting += 1
        try:
            async with self._building:
                known = self._bodies.get(tag)
                if known is not None:
                    return known
                async with self._store.reading() as work:
                    make = await bring(work, draw)
                body = self._bodies[tag] = _Body(await asyncio.to_thread(make))
                return body
        finally:
            self._waiting -= 1

    async def _find(self, request: Request) -> PublicPage | None:
        if self._addresses().root is None:
            return None
        try:
            async with self._store.reading() as work:
                return await open_page(work, request.path_params["slug"])
        except LinkNotUsable:
            return None

    async def _find_draw(self, request: Request) -> PublicDraw | None:
        number = request.path_params["number"]
        if self._addresses().root is None or _NUMBER.fullmatch(number) is None:
            return None
        try:
            async with self._store.reading() as work:
                return await open_draw(work, request.path_params["slug"], int(number))
        except (LinkNotUsable, NotFound):
            return None

    def _link(self, page: PublicPage) -> str | None:
        return page.share_code and create_deep_linked_url(self._bot_name(), page.share_code)

    def _report(self, page: PublicPage) -> str | None:
        return create_deep_linked_url(self._bot_name(), f"{REPORTS}{page.project.slug}") if self._reports else None

    def _nothing(self, request: Request) -> Response:
        return _html(request, show_nothing(say_in(wanted_language(request) or self._default_language)), 404)


def _say_to(request: Request, page: PublicPage) -> Say:
    """Times are those of where the organizer lives, and so is the language unless the reader's is known."""
    return say_in(wanted_language(request) or page.organizer.language, page.organizer.zone)


def _html(request: Request, shown: Shown, status: int = 200) -> Response:
    content = shown.html.encode()
    tag = hashlib.sha256(content).hexdigest()[:32]
    headers = _kept(tag, 10) | {"Content-Security-Policy": shown.policy}
    if status == 200 and _is_known(request, tag):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        content, headers = gzip.compress(content, 6, mtime=0), headers | {"Content-Encoding": "gzip"}
    return Response(content, status, headers, "text/html")


def _kept(tag: str, seconds: int) -> dict[str, str]:
    """By browsers and servers between, for so long; then they ask whether it is still the same."""
    kept = {"Cache-Control": f"public, max-age={seconds}", "ETag": f'W/"{tag}"'}
    return _ALWAYS | kept | {"Vary": "Accept-Language, Accept-Encoding"}


def _is_known(request: Request, tag: str) -> bool:
    return f'"{tag}"' in request.headers.get("If-None-Match", "")


def _is_proved(draw: PublicDraw) -> bool:
    return draw.state == DrawState.DRAWN and bool(draw.results)


def _is_listed(draw: PublicDraw) -> bool:
    return draw.commitment is not None


async def _proof(work: Work, draw: PublicDraw) -> Callable[[], bytes]:
    return (await proof_of(work, draw.key)).encode


async def _entries(work: Work, draw: PublicDraw) -> Callable[[], bytes]:
    return partial(_joined, await list_entries(work, draw))


def _joined(parts: list[bytes]) -> bytes:
    return "".join(unpack(parts)).encode()


async def _pieces(body: _Body) -> AsyncIterator[bytes]:
    for at in range(0, len(body.content), _PIECE):
        yield body.content[at : at + _PIECE]
