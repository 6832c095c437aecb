"""Draws, who won, and that nobody changes what is locked.

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
_TABLES = ("published", "winners", "draw_results", "draw_entries", "draws")
_WORDS = ("lottery_name", "lottery_what", "lottery_url", "lottery_take")
_CHECKED = {
    "slug": ("TEXT", "length(slug) = 16"),
    "alternates": ("BIGINT", "alternates BETWEEN 0 AND 100"),
    "claim_days": ("BIGINT", "claim_days > 0"),
    "lottery_groups": ("BIGINT", "lottery_groups BETWEEN 1 AND 32"),
    "lottery_digits": ("BIGINT", "lottery_digits BETWEEN 1 AND 12"),
    "lottery_unsold": ("TEXT", "lottery_unsold IN ('void', 'next_sold')"),
}

# Of a project that is locked these columns do not change, and no row comes or goes.
_FROZEN = {
    "raffles": (
        *("user_id", "project_number", "raffle_number", "set_number", "order_number", "buyer_number", "state"),
        *("payment_method", "unit_price"),
    ),
    "orders": ("user_id", "project_number", "order_number", "buyer_number", "state", "total", "paid"),
    "payments": (*("user_id", "project_number", "order_number", "payment_number", "amount", "method", "undone_at"),),
    "raffle_sets": ("user_id", "project_number", "set_number", "type", "init", "final", "width", "unit_price"),
    "prizes": ("user_id", "project_number", "prize_number", "name"),
}
_FROZEN_OF_PROJECT = (
    *("user_id", "project_number", "state", "currency", "practice", "draw_method", "alternates", "per_holder"),
    *("lottery_name", "lottery_what", "lottery_url", "lottery_groups", "lottery_digits", "lottery_take"),
    "lottery_unsold",
)
# Of a draw these never change, and those not once they are written.
_NEVER = (
    *("user_id", "project_number", "draw_number", "public_id", "method", "prizes", "alternates", "per_holder"),
    *("due_at", "made_by", "redraw_of", "reason", "seed_commit", "lottery_rule", "created_at"),
)
_ONCE = {
    "draws": (
        *("beacon_round", "chain", "seq", "previous_hash", "sold", "entries_hash", "commitment", "commitment_hash"),
        *("locked_at", "drawn_at", "voided_at", "void_reason"),
    ),
    "draw_results": (
        *("user_id", "project_number", "draw_number", "result_number", "signature", "randomness", "value", "reason"),
        *("made_by", "seed", "result", "result_hash", "created_at"),
    ),
    "published": (
        *("user_id", "project_number", "draw_number", "post_number", "place", "chat_id", "message_id", "url"),
        *("published_at", "created_at"),
    ),
}
_LOCKED, _WRITTEN = "it is locked for a draw", "what was published of a draw stays"


def upgrade() -> None:
    _add_columns()
    _add_tables()
    for statement in _sqlite_guards() if op.get_bind().dialect.name == "sqlite" else _postgres_guards():
        op.execute(sa.text(statement.replace(":", r"\:")))


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for statement in _sqlite_guards():
            op.execute(f"DROP TRIGGER {statement.split()[2]}")
    else:
        for table in (*_FROZEN, "projects"):
            for event in ("insert", "update", "delete"):
                op.execute(f"DROP TRIGGER IF EXISTS guard_{table}_{event} ON {table}")
    for table in _TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for statement in _postgres_guards():
            if statement.startswith("CREATE FUNCTION"):
                op.execute(f"DROP FUNCTION {statement.split()[2]}")
    op.drop_index("uq_projects_slug", table_name="projects")
    for name in ("slug", "locked_at", "alternates", "per_holder", "claim_days"):
        op.drop_column("projects", name)
    for name in (*_WORDS, "lottery_groups", "lottery_digits", "lottery_unsold"):
        op.drop_column("projects", name)


def _add_columns() -> None:
    op.add_column("projects", sa.Column("locked_at", _AT, nullable=True))
    op.add_column("projects", sa.Column("per_holder", sa.Boolean(), nullable=True))
    for name in _WORDS:
        op.add_column("projects", sa.Column(name, sa.Text(), nullable=True))
    for name, (type_, condition) in _CHECKED.items():
        # A column with its check: both engines add the two in one statement, and neither copies the table.
        op.execute(f"ALTER TABLE projects ADD COLUMN {name} {type_} CONSTRAINT ck_projects_{name} CHECK ({condition})")
    random = {
        "sqlite": "lower(hex(randomblob(8)))",
        "postgresql": "substr(replace(gen_random_uuid()\\:\\:text, '-', ''), 1, 16)",
    }
    op.execute(sa.text(f"UPDATE projects SET slug = {random[op.get_bind().dialect.name]}"))
    _index_where("uq_projects_slug", "projects", ["slug"], "slug IS NOT NULL")


def _add_tables() -> None:
    op.create_table(
        "draws",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("project_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("draw_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("prizes", sa.BigInteger(), nullable=False),
        sa.Column("alternates", sa.BigInteger(), nullable=False),
        sa.Column("per_holder", sa.Boolean(), nullable=False),
        sa.Column("due_at", _AT, nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("redraw_of", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("seed_commit", sa.Text(), nullable=True),
        sa.Column("secret", sa.Text(), nullable=True),
        sa.Column("lottery_rule", sa.Text(), nullable=True),
        sa.Column("beacon_round", sa.BigInteger(), nullable=True),
        sa.Column("chain", sa.Text(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("previous_hash", sa.Text(), nullable=True),
        sa.Column("sold", sa.BigInteger(), nullable=True),
        sa.Column("entries_hash", sa.Text(), nullable=True),
        sa.Column("commitment", sa.Text(), nullable=True),
        sa.Column("commitment_hash", sa.Text(), nullable=True),
        sa.Column("locked_at", _AT, nullable=True),
        sa.Column("drawn_at", _AT, nullable=True),
        sa.Column("voided_at", _AT, nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.Column("news", sa.Text(), nullable=True),
        sa.Column("told_order", sa.BigInteger(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.CheckConstraint(
            "(state = 'drawn') = (drawn_at IS NOT NULL) AND (state <> 'drawn' OR commitment IS NOT NULL)",
            name=op.f("ck_draws_drawn"),
        ),
        sa.CheckConstraint(
            "(state = 'void') = (voided_at IS NOT NULL) AND (state = 'void') = (void_reason IS NOT NULL)",
            name=op.f("ck_draws_void"),
        ),
        sa.CheckConstraint(
            "method IN ('beacon', 'sealed', 'beacon+sealed', 'lottery', 'lottery+sealed', 'number')",
            name=op.f("ck_draws_method"),
        ),
        sa.CheckConstraint("news IN ('locked', 'drawn', 'void')", name=op.f("ck_draws_news")),
        sa.CheckConstraint("state IN ('locked', 'drawn', 'void')", name=op.f("ck_draws_state")),
        sa.CheckConstraint(
            "(commitment IS NULL) = (commitment_hash IS NULL) AND (commitment IS NULL) = (entries_hash IS NULL) AND (commitment IS NULL) = (sold IS NULL) AND (commitment IS NULL) = (locked_at IS NULL) AND (commitment IS NULL) = (seq IS NULL) AND (commitment IS NULL) = (chain IS NULL) AND (commitment IS NULL) = (previous_hash IS NULL)",
            name=op.f("ck_draws_committed"),
        ),
        sa.CheckConstraint(
            "(redraw_of IS NULL) = (reason IS NULL) AND redraw_of < draw_number", name=op.f("ck_draws_redraw")
        ),
        sa.CheckConstraint("(secret IS NULL) = (seed_commit IS NULL)", name=op.f("ck_draws_sealed")),
        sa.CheckConstraint("draw_number > 0 AND seq > 0", name=op.f("ck_draws_number")),
        sa.CheckConstraint("prizes > 0 AND alternates >= 0", name=op.f("ck_draws_winners")),
        sa.ForeignKeyConstraint(
            ["user_id", "project_number"],
            ["projects.user_id", "projects.project_number"],
            name=op.f("fk_draws_projects"),
        ),
        sa.PrimaryKeyConstraint("user_id", "project_number", "draw_number", name=op.f("pk_draws")),
        sqlite_with_rowid=False,
    )
    _index_where("ix_draws_due", "draws", ["due_at"], "state = 'locked'")
    _index_where("ix_draws_news", "draws", ["news"], "news IS NOT NULL")
    _index_where("uq_draws_locked", "draws", ["user_id", "project_number"], "state = 'locked'")
    op.create_index("uq_draws_public_id", "draws", ["public_id"], unique=True)
    op.create_index("uq_draws_seq", "draws", ["user_id", "chain", "seq"], unique=True)
    op.create_table(
        "draw_entries",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("project_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("draw_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("part_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.CheckConstraint("part_number > 0", name=op.f("ck_draw_entries_number")),
        sa.ForeignKeyConstraint(
            ["user_id", "project_number", "draw_number"],
            ["draws.user_id", "draws.project_number", "draws.draw_number"],
            name=op.f("fk_draw_entries_draws"),
        ),
        sa.PrimaryKeyConstraint(
            "user_id", "project_number", "draw_number", "part_number", name=op.f("pk_draw_entries")
        ),
    )
    op.create_table(
        "draw_results",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("project_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("draw_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("result_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("signature", sa.Text(), nullable=True),
        sa.Column("randomness", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("result_hash", sa.Text(), nullable=True),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.CheckConstraint("(reason IS NULL) = (result_number = 1)", name=op.f("ck_draw_results_reason")),
        sa.CheckConstraint("(result IS NULL) = (result_hash IS NULL)", name=op.f("ck_draw_results_result")),
        sa.CheckConstraint("(signature IS NULL) = (randomness IS NULL)", name=op.f("ck_draw_results_beacon")),
        sa.CheckConstraint("result_number > 0", name=op.f("ck_draw_results_number")),
        sa.ForeignKeyConstraint(
            ["user_id", "project_number", "draw_number"],
            ["draws.user_id", "draws.project_number", "draws.draw_number"],
            name=op.f("fk_draw_results_draws"),
        ),
        sa.PrimaryKeyConstraint(
            "user_id", "project_number", "draw_number", "result_number", name=op.f("pk_draw_results")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "published",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("project_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("draw_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("post_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published_at", _AT, nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.CheckConstraint("(chat_id IS NULL) = (message_id IS NULL)", name=op.f("ck_published_message")),
        sa.CheckConstraint("post_number > 0", name=op.f("ck_published_number")),
        sa.ForeignKeyConstraint(
            ["user_id", "project_number", "draw_number"],
            ["draws.user_id", "draws.project_number", "draws.draw_number"],
            name=op.f("fk_published_draws"),
        ),
        sa.PrimaryKeyConstraint("user_id", "project_number", "draw_number", "post_number", name=op.f("pk_published")),
        sqlite_with_rowid=False,
    )
    _index_where("ix_draw_results_undecided", "draw_results", ["user_id"], "result IS NULL")
    op.create_table(
        "winners",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("project_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("draw_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("result_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("place_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("prize_number", sa.BigInteger(), nullable=True),
        sa.Column("raffle_number", sa.BigInteger(), nullable=False),
        sa.Column("order_number", sa.BigInteger(), nullable=False),
        sa.Column("holder", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("claim_code", sa.Text(), nullable=True),
        sa.Column("claim_until", _AT, nullable=True),
        sa.Column("handed_at", _AT, nullable=True),
        sa.Column("confirmed_at", _AT, nullable=True),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.CheckConstraint("(state = 'confirmed') = (confirmed_at IS NOT NULL)", name=op.f("ck_winners_confirmed")),
        sa.CheckConstraint("state <> 'handed' OR handed_at IS NOT NULL", name=op.f("ck_winners_handed")),
        sa.CheckConstraint(
            "state <> 'waiting' OR (claim_code IS NOT NULL AND claim_until IS NOT NULL)", name=op.f("ck_winners_claim")
        ),
        sa.CheckConstraint(
            "state IN ('alternate', 'corrected') OR prize_number IS NOT NULL", name=op.f("ck_winners_prize")
        ),
        sa.CheckConstraint(
            "state IN ('alternate', 'waiting', 'handed', 'confirmed', 'passed', 'corrected')",
            name=op.f("ck_winners_state"),
        ),
        sa.CheckConstraint("place_number > 0 AND raffle_number >= 0 AND holder > 0", name=op.f("ck_winners_number")),
        sa.ForeignKeyConstraint(
            ["user_id", "project_number", "draw_number", "result_number"],
            [
                "draw_results.user_id",
                "draw_results.project_number",
                "draw_results.draw_number",
                "draw_results.result_number",
            ],
            name=op.f("fk_winners_draw_results"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "project_number", "order_number"],
            ["orders.user_id", "orders.project_number", "orders.order_number"],
            name=op.f("fk_winners_orders"),
        ),
        sa.PrimaryKeyConstraint(
            "user_id", "project_number", "draw_number", "result_number", "place_number", name=op.f("pk_winners")
        ),
        sqlite_with_rowid=False,
    )
    _index_where("ix_winners_due", "winners", ["claim_until"], "state = 'waiting'")
    op.create_index(
        op.f("ix_winners_user_id_project_number_order_number"),
        "winners",
        ["user_id", "project_number", "order_number"],
        unique=False,
    )


def _index_where(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    unique = name.startswith("uq_")
    op.create_index(name, table, columns, unique=unique, sqlite_where=where, postgresql_where=where)


def _is_locked(row: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM draws WHERE draws.user_id = {row}.user_id"
        f" AND draws.project_number = {row}.project_number AND draws.state = 'locked')"
    )


def _is_real(row: str) -> str:
    """A practice raffle goes with all that belongs to it."""
    return (
        f"EXISTS (SELECT 1 FROM projects WHERE projects.user_id = {row}.user_id"
        f" AND projects.project_number = {row}.project_number AND NOT projects.practice)"
    )


def _is_written_here() -> str:
    """Not while it is being filled with what another database holds."""
    return "NOT EXISTS (SELECT 1 FROM alembic_version WHERE version_num LIKE 'copying-%')"


def _is_committed(row: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM draws WHERE draws.user_id = {row}.user_id AND draws.project_number ="
        f" {row}.project_number AND draws.draw_number = {row}.draw_number AND draws.commitment IS NOT NULL)"
    )


def _changed(columns: tuple[str, ...], different: str) -> str:
    return "(" + " OR ".join(f"OLD.{name} {different} NEW.{name}" for name in columns) + ")"


def _changed_once(columns: tuple[str, ...], different: str) -> str:
    return "(" + " OR ".join(f"(OLD.{one} IS NOT NULL AND OLD.{one} {different} NEW.{one})" for one in columns) + ")"


def _row_guards(different: str) -> list[tuple[str, str, str, str]]:
    """On which table, before what, when it is refused, and why."""
    never = f"{_changed(_NEVER, different)} OR {_changed_once(_ONCE['draws'], different)}"
    left = f"(OLD.state <> 'locked' AND (OLD.state {different} NEW.state OR OLD.commitment {different} NEW.commitment))"
    touched = f"({_changed(_FROZEN_OF_PROJECT, different)} OR NEW.locked_at IS NULL)"
    guards = [
        ("projects", "update", f"{touched} AND {_is_locked('OLD')}", _LOCKED),
        ("draws", "update", f"{never} OR {left}", _WRITTEN),
        ("draw_entries", "insert", f"{_is_committed('NEW')} AND {_is_written_here()}", _WRITTEN),
        ("draw_entries", "update", _is_committed("OLD"), _WRITTEN),
        ("draw_entries", "delete", f"{_is_committed('OLD')} AND {_is_real('OLD')}", _WRITTEN),
    ]
    results = ("draw_results", "published")
    guards += [(table, "update", _changed_once(_ONCE[table], different), _WRITTEN) for table in results]
    guards += [(table, "delete", _is_real("OLD"), _WRITTEN) for table in ("draws", "draw_results", "published")]
    return guards


def _sqlite_guards() -> list[str]:
    guards = _row_guards("IS NOT")
    for table, columns in _FROZEN.items():
        either = f"({_is_locked('OLD')} OR {_is_locked('NEW')})"
        guards.append((table, "insert", f"{_is_locked('NEW')} AND {_is_written_here()}", _LOCKED))
        guards.append((table, "update", f"{_changed(columns, 'IS NOT')} AND {either}", _LOCKED))
        guards.append((table, "delete", f"{_is_locked('OLD')} AND {_is_real('OLD')}", _LOCKED))
    return [
        f"CREATE TRIGGER guard_{table}_{event} BEFORE {event.upper()} ON {table} WHEN {when}"
        f" BEGIN SELECT RAISE(ABORT, '{why}'); END"
        for table, event, when, why in guards
    ]


def _postgres_guards() -> list[str]:
    statements = []
    for table, event, when, why in _row_guards("IS DISTINCT FROM"):
        row = "OLD" if event == "delete" else "NEW"
        how = f"BEFORE {event.upper()} ON {table} FOR EACH ROW"
        statements += _guard(f"guard_{table}_{event}", f"({when})", why, f"RETURN {row};", how)
    for table, columns in _FROZEN.items():
        statements += _of_statements(table, columns)
    return statements


def _of_statements(table: str, columns: tuple[str, ...]) -> list[str]:
    """Looked at once for all rows of a statement, for there may be many."""
    listed = ", ".join(columns)
    gone = f"(SELECT {listed} FROM old_rows EXCEPT SELECT {listed} FROM new_rows)"
    come = f"(SELECT {listed} FROM new_rows EXCEPT SELECT {listed} FROM old_rows)"
    rows = {
        "insert": ("new_rows", "NEW TABLE AS new_rows", f" AND {_is_written_here()}"),
        "update": (f"({gone} UNION ALL {come})", "OLD TABLE AS old_rows NEW TABLE AS new_rows", ""),
        "delete": ("old_rows", "OLD TABLE AS old_rows", f" AND {_is_real('changed')}"),
    }
    statements = []
    for event, (changed, referencing, besides) in rows.items():
        when = f"EXISTS (SELECT 1 FROM {changed} AS changed WHERE {_is_locked('changed')}{besides})"
        how = f"AFTER {event.upper()} ON {table} REFERENCING {referencing} FOR EACH STATEMENT"
        statements += _guard(f"guard_{table}_{event}", when, _LOCKED, "RETURN NULL;", how)
    return statements


def _guard(name: str, when: str, why: str, end: str, how: str) -> list[str]:
    function = (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {when} THEN"
        f" RAISE EXCEPTION '{why}' USING ERRCODE = '23514'; END IF; {end} END $$"
    )
    return [function, f"CREATE TRIGGER {name} {how} EXECUTE FUNCTION {name}()"]
