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

    __table_args__ = (
        link("user_id project_number order_number", "orders.user_id project_number order_number"),
        one_of("state", "planned", "sent", "dropped"),
        Index(
            "ix_reminders_due",
            "due_at",
            sqlite_where=text("state = 'planned'"),
            postgresql_where=text("state = 'planned'"),
        ),
        CLUSTERED,
    )
