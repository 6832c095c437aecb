"""What a project adds up to is kept as it changes, by triggers, and needs not be added up when somebody looks.

Revision: 0014, after 0013
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_TABLES = ("number_totals", "order_totals", "payment_totals")
_COUNTED = ("raffle_sets", "raffles", "orders", "payments")
_HERE = "NOT EXISTS (SELECT 1 FROM alembic_version WHERE version_num LIKE 'copying-%')"
_LIVE = "('reserved', 'paid')"

_KEYS = {
    "number_totals": ("user_id", "project_number", "kind", "member"),
    "order_totals": ("user_id", "project_number", "state"),
    "payment_totals": ("user_id", "project_number", "quarter", "method"),
}
_NUMBERS = ("sold", "sold_price", "reserved", "reserved_price")
_SUMS = {
    "number_totals": _NUMBERS,
    "order_totals": ("orders", "total", "paid"),
    "payment_totals": ("payments", "amount"),
}
_WHAT_COUNTS = {
    "raffles": ("set_number", "state", "unit_price"),
    "orders": ("state", "buyer_number", "numbers", "total", "paid"),
    "payments": ("undone_at",),
}
_EVENTS = {
    "raffle_sets": ("insert", "delete"),
    "raffles": ("insert", "update", "delete"),
    "orders": ("insert", "update", "delete"),
    "payments": ("insert", "update", "delete"),
}


def upgrade() -> None:
    op.add_column("orders", sa.Column("numbers", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
    _run(
        "UPDATE orders SET numbers = (SELECT count(*) FROM raffles AS r WHERE r.user_id = orders.user_id"
        " AND r.project_number = orders.project_number AND r.order_number = orders.order_number)"
    )
    _add_tables()
    dialect = op.get_bind().dialect.name
    for table, rows in _everything(dialect):
        _run(_added(table, rows))
    for statement in _sqlite_triggers() if dialect == "sqlite" else _postgres_triggers():
        _run(statement)


def downgrade() -> None:
    for table, events in _EVENTS.items():
        for event in events:
            on = "" if op.get_bind().dialect.name == "sqlite" else f" ON {table}"
            op.execute(f"DROP TRIGGER total_{table}_{event}{on}")
            if on:
                op.execute(f"DROP FUNCTION total_{table}_{event}")
    for table in _TABLES:
        op.drop_table(table)
    op.drop_column("orders", "numbers")


def _run(statement: str) -> None:
    op.execute(sa.text(statement.replace(":", r"\:")))


def _add_tables() -> None:
    for table in _TABLES:
        op.create_table(
            table,
            *(_column(name) for name in (*_KEYS[table], *_SUMS[table])),
            *(sa.Column(name, _at(), nullable=False) for name in ("created_at", "updated_at")),
            *_checks(table),
            sa.ForeignKeyConstraint(
                ["user_id", "project_number"],
                ["projects.user_id", "projects.project_number"],
                name=op.f(f"fk_{table}_projects"),
            ),
            sa.PrimaryKeyConstraint(*_KEYS[table], name=op.f(f"pk_{table}")),
            sqlite_with_rowid=False,
        )
    ranked = sa.text("kind IN ('buyer', 'seller')")
    op.create_index(
        "ix_number_totals_ranked",
        "number_totals",
        ["user_id", "project_number", "kind", "sold"],
        sqlite_where=ranked,
        postgresql_where=ranked,
    )


def _column(name: str) -> "sa.Column[object]":
    type_ = sa.Text() if name in ("kind", "state", "method") else sa.BigInteger()
    whole = isinstance(type_, sa.BigInteger)
    return (
        sa.Column(name, type_, autoincrement=False, nullable=False) if whole else sa.Column(name, type_, nullable=False)
    )


def _at() -> "sa.types.TypeEngine[object]":
    return sa.Text() if op.get_bind().dialect.name == "sqlite" else sa.DateTime(timezone=True)


def _checks(table: str) -> Iterator[sa.CheckConstraint]:
    words = {
        "number_totals": ("kind", "'set', 'buyer', 'seller', 'taken'"),
        "order_totals": ("state", "'reserved', 'paid', 'expired', 'cancelled'"),
        "payment_totals": ("method", "'cash', 'card', 'transfer'"),
    }
    column, listed = words[table]
    yield sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{column}"))


def _quarter(at: str, dialect: str) -> str:
    """Of an hour, since 1970. SQLite would round a time up to the next second: it is cut off before."""
    if dialect == "sqlite":
        return f"CAST(strftime('%s', substr({at}, 1, 19)) AS INTEGER) / 900"
    return f"CAST(floor(extract(epoch FROM {at})) AS BIGINT) / 900"


_KINDS = "SELECT 'buyer' AS kind UNION ALL SELECT 'seller' UNION ALL SELECT 'taken'"


def _of_states(row: str, sign: str, sold: str, amounts: tuple[str, str]) -> list[str]:
    """How many are sold, their price, how many are reserved, and theirs."""
    return [
        f"CASE WHEN {row}.state = '{state}' THEN {sign} * {what} ELSE 0 END"
        for state in (sold, "reserved")
        for what in amounts
    ]


def _number(row: str, sign: str, dialect: str) -> list[str]:
    """What a row of `orders` adds to: to which member of a kind, and how much."""
    member = (
        f"CASE k.kind WHEN 'buyer' THEN {row}.buyer_number WHEN 'seller' THEN {row}.made_by"
        f" ELSE {_quarter(f'{row}.created_at', dialect)} END"
    )
    sums = _of_states(row, sign, "paid", (f"{row}.numbers", f"{row}.total"))
    return [f"{row}.user_id", f"{row}.project_number", "k.kind", member, *sums]


def _numbers(rows: str, dialect: str) -> str:
    """Of rows of `orders`, with `sign` 1 for what comes and -1 for what goes."""
    key, sums = _number("r", "r.sign", dialect)[:4], _number("r", "r.sign", dialect)[4:]
    return (
        f"SELECT {', '.join(key)}, {', '.join(f'sum({each})' for each in sums)}, min(r.created_at), max(r.updated_at)"
        f" FROM ({rows}) AS r CROSS JOIN ({_KINDS}) AS k WHERE r.state IN {_LIVE} GROUP BY {', '.join(key)}"
    )


def _sets() -> str:
    """Of every set, also where nothing is taken."""
    same = "r.user_id = s.user_id AND r.project_number = s.project_number AND r.set_number = s.set_number"
    sums = ", ".join(f"coalesce(sum({one}), 0)" for one in _of_states("r", "1", "sold", ("1", "r.unit_price")))
    return (
        f"SELECT s.user_id, s.project_number, 'set', s.set_number, {sums}, min(s.created_at), min(s.created_at)"
        f" FROM raffle_sets AS s LEFT JOIN raffles AS r ON {same} AND r.state <> 'available'"
        " GROUP BY s.user_id, s.project_number, s.set_number"
    )


def _orders(rows: str) -> str:
    return (
        "SELECT r.user_id, r.project_number, r.state, sum(r.sign), sum(r.sign * r.total), sum(r.sign * r.paid),"
        f" max(r.updated_at), max(r.updated_at) FROM ({rows}) AS r GROUP BY r.user_id, r.project_number, r.state"
    )


def _payments(rows: str, dialect: str) -> str:
    """Of rows of `payments`."""
    quarter = _quarter("r.created_at", dialect)
    return (
        f"SELECT r.user_id, r.project_number, {quarter}, r.method, sum(r.sign), sum(r.sign * r.amount),"
        f" max(r.updated_at), max(r.updated_at) FROM ({rows}) AS r JOIN orders AS o ON {_its_order('r')}"
        f" WHERE r.undone_at IS NULL AND o.state IN {_LIVE}"
        f" GROUP BY r.user_id, r.project_number, {quarter}, r.method"
    )


def _payments_of(orders: str, dialect: str) -> str:
    """Those on rows of `orders` that begin or cease to live."""
    quarter = _quarter("p.created_at", dialect)
    return (
        f"SELECT r.user_id, r.project_number, {quarter}, p.method, sum(r.sign), sum(r.sign * p.amount),"
        f" max(r.updated_at), max(r.updated_at) FROM ({orders}) AS r JOIN payments AS p ON"
        " p.user_id = r.user_id AND p.project_number = r.project_number AND p.order_number = r.order_number"
        f" WHERE p.undone_at IS NULL GROUP BY r.user_id, r.project_number, {quarter}, p.method"
    )


def _its_order(row: str) -> str:
    keys = ("user_id", "project_number", "order_number")
    return " AND ".join(f"o.{key} = {row}.{key}" for key in keys)


def _added(table: str, rows: str) -> str:
    """What was counted before is there: a row is never made by what goes."""
    columns = ", ".join((*_KEYS[table], *_SUMS[table], "created_at", "updated_at"))
    key, sums = ", ".join(_KEYS[table]), _SUMS[table]
    more = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in sums)
    return (
        f"INSERT INTO {table} ({columns}) SELECT * FROM ({rows}) AS changed WHERE true"
        f" ON CONFLICT ({key}) DO UPDATE SET {more}, updated_at = excluded.updated_at"
    )


def _everything(dialect: str) -> list[tuple[str, str]]:
    orders = "SELECT orders.*, 1 AS sign FROM orders"
    return [
        ("number_totals", _sets()),
        ("number_totals", _numbers(orders, dialect)),
        ("order_totals", _orders(orders)),
        ("payment_totals", _payments("SELECT payments.*, 1 AS sign FROM payments", dialect)),
    ]


def _swept(total: str, of: str) -> str:
    """Rows go with a practice raffle alone, and with all of it: what they added up to goes too."""
    kept = " AND kind <> 'set'" if total == "number_totals" else ""
    return f"DELETE FROM {total} WHERE {' AND '.join(f'{name} <= 0' for name in _SUMS[total])}{kept} AND {of}"


def _sqlite_triggers() -> Iterator[str]:
    for table, events in _EVENTS.items():
        for event in events:
            rows = {"insert": ["NEW"], "update": ["OLD", "NEW"], "delete": ["OLD"]}[event]
            steps = [step for row in rows for step in _sqlite_steps(table, row)]
            if (table, event) == ("orders", "update"):
                steps += [_sqlite_lives("OLD", "NEW"), _sqlite_lives("NEW", "OLD")]
            if event == "delete" and table in ("orders", "payments"):
                mine = "user_id = OLD.user_id AND project_number = OLD.project_number"
                steps += [_swept(total, mine) for total in _TOTALS_OF[table]]
            when = _HERE if event == "insert" else _changed(table) if event == "update" else "true"
            body = "; ".join(steps)
            yield f"CREATE TRIGGER total_{table}_{event} AFTER {event.upper()} ON {table} WHEN {when} BEGIN {body}; END"


_TOTALS_OF = {"orders": ("order_totals", "number_totals"), "payments": ("payment_totals",)}


def _changed(table: str) -> str:
    return "(" + " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in _WHAT_COUNTS[table]) + ")"


def _sqlite_steps(table: str, row: str) -> list[str]:
    sign, at = ("1" if row == "NEW" else "-1"), f"{row}.updated_at"
    if table == "raffle_sets":
        return [_set_row(row)]
    if table == "raffles":
        sums = _of_states(row, sign, "sold", ("1", f"coalesce({row}.unit_price, 0)"))
        more = ", ".join(f"{name} = {name} + {one}" for name, one in zip(_NUMBERS, sums, strict=True))
        its_set = f"user_id = {row}.user_id AND project_number = {row}.project_number AND member = {row}.set_number"
        return [f"UPDATE number_totals SET {more}, updated_at = {at} WHERE {its_set} AND kind = 'set'"]
    if table == "orders":
        key = [f"{row}.{name}" for name in _KEYS["order_totals"]]
        order = ", ".join([*key, sign, f"{sign} * {row}.total", f"{sign} * {row}.paid", at, at])
        numbers = ", ".join([*_number(row, sign, "sqlite"), f"{row}.created_at", at])
        lives = f"{row}.state IN {_LIVE}"
        return [
            _added("order_totals", f"SELECT {order}"),
            _added("number_totals", f"SELECT {numbers} FROM ({_KINDS}) AS k WHERE {lives}"),
        ]
    key = [f"{row}.user_id", f"{row}.project_number", _quarter(f"{row}.created_at", "sqlite"), f"{row}.method"]
    where = f"{_its_order(row)} AND {row}.undone_at IS NULL AND o.state IN {_LIVE}"
    columns = ", ".join([*key, sign, f"{sign} * {row}.amount", at, at])
    return [_added("payment_totals", f"SELECT {columns} FROM orders AS o WHERE {where}")]


def _set_row(row: str) -> str:
    """A set has its total from the beginning to the end."""
    if row == "OLD":
        mine = "user_id = OLD.user_id AND project_number = OLD.project_number AND member = OLD.set_number"
        return f"DELETE FROM number_totals WHERE kind = 'set' AND {mine}"
    columns = ", ".join((*_KEYS["number_totals"], *_NUMBERS, "created_at", "updated_at"))
    return (
        f"INSERT INTO number_totals ({columns}) VALUES"
        " (NEW.user_id, NEW.project_number, 'set', NEW.set_number, 0, 0, 0, 0, NEW.created_at, NEW.created_at)"
    )


def _sqlite_lives(row: str, other: str) -> str:
    """Of an order that ceases or begins to live all payments go, or come."""
    sign = "1" if row == "NEW" else "-1"
    lives = f"{row}.state IN {_LIVE} AND {other}.state NOT IN {_LIVE}"
    one = (
        f"SELECT {row}.user_id, {row}.project_number, {row}.order_number, NEW.updated_at, {sign} AS sign WHERE {lives}"
    )
    return _added("payment_totals", _payments_of(one, "sqlite"))


def _postgres_triggers() -> Iterator[str]:
    """Once for all rows of a statement, for there may be many."""
    tables = {"insert": "NEW TABLE AS new_rows", "delete": "OLD TABLE AS old_rows"}
    tables["update"] = f"{tables['delete']} {tables['insert']}"
    for table, events in _EVENTS.items():
        for event in events:
            name, here = f"total_{table}_{event}", _HERE if event == "insert" else "true"
            body = "; ".join(_postgres_steps(table, event))
            each = "FOR EACH ROW" if table == "raffle_sets" else f"REFERENCING {tables[event]} FOR EACH STATEMENT"
            yield (
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
                f" $$ BEGIN IF {here} THEN {body}; END IF; RETURN NULL; END $$"
            )
            yield f"CREATE TRIGGER {name} AFTER {event.upper()} ON {table} {each} EXECUTE FUNCTION {name}()"


def _postgres_steps(table: str, event: str) -> list[str]:
    if table == "raffle_sets":
        return [_set_row("NEW" if event == "insert" else "OLD")]
    come, gone = "SELECT new_rows.*, 1 AS sign FROM new_rows", "SELECT old_rows.*, -1 AS sign FROM old_rows"
    rows = {"insert": come, "update": f"{come} UNION ALL {gone}", "delete": gone}[event]
    if table == "raffles":
        return [_postgres_sets(rows)]
    if table == "payments":
        steps = [_added("payment_totals", _payments(rows, "postgresql"))]
    else:
        steps = [_added("order_totals", _orders(rows)), _added("number_totals", _numbers(rows, "postgresql"))]
    if (table, event) == ("orders", "update"):
        steps.append(_added("payment_totals", _payments_of(_postgres_lives(), "postgresql")))
    if event == "delete":
        mine = "(user_id, project_number) IN (SELECT user_id, project_number FROM old_rows)"
        steps += [_swept(total, mine) for total in _TOTALS_OF[table]]
    return steps


def _postgres_sets(rows: str) -> str:
    sums = [f"sum({one})" for one in _of_states("r", "r.sign", "sold", ("1", "coalesce(r.unit_price, 0)"))]
    changed = (
        f"SELECT r.user_id, r.project_number, r.set_number, {', '.join(f'{s} AS {n}' for n, s in zip(_NUMBERS, sums, strict=True))},"
        f" max(r.updated_at) AS at FROM ({rows}) AS r GROUP BY r.user_id, r.project_number, r.set_number"
    )
    more = ", ".join(f"{name} = t.{name} + c.{name}" for name in _NUMBERS)
    its_set = "t.user_id = c.user_id AND t.project_number = c.project_number AND t.member = c.set_number"
    return f"UPDATE number_totals AS t SET {more}, updated_at = c.at FROM ({changed}) AS c WHERE {its_set} AND t.kind = 'set'"


def _postgres_lives() -> str:
    """The orders that begin or cease to live."""
    keys = ("user_id", "project_number", "order_number")
    return (
        f"SELECT {', '.join(f'n.{key}' for key in keys)}, n.updated_at, CASE WHEN n.state IN {_LIVE} THEN 1 ELSE -1 END"
        f" AS sign FROM new_rows AS n JOIN old_rows AS l ON {' AND '.join(f'l.{key} = n.{key}' for key in keys)}"
        f" WHERE (n.state IN {_LIVE}) <> (l.state IN {_LIVE})"
    )
