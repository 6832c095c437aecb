"""What a soak has to tell, in words."""

from collections import Counter
from statistics import median

from tests.soak.account import Account
from tests.soak.memory import Memory

AGE = 30.0


def tell(account: Account, memory: Memory, seconds: float) -> str:
    told = f"{account.people} people, {account.acts} deeds, {account.heard} messages heard"
    rate = f"{account.acts / seconds:.0f} deeds/s"
    again = max(account.restarts, default=0)
    lines = [
        f"{told}, {seconds:.0f} s ({rate})",
        f"longest wait {account.longest_wait[0]:.1f} s, for {account.longest_wait[1]}",
        f"journeys: {_counted(account.did)}",
        f"breakdowns: {_counted(account.breakdowns)}",
        f"{len(account.kills)} kills, listening again after at most {again:.1f} s",
        f"letters heard twice: {account.repeated_by_kills} of {account.in_doubt} on their way at kills",
        f"letters heard twice: {account.repeated_by_drops} of {account.breakdowns['lost answer']} lost answers",
        *_of_memory(memory),
        f"{len(account.findings)} findings",
        *account.findings,
    ]
    return "\n".join(lines)


def _of_memory(memory: Memory) -> list[str]:
    told = [
        f"memory: {one.warm:.1f} MB after the warm-up, {one.half:.1f} MB half way, {one.last:.1f} MB"
        f" at the age of {one.lived:.0f} s: {one.percent:+.1f} %"
        for one in memory.growths()
    ] or ["memory: no process lived long enough to tell its growth"]
    held = memory.at_age(AGE)
    if len(held) > 1:
        first, last = median(held[: len(held) // 2]), median(held[len(held) // 2 :])
        told.append(
            f"memory of {len(held)} processes at the age of {AGE:.0f} s: {first:.1f} MB in the first half,"
            f" {last:.1f} MB in the second: {(last / first - 1) * 100:+.1f} %"
        )
    return told


def _counted(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {times}" for name, times in counted.most_common())
