"""A raffle as a file: made as the bot makes it, and opened again."""

import csv
import io
import zipfile
from typing import Any

from openpyxl import load_workbook

from bot.task_runners import RUNNERS
from bot.tasks_due import TasksDue
from db.task_files import find_file_if_any
from db.tasks import find_task
from rules.keys import ProjectKey
from rules.tasks import TaskKind
from services.tasks import begin_task
from tests.cast import House

Table = list[list[Any]]


async def exported(house: House, key: ProjectKey, format_: str) -> bytes:
    task = await house.do(begin_task, key, TaskKind.EXPORT, key.user_id, None, {"format": format_})
    tasks = TasksDue(RUNNERS, pauses=())
    await tasks.look(house.store)
    await tasks.settled()
    assert (await house.look(find_task, task)).state == "done"
    content = await house.look(find_file_if_any, task)
    assert content is not None
    return content


def sheets_of(content: bytes) -> dict[str, Table]:
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def files_of(content: bytes, separator: str = ",") -> dict[str, Table]:
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            text = packed.read(name).decode("utf-8-sig")
            found[name] = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    return found
