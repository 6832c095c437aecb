"""The tables of what buyers do themselves: the links they open, the proofs they send, the numbers they wait for."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.declaring import CLUSTERED, Base, Dated, link, number_column, one_of, rule
from db.types import Sealed


class Links(Dated, Base):
    """What a person opens the bot with: it says who or what is meant, and nobody can guess it."""

    __tablename__ = "links"

    user_id: Mapped[int] = number_column()
    link_number: Mapped[int] = number_column()
    kind: Mapped[str]
    state: Mapped[str]
    code: Mapped[str] = mapped_column(Sealed)
    code_print: Mapped[str]
    project_number: Mapped[int | None]
    buyer_number: Mapped[int | None]

    __table_args__ = (
        link("user_id", "users.id"),
        link("user_id project_number", "projects.user_id project_number"),
        link("user_id buyer_number", "buyers.user_id buyer_number"),
        rule("number", "link_number > 0"),
        one_of("kind", "claim", "share"),
        one_of("state", "live", "used", "revoked"),
        rule("meant", "CASE kind WHEN 'claim' THEN buyer_number IS NOT NULL ELSE project_number IS NOT NULL END"),
        Index("uq_links_code", "code_print", unique=True),
        Index(None, "user_id", "buyer_number"),
        Index(
            "ix_links_share",
            "user_id",
            "project_number",
            sqlite_where=text("state = 'live' AND kind = 'share'"),
            postgresql_where=text("state = 'live' AND kind = 'share'"),
        ),
        CLUSTERED,
    )


class Proofs(Dated, Base):
    """A picture or document by which a buyer shows that they paid. Telegram keeps it: here is by what it is found."""

    __tablename__ = "proofs"

    user_id: Mapped[int] = number_column()
    project_number: Mapped[int] = number_column()
    order_number: Mapped[int] = number_column()
    proof_number: Mapped[int] = number_column()
    kind: Mapped[str]
    state: Mapped[str]
    file_id: Mapped[str | None]
    file_unique_id: Mapped[str | None]
    """The same for the same picture, whoever sends it on."""
    reason: Mapped[str | None] = mapped_column(Sealed)
    made_by: Mapped[int]

    __table_args__ = (
        link("user_id project_number order_number", "orders.user_id project_number order_number"),
        rule("number", "proof_number > 0"),
        one_of("kind", "photo", "document"),
        one_of("state", "waiting", "accepted", "rejected", "again"),
        rule("file", "(file_id IS NULL) = (file_unique_id IS NULL) AND (state <> 'waiting' OR file_id IS NOT NULL)"),
        rule("reason", "reason IS NULL OR state = 'rejected'"),
        Index(None, "user_id", "file_unique_id"),
        Index(
            "ix_proofs_waiting",
            "user_id",
            "project_number",
            "proof_number",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        CLUSTERED,
    )


class Waiting(Dated, Base):
    """Who wants to be told when a number that somebody holds becomes free: first come, first asked."""

    __tablename__ = "waiting"

    user_id: Mapped[int] = number_column()
    project_number: Mapped[int] = number_column()
    raffle_number: Mapped[int] = number_column()
    waiting_number: Mapped[int] = number_column()
    buyer_number: Mapped[int]
    state: Mapped[str]
    offered_until: Mapped[datetime | None]
    """Until then nobody else may buy it by themselves."""

    __table_args__ = (
        link("user_id project_number", "projects.user_id project_number"),
        link("user_id buyer_number", "buyers.user_id buyer_number"),
        rule("number", "waiting_number > 0 AND raffle_number >= 0"),
        one_of("state", "waiting", "offered", "done", "gone"),
        rule("offered", "(state = 'offered') = (offered_until IS NOT NULL)"),
        Index(
            "uq_waiting_offered",
            "user_id",
            "project_number",
            "raffle_number",
            unique=True,
            sqlite_where=text("state = 'offered'"),
            postgresql_where=text("state = 'offered'"),
        ),
        Index(
            "uq_waiting_buyer",
            "user_id",
            "buyer_number",
            "project_number",
            "raffle_number",
            unique=True,
            sqlite_where=text("state IN ('waiting', 'offered')"),
            postgresql_where=text("state IN ('waiting', 'offered')"),
        ),
        Index(
            "ix_waiting_due",
            "offered_until",
            sqlite_where=text("state = 'offered'"),
            postgresql_where=text("state = 'offered'"),
        ),
        CLUSTERED,
    )
