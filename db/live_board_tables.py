"""The table of boards that keep themselves up to date in groups and channels."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from db.declaring import CLUSTERED, Base, Dated, link, number_column, one_of, rule


class LiveBoards(Dated, Base):
    """One for each project and chat; gone when the message or its chat is."""

    __tablename__ = "live_boards"

    user_id: Mapped[int] = number_column()
    project_number: Mapped[int] = number_column()
    chat_id: Mapped[int] = number_column()
    state: Mapped[str]
    place: Mapped[str]
    """What the chat is called."""
    username: Mapped[str | None]
    """Of a public chat."""
    in_channel: Mapped[bool]
    pinned: Mapped[bool]
    """Whether it is to be, because its organizer leads there."""
    page: Mapped[int]
    message_id: Mapped[int | None]
    """None until it has arrived there."""
    letter: Mapped[str | None]
    """The key of the last one about it: those before it say nothing any more."""
    shown: Mapped[str | None]
    """Tells what stands there from what is to stand there."""
    seen_event: Mapped[int]
    """Of its project: what came later is not on it yet."""
    due_at: Mapped[datetime]
    """It is not looked at again before."""
    unnoted_draw: Mapped[int | None]
    """The draw whose commitment was sent there, until it is noted where it stands."""

    __table_args__ = (
        link("user_id project_number", "projects.user_id project_number"),
        one_of("state", "asked", "standing", "resting"),
        rule("letter", "state = 'asked' OR letter IS NOT NULL"),
        rule("page", "page > 0"),
        rule("seen", "seen_event >= 0"),
        Index(None, "chat_id"),
        Index(
            "ix_live_boards_due",
            "due_at",
            sqlite_where=text("state IN ('asked', 'standing')"),
            postgresql_where=text("state IN ('asked', 'standing')"),
        ),
        Index(
            "ix_live_boards_unnoted",
            "user_id",
            sqlite_where=text("unnoted_draw IS NOT NULL"),
            postgresql_where=text("unnoted_draw IS NOT NULL"),
        ),
        CLUSTERED,
    )
