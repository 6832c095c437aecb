"""Proofs that wait for their organizer, as lists show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button
from bot.screens.pages import fitting
from bot.texts import proofs as texts
from bot.texts.say import Said, Say
from bot.texts.shown import numbers as few_numbers
from rules.keys import OrderKey
from rules.numbers import show_among
from services.orders import Held
from services.pages import Page

if TYPE_CHECKING:
    from db.projects import Project
    from db.proofs import ProofRow

_ON_LABEL = 3


class WaitingProofs(NamedTuple):
    page: Page[ProofRow]
    held: Mapping[OrderKey, Held]
    """What their orders hold."""


def proof_row(say: Say, project: Project, one: ProofRow, held: Mapping[OrderKey, Held]) -> Said:
    holds = held.get(OrderKey(*project.key, one.order_number))
    shown = few_numbers(holds.numbers, holds.ranges) if holds else one.code
    return texts.row(say, shown, one.buyer_name, say.money(one.owed, project.currency))


def to_proof(project: Project, one: ProofRow, held: Mapping[OrderKey, Held]) -> InlineKeyboardButton:
    holds = held.get(OrderKey(*project.key, one.order_number))
    shown = show_among(holds.numbers[:_ON_LABEL], holds.ranges) if holds else one.code
    label = fitting(f"📎 {shown} {one.buyer_name}")
    return button(label, Action.PROOF, project.project_number, one.order_number, one.proof_number)
