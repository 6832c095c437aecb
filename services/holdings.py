"""What buyers hold: one buyer in all projects, and in one project those who hold most."""

from typing import NamedTuple

from db.buyers import Buyer, find_buyer
from db.holdings import Holdings, TopBuyer, sum_by_buyer, sum_by_project
from db.projects import find_project
from db.work import Work
from rules.keys import BuyerKey, ProjectKey
from services.buyers import as_now
from services.pages import PAGE_SIZE, Page, page_of, skip_to


class BuyerView(NamedTuple):
    buyer: Buyer
    holdings: Page[Holdings]
    """The first page of them."""


async def look_at_buyer(work: Work, buyer_key: BuyerKey) -> BuyerView:
    """As they are now: whoever was merged is the one that they turned out to be."""
    buyer = await as_now(work, await find_buyer(work, buyer_key))
    return BuyerView(buyer, await find_holdings(work, buyer.key))


async def find_holdings(work: Work, buyer_key: BuyerKey, page: int = 1) -> Page[Holdings]:
    """By project, the newest first; which orders they are, `services.orders` lists."""
    await find_buyer(work, buyer_key)
    return page_of(await sum_by_project(work, buyer_key, PAGE_SIZE + 1, skip_to(page)), page)


async def list_top_buyers(work: Work, project_key: ProjectKey, limit: int = 10) -> list[TopBuyer]:
    await find_project(work, project_key)
    return await sum_by_buyer(work, project_key, limit)
