"""All tables together: whoever looks at the whole schema starts here."""

from db import (
    buyer_tables,
    draw_tables,
    errand_tables,
    history_tables,
    machinery_tables,
    people_tables,
    reminder_tables,
    tables,
)
from db.declaring import Base

__all__ = [
    "Base",
    "buyer_tables",
    "draw_tables",
    "errand_tables",
    "history_tables",
    "machinery_tables",
    "people_tables",
    "reminder_tables",
    "tables",
]
