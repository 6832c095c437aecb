"""The tables of those who run the bot: what went wrong, what they were alerted of, and whom they bound."""

from sqlalchemy.orm import Mapped, mapped_column

from db.declaring import Base, Dated, link, number_column, one_of, rule


class Bars(Dated, Base):
    """What an organizer may not do for now: anything, or write to all buyers. What their buyers hold stays."""

    __tablename__ = "bars"

    user_id: Mapped[int] = number_column()
    kind: Mapped[str] = mapped_column(primary_key=True)
    made_by: Mapped[int]
    """The operator."""

    __table_args__ = (link("user_id", "users.id"), one_of("kind", "everything", "announcements"))


class Levels(Dated, Base):
    """Of organizers who may do more or less in a day than is usual."""

    __tablename__ = "levels"

    user_id: Mapped[int] = number_column()
    level: Mapped[str]
    made_by: Mapped[int]
    """The operator."""

    __table_args__ = (link("user_id", "users.id"), one_of("level", "less", "more", "boundless"))


class Faults(Dated, Base):
    """Of one sort, with when it was seen first and last."""

    __tablename__ = "faults"

    kind: Mapped[str] = mapped_column(primary_key=True)
    """What was worked on: a message, a tap, a task."""
    fault: Mapped[str] = mapped_column(primary_key=True)
    times: Mapped[int]
    reference: Mapped[str]
    """Of the last one, as whoever met it was told."""

    __table_args__ = (rule("times", "times > 0"),)


class Alerts(Dated, Base):
    """What the operators were told of and that is not over yet."""

    __tablename__ = "alerts"

    cause: Mapped[str] = mapped_column(primary_key=True)
