"""The tables of running totals: what a project's numbers, orders and payments add up to, kept by triggers."""

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.declaring import CLUSTERED, Base, Dated, link, number_column, one_of

_RANKED = text("kind IN ('buyer', 'seller')")


class NumberTotals(Dated, Base):
    """Of taken numbers: those of a set; and those of the orders of a buyer, of a seller, of a quarter hour.

    Its `created_at` is when the first of these orders was made.
    """

    __tablename__ = "number_totals"

    user_id: Mapped[int] = number_column()
    project_number: Mapped[int] = number_column()
    kind: Mapped[str] = mapped_column(primary_key=True)
    member: Mapped[int] = number_column()
    """Which set, buyer or seller; or which quarter hour since 1970, UTC."""
    sold: Mapped[int]
    sold_price: Mapped[int]
    reserved: Mapped[int]
    reserved_price: Mapped[int]

    __table_args__ = (
        link("user_id project_number", "projects.user_id project_number"),
        one_of("kind", "set", "buyer", "seller", "taken"),
        Index(
            "ix_number_totals_ranked",
            "user_id",
            "project_number",
            "kind",
            "sold",
            sqlite_where=_RANKED,
            postgresql_where=_RANKED,
        ),
        CLUSTERED,
    )


class OrderTotals(Dated, Base):
    __tablename__ = "order_totals"

    user_id: Mapped[int] = number_column()
    project_number: Mapped[int] = number_column()
    state: Mapped[str] = mapped_column(primary_key=True)
    orders: Mapped[int]
    total: Mapped[int]
    paid: Mapped[int]

    __table_args__ = (
        link("user_id project_number", "projects.user_id project_number"),
        one_of("state", "reserved", "paid", "expired", "cancelled"),
        CLUSTERED,
    )


class PaymentTotals(Dated, Base):
    """Of payments that count, on orders that live."""

    __tablename__ = "payment_totals"

    user_id: Mapped[int] = number_column()
    project_number: Mapped[int] = number_column()
    quarter: Mapped[int] = number_column()
    """Quarter hours since 1970, UTC: every zone's midnight falls on one."""
    method: Mapped[str] = mapped_column(primary_key=True)
    payments: Mapped[int]
    amount: Mapped[int]

    __table_args__ = (
        link("user_id project_number", "projects.user_id project_number"),
        one_of("method", "cash", "card", "transfer"),
        CLUSTERED,
    )
