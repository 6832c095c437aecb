"""All tables together: whoever looks at the whole schema starts here."""

from db import history_tables, machinery_tables, tables
from db.declaring import Base

__all__ = ["Base", "history_tables", "machinery_tables", "tables"]
