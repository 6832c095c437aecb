"""The tables of draws: what was fixed before, what came of it, who won, and where everybody could read it."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.declaring import CLUSTERED, Base, Dated, link, number_column, one_of, rule
from db.types import Sealed


class Draws(Dated, Base):
    """One locking of a project: its list, its rule and its hash are never changed once they are written."""

    __tablename__ = "draws"

    user_id: Mapped[int] = number_column()
    project_number: Mapped[int] = number_column()
    draw_number: Mapped[int] = number_column()
    state: Mapped[str]
    public_id: Mapped[str]
    method: Mapped[str]
    prizes: Mapped[int]
    alternates: Mapped[int]
    per_holder: Mapped[bool]
    due_at: Mapped[datetime]
    made_by: Mapped[int]
    redraw_of: Mapped[int | None]
    reason: Mapped[str | None]
    """Why it is drawn once more, as everybody may read it."""
    seed_commit: Mapped[str | None]
    secret: Mapped[str | None] = mapped_column(Sealed)
    """Shown to nobody before the draw."""
    lottery_rule: Mapped[str | None]
    beacon_round: Mapped[int | None]
    chain: Mapped[str | None]
    """Under which name its organizer's draws are numbered in public; a practice raffle has one of its own."""
    seq: Mapped[int | None]
    previous_hash: Mapped[str | None]
    sold: Mapped[int | None]
    entries_hash: Mapped[str | None]
    commitment: Mapped[str | None]
    commitment_hash: Mapped[str | None]
    locked_at: Mapped[datetime | None]
    drawn_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]
    void_reason: Mapped[str | None]
    news: Mapped[str | None]
    """What its buyers are being told just now."""
    told_order: Mapped[int]
    """Up to which order they have been told."""

    __table_args__ = (
        link("user_id project_number", "projects.user_id project_number"),
        rule("number", "draw_number > 0 AND seq > 0"),
        one_of("state", "locked", "drawn", "void"),
        one_of("method", "beacon", "sealed", "beacon+sealed", "lottery", "lottery+sealed", "number"),
        one_of("news", "locked", "drawn", "void"),
        rule("winners", "prizes > 0 AND alternates >= 0"),
        rule("redraw", "(redraw_of IS NULL) = (reason IS NULL) AND redraw_of < draw_number"),
        rule("sealed", "(secret IS NULL) = (seed_commit IS NULL)"),
        rule(
            "committed",
            "(commitment IS NULL) = (commitment_hash IS NULL) AND (commitment IS NULL) = (entries_hash IS NULL)"
            " AND (commitment IS NULL) = (sold IS NULL) AND (commitment IS NULL) = (locked_at IS NULL)"
            " AND (commitment IS NULL) = (seq IS NULL) AND (commitment IS NULL) = (chain IS NULL)"
            " AND (commitment IS NULL) = (previous_hash IS NULL)",
        ),
        rule("drawn", "(state = 'drawn') = (drawn_at IS NOT NULL) AND (state <> 'drawn' OR commitment IS NOT NULL)"),
        rule("void", "(state = 'void') = (voided_at IS NOT NULL) AND (state = 'void') = (void_reason IS NOT NULL)"),
        Index("uq_draws_public_id", "public_id", unique=True),
        Index("uq_draws_seq", "user_id", "chain", "seq", unique=True),
        Index(
            "uq_draws_locked",
            "user_id",
            "project_number",
            unique=True,
            sqlite_where=text("state = 'locked'"),
            postgresql_where=text("state = 'locked'"),
        ),
        Index(
            "ix_draws_due",
            "due_at",
            sqlite_where=text("state = 'locked'"),
            postgresql_where=text("state = 'locked'"),
        ),
        Index(
            "ix_draws_news",
            "news",
            sqlite_where=text("news IS NOT NULL"),
            postgresql_where=text("news IS NOT NULL"),
        ),
        CLUSTERED,
    )


class DrawEntries(Dated, Base):
    """The list of a draw as it was when it was locked, in parts, each compressed by itself."""

    __tablename__ = "draw_entries"

    user_id: Mapped[int] = number_column()
    project_number: Mapped[int] = number_column()
    draw_number: Mapped[int] = number_column()
    part_number: Mapped[int] = number_column()
    body: Mapped[bytes]

    __table_args__ = (
        link("user_id project_number draw_number", "draws.user_id project_number draw_number"),
        rule("number", "part_number > 0"),
    )


class DrawResults(Dated, Base):
    """What came of a draw. A figure that was typed wrongly is corrected by a second one beside the first."""

    __tablename__ = "draw_results"

    user_id: Mapped[int] = number_column()
    project_number: Mapped[int] = number_column()
    draw_number: Mapped[int] = number_column()
    result_number: Mapped[int] = number_column()
    signature: Mapped[str | None]
    randomness: Mapped[str | None]
    value: Mapped[str | None]
    reason: Mapped[str | None]
    """Why the figure was corrected, as everybody may read it."""
    made_by: Mapped[int]
    seed: Mapped[str | None]
    result: Mapped[str | None]
    result_hash: Mapped[str | None]

    __table_args__ = (
        link("user_id project_number draw_number", "draws.user_id project_number draw_number"),
        rule("number", "result_number > 0"),
        rule("beacon", "(signature IS NULL) = (randomness IS NULL)"),
        rule("result", "(result IS NULL) = (result_hash IS NULL)"),
        rule("reason", "(reason IS NULL) = (result_number = 1)"),
        Index(
            "ix_draw_results_undecided",
            "user_id",
            sqlite_where=text("result IS NULL"),
            postgresql_where=text("result IS NULL"),
        ),
        CLUSTERED,
    )


class Winners(Dated, Base):
    __tablename__ = "winners"

    user_id: Mapped[int] = number_column()
    project_number: Mapped[int] = number_column()
    draw_number: Mapped[int] = number_column()
    result_number: Mapped[int] = number_column()
    place_number: Mapped[int] = number_column()
    place: Mapped[str]
    """As the result names it: P1 for the first prize, A1 for the first alternate."""
    prize_number: Mapped[int | None]
    raffle_number: Mapped[int]
    order_number: Mapped[int]
    holder: Mapped[int]
    state: Mapped[str]
    claim_code: Mapped[str | None] = mapped_column(Sealed)
    """The winner alone knows it: with it they confirm that they have their prize."""
    claim_until: Mapped[datetime | None]
    handed_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]

    __table_args__ = (
        link(
            "user_id project_number draw_number result_number",
            "draw_results.user_id project_number draw_number result_number",
        ),
        link("user_id project_number order_number", "orders.user_id project_number order_number"),
        rule("number", "place_number > 0 AND raffle_number >= 0 AND holder > 0"),
        one_of("state", "alternate", "waiting", "handed", "confirmed", "passed", "corrected"),
        rule("prize", "state IN ('alternate', 'corrected') OR prize_number IS NOT NULL"),
        rule("claim", "state <> 'waiting' OR (claim_code IS NOT NULL AND claim_until IS NOT NULL)"),
        rule("handed", "state <> 'handed' OR handed_at IS NOT NULL"),
        rule("confirmed", "(state = 'confirmed') = (confirmed_at IS NOT NULL)"),
        Index(None, "user_id", "project_number", "order_number"),
        Index(
            "ix_winners_due",
            "claim_until",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        CLUSTERED,
    )


class Published(Dated, Base):
    """Where a commitment was posted before the draw, and when."""

    __tablename__ = "published"

    user_id: Mapped[int] = number_column()
    project_number: Mapped[int] = number_column()
    draw_number: Mapped[int] = number_column()
    post_number: Mapped[int] = number_column()
    place: Mapped[str]
    chat_id: Mapped[int | None]
    message_id: Mapped[int | None]
    url: Mapped[str | None]
    published_at: Mapped[datetime]

    __table_args__ = (
        link("user_id project_number draw_number", "draws.user_id project_number draw_number"),
        rule("number", "post_number > 0"),
        rule("message", "(chat_id IS NULL) = (message_id IS NULL)"),
        CLUSTERED,
    )
