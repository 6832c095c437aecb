"""What the figures were measured on."""

import os
import platform
import sqlite3
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path


def facts() -> dict[str, str]:
    """The load tells whether others used the machine before it began."""
    return {
        "measured": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": f"{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.0f} GB",
        "system": platform.platform(terse=True),
        "Python": platform.python_version(),
        "SQLite": f"{sqlite3.sqlite_version}, WAL and synchronous=FULL",
        "python-telegram-bot": version("python-telegram-bot"),
        "load before": load(),
    }


def load() -> str:
    """Of the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


def _processor() -> str:
    """As the kernel calls it, where it does."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text().splitlines() if path.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
