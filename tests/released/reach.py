"""What goes beyond one chat: boards in groups, lists brought, files asked for, announcements, and what operators do."""

from db.backdrops import SentPhoto
from db.faults import note_fault
from db.work import Work
from rules.announcements import Audience
from rules.bars import BarKind
from rules.keys import ProjectKey
from rules.numbers import AtRandom
from rules.quotas import Level
from rules.tasks import TaskKind
from services.alerts import note_causes
from services.announcements import begin_announcement
from services.announcing import post_some
from services.backdrops import send_backdrop, set_backdrop
from services.bars import bar_organizer, set_level
from services.buying import buy
from services.imports import add_lines, begin_import
from services.live_boards import Place, Right, ask_for_board, settle_asked
from services.looks import set_look
from services.opting_out import opt_out
from services.strangers import Person
from services.tasks import begin_task, end_task, start_task, store_file
from tests.cast import BETO, House

OPERATOR = 9001
NORA = Person(75, "Nora")


async def reach_many(house: House, key: ProjectKey) -> None:
    """A board stands, another one was asked for; photos came; all were written to, and one wants no more of it."""
    ana = key.user_id
    for number, right in ((1, Right.LEADS), (2, None)):
        place = Place(-1_000_000 - 10 * ana - number, "Familia", None, is_channel=False)
        board = await house.do(ask_for_board, key, place, ana)
        await house.do(settle_asked, board.key, right)
    for photo in ("first", "second"):
        await house.do(send_backdrop, key, photo, ana)
        if photo == "first":
            await house.do(set_backdrop, SentPhoto(*key, photo, ana, None, 0), b"a photo")
    await house.do(set_look, key, dark=True, by=ana)
    bought = await house.do(buy, key, AtRandom(1), NORA)
    await house.do(opt_out, NORA.telegram_id, bought.order.key)
    await _announced(house, key)


async def leave_half_done(house: House, key: ProjectKey) -> None:
    """A list is collected, and a file is being made."""
    list_ = await house.do(begin_import, key)
    await house.do(add_lines, list_.key, "500 Carla\n501 Delia")
    export = await house.do(begin_task, key, TaskKind.EXPORT, key.user_id)
    await house.do(start_task, export)
    await house.do(store_file, export, 1, b"half of a file")


async def _announced(house: House, key: ProjectKey) -> None:
    task = await house.do(begin_task, key, TaskKind.ANNOUNCEMENT, key.user_id)
    await house.do(begin_announcement, task, key.project_number, Audience.ALL, "Ya casi. Gracias.", None)
    await house.do(start_task, task)
    await house.do(post_some, task)
    await house.do(end_task, task)


async def look_after(work: Work) -> None:
    """As whoever hosts the bot."""
    whom = str(BETO)
    await bar_organizer(work, whom, OPERATOR, BarKind.ANNOUNCEMENTS)
    await set_level(work, whom, OPERATOR, Level.MORE)
    await note_fault(work, "message", "KeyError", "4711")
    await note_causes(work, [OPERATOR], {"disk": 400})
