"""A refusal as a sentence: what was not possible, why, and what is."""

from collections.abc import Callable, Sequence

from bot.texts import (
    refusals_of_announcements,
    refusals_of_buyers,
    refusals_of_buying,
    refusals_of_draws,
    refusals_of_imports,
    refusals_of_orders,
    refusals_of_paper,
    refusals_of_proofs,
    refusals_of_quotas,
    refusals_of_rows,
    refusals_of_tasks,
    refusals_of_typing,
)
from bot.texts.say import Said, Say
from rules.refusals import Refusal

_SENTENCES: Sequence[Callable[[Refusal, Say], Said | None]] = (
    refusals_of_rows.of_numbers,
    refusals_of_rows.of_raffles,
    refusals_of_orders.of_orders,
    refusals_of_buyers.of_buyers,
    refusals_of_buying.of_buying,
    refusals_of_draws.of_draws,
    refusals_of_orders.of_reminders,
    refusals_of_proofs.of_proofs,
    refusals_of_proofs.of_waiting,
    refusals_of_proofs.of_privacy,
    refusals_of_announcements.of_announcements,
    refusals_of_tasks.of_tasks,
    refusals_of_quotas.of_quotas,
    refusals_of_imports.of_imports,
    refusals_of_paper.of_paper,
    refusals_of_rows.of_rows_at_all,
    refusals_of_typing.of_numbers,
    refusals_of_typing.of_amounts,
    refusals_of_typing.of_people,
    refusals_of_typing.of_times,
    refusals_of_typing.of_words,
)


def refused(say: Say, refusal: Refusal) -> Said:
    for sentence in _SENTENCES:
        said = sentence(refusal, say)
        if said is not None:
            return said
    return say("That is not possible. Nothing was changed.")
