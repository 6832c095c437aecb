"""A project at a glance, and its name on a button."""

from datetime import UTC, datetime

import pytest

from bot.actions import Action
from bot.buttons import button
from bot.screens.cards import progress_bar, project_card, project_line, project_title
from bot.texts.say import say_in
from db.projects import Project
from rules.keys import ProjectKey
from services.totals import Glance

NOW = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
EN, ES = say_in("en"), say_in("es", "America/Bogota")
KEY = ProjectKey(1001, 1)
TRIP = Project(*KEY, "Trip <b>& co", None, "open", "COP", datetime(2026, 12, 12, tzinfo=UTC), 60, 0, practice=False)


@pytest.mark.parametrize(
    ("done", "total", "bar"),
    [
        (0, 100, "░░░░░░░░░░"),
        (1, 1_000_000, "▓░░░░░░░░░"),
        (63, 100, "▓▓▓▓▓▓░░░░"),
        (99, 100, "▓▓▓▓▓▓▓▓▓░"),
        (100, 100, "▓▓▓▓▓▓▓▓▓▓"),
        (0, 0, "░░░░░░░░░░"),
    ],
)
def test_a_bar_shows_the_first_number_and_is_full_only_at_the_end(done: int, total: int, bar: str) -> None:
    assert progress_bar(done, total) == bar


def test_a_card_tells_numbers_money_and_date() -> None:
    glance = Glance(TRIP, 100, 48, 15, 24_000_000, 7_500_000, 9, 0)
    assert project_card(ES, glance, NOW).split("\n") == [
        "🏆 <b>Trip &lt;b&gt;&amp; co</b> · 📅 vie 11 dic",
        "▓▓▓▓▓▓░░░░ <b>63</b> de 100",
        "✅ 48 pagados · 💰 $240.000 cobrado",
        "⏳ 15 apartados · $75.000 por cobrar",
        "▫️ 37 libres",
    ]


def test_a_card_leaves_out_what_is_nothing() -> None:
    glance = Glance(TRIP._replace(draw_at=None), 100, 0, 0, 0, 0, 0, 0)
    assert project_card(EN, glance, NOW).split("\n")[1:] == ["░░░░░░░░░░ <b>0</b> of 100", "✅ 0 paid", "▫️ 100 free"]
    empty = glance._replace(size=0, project=TRIP._replace(state="closed"))
    assert project_card(EN, empty, NOW).endswith("closed · 📅 Sat 12 Dec\nNo numbers yet.")


def test_money_to_give_back_is_told() -> None:
    glance = Glance(TRIP, 100, 0, 0, 0, 0, 0, 500_000)
    assert project_card(EN, glance, NOW).endswith("↩️ COP\u00a05,000 to give back")


def test_a_practice_raffle_is_known_for_what_it_is() -> None:
    practice = TRIP._replace(practice=True, state="drawn")
    for shown in (project_title(EN, practice), project_line(EN, practice)):
        assert shown.startswith("🧪")
        assert shown.endswith("practice · drawn")


def test_a_button_shows_a_name_as_it_was_typed_and_not_too_long() -> None:
    shown = button(project_line(EN, TRIP._replace(name="A <b>& B" + "x" * 80)), Action.USE, 1).text
    assert shown.startswith("🏆 A <b>& Bxxx")
    assert len(shown) < 36
