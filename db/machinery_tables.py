"""The tables between Telegram and the use cases: updates that arrived, letters that leave, conversations under way."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from db.declaring import Base, Dated

_Sequence = BigInteger().with_variant(Integer, "sqlite")


class Inbox(Dated, Base):
    """One row per update, written before Telegram hears that it arrived."""

    __tablename__ = "inbox"

    inbox_number: Mapped[int] = mapped_column(_Sequence, primary_key=True, autoincrement=True)
    update_id: Mapped[int] = mapped_column(unique=True)
    lane: Mapped[int]
    """The person, or the chat where there is none: what shares a lane is worked off in order."""
    state: Mapped[str]
    payload: Mapped[str]
    attempts: Mapped[int]
    due_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'done', 'quarantined')", name="state"),
        CheckConstraint("attempts >= 0", name="attempts"),
        Index(
            "ix_inbox_waiting",
            "lane",
            "inbox_number",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_inbox_quarantined",
            "inbox_number",
            sqlite_where=text("state = 'quarantined'"),
            postgresql_where=text("state = 'quarantined'"),
        ),
    )


class Outbox(Dated, Base):
    """One row per letter, written before it is sent."""

    __tablename__ = "outbox"

    letter_number: Mapped[int] = mapped_column(_Sequence, primary_key=True, autoincrement=True)
    letter_key: Mapped[str] = mapped_column(unique=True)
    """The same letter posted twice is one letter."""
    chat_id: Mapped[int]
    priority: Mapped[int]
    kind: Mapped[str] = mapped_column(server_default="call")
    """A call, worded already; or a notice, worded in the reader's language when it is sent."""
    state: Mapped[str]
    method: Mapped[str]
    """Of Telegram; or what the notice is about."""
    payload: Mapped[str]
    attempts: Mapped[int]
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    message_id: Mapped[int | None]

    __table_args__ = (
        CheckConstraint("kind IN ('call', 'notice')", name="kind"),
        CheckConstraint("state IN ('waiting', 'sending', 'sent', 'dropped', 'held')", name="state"),
        CheckConstraint("attempts >= 0", name="attempts"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent"),
        Index(
            "ix_outbox_waiting",
            "priority",
            "letter_number",
            sqlite_where=text("state IN ('waiting', 'sending')"),
            postgresql_where=text("state IN ('waiting', 'sending')"),
        ),
        Index(
            "ix_outbox_waiting_in_chat",
            "chat_id",
            "priority",
            "letter_number",
            sqlite_where=text("state IN ('waiting', 'sending')"),
            postgresql_where=text("state IN ('waiting', 'sending')"),
        ),
    )


class Dialogs(Dated, Base):
    """Where a person stands in a conversation, with the draft so far."""

    __tablename__ = "dialogs"

    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    conversation: Mapped[str]
    step: Mapped[str]
    version: Mapped[int]
    draft: Mapped[str]
    expires_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("version > 0", name="version"),
        Index(None, "expires_at"),
    )


class DataKeys(Dated, Base):
    """The print of the key with which this database is sealed: another key must not be used by mistake."""

    __tablename__ = "data_keys"

    key_print: Mapped[str] = mapped_column(primary_key=True)


class Leases(Dated, Base):
    """What one process at a time may do, until when, and how often it changed hands."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    token: Mapped[int]
    until: Mapped[datetime]


class Files(Dated, Base):
    """Pictures of ours that Telegram has already: by what it shows each is known, and need not be drawn again."""

    __tablename__ = "files"

    file_key: Mapped[str] = mapped_column(primary_key=True)
    file_id: Mapped[str]
