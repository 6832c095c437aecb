"""The table of reminders: what is due when, written when it is known, so that it happens whoever is alive then."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.declaring import CLUSTERED, Base, Dated, link, number_column, one_of


class Reminders(Dated, Base):
    __tablename__ = "reminders"

    user_id: Mapped[int] = number_column()
    project_number: Mapped[int] = number_column()
    order_number: Mapped[int] = number_column()
    kind: Mapped[str] = mapped_column(primary_key=True)
    """How long before the told deadline."""
    due_at: Mapped[datetime] = mapped_column(primary_key=True)
    state: Mapped[str]
    digest: Mapped[str | None]
    """The mark of the message in which the organizer was asked to pass it on themselves."""
    passed_on_at: Mapped[datetime | None]
    """When they said that they have."""

    __table_args__ = (
        link("user_id project_number order_number", "orders.user_id project_number order_number"),
        one_of("state", "planned", "sent", "dropped"),
        Index(
            "ix_reminders_due",
            "due_at",
            sqlite_where=text("state = 'planned'"),
            postgresql_where=text("state = 'planned'"),
        ),
        Index(
            "ix_reminders_coming",
            "user_id",
            "project_number",
            "due_at",
            sqlite_where=text("state = 'planned'"),
            postgresql_where=text("state = 'planned'"),
        ),
        Index(
            "ix_reminders_digest",
            "user_id",
            "digest",
            sqlite_where=text("digest IS NOT NULL"),
            postgresql_where=text("digest IS NOT NULL"),
        ),
        CLUSTERED,
    )
