"""The tables of tasks: what takes longer than an answer may, and the files that come of it until they are sent."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from db.declaring import CLUSTERED, Base, Dated, link, number_column, one_of, rule


class Tasks(Dated, Base):
    __tablename__ = "tasks"

    user_id: Mapped[int] = number_column()
    task_number: Mapped[int] = number_column()
    kind: Mapped[str]
    state: Mapped[str]
    about_project: Mapped[int | None]
    """It may be gone meanwhile: what was done with it stays."""
    chat_id: Mapped[int]
    """Where it was asked for, and is told of."""
    answers: Mapped[int | None]
    """The message that it answers, in a group."""
    details: Mapped[str]
    """What was asked for, as keys and plain facts: no name, and nothing that somebody typed."""
    outcome: Mapped[str]
    """What came of it, likewise."""
    done: Mapped[int]
    total: Mapped[int]
    attempts: Mapped[int]
    edits: Mapped[int]
    """How often its message was edited."""
    file_name: Mapped[str | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        link("user_id", "users.id"),
        rule("number", "task_number > 0"),
        one_of("kind", "export", "import", "announcement", "print"),
        one_of("state", "waiting", "running", "done", "cancelled", "failed"),
        rule("ended", "(state IN ('waiting', 'running')) = (ended_at IS NULL)"),
        rule("progress", "done >= 0 AND total >= 0 AND attempts >= 0 AND edits >= 0"),
        Index(
            "uq_tasks_under_way",
            "user_id",
            unique=True,
            sqlite_where=text("state IN ('waiting', 'running')"),
            postgresql_where=text("state IN ('waiting', 'running')"),
        ),
        Index(None, "user_id", "created_at"),
        CLUSTERED,
    )


class TaskFiles(Dated, Base):
    """A file in parts, sealed: there may be names and phones in it."""

    __tablename__ = "task_files"

    user_id: Mapped[int] = number_column()
    task_number: Mapped[int] = number_column()
    part_number: Mapped[int] = number_column()
    content: Mapped[bytes]

    __table_args__ = (link("user_id task_number", "tasks.user_id task_number"), rule("number", "part_number > 0"))
