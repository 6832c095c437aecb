"""The tables of the tenants: every primary key begins with the organizer, every foreign key carries the organizer."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.declaring import CLUSTERED, Base, Dated, link, number_column, one_of, rule
from db.people_tables import Buyers, Users
from db.types import Sealed

__all__ = ["Buyers", "Orders", "Payments", "Prizes", "Projects", "RaffleSets", "Raffles", "Users"]


class Projects(Dated, Base):
    __tablename__ = "projects"

    user_id: Mapped[int] = number_column()
    project_number: Mapped[int] = number_column()
    name: Mapped[str]
    description: Mapped[str | None]
    state: Mapped[str]
    currency: Mapped[str]
    draw_at: Mapped[datetime | None]
    hold_minutes: Mapped[int]
    grace_minutes: Mapped[int]
    practice: Mapped[bool]
    draw_method: Mapped[str | None]
    hidden_at: Mapped[datetime | None]
    """Since when its organizer does not see it any more."""
    most_per_order: Mapped[int | None]
    """So many numbers a buyer may take by themselves in one go, and of the whole project."""
    most_per_buyer: Mapped[int | None]
    reminder_plan: Mapped[str | None]
    """How long before the deadline buyers are reminded; nothing said is the usual, an empty one is never."""
    reminded_at: Mapped[datetime | None]
    """When the organizer last had everybody reminded."""
    cash_reminder_plan: Mapped[str | None]
    """The plan for those who said that they pay in cash; nothing said is the one for everybody."""
    more_time_minutes: Mapped[int | None]
    """So much longer a buyer may take by themselves, once an order; nothing said is the usual, 0 is never."""
    closing: Mapped[str | None]
    """How long before the draw sales close by themselves; nothing said is at the draw, an empty one is never."""
    closes_at: Mapped[datetime | None]
    """When they do, while it is open."""
    slug: Mapped[str | None]
    """By which anybody finds its public page, and nobody guesses it."""
    locked_at: Mapped[datetime | None]
    """Since when nothing about its numbers moves, until its draw is over."""
    alternates: Mapped[int | None]
    per_holder: Mapped[bool | None]
    """Whether nobody wins twice."""
    claim_days: Mapped[int | None]
    lottery_name: Mapped[str | None]
    lottery_what: Mapped[str | None]
    """Which of its figures, in which order."""
    lottery_url: Mapped[str | None]
    lottery_groups: Mapped[int | None]
    lottery_digits: Mapped[int | None]
    lottery_take: Mapped[str | None]
    lottery_unsold: Mapped[str | None]
    dark: Mapped[bool | None]
    """How its pictures are drawn; nothing said is light."""

    __table_args__ = (
        link("user_id", "users.id"),
        rule("number", "project_number > 0"),
        rule("name", "length(name) > 0"),
        one_of("state", "open", "closed", "drawn", "cancelled"),
        one_of("draw_method", "beacon", "sealed", "beacon+sealed", "lottery", "lottery+sealed", "number"),
        rule("currency", "length(currency) = 3"),
        rule("hold", "hold_minutes > 0"),
        rule("grace", "grace_minutes >= 0"),
        rule("most_per_order", "most_per_order > 0"),
        rule("most_per_buyer", "most_per_buyer > 0"),
        rule("more_time_minutes", "more_time_minutes >= 0"),
        rule("slug", "length(slug) = 16"),
        rule("alternates", "alternates BETWEEN 0 AND 100"),
        rule("claim_days", "claim_days > 0"),
        rule("lottery_groups", "lottery_groups BETWEEN 1 AND 32"),
        rule("lottery_digits", "lottery_digits BETWEEN 1 AND 12"),
        one_of("lottery_unsold", "void", "next_sold"),
        Index(
            "uq_projects_slug",
            "slug",
            unique=True,
            sqlite_where=text("slug IS NOT NULL"),
            postgresql_where=text("slug IS NOT NULL"),
        ),
        CLUSTERED,
    )


class RaffleSets(Dated, Base):
    __tablename__ = "raffle_sets"

    user_id: Mapped[int] = number_column()
    project_number: Mapped[int] = number_column()
    set_number: Mapped[int] = number_column()
    name: Mapped[str]
    type: Mapped[str]
    init: Mapped[int]
    final: Mapped[int]
    width: Mapped[int]
    unit_price: Mapped[int]

    __table_args__ = (
        link("user_id project_number", "projects.user_id project_number"),
        rule("number", "set_number > 0"),
        one_of("type", "physical", "online"),
        rule("range", "init >= 0 AND init <= final"),
        rule("width", "width >= 0 AND width <= 9"),
        rule("price", "unit_price > 0"),
        CLUSTERED,
    )


class Prizes(Dated, Base):
    __tablename__ = "prizes"

    user_id: Mapped[int] = number_column()
    project_number: Mapped[int] = number_column()
    prize_number: Mapped[int] = number_column()
    name: Mapped[str]

    __table_args__ = (
        link("user_id project_number", "projects.user_id project_number"),
        rule("number", "prize_number > 0"),
        rule("name", "length(name) > 0"),
        CLUSTERED,
    )


_TO_REFUND = text("paid > 0 AND state IN ('cancelled', 'expired')")


class Orders(Dated, Base):
    __tablename__ = "orders"

    user_id: Mapped[int] = number_column()
    project_number: Mapped[int] = number_column()
    order_number: Mapped[int] = number_column()
    buyer_number: Mapped[int]
    state: Mapped[str]
    code: Mapped[str]
    total: Mapped[int]
    paid: Mapped[int]
    made_by: Mapped[int]
    told_deadline_at: Mapped[datetime | None]
    release_at: Mapped[datetime | None]
    void_reason: Mapped[str | None] = mapped_column(Sealed)
    holder_name: Mapped[str | None]
    """For whom it was bought, if for somebody else."""
    check_code: Mapped[str | None]
    """What is behind the code on its ticket: with it anybody may see whether the ticket is good."""
    reminders_off_at: Mapped[datetime | None]
    """Since when its buyer does not want to be reminded of it."""
    pays_by: Mapped[str | None]
    """How its buyer means to pay, if they said."""
    more_time: Mapped[str | None]
    """What became of the buyer's wish for more time, if they ever had it."""
    numbers: Mapped[int] = mapped_column(server_default=text("0"))
    """How many it holds, or did until it ended."""

    __table_args__ = (
        link("user_id project_number", "projects.user_id project_number"),
        link("user_id buyer_number", "buyers.user_id buyer_number"),
        rule("number", "order_number > 0"),
        one_of("state", "reserved", "paid", "expired", "cancelled"),
        rule("money", "total >= 0 AND paid >= 0 AND paid <= total"),
        rule("paid", "state <> 'paid' OR (paid = total AND total > 0)"),
        rule("reserved", "state <> 'reserved' OR (paid < total AND release_at IS NOT NULL)"),
        rule("deadline", "(told_deadline_at IS NULL) = (release_at IS NULL) AND told_deadline_at <= release_at"),
        rule("holder_name", "length(holder_name) > 0"),
        rule("check_code", "length(check_code) = 26"),
        one_of("pays_by", "cash", "card", "transfer"),
        one_of("more_time", "taken", "asked", "granted", "refused"),
        Index("uq_orders_code", "user_id", "code", unique=True),
        Index(
            "uq_orders_check_code",
            "check_code",
            unique=True,
            sqlite_where=text("check_code IS NOT NULL"),
            postgresql_where=text("check_code IS NOT NULL"),
        ),
        Index(None, "user_id", "buyer_number"),
        Index(
            "ix_orders_due",
            "release_at",
            sqlite_where=text("state = 'reserved'"),
            postgresql_where=text("state = 'reserved'"),
        ),
        Index(
            "ix_orders_owing",
            "user_id",
            "project_number",
            "told_deadline_at",
            sqlite_where=text("state = 'reserved'"),
            postgresql_where=text("state = 'reserved'"),
        ),
        Index(
            "ix_orders_to_refund",
            "user_id",
            "project_number",
            "order_number",
            sqlite_where=_TO_REFUND,
            postgresql_where=_TO_REFUND,
        ),
        CLUSTERED,
    )


_ALIKE = ("user_id", "project_number", "state", "payment_method")
_HELD = text("order_number IS NOT NULL")


class Raffles(Dated, Base):
    __tablename__ = "raffles"

    user_id: Mapped[int] = number_column()
    project_number: Mapped[int] = number_column()
    raffle_number: Mapped[int] = number_column()
    set_number: Mapped[int]
    order_number: Mapped[int | None]
    buyer_number: Mapped[int | None]
    state: Mapped[str]
    payment_method: Mapped[str | None]
    unit_price: Mapped[int | None]
    receipt: Mapped[str | None]
    """Known to the holder alone: who shows it proves holding the number (see docs/glossary.md)."""

    __table_args__ = (
        link("user_id project_number set_number", "raffle_sets.user_id project_number set_number"),
        link("user_id project_number order_number", "orders.user_id project_number order_number"),
        link("user_id buyer_number", "buyers.user_id buyer_number"),
        one_of("state", "available", "reserved", "sold"),
        rule("number", "raffle_number >= 0"),
        rule(
            "held",
            "(state = 'available') = (order_number IS NULL) AND (state = 'available') = (buyer_number IS NULL)"
            " AND (state = 'available') = (unit_price IS NULL)",
        ),
        rule("price", "unit_price > 0"),
        rule("method", "payment_method IN ('cash', 'card', 'transfer')"),
        rule("paid", "(state = 'sold') = (payment_method IS NOT NULL)"),
        rule("receipt", "receipt IS NULL OR state = 'sold'"),
        Index(
            "ix_raffles_order",
            "user_id",
            "project_number",
            "order_number",
            sqlite_where=text("order_number IS NOT NULL"),
            postgresql_where=text("order_number IS NOT NULL"),
        ),
        # Numbers that are alike, in their order and as they changed: how a page of them is found among millions.
        Index("ix_raffles_alike", *_ALIKE, "raffle_number", sqlite_where=_HELD, postgresql_where=_HELD),
        Index("ix_raffles_changed", *_ALIKE, "updated_at", "raffle_number", sqlite_where=_HELD, postgresql_where=_HELD),
        CLUSTERED,
    )


class Payments(Dated, Base):
    __tablename__ = "payments"

    user_id: Mapped[int] = number_column()
    project_number: Mapped[int] = number_column()
    order_number: Mapped[int] = number_column()
    payment_number: Mapped[int] = number_column()
    amount: Mapped[int]
    method: Mapped[str]
    made_by: Mapped[int]
    undone_at: Mapped[datetime | None]
    """It was recorded by mistake: it counts no more, and nothing is to be given back."""

    __table_args__ = (
        link("user_id project_number order_number", "orders.user_id project_number order_number"),
        rule("number", "payment_number > 0"),
        rule("amount", "amount > 0"),
        one_of("method", "cash", "card", "transfer"),
        CLUSTERED,
    )
