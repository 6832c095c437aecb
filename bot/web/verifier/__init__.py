"""The page on which anybody checks a draw: put together from the parts beside it, and standing alone from then on."""

import base64
import gzip
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

_HERE = Path(__file__).parent
_PARTS = {
    "style": ("page.css",),
    "checker": ("sha.js", "json.js", "bls.js", "draw.js"),
    "page": ("words.js", "page.js"),
}
"""The checker is a script of its own: the page starts a worker from its text."""


class VerifierPage(NamedTuple):
    html: bytes
    zipped: bytes
    policy: str
    """It may run its own scripts, and load nothing from anywhere; a saved copy holds itself to the latter."""
    tag: str


async def show_verifier(request: Request) -> Response:
    page = verifier_page()
    headers = {
        "Content-Security-Policy": page.policy,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "public, max-age=3600",
        "ETag": page.tag,
        "Vary": "Accept-Encoding",
    }
    if page.tag in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return HTMLResponse(page.zipped, headers=headers | {"Content-Encoding": "gzip"})
    return HTMLResponse(page.html, headers=headers)


@cache
def verifier_page() -> VerifierPage:
    parts = {name: _bare(files) for name, files in _PARTS.items()}
    html = re.sub(r"\{(\w+)\}", lambda hole: parts[hole[1]], _bare(("page.html",))).encode()
    policy = (
        f"default-src 'none'; script-src {_hash_of(parts['checker'])} {_hash_of(parts['page'])};"
        f" style-src {_hash_of(parts['style'])}; worker-src blob:; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'"
    )
    return VerifierPage(html, gzip.compress(html, 9, mtime=0), policy, f'W/"{hashlib.sha256(html).hexdigest()[:32]}"')


def _bare(files: tuple[str, ...]) -> str:
    """Without comments and indentation, which are for who reads here; so no line of a text may count on its own."""
    lines = "\n".join((_HERE / name).read_text("utf-8") for name in files).splitlines()
    kept = (re.sub(r"\s+// .*$", "", line.strip()) for line in lines)
    return "\n".join(line for line in kept if line and not line.startswith("// "))


def _hash_of(part: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}'"
