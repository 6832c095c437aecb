"""What every answer tells browsers, whatever it answers: run nothing, load nothing, show it in no other page."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
"""Unless the answer itself says otherwise."""
_OVER_HTTPS = {"Strict-Transport-Security": "max-age=31536000"}


def guarded(site: ASGIApp, *, over_https: bool) -> ASGIApp:
    """Its errors too. Over https is how people come to it, whatever the server before it speaks with us."""
    always = _ALWAYS | (_OVER_HTTPS if over_https else {})

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in always.items():
                    headers.setdefault(name, value)
            await send(message)

        await site(scope, receive, sent)

    return answer
