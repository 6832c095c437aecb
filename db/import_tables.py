"""The tables of imports: a list that is to be taken in, and until it is over what stands in it, sealed."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.declaring import CLUSTERED, Base, Dated, link, number_column, one_of, rule
from db.types import Sealed


class Imports(Dated, Base):
    __tablename__ = "imports"

    user_id: Mapped[int] = number_column()
    project_number: Mapped[int] = number_column()
    import_number: Mapped[int] = number_column()
    state: Mapped[str]
    version: Mapped[int]
    """Counts what was shown of it: a button answers the newest alone."""
    file_id: Mapped[str | None]
    """By which Telegram knows the list, where it came as a file."""
    manner: Mapped[str]
    """How its organizer says that it is to be read: plain facts."""
    counts: Mapped[str]
    """What would come of it, or came of it: plain facts."""
    digest: Mapped[str | None]
    """Of the plan that was shown."""
    first_order: Mapped[int | None]
    last_order: Mapped[int | None]
    mark: Mapped[str | None]
    """Of the unit that took it in."""
    taken_at: Mapped[datetime | None]

    __table_args__ = (
        link("user_id project_number", "projects.user_id project_number"),
        rule("number", "import_number > 0 AND version >= 0"),
        one_of("state", "collecting", "reading", "ready", "taken", "undone", "cancelled"),
        rule("orders", "first_order > 0 AND first_order <= last_order"),
        rule(
            "taken",
            "(state IN ('taken', 'undone')) = (taken_at IS NOT NULL)"
            " AND (taken_at IS NULL) = (mark IS NULL) AND (taken_at IS NULL) = (first_order IS NULL)"
            " AND (first_order IS NULL) = (last_order IS NULL)",
        ),
        Index(
            "ix_imports_open",
            "updated_at",
            sqlite_where=text("state IN ('collecting', 'reading', 'ready')"),
            postgresql_where=text("state IN ('collecting', 'reading', 'ready')"),
        ),
        CLUSTERED,
    )


class ImportParts(Dated, Base):
    """Names and phones: gone when the import is over."""

    __tablename__ = "import_parts"

    user_id: Mapped[int] = number_column()
    project_number: Mapped[int] = number_column()
    import_number: Mapped[int] = number_column()
    part_number: Mapped[int] = number_column()
    kind: Mapped[str]
    """The list itself, or what is shown of how it was understood, or what is left out."""
    content: Mapped[str] = mapped_column(Sealed)

    __table_args__ = (
        link("user_id project_number import_number", "imports.user_id project_number import_number"),
        rule("number", "part_number > 0"),
        one_of("kind", "text", "shown", "left-out"),
    )
