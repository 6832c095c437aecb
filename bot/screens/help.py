"""Help, a topic at a time."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens import fairness
from bot.screens.home import go_home
from bot.texts import fairness as of_fairness
from bot.texts import help as texts
from bot.texts import home as at_home
from bot.texts.say import Said, Say


class Topic(NamedTuple):
    label: Callable[[Say], Said]
    text: Callable[[Say], Said]


TOPICS: Mapping[str, Topic] = {
    "sell": Topic(texts.selling_label, texts.selling),
    "money": Topic(texts.money_label, texts.money),
    "raffles": Topic(texts.raffles_label, texts.raffles),
    "looking": Topic(texts.looking_label, texts.looking),
    "settings": Topic(texts.settings_label, texts.settings),
    "mine": Topic(texts.mine_label, texts.mine),
}
"""By the name that a button carries."""

FAIR = "fair"


def topics(say: Say) -> Screen:
    buttons = [button(topic.label(say), Action.HELP, name) for name, topic in TOPICS.items()]
    rows = [buttons[start : start + 2] for start in range(0, len(buttons), 2)]
    fair = button(of_fairness.how_fair(say), Action.HELP, FAIR)
    return Screen(texts.topics(say), keyboard(*rows, [fair], go_home(say)))


def topic(say: Say, name: str) -> Screen:
    """What is none is all of them."""
    if name == FAIR:
        return fairness.page(say, fairness.EVERY)
    if name not in TOPICS:
        return topics(say)
    return Screen(TOPICS[name].text(say), keyboard([button(at_home.back(say), Action.HELP)]))
