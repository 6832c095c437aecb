"""The tables of people: organizers, who are the tenants, and their buyers."""

from datetime import datetime

from sqlalchemy import Index, false, text
from sqlalchemy.orm import Mapped, mapped_column

from db.declaring import CLUSTERED, Base, Dated, link, number_column, one_of, rule
from db.types import Sealed


class Users(Dated, Base):
    __tablename__ = "users"

    id: Mapped[int] = number_column()
    name: Mapped[str]
    language: Mapped[str]
    country: Mapped[str | None]
    currency: Mapped[str]
    zone: Mapped[str]
    hold_minutes: Mapped[int]
    grace_minutes: Mapped[int]
    quiet_from: Mapped[str]
    quiet_to: Mapped[str]
    payment_text: Mapped[str | None]
    active_project: Mapped[int | None]
    unreachable_at: Mapped[datetime | None]
    """Since when Telegram brings them nothing from us: they blocked the bot, or are gone."""
    erased_at: Mapped[datetime | None]
    """When they had everything erased by which they are known."""
    digest_at: Mapped[str | None]
    """On their clock: then they hear of the buyers whom they have to write to themselves. Nothing said is the usual."""
    summary_off_at: Mapped[datetime | None]
    """Since when they do not want to hear each day how things stand."""

    __table_args__ = (
        one_of("language", "es", "en", "pt_BR"),
        rule("hold", "hold_minutes > 0"),
        rule("grace", "grace_minutes >= 0"),
        rule("digest_at", "length(digest_at) = 5"),
        rule("quiet", "length(quiet_from) = 5 AND length(quiet_to) = 5"),
        rule("currency", "length(currency) = 3"),
    )


class Buyers(Dated, Base):
    __tablename__ = "buyers"

    user_id: Mapped[int] = number_column()
    buyer_number: Mapped[int] = number_column()
    name: Mapped[str]
    name_key: Mapped[str]
    """The name as it is compared: case, accents and spaces aside."""
    phone: Mapped[str | None] = mapped_column(Sealed)
    phone_e164: Mapped[str | None] = mapped_column(Sealed)
    phone_print: Mapped[str | None]
    phone_tail_print: Mapped[str | None]
    email: Mapped[str | None] = mapped_column(Sealed)
    notes: Mapped[str | None] = mapped_column(Sealed)
    telegram_id: Mapped[int | None]
    practice: Mapped[bool] = mapped_column(server_default=false())
    """Made up for a practice raffle."""
    merged_into: Mapped[int | None]
    """The buyer that this one turned out to be: it holds everything since."""
    reminders_off_at: Mapped[datetime | None]
    """Since when they do not want to be reminded by this organizer."""
    reminded_at: Mapped[datetime | None]
    """When they were last: they are reminded seldom, however many orders they have."""
    erased_at: Mapped[datetime | None]
    """When they had everything erased by which they were known; what they hold stays."""

    __table_args__ = (
        link("user_id", "users.id"),
        rule("number", "buyer_number > 0"),
        rule("name", "length(name) > 0"),
        rule("phone", "(phone IS NULL) = (phone_print IS NULL) AND (phone IS NULL) = (phone_tail_print IS NULL)"),
        rule(
            "erased",
            "erased_at IS NULL OR (phone IS NULL AND phone_e164 IS NULL AND email IS NULL AND notes IS NULL"
            " AND telegram_id IS NULL)",
        ),
        Index(None, "user_id", "name_key"),
        Index(None, "user_id", "phone_print"),
        Index(None, "user_id", "phone_tail_print"),
        Index(
            "uq_buyers_telegram",
            "user_id",
            "telegram_id",
            unique=True,
            sqlite_where=text("telegram_id IS NOT NULL"),
            postgresql_where=text("telegram_id IS NOT NULL"),
        ),
        # Across organizers: a person asks for all that they hold with anybody.
        Index(
            "ix_buyers_telegram_id",
            "telegram_id",
            sqlite_where=text("telegram_id IS NOT NULL"),
            postgresql_where=text("telegram_id IS NOT NULL"),
        ),
        Index(
            "ix_buyers_merged",
            "user_id",
            "merged_into",
            sqlite_where=text("merged_into IS NOT NULL"),
            postgresql_where=text("merged_into IS NOT NULL"),
        ),
        # Perhaps without a name, of whatever script that would be.
        Index(
            "ix_buyers_nameless",
            "user_id",
            "buyer_number",
            sqlite_where=text("name_key NOT GLOB '*[a-z]*'"),
            postgresql_where=text("name_key !~ '[a-z]'"),
        ),
        CLUSTERED,
    )
