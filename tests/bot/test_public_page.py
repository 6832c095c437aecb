"""The page of a raffle for anybody: what stands on it, what never does, and how it is served."""

import asyncio
import gzip
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from html import unescape

import httpx
import pytest
from starlette.applications import Starlette

from bot.addresses import NOWHERE, Addresses
from bot.web.public_site import PublicSite
from db.projects import find_project
from rules.draw.verifying import verify
from rules.keys import ProjectKey
from rules.numbers import NumberRange
from rules.phones import Phone
from rules.states import DrawMethod
from services.buyers import TypedBuyer
from services.drawing import correct_figure
from services.draws import void_draw
from services.locking import lock_for_draw
from services.organizers import choose_zone, rename_organizer
from services.prizes import add_prize_to
from services.projects import describe_project, rename_project
from services.sets import add_set_to
from services.shares import share_link
from tests.cast import ANA, LUIS, House
from tests.services.drawn import DUE, bring, drawn, locked, ready

ROOT = "https://raffles.example.org"
HOSTILE = "<script>alert(1)</script>\"'>&amp;"
ABSENT = "a" * 16
HERE = Addresses(ROOT)


def site_of(house: House, addresses: Addresses = HERE) -> PublicSite:
    return PublicSite(house.store, lambda: addresses, lambda: "raffles_bot", "en")


def client_of(house: House, addresses: Addresses = HERE) -> httpx.AsyncClient:
    return client_to(site_of(house, addresses))


def client_to(public: PublicSite) -> httpx.AsyncClient:
    app = Starlette(routes=[*public.routes])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ROOT, headers={"Accept-Language": "en"})


@pytest.fixture
async def site(house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(house) as client:
        yield client


async def page_of(house: House, key: ProjectKey) -> str:
    return f"/p/{(await house.look(find_project, key)).slug}"


def words_of(response: httpx.Response) -> str:
    """As a person reads them."""
    body = re.sub("<style>.*?</style>", "", response.text)
    return " ".join(unescape(re.sub("<[^>]*>", " ", body)).split())


async def test_a_page_tells_what_is_won_what_a_number_costs_and_when(house: House, site: httpx.AsyncClient) -> None:
    project = await ready(house, prizes=2)
    await house.do(choose_zone, ANA, "America/Bogota")
    code = await house.do(share_link, project.key, ANA)
    response = await site.get(await page_of(house, project.key))
    told = words_of(response)
    assert response.status_code == 200
    assert project.name in told
    for words in ("🏆 1. Prize 1", "🏆 2. Prize 2", "95 of 100 free", "each", "public beacon", "No second list"[3:]):
        assert words in told
    assert f'href="https://t.me/raffles_bot?start={code}"' in response.text
    assert "Choose numbers" in told


async def test_whoever_sees_a_page_can_report_it_where_somebody_looks_at_that(
    house: House, site: httpx.AsyncClient
) -> None:
    project = await ready(house)
    page = await page_of(house, project.key)
    assert "Report" not in words_of(await site.get(page))
    watched = PublicSite(house.store, lambda: HERE, lambda: "raffles_bot", "en", reports=True)
    async with client_to(watched) as client:
        response = await client.get(page)
        link = f"https://t.me/raffles_bot?start=report-{page.removeprefix('/p/')}"
        assert f'<a href="{link}" rel="nofollow">🚩 Report this raffle</a></footer>' in response.text
        for language, words in (("es", "🚩 Denunciar esta rifa"), ("pt_BR", "🚩 Denunciar esta rifa")):
            assert words in (await client.get(page, params={"lang": language})).text
        assert "Report" not in words_of(await client.get(f"/p/{ABSENT}"))


async def test_numbers_are_told_apart_by_colour_and_sign(house: House, site: httpx.AsyncClient) -> None:
    project = await ready(house)
    await house.reserve(project.key, 50)
    page = (await site.get(await page_of(house, project.key))).text
    assert page.count('<li class="sold">') == 5
    assert '<li class="reserved">50<i>⏳</i></li>' in page
    assert '<li class="sold">7<i>✅</i></li>' in page
    assert '<li class="available">51</li>' in page


async def test_what_people_wrote_never_becomes_markup(house: House, site: httpx.AsyncClient) -> None:
    project = await ready(house)
    await house.do(rename_project, project.key, HOSTILE, ANA)
    await house.do(describe_project, project.key, HOSTILE, ANA)
    await house.do(rename_organizer, ANA, HOSTILE)
    await house.do(add_prize_to, project.key, HOSTILE, ANA)
    waiting = await house.do(lock_for_draw, project.key, ANA, DUE)
    await house.do(void_draw, waiting.key, HOSTILE, ANA)
    response = await site.get(await page_of(house, project.key))
    assert "<script" not in response.text
    assert response.text.count("&lt;script&gt;") >= 6
    assert not re.search('<[^<>]*="[^"]*"\'', response.text), "an attribute was left"
    assert words_of(response).count("alert(1)") >= 5


async def test_nobody_who_bought_is_on_any_page(house: House, site: httpx.AsyncClient) -> None:
    canary = TypedBuyer("Canaria Secreta", phone=Phone("+573001234567", "+573001234567"))
    project = await ready(house)
    await house.sell(project.key, 20, 21, buyer=canary)
    await house.reserve(project.key, 22, buyer=canary)
    page = await page_of(house, project.key)
    seen = [await site.get(page)]
    waiting = await house.do(lock_for_draw, project.key, ANA, DUE)
    seen.append(await site.get(page))
    house.clock.now = DUE + timedelta(minutes=10)
    await bring(house, waiting)
    seen += [await site.get(page), await site.get(f"{page}/draws/1.json"), await site.get(f"{page}/draws/1.txt")]
    for response in seen:
        assert response.status_code == 200
        for word in ("Canaria", "Secreta", "3001234567", "Luis", "Marta"):
            assert word not in response.text


async def test_what_was_fixed_is_there_to_the_last_digit_before_the_draw(house: House, site: httpx.AsyncClient) -> None:
    waiting = await locked(house)
    page = await page_of(house, waiting.project)
    response = await site.get(page)
    assert waiting.commitment_hash is not None
    assert waiting.commitment_hash in re.sub("</?span>", "", response.text)
    assert waiting.commitment is not None
    assert waiting.commitment in unescape(response.text)
    told = words_of(response)
    assert "The list is closed 5 numbers are in the draw." in told
    assert "Round 1,000 of the public beacon" in told
    assert "Choose numbers" not in told
    entries = await site.get(f"{page}/draws/1.txt")
    assert entries.text.startswith("raffle-draw/1 entries\n")
    assert (await site.get(f"{page}/draws/1.json")).status_code == 404, "nothing is proved yet"


async def test_winners_are_named_by_number_and_anybody_can_take_the_proof(
    house: House, site: httpx.AsyncClient
) -> None:
    done = await drawn(house, prizes=2)
    page = await page_of(house, done.project)
    proof = await site.get(f"{page}/draws/1.json")
    verdict = verify(proof.content)
    response = await site.get(page)
    told = words_of(response)
    for winner in verdict.winners[:2]:
        assert f"{winner.number} Holder {winner.holder}" in told
        assert f'<li class="sold won">{winner.number}<i>🏆</i></li>' in response.text
    assert f'href="{ROOT}{page}/draws/1.json"' in response.text
    assert f'href="{ROOT}/verify"' in response.text
    assert proof.headers["content-disposition"] == 'attachment; filename="draw-1.json"'
    assert int(proof.headers["content-length"]) == len(proof.content)


async def test_draws_taken_back_and_figures_corrected_stay_to_be_seen(house: House, site: httpx.AsyncClient) -> None:
    first = await locked(house, DrawMethod.NUMBER)
    await house.do(void_draw, first.key, "Postponed for a week", ANA)
    second = await house.do(lock_for_draw, first.project, ANA, DUE)
    house.clock.now = DUE + timedelta(minutes=10)
    done = await bring(house, second)
    await house.do(correct_figure, done.key, "1208", "A typing mistake", ANA)
    told = words_of(await site.get(await page_of(house, first.project)))
    assert "Draw 2 · done" in told
    assert "Draw 1 · taken back Reason: Postponed for a week" in told
    assert "Corrected from 1207 to 1208. Reason: A typing mistake" in told
    assert "Official figure: 1208" in told
    assert "Lotería de Bogotá · the last two figures" in told


async def test_a_draw_for_practice_is_called_so_and_not_found_by_search(house: House, site: httpx.AsyncClient) -> None:
    project = await ready(house, DrawMethod.SEALED)
    response = await site.get(await page_of(house, project.key))
    assert "For practice only" in words_of(response)
    assert '<meta name="robots" content="noindex">' in response.text
    assert "noindex" not in (await site.get(await page_of(house, (await ready(house)).key))).text


async def test_nobody_can_tell_what_is_hidden_from_what_never_was(house: House, site: httpx.AsyncClient) -> None:
    project = await ready(house)
    page = await page_of(house, project.key)
    async with client_of(house, NOWHERE) as unreachable:
        answers = [await unreachable.get(page)]
    paths = [f"/p/{ABSENT}", "/p/x", f"/p/{'x' * 4000}", "/p/%00", f"{page}/draws/7.json", f"{page}/draws/x.txt"]
    endings = ("card.png", "draws/1.json", "draws/1.txt", f"draws/{'9' * 5000}.json")
    paths += [f"/p/{ABSENT}/{ending}" for ending in endings]
    answers += [await site.get(path) for path in paths]
    assert {one.status_code for one in answers} == {404}
    assert len({one.content for one in answers}) == 1
    assert len({tuple(sorted(one.headers.items())) for one in answers}) == 1
    assert "There is nothing here" in words_of(answers[0])


async def test_nothing_runs_and_nothing_comes_from_elsewhere(house: House, site: httpx.AsyncClient) -> None:
    done = await drawn(house)
    page = await page_of(house, done.project)
    for path in (page, f"{page}/card.png", f"{page}/draws/1.json", f"{page}/draws/1.txt", f"/p/{ABSENT}"):
        headers = (await site.get(path)).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
    html = (await site.get(page)).text
    assert not re.search(r"<script|<link|<img|<iframe|<form| style=| on\w+=|url\(|@import", html)


async def test_a_page_that_is_still_the_same_is_not_sent_again(house: House, site: httpx.AsyncClient) -> None:
    done = await drawn(house)
    page = await page_of(house, done.project)
    for path in (page, f"{page}/card.png", f"{page}/draws/1.json", f"{page}/draws/1.txt"):
        first = await site.get(path)
        assert "max-age" in first.headers["cache-control"]
        again = await site.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert (await site.get(path, headers={"If-None-Match": 'W/"other"'})).status_code == 200
        assert (await site.head(path)).status_code == 200


async def test_a_sale_is_on_the_page_at_once(house: House, site: httpx.AsyncClient) -> None:
    project = await ready(house)
    page = await page_of(house, project.key)
    first = await site.get(page)
    await house.sell(project.key, 44, buyer=LUIS)
    again = await site.get(page, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 200
    assert '<li class="sold">44' in again.text


@pytest.mark.parametrize(
    ("path", "header", "language"),
    [
        ("", "pt-BR,pt;q=0.9,en;q=0.8", "pt-BR"),
        ("", "de, es-CO;q=0.5", "es"),
        ("?lang=es", "en", "es"),
        ("?lang=xx", "pt", "pt-BR"),
        ("", "", "es"),
        ("", "*;q=x, ,;,en_US;q=1,\x7f", "en"),
    ],
)
async def test_a_page_speaks_the_readers_language(
    house: House, site: httpx.AsyncClient, path: str, header: str, language: str
) -> None:
    project = await ready(house)
    page = await site.get((await page_of(house, project.key)) + path, headers={"Accept-Language": header})
    assert f'<html lang="{language}">' in page.text
    assert "Accept-Language" in page.headers["vary"]


async def test_chat_apps_are_told_what_a_link_leads_to(house: House, site: httpx.AsyncClient) -> None:
    project = await ready(house)
    path = await page_of(house, project.key)
    html = (await site.get(path)).text
    tags = dict(re.findall(r'<meta property="(og:[a-z:]+)" content="([^"]*)">', html))
    assert tags["og:title"] == project.name
    assert tags["og:url"] == ROOT + path
    assert "Prize 1" in tags["og:description"]
    assert "95 numbers free" in tags["og:description"]
    picture = await site.get(unescape(tags["og:image"]).removeprefix(ROOT))
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")
    width, height = (int.from_bytes(picture.content[at : at + 4], "big") for at in (16, 20))
    assert (tags["og:image:width"], tags["og:image:height"]) == (str(width), str(height))


async def test_a_large_raffle_is_shown_in_stretches(house: House, site: httpx.AsyncClient) -> None:
    project = await house.open_project()
    await house.do(add_set_to, project.key, NumberRange(1000, 9_999_999, 8), 100, ANA)
    await house.sell(project.key, 5, 1000, 5095, 5096, 101_000, buyer=LUIS)
    html = (await site.get(await page_of(house, project.key))).text
    assert len(html) < 60_000
    assert "<b>00001000 – 00100999</b>" in html
    assert "99,997 free" in html
    assert "99,999 free" in html
    assert html.count("100,000 free") == 97
    assert "99,000 free" in html, "the last stretch is shorter"


async def test_a_page_is_packed_for_whoever_can_unpack_it(house: House, site: httpx.AsyncClient) -> None:
    project = await ready(house)
    path = await page_of(house, project.key)
    plain = await site.get(path, headers={"Accept-Encoding": "identity"})
    async with site.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as zipped:
        raw = b"".join([piece async for piece in zipped.aiter_raw()])
    assert gzip.decompress(raw) == plain.content
    assert len(raw) < len(plain.content) / 3


async def test_many_who_download_at_once_share_one_body_and_too_many_are_asked_to_come_again(
    house: House,
) -> None:
    done = await drawn(house)
    proof = f"{await page_of(house, done.project)}/draws/1.json"
    public = site_of(house)
    async with client_to(public) as site:
        async with public._building, public._building:
            asked = [asyncio.create_task(site.get(proof)) for _ in range(150)]
            await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
        answers = await asyncio.gather(*asked)
    assert {one.status_code for one in answers} == {200, 503}
    assert sum(one.status_code == 200 for one in answers) >= 100
    assert len({one.content for one in answers}) == 2
    busy = next(one for one in answers if one.status_code == 503)
    assert (busy.headers["retry-after"], "try again" in busy.text) == ("5", True)
