"""The page of a raffle as a whole: its card, its numbers, how its winners are found, and its draws."""

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bot.addresses import Addresses
from bot.buttons import LANGUAGES
from bot.pictures.colours import look_of
from bot.screens.lottery import rule_lines, warnings
from bot.screens.offers import drawn_by
from bot.texts import fairness, offers, projects, words
from bot.texts import public_page as texts
from bot.texts.lottery import look_it_up
from bot.texts.say import Said, Say, joined
from bot.web.project.board import draw_numbers
from bot.web.project.draws import moment, show_draws, winning_numbers
from bot.web.project.markup import Html, element, in_lines, plain, together
from bot.web.project.picture import price_of
from rules.states import DrawMethod, DrawState, ProjectState
from services.draw_settings import alternates_of, claim_days_of, per_holder_of
from services.public_pages import PublicPage

_CSS = Path(__file__).with_name("page.css").read_text("utf-8")
_PICTURE = (1024, 1280)
_NAMED = 3
"""So many prizes are told under a link."""


class Shown(NamedTuple):
    html: str
    policy: str
    """It shows pictures from here, and nothing else comes from anywhere."""


class Whereabouts(NamedTuple):
    """Where the page leads to."""

    addresses: Addresses
    page: str
    choose: str | None
    report: str | None = None


def show_page(say: Say, page: PublicPage, where: Whereabouts) -> Shown:
    accent = "#{:02x}{:02x}{:02x}".format(*look_of(page.project.project_number).accent)
    style = _style(accent)
    main = element(
        "main",
        _card(say, page, where),
        show_draws(say, page, where.addresses),
        draw_numbers(say, page, winning_numbers(page)),
        _rule(say, page),
        _foot(say, where),
    )
    head = together(_head(say, page, where), element("style", Html(style)))
    return Shown(_whole(say, head, main), policy_of(style))


def show_nothing(say: Say) -> Shown:
    """The same for an address that never was, and for one of a raffle that is out of sight."""
    style = _style("#1a68a8")
    main = element("main", element("h1", texts.nothing_here(say)), element("p", texts.why_nothing(say)))
    title = element("title", plain(texts.nothing_here(say)))
    return Shown(_whole(say, together(title, element("style", Html(style))), main), policy_of(style))


@cache
def policy_of(style: str) -> str:
    known = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{known}'; img-src 'self'; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'"
    )


@cache
def _style(accent: str) -> str:
    return _CSS.replace(" accent;", f" {accent};")


def _whole(say: Say, head: Html, main: Html) -> str:
    tag = say.language.replace("_", "-")
    page = together(
        Html("<!doctype html>"),
        element(
            "html",
            element(
                "head",
                element("meta", charset="utf-8"),
                element("meta", name="viewport", content="width=device-width"),
                head,
            ),
            element("body", _languages(say), main),
            lang=tag,
        ),
    )
    return str(page)


def _languages(say: Say) -> Html:
    links = [
        element(
            "a",
            name,
            href=f"?lang={code}",
            lang=code.replace("_", "-"),
            aria_current="true" if code == say.language else None,
        )
        for name, code in LANGUAGES
    ]
    return element("nav", *links)


def _head(say: Say, page: PublicPage, where: Whereabouts) -> Html:
    name, told = page.project.name, plain(_in_short(say, page))
    known = [("og:type", "website"), ("og:title", name), ("og:description", told), ("og:url", where.page)]
    known += [("og:image", f"{where.page}/card.png?lang={say.language}"), ("og:image:type", "image/png")]
    known += [("og:image:width", str(_PICTURE[0])), ("og:image:height", str(_PICTURE[1])), ("og:locale", say.language)]
    return together(
        element("title", name),
        element("meta", name="description", content=told),
        element("meta", name="robots", content="noindex") if _is_practice(page) else None,
        *[element("meta", property=key, content=value) for key, value in known],
        element("meta", name="twitter:card", content="summary_large_image"),
    )


def _in_short(say: Say, page: PublicPage) -> Said:
    prizes = [projects.prize(say, number, name) for number, name in enumerate(page.prizes[:_NAMED], 1)]
    at = page.project.draw_at
    when = [texts.draw_due(say, moment(say, at))] if at else []
    return joined([*prizes, texts.in_short(say, page.glance.free, _each(say, page)), *when], " · ")


def _is_practice(page: PublicPage) -> bool:
    """Its winners can be known to whoever runs the bot."""
    return page.project.draw_method == DrawMethod.SEALED


def _card(say: Say, page: PublicPage, where: Whereabouts) -> Html:
    project = page.project
    state = None if project.state == ProjectState.OPEN else words.project_state(say, project.state)
    return together(
        element("h1", f"{words.PRIZE} ", project.name),
        element("p", element("b", state, class_="state")) if state else None,
        element("p", texts.only_practice(say), class_="practice") if _is_practice(page) else None,
        element("p", project.description) if project.description else None,
        element("section", *_facts(say, page)),
        element("a", offers.choose(say), href=where.choose, class_="button large") if where.choose else None,
    )


def _foot(say: Say, where: Whereabouts) -> Html | None:
    if where.report is None:
        return None
    return element("footer", element("a", texts.report(say), href=where.report, rel="nofollow"), class_="small")


def _facts(say: Say, page: PublicPage) -> Iterator[Html]:
    if page.project.state == ProjectState.CANCELLED:
        yield element("p", texts.called_off(say))
    if page.prizes:
        yield element("h2", texts.prizes(say))
        yield element(
            "ol", *[element("li", projects.prize(say, number, name)) for number, name in enumerate(page.prizes, 1)]
        )
    each = _each(say, page)
    if each is not None:
        yield element("p", f"{words.NUMBERS} ", each)
    at = page.project.draw_at
    yield element("p", texts.draw_due(say, moment(say, at)) if at else projects.no_draw_date(say))
    yield element("p", offers.organizer(say, page.organizer.name))


def _each(say: Say, page: PublicPage) -> Said | None:
    price = price_of(say, page)
    return None if price is None else texts.each(say, price)


def _rule(say: Say, page: PublicPage) -> Html:
    """As it was fixed, once it is; the method may still be open before."""
    project = page.project
    fixed = [draw.method for draw in page.draws if draw.state != DrawState.VOID]
    method = fixed[-1] if fixed else project.draw_method
    if method is None:
        return element("section", element("h2", texts.the_draw(say)), element("p", offers.not_said_yet(say)))
    return element(
        "section",
        element("h2", texts.the_draw(say)),
        element("p", drawn_by(say, method)),
        *_lottery(say, page, method),
        *_terms(say, page),
        element("h3", texts.what_it_proves(say)),
        element("ul", in_lines(fairness.always_proves(say), "li"), in_lines(fairness.proves(say, method), "li")),
        element("h3", texts.what_it_does_not_prove(say)),
        element("ul", in_lines(fairness.never_proves(say), "li"), in_lines(fairness.does_not_prove(say, method), "li")),
        class_="proves",
    )


def _lottery(say: Say, page: PublicPage, method: str) -> Iterator[Html]:
    if page.lottery is None or not method.startswith((DrawMethod.NUMBER, DrawMethod.LOTTERY)):
        return
    url = page.lottery.url
    source = element("a", url, href=url, rel="nofollow noreferrer noopener")
    if method == DrawMethod.NUMBER:
        ranges = [one.numbers for one in page.sets]
        *rule, _ = rule_lines(say, page.lottery)
        yield together(*[in_lines(line) for line in (*rule, *warnings(say, page.lottery, ranges))])
    else:
        yield element("p", texts.lottery(say, page.lottery.name, page.lottery.what))
    yield element("p", look_it_up(say, Said(source)))


def _terms(say: Say, page: PublicPage) -> Iterator[Html]:
    alternates = alternates_of(page.project)
    if alternates:
        yield element("p", texts.alternates(say, alternates, claim_days_of(page.project)))
    if per_holder_of(page.project):
        yield element("p", texts.one_prize_each(say))
