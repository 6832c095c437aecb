"""Updates through the whole durable path of the real bot, an echo and a sale of three numbers, beside stock bots."""

from collections import defaultdict
from collections.abc import Callable
from itertools import count
from math import inf
from pathlib import Path

from bench.bots import list_dependencies, megabytes_of_imports
from bench.measure import Figures, figure, say, tell, tell_grid, tell_targets
from bench.meeting import (
    CPU,
    FIRST,
    HARNESS_CPU,
    IDLE,
    MEMORY,
    NEXT,
    PACES,
    PARTS,
    RATE,
    SERVER_CPU,
    WORKED,
    Met,
    Row,
    meet,
    wait,
)
from bench.places import postgres_server
from bench.selling import ONE_BY_ONE, ways_to_sell
from bench.setups import ONE, SETUPS, SQLITE, STOCK, TWO

OF_STOCK = "x stock"
SPEED = {
    OF_STOCK: "updates answered a second, when all of 200 people have written before any is answered: the ratio to what"
    " the stock echo answers in the same round",
    RATE: "the updates themselves",
    CPU: "milliseconds of processor that the bot takes for an update, all of its processes together",
    SERVER_CPU: "what the PostgreSQL server takes besides",
    HARNESS_CPU: "what the Telegram, the people and the balancer of the benchmark take besides",
}
WAITS = {
    wait(pace, part): f"milliseconds after which {part} % were answered, with {pace} updates a second offered"
    for pace in PACES
    for part in PARTS
}
_MEANING = (
    "The stock echo is python-telegram-bot as it comes: httpx, one update after the other, nothing kept. Ours write the"
    " update, what it changes and the answer to disk; a sale is `/sell` of three numbers in a raffle of one's own."
)
PROCESS = {
    MEMORY: "megabytes that an idle process has above what importing its dependencies costs",
    WORKED: "the same after all that work",
    IDLE: "percent of a core that a process takes when nobody writes",
    NEXT: "seconds from the start of the process until the first update is answered",
    FIRST: "the same with a database to be made first",
}
Goal = tuple[str, Callable[[dict[str, Met]], float]]
"""What is wanted, and how it follows from what a round has shown of each setup."""


def _to_stock(ours: Callable[[Met], Row], column: str) -> Callable[[dict[str, Met]], float]:
    return lambda met: _ratio(ours(met[SQLITE.name])[column], met[STOCK.name].echo[column])


def _ratio(one: float, other: float) -> float:
    """Nothing is known of who did not keep up."""
    return inf if one == inf else one / other


GOALS: dict[str, Goal] = {
    "a sale on SQLite, its rate to the stock echo's": ("at least 0.8", _to_stock(lambda ours: ours.sale, RATE)),
    "a sale on SQLite, its p95 at 30/s to the stock echo's": (
        "at most 2",
        _to_stock(lambda ours: ours.sale, wait(30, 95)),
    ),
    "an echo on SQLite, its p95 at 30/s to the stock echo's": (
        "at most 2",
        _to_stock(lambda ours: ours.echo, wait(30, 95)),
    ),
    "a sale on SQLite, CPU in ms": ("at most 1.5", lambda met: met[SQLITE.name].sale[CPU]),
    "a sale on PostgreSQL, two processes' rate to one's": (
        "at least 1.5",
        lambda met: met[TWO.name].sale[RATE] / met[ONE.name].sale[RATE],
    ),
    "an idle process on SQLite, MB above the imports": ("at most 40", lambda met: met[SQLITE.name].process[MEMORY]),
    "an idle process on SQLite, % of a core": ("at most 0.5", lambda met: met[SQLITE.name].process[IDLE]),
    "an idle process on PostgreSQL, % of a core": ("at most 0.5", lambda met: met[TWO.name].process[IDLE]),
    "start to first answer on SQLite, s": ("at most 1.5", lambda met: met[SQLITE.name].process[NEXT]),
}


async def bench_updates(folder: Path, rounds: int, seconds: float) -> None:
    if not Path("/proc/self/stat").exists():
        say("\nUpdates are left out: processes are looked at through /proc, and there is none.")
        return
    folders = (folder / f"bot{number}" for number in count())
    dependencies, answer = list_dependencies(), ""
    taken: list[dict[str, Met]] = []
    sold: dict[str, list[float]] = defaultdict(list)
    with postgres_server(folder) as server:
        async with ways_to_sell(folder, server, seconds / 2) as ways:
            for _ in range(rounds):
                imports, met = megabytes_of_imports(dependencies), {}
                for setup in SETUPS:
                    met[setup.name] = one = await meet(setup, next(folders), server, answer, seconds)
                    answer = one.answer
                    one.process.update(_above(one.process, imports) if setup.is_ours else {})
                taken.append(met)
                for name, way in ways.items():
                    sold[name].append(await way())
    alone = {name: figure(values) for name, values in sold.items()}
    meaning = "Sales of three numbers by 200 organizers without a bot around them; what is written by hand is the same."
    tell("Sales in the store alone", "a second", alone, ONE_BY_ONE, meaning)
    tell_updates(taken)


def _above(process: Row, imports: float) -> Row:
    return {name: process[name] - imports for name in (MEMORY, WORKED)}


def tell_updates(taken: list[dict[str, Met]]) -> None:
    """Of each round, every setup by its name."""
    replies = [_rows(met) for met in taken]
    processes = [{name: one.process for name, one in met.items()} for met in taken]
    tell_grid("A backlog", _middle(replies, SPEED), SPEED, _MEANING)
    tell_grid("Waiting for an answer", _middle(replies, WAITS), WAITS, "At a steady pace that is offered in any case.")
    tell_grid("The process", _middle(processes, PROCESS), PROCESS, "Of stock bots memory is told as it is.")
    goals = {name: figure(of(met) for met in taken) for name, (_, of) in GOALS.items()}
    tell_targets("Updates", goals, {name: wanted for name, (wanted, _) in GOALS.items()})


def _rows(met: dict[str, Met]) -> dict[str, Row]:
    """Echoes, then sales; each beside the stock echo of its round."""
    echoes = {f"our echo, {name}" if one.sale else name: one.echo for name, one in met.items()}
    sales = {f"our sale, {name}": one.sale for name, one in met.items() if one.sale}
    stock = met[STOCK.name].echo[RATE]
    return {name: row | {OF_STOCK: row[RATE] / stock} for name, row in (echoes | sales).items()}


def _middle(rounds: list[dict[str, Row]], columns: dict[str, str]) -> dict[str, Figures]:
    return {
        name: {column: figure(one[name][column] for one in rounds) for column in columns if column in row}
        for name, row in rounds[0].items()
    }
