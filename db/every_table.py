"""All tables together: whoever looks at the whole schema starts here."""

from db import (
    announcement_tables,
    backdrop_tables,
    buyer_tables,
    draw_tables,
    errand_tables,
    history_tables,
    import_tables,
    live_board_tables,
    machinery_tables,
    operator_tables,
    people_tables,
    reminder_tables,
    tables,
    task_tables,
    total_tables,
)
from db.declaring import Base

__all__ = [
    "Base",
    "announcement_tables",
    "backdrop_tables",
    "buyer_tables",
    "draw_tables",
    "errand_tables",
    "history_tables",
    "import_tables",
    "live_board_tables",
    "machinery_tables",
    "operator_tables",
    "people_tables",
    "reminder_tables",
    "tables",
    "task_tables",
    "total_tables",
]
