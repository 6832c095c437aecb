"""`python -m bench.report FILE`: the document that people read, made from what a run of the benchmarks kept."""

import argparse
import json
from collections.abc import Iterator
from math import inf
from pathlib import Path
from typing import Any

from bench.measure import Told, in_words

GOALS = ("updates", "growth")
"""The parts whose targets are what the whole is to reach."""
PAGE = Path(__file__).parent.parent / "docs/performance.md"
_INTRODUCTION = """# Performance

Written by `make bench` from what it measured and kept in [performance.json](performance.json); what is changed here by
hand is gone after the next run. `python -m bench --help` says how to measure a part, or everything in full size.

Every way takes its turn in every round, so that a slow moment of the machine meets all of them. Compare what stands in
one table, by its ratios; the absolute figures are this machine's. A figure is the median of the rounds, in parentheses
the least and the most; - is where a bot did not keep up with what was offered.
"""


def page(told: dict[str, Any]) -> str:
    return "\n".join([_INTRODUCTION, *_machine(told), *_goals(told), *_parts(told)])


def goals_in_text(told: dict[str, Any]) -> str:
    lines = [f"\n{'figure':<66} {'measured':>22}  {'wanted':<14} reached"]
    for table in _goal_tables(told):
        lines.append(table["title"])
        for name, measured, wanted, reached in _reached(table):
            lines.append(f"  {name:<64} {measured:>22}  {wanted:<14} {reached}")
    return "\n".join(lines) + "\n" if len(lines) > 1 else ""


def _machine(told: dict[str, Any]) -> Iterator[str]:
    size = ", ".join(f"{name} {_plain(value)}" for name, value in told["size"].items())
    yield "| | |\n|---|---|"
    yield from (f"| {name} | {fact} |" for name, fact in told["machine"].items())
    yield f"| size | {size} |\n"


def _plain(value: object) -> str:
    return " and ".join(f"{one:,}" for one in value) if isinstance(value, list) else f"{value:,}"


def _goals(told: dict[str, Any]) -> Iterator[str]:
    if not _goal_tables(told):
        return
    yield "## What is to be reached\n"
    yield "| figure | measured | wanted | reached |\n|---|---|---|---|"
    for table in _goal_tables(told):
        yield f"| **{table['title']}** | | | |"
        yield from (f"| {' | '.join(row)} |" for row in _reached(table))
    yield ""


def _goal_tables(told: dict[str, Any]) -> list[Told]:
    parts = [told["parts"][name] for name in GOALS if name in told["parts"]]
    return [table for part in parts for table in part["tables"] if "targets" in table]


def _parts(told: dict[str, Any]) -> Iterator[str]:
    goals = _goal_tables(told)
    for name, part in told["parts"].items():
        yield f"## {name.capitalize()}\n\n{part['about']}\n"
        for table in part["tables"]:
            if table not in goals:
                yield from _table(table)


def _table(table: Told) -> Iterator[str]:
    yield f"### {table['title']}\n"
    if table["meaning"]:
        yield f"{table['meaning']}\n"
    yield from _grid(table) if "columns" in table else _targets(table) if "targets" in table else _ratios(table)
    yield ""


def _grid(table: Told) -> Iterator[str]:
    columns = table["columns"]
    yield f"| | {' | '.join(columns)} |\n|---|{'---:|' * len(columns)}"
    for name, figures in table["rows"].items():
        cells = (_with_spread(figures[column]) if column in figures else "" for column in columns)
        yield f"| {name} | {' | '.join(cells)} |"
    yield ""
    yield from (f"- **{column}**: {meaning}" for column, meaning in columns.items())


def _ratios(table: Told) -> Iterator[str]:
    yield f"| | x {table['baseline']} | {table['unit']} |\n|---|---:|---:|"
    for name, one in table["figures"].items():
        yield f"| {name.strip()} | {table['ratios'][name]:.3g} | {_with_spread(one)} |"


def _targets(table: Told) -> Iterator[str]:
    yield "| | measured | wanted | reached |\n|---|---:|---|---|"
    yield from (f"| {' | '.join(row)} |" for row in _reached(table))


def _reached(table: Told) -> Iterator[tuple[str, str, str, str]]:
    for name, one in table["figures"].items():
        reached = {None: "", True: "yes", False: "no"}[table["reached"][name]]
        yield name.strip(), _with_spread(one), table["targets"][name], reached


def _with_spread(one: dict[str, float | None]) -> str:
    least, middle, most = (in_words(inf if one[part] is None else one[part]) for part in ("min", "median", "max"))  # type: ignore[arg-type]
    return middle if least == most else f"{middle} ({least} to {most})"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.report", description="Writes docs/performance.md.")
    parser.add_argument("file", type=Path, help="that `python -m bench --json FILE` wrote")
    PAGE.write_text(page(json.loads(parser.parse_args().file.read_text())))


if __name__ == "__main__":
    main()
