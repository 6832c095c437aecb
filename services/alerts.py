"""What operators are alerted of: each cause once, and once more when it is over."""

from collections.abc import Iterable, Mapping

from db.faults import add_alert, end_alerts, list_alerts
from db.outbox import ANSWER, post_notice
from db.work import Work

ALERT, ALERT_OVER = "alert", "alert-over"


async def list_known_causes(work: Work) -> set[str]:
    """Those that operators were told of and that are not over."""
    return set(await list_alerts(work))


async def note_causes(work: Work, operators: Iterable[int], causes: Mapping[str, int]) -> None:
    """All that there are now, each with its measure; what was known and is not among them is over."""
    known = await list_alerts(work)
    told = sorted(operators)
    for cause in sorted(causes.keys() - known.keys()):
        await add_alert(work, cause)
        await _tell(work, told, ALERT, cause, causes[cause])
    over = sorted(known.keys() - causes.keys())
    await end_alerts(work, over)
    for cause in over:
        await _tell(work, told, ALERT_OVER, cause, 0)


async def _tell(work: Work, operators: Iterable[int], about: str, cause: str, measure: int) -> None:
    for operator in operators:
        once = f"{about}/{cause}/{work.now:%Y%m%d%H%M%S}/{operator}"
        await post_notice(work, about, operator, {"cause": cause, "measure": measure}, ANSWER, once)
