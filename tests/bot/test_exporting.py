"""A raffle as a file, opened again: what stands in the store stands in it, cell by cell, and nothing can be run."""

import asyncio
import io
import json
import re
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from sqlalchemy import Table, insert, select, text, update

from bot.export_cells import COLUMNS
from bot.exporting import export
from bot.sheets.apart import Spreadsheet, WritingFailed, spreadsheet
from bot.sheets.cells import Kind
from bot.sheets.writing import write
from bot.tasks_due import Progress
from db.every_table import Base
from db.tables import Buyers, Orders, Projects
from db.tasks import list_under_way
from db.work import Work
from rules.exports import TooMuchToExport
from rules.keys import BuyerKey, OrderKey, ProjectKey
from rules.numbers import NumberRange
from rules.phones import read_phone
from rules.spreadsheets import Format
from rules.states import PaymentMethod
from rules.tasks import TaskKind, TaskStopped
from services.buyers import TypedBuyer
from services.erasing import erase
from services.exports import ROWS, look_at_export, pages_of_numbers, pages_of_orders
from services.holders import change_holder
from services.links import claim_link, open_claim
from services.organizers import choose_language, choose_zone
from services.payments import pay
from services.releases import void
from services.sets import add_set_to
from services.tasks import begin_task
from services.undo import undo
from tests.bot.exports import exported, files_of, sheets_of
from tests.cast import ANA, BETO, MARTA, House

BOGOTA = ZoneInfo("America/Bogota")
PHONE = read_phone("+57 300 123 4567", None)
Rows = list[dict[str, Any]]


@pytest.fixture
async def trip(house: House) -> ProjectKey:
    """Sold, owed in part, undone, void and handed on; by Ana, and by somebody for her."""
    key = (await house.open_project()).key
    await house.do(choose_language, ANA, "en")
    await house.do(choose_zone, ANA, "America/Bogota")
    await house.do(add_set_to, key, NumberRange(200, 299, 4), 1250, ANA)
    await house.sell(key, 7, 8, 205, buyer=TypedBuyer("Luis", PHONE), method=PaymentMethod.TRANSFER)
    house.clock.pass_(timedelta(hours=3))
    owed = (await house.reserve(key, 20, 21, 22, 250, buyer=MARTA)).order
    await house.do(pay, owed.key, ANA, PaymentMethod.CASH, 333)
    await house.do(pay, owed.key, ANA, PaymentMethod.CARD, 100)
    await house.do(undo, ANA, (await house.told())[-1].after["mark"], ANA)
    gone = (await house.sell(key, 30, buyer=TypedBuyer("Zoe"))).order
    await house.do(void, gone.key, "She changed her mind", ANA)
    await house.sell(key, 31, buyer=TypedBuyer("Zoe"))
    await house.do(change_holder, OrderKey(*key, 4), MARTA, ANA)
    await house.do(for_somebody_else, owed.key, "Her mother")
    return key


async def for_somebody_else(work: Work, key: OrderKey, name: str) -> None:
    its = (Orders.user_id == key.user_id, Orders.order_number == key.order_number)
    await work.execute(update(Orders).where(*its).values(holder_name=name))


async def rows_of(house: House, name: str, user_id: int = ANA) -> Rows:
    """As they are, in the order of their keys."""
    table: Table = Base.metadata.tables[name]
    async with house.store.reading() as work:
        found = await work.execute(select(table).where(table.c[0] == user_id).order_by(*table.primary_key.columns))
        return [dict(row._mapping) for row in found]


def there(at: datetime | None) -> datetime | None:
    """On the clock in Bogotá, where a spreadsheet knows no zone; to the second."""
    return None if at is None else at.astimezone(BOGOTA).replace(tzinfo=None, microsecond=0)


STATES = {"available": "free", "reserved": "reserved", "sold": "sold"}


async def numbers(house: House) -> list[list[object]]:
    taken = {row["raffle_number"]: row for row in await rows_of(house, "raffles") if row["state"] != "available"}
    orders = {row["order_number"]: row for row in await rows_of(house, "orders")}
    buyers = {row["buyer_number"]: row for row in await rows_of(house, "buyers")}
    expected: list[list[object]] = []
    for one in await rows_of(house, "raffle_sets"):
        for number in range(one["init"], one["final"] + 1):
            row = taken.get(number)
            if row is None:
                expected.append([number, "free", one["unit_price"] / 100, *[None] * 5, one["name"]])
                continue
            order, buyer = orders[row["order_number"]], buyers[row["buyer_number"]]
            who = [buyer["name"], buyer["phone"], order["holder_name"], order["code"]]
            price = row["unit_price"] / 100
            expected.append([number, STATES[row["state"]], price, *who, row["payment_method"], one["name"]])
    return expected


async def orders(house: House) -> list[list[object]]:
    raffles, buyers = await rows_of(house, "raffles"), await rows_of(house, "buyers")
    names = {row["buyer_number"]: row for row in buyers}
    expected = []
    for row in await rows_of(house, "orders"):
        held = [one["raffle_number"] for one in raffles if one["order_number"] == row["order_number"]]
        shown = {(7, 8, 205): "7, 8, 0205", (20, 21, 22, 250): "20–22, 0250", (31,): "31", (): None}[tuple(held)]
        buyer = names[row["buyer_number"]]
        owed = row["total"] - row["paid"] if row["state"] == "reserved" else 0
        money = [len(held), row["total"] / 100, row["paid"] / 100, owed / 100]
        who = [buyer["name"], buyer["phone"], row["holder_name"]]
        times = [there(row["told_deadline_at"]), there(row["created_at"])]
        expected.append([row["code"], row["state"], *who, shown, *money, *times, "Ana", row["void_reason"]])
    return expected


async def payments(house: House) -> list[list[object]]:
    orders = {row["order_number"]: row for row in await rows_of(house, "orders")}
    buyers = {row["buyer_number"]: row["name"] for row in await rows_of(house, "buyers")}
    expected: list[list[object]] = []
    for row in await rows_of(house, "payments"):
        order, amount = orders[row["order_number"]], row["amount"] / 100
        amounts = (amount, None) if row["undone_at"] is None else (None, amount)
        who = [order["code"], buyers[order["buyer_number"]]]
        expected.append([there(row["created_at"]), *who, amounts[0], row["method"], amounts[1], "Ana"])
    return expected


async def buyers(house: House) -> list[list[object]]:
    raffles, orders = await rows_of(house, "raffles"), await rows_of(house, "orders")
    expected = []
    for row in await rows_of(house, "buyers"):
        own = [one for one in orders if one["buyer_number"] == row["buyer_number"]]
        held = [one["state"] for one in raffles if one["buyer_number"] == row["buyer_number"]]
        paid = sum(one["paid"] for one in own) / 100
        owed = sum(one["total"] - one["paid"] for one in own if one["state"] == "reserved") / 100
        contact = [row["buyer_number"], row["name"], row["phone"], row["email"], "no"]
        expected.append([*contact, held.count("sold"), held.count("reserved"), paid, owed, row["notes"]])
    return [row for row in expected if any(one["buyer_number"] == row[0] for one in orders)]


async def test_every_cell_of_a_workbook_is_as_the_store_has_it(house: House, trip: ProjectKey) -> None:
    sheets = sheets_of(await exported(house, trip, "xlsx"))
    assert list(sheets) == ["Summary", "Numbers", "Orders", "Buyers", "Payments", "History"]
    assert sheets["Numbers"][0] == [
        *("Number", "State", "Price", "Buyer", "Phone", "Bought for", "Order", "Method", "Series")
    ]
    assert sheets["Numbers"][1:] == await numbers(house)
    assert sheets["Orders"][1:] == await orders(house)
    assert sheets["Payments"][1:] == await payments(house)
    assert sheets["Buyers"][1:] == await buyers(house)
    events = [row for row in await rows_of(house, "events") if row["project_number"] == 1]
    assert [row[0] for row in sheets["History"][1:]] == [there(row["created_at"]) for row in events]
    assert any("Luis" in row[1] and "0205" in row[1] for row in sheets["History"][1:])
    assert {row[2] for row in sheets["History"][1:]} == {"Ana"}


async def test_the_summary_adds_up_what_the_sheets_list(house: House, trip: ProjectKey) -> None:
    sheets = sheets_of(await exported(house, trip, "xlsx"))
    summary: dict[str, Any] = dict(row[:2] for row in sheets["Summary"])
    states = [row[1] for row in sheets["Numbers"][1:]]
    assert {name: summary[name] for name in ("Numbers", "Sold", "Reserved", "Free")} == {
        "Numbers": 200,
        "Sold": states.count("sold"),
        "Reserved": states.count("reserved"),
        "Free": states.count("free"),
    }
    assert summary["Owed"] == sum(row[9] for row in sheets["Orders"][1:])
    live = {row[0] for row in sheets["Orders"][1:] if row[1] != "cancelled"}
    assert summary["Collected"] == sum(row[3] or 0 for row in sheets["Payments"][1:] if row[1] in live)
    assert (summary["Raffle"], summary["Currency"], summary["Times are those of"]) == (
        *("Spring trip", "USD"),
        "America/Bogota",
    )
    assert summary["Date of this file"] == there(house.clock.now)


async def test_a_workbook_is_ready_to_be_worked_with(house: House, trip: ProjectKey) -> None:
    book = load_workbook(io.BytesIO(await exported(house, trip, "xlsx")))
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet["A1"].font.bold
    shown = {cell.value: cell.number_format for cell in book["Numbers"]["A"]}
    assert (shown[7], shown[20], shown[205]) == ("0", "00", "0000")
    assert book["Numbers"]["C2"].number_format == "#,##0.00"
    assert book["Payments"]["A2"].is_date
    assert book["Numbers"]["E9"].value == "+57 300 123 4567"
    assert book["Numbers"]["E9"].quotePrefix


async def test_a_csv_says_the_same_as_the_reader_s_spreadsheet_reads_it(house: House, trip: ProjectKey) -> None:
    await house.do(choose_language, ANA, "es")
    book = sheets_of(await exported(house, trip, "xlsx"))
    packed = await exported(house, trip, "csv")
    assert zipfile.ZipFile(io.BytesIO(packed)).read("numeros.csv").startswith(b"\xef\xbb\xbf")
    files = files_of(packed, ";")
    names = {"Resumen": "resumen", "Números": "numeros", "Compras": "compras", "Compradores": "compradores"}
    for title, name in {**names, "Pagos": "pagos"}.items():
        kinds = [kind for _, kind, _ in list(COLUMNS.values())[list(book).index(title)]]
        rows = [[_as_csv(kind, cell) for kind, cell in zip(kinds, row, strict=True)] for row in book[title]]
        if Kind.ANY not in kinds:
            assert files[f"{name}.csv"][1:] == rows[1:]
        assert files[f"{name}.csv"][0] == book[title][0]
    assert ["Cobrado", "30,83"] in files["resumen.csv"]


def _as_csv(kind: Kind, cell: Any) -> str:
    if cell is None or isinstance(cell, str):
        return "" if cell is None else f"'{cell}" if cell.startswith("+") else cell.replace("-", "–")
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if kind is Kind.MONEY:
        return f"{cell:.2f}".replace(".", ",")
    return f"{cell:04}" if kind is Kind.RAFFLE and cell >= 200 else str(cell)


SIGNS = (
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "\n=",
    " =",
    "＝",
    "＋",
    "－",
    "＠",
    "|",
    "%",
    '"=',
    "'=",
    "\u202e=",
    "\x00=",
)
DEEDS = (
    *("1+1", "SUM(A1:A9)", "cmd|' /C calc'!A0", 'HYPERLINK("http://example.org")', "IMPORTXML(A1)", "DDE(1)"),
    *("http://example.org", "https://example.org/?=1", "mailto:a@example.org", "internal:A1", "external:c:\\a.xlsx"),
    *("</t></is></c><f>1</f>", "<![CDATA[=1]]>", "&#61;1", "_x003D_1", "]]>", "{=1}", "\ud800", "\ufffe", "\x1b[31m"),
    *("W" * 40_000, "🎟" * 3000, "a\u200db", "5-12", "1E99", "007", "9" * 40),
)


def hostile(count: int) -> list[str]:
    made = [f"{sign}{deed}" for sign in SIGNS for deed in DEEDS] + [
        f"{deed} {number}" for number in range(30) for deed in DEEDS
    ]
    assert len(set(made)) >= count
    return made[:count]


async def write_hostile(house: House, key: ProjectKey, words: list[str]) -> None:
    """Past all that cleans it: as an older version may have let it in."""

    def kept(word: str) -> str:
        # What no database takes.
        return word.replace("\x00", "").encode("utf-8", "ignore").decode()

    async def write(work: Work) -> None:
        dated = {"created_at": work.now, "updated_at": work.now}
        nothing = {"phone_e164": None, "phone_print": "a", "phone_tail_print": "b", "practice": False}
        for number, word in enumerate(words, 100):
            text = kept(word) or "="
            buyer = {
                "user_id": ANA,
                "buyer_number": number,
                "name": text,
                "name_key": "x",
                "phone": text,
                "email": text,
            }
            await work.execute(insert(Buyers), {**buyer, "notes": text, **nothing, **dated})
            order = {"user_id": ANA, "project_number": 1, "order_number": number, "buyer_number": number}
            money = {"state": "cancelled", "total": 0, "paid": 0, "made_by": ANA, "code": f"H{number}"}
            await work.execute(insert(Orders), {**order, **money, "holder_name": text, "void_reason": text, **dated})
        await work.execute(update(Projects).where(Projects.user_id == ANA).values(name='=HYPERLINK("http://x.org")'))

    await house.do(write)


async def test_a_thousand_hostile_words_make_no_formula_and_no_link(house: House, trip: ProjectKey) -> None:
    await write_hostile(house, trip, hostile(1000))
    content = await exported(house, trip, "xlsx")
    book = load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert len([cell for cell in cells if isinstance(cell.value, str)]) > 5000
    assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert not [name for name in packed.namelist() if "externalLink" in name or name.endswith(".vml")]
        written = b"".join(packed.read(name) for name in packed.namelist())
    assert not re.findall(rb"<f[ >/]|<hyperlink|relationships/hyperlink|<ddeLink|TargetMode", written)


async def test_no_cell_of_a_csv_begins_as_a_formula_does(house: House, trip: ProjectKey) -> None:
    await write_hostile(house, trip, hostile(1000))
    files = files_of(await exported(house, trip, "csv"))
    cells = [cell for rows in files.values() for row in rows for cell in row]
    assert len(cells) > 10_000
    assert [
        cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%"))
    ] == []
    assert [cell for cell in cells if re.search("[\x00-\x1f\x7f\u202a-\u202e]", cell)] == []
    assert max(map(len, cells)) <= 2001


async def test_another_organizer_s_rows_are_never_in_it(house: House, trip: ProjectKey) -> None:
    others = (await house.open_project(BETO)).key
    await house.sell(others, 7, buyer=TypedBuyer("Quirino"))
    await house.sell((await house.open_project()).key, 9, buyer=TypedBuyer("Elsewhere"))
    book = sheets_of(await exported(house, trip, "xlsx"))
    assert "Quirino" not in repr(book)
    assert "Elsewhere" not in repr(book)


async def test_whoever_was_erased_is_nobody_in_it(house: House, trip: ProjectKey) -> None:
    await house.do(open_claim, await house.do(claim_link, BuyerKey(ANA, 1), ANA), 71)
    assert "Luis" in repr(sheets_of(await exported(house, trip, "xlsx")))
    await house.do(erase, 71, lambda _: "Nobody")
    book = repr(sheets_of(await exported(house, trip, "xlsx")))
    assert "Nobody 1" in book
    assert "Luis" not in book
    assert "300 123" not in book


async def test_it_shows_one_moment_whatever_happens_while_it_is_read(house: House, trip: ProjectKey) -> None:
    async with house.store.reading() as work:
        exported = await look_at_export(work, trip)
        before = [line async for page in pages_of_orders(work, exported) for line in page]
        await house.sell(trip, 50, buyer=TypedBuyer("Late"))
        after = [line async for page in pages_of_orders(work, exported) for line in page]
        taken = [line.raffle_number async for page in pages_of_numbers(work, exported) for line in page if line.taken]
    assert before == after
    assert 50 not in taken


async def test_of_a_large_raffle_only_what_somebody_holds_is_listed(house: House) -> None:
    key = (await house.open_project(init=1, final=5_000_000)).key
    await house.do(choose_language, ANA, "en")
    for number in (1, 2_500_000, 5_000_000):
        await house.sell(key, number)
    book = sheets_of(await exported(house, key, "xlsx"))
    assert [row[0] for row in book["Numbers"][1:]] == [1, 2_500_000, 5_000_000]
    assert ["Free", 4_999_997] in book["Summary"]
    assert ["Free numbers are not listed: there are too many.", None] in book["Summary"]


async def test_many_pages_follow_one_another_without_a_gap(house: House) -> None:
    key = (await house.open_project(init=0, final=3 * ROWS)).key
    await house.sell(key, *range(ROWS - 5, ROWS + 5))
    book = sheets_of(await exported(house, key, "xlsx"))
    assert [row[0] for row in book["Números"][1:]] == list(range(3 * ROWS + 1))


async def test_more_than_a_sheet_takes_is_refused(house: House, trip: ProjectKey) -> None:
    await house.do(add_set_to, trip, NumberRange(1000, 9_000_000, 0), 100, ANA)
    async with house.store.work() as work:
        await work.execute(text("UPDATE number_totals SET sold = 2000000 WHERE kind = 'set' AND member = 1"))
        work.keep()
    await house.refuses(TooMuchToExport, look_at_export, trip)


async def test_an_export_that_is_stopped_leaves_nothing(
    house: House, trip: ProjectKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stops(done: int, total: int) -> None:
        if done:
            raise TaskStopped

    monkeypatch.setattr("tempfile.tempdir", str(folder := tmp_path / "sheets"))
    folder.mkdir()
    await house.do(begin_task, trip, TaskKind.EXPORT, ANA, None, {"format": "xlsx"})
    (task,) = await house.look(list_under_way)
    with pytest.raises(TaskStopped):
        await export(house.store, task, cast("Progress", stops))
    assert (await rows_of(house, "task_files"), list(folder.iterdir())) == ([], [])


async def test_a_writer_that_dies_is_a_fault_and_no_short_file() -> None:
    async def write_on(sheets: Spreadsheet) -> None:
        while True:
            await sheets.add([["x" * 1000] * 10])
            await asyncio.sleep(0.001)

    async with spreadsheet(Format.XLSX) as sheets:
        await sheets.open(0, 2, ",")
        sheets._process.kill()
        with pytest.raises(WritingFailed):
            await asyncio.wait_for(write_on(sheets), 20)


def test_what_breaks_off_is_no_file(tmp_path: Path) -> None:
    how = json.dumps({"format": "csv", "at": 10**9, "decimals": 2, "decimal_sign": ","})
    assert not write(tmp_path / "x.zip", [how])
    assert write(tmp_path / "y.zip", [how, "null"])


async def test_it_is_told_of_by_keys_alone(house: House, trip: ProjectKey) -> None:
    await exported(house, trip, "xlsx")
    (task,) = await rows_of(house, "tasks")
    told = json.dumps([task["details"], task["outcome"], task["file_name"]])
    assert "trip" not in told
    assert task["file_name"] == "raffle-1-2026-03-02.xlsx"
