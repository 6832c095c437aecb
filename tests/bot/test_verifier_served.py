"""The verifier page as a file and as it is served: small, alone, and held to its own scripts."""

import re
from pathlib import Path

import httpx
from starlette.applications import Starlette
from starlette.routing import Route

import bot.web.verifier
from bot.web.verifier import show_verifier, verifier_page

MOST_BYTES = 15 * 1024
LOADING = r"https?:|\bsrc\s*=|url\(|@import|\bimport\b|fetch\(|XMLHttp|WebSocket|EventSource|sendBeacon"


def test_the_page_is_small() -> None:
    assert len(verifier_page().zipped) <= MOST_BYTES


def test_the_page_loads_nothing() -> None:
    html = verifier_page().html.decode()
    assert re.findall(LOADING, html) == []
    assert set(re.findall(r'href="([^"]*)"', html)) == {"#es", "#en", "#pt"}


def test_the_page_says_everything_in_three_languages() -> None:
    words = Path(bot.web.verifier.__file__).with_name("words.js").read_text()
    said = [short or long for short, long in re.findall(r'"([^"\n]*\|[^"\n]*)"|`([^`]*)`', words)]
    assert len(said) > 40
    assert [one for one in said if len(re.split(r"\s*[|\n]\s*", one)) != 3] == []


async def test_the_page_is_served_under_a_strict_policy_and_kept_by_browsers() -> None:
    site = httpx.ASGITransport(Starlette(routes=[Route("/verify", show_verifier)]))
    async with httpx.AsyncClient(transport=site, base_url="http://bot") as client:
        plain = await client.get("/verify", headers={"Accept-Encoding": "identity"})
        zipped = await client.get("/verify", headers={"Accept-Encoding": "gzip"})
        again = await client.get("/verify", headers={"If-None-Match": plain.headers["ETag"]})
        head = await client.head("/verify")
    assert plain.content == zipped.content == verifier_page().html
    assert ("content-encoding" in plain.headers, zipped.headers["content-encoding"]) == (False, "gzip")
    assert (again.status_code, again.content, head.status_code) == (304, b"", 200)
    policy = plain.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
