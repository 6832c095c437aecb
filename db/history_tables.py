"""The tables beside the rows themselves: which numbers are taken, what was counted, and what happened."""

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.declaring import CLUSTERED, Base, Dated, link, number_column, rule


class Blocks(Dated, Base):
    """Which numbers of a stretch of a set are taken, a bit each: how a random free one is found in any set."""

    __tablename__ = "blocks"

    user_id: Mapped[int] = number_column()
    project_number: Mapped[int] = number_column()
    set_number: Mapped[int] = number_column()
    block_number: Mapped[int] = number_column()
    taken: Mapped[int]
    bits: Mapped[bytes]

    __table_args__ = (
        link("user_id project_number set_number", "raffle_sets.user_id project_number set_number"),
        rule("number", "block_number >= 0"),
        rule("taken", "taken >= 0 AND taken <= 4096"),
        # Adding up is done without the bits.
        Index("ix_blocks_taken", "user_id", "project_number", "set_number", "block_number", "taken"),
    )


class Events(Dated, Base):
    """What happened, never changed afterwards: each row holds the hash of the one before."""

    __tablename__ = "events"

    user_id: Mapped[int] = number_column()
    event_number: Mapped[int] = number_column()
    made_by: Mapped[int]
    kind: Mapped[str]
    project_number: Mapped[int | None]
    order_number: Mapped[int | None]
    buyer_number: Mapped[int | None]
    before: Mapped[str]
    after: Mapped[str]
    previous_hash: Mapped[str]
    hash: Mapped[str]

    __table_args__ = (
        link("user_id", "users.id"),
        rule("number", "event_number > 0"),
        rule("hashes", "length(hash) = 64 AND length(previous_hash) = 64"),
        Index(None, "user_id", "project_number", "order_number"),
        Index(None, "user_id", "project_number", "event_number"),
        Index(
            "ix_events_buyer",
            "user_id",
            "buyer_number",
            "event_number",
            sqlite_where=text("buyer_number IS NOT NULL"),
            postgresql_where=text("buyer_number IS NOT NULL"),
        ),
        CLUSTERED,
    )


class Counters(Dated, Base):
    __tablename__ = "counters"

    user_id: Mapped[int] = number_column()
    scope: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]

    __table_args__ = (link("user_id", "users.id"), rule("value", "value > 0"), CLUSTERED)
