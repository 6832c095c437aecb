"""The door to links: what a person opens the bot with, found by its print alone."""

from typing import NamedTuple

from sqlalchemy import bindparam, insert, select, text, update

from db.buyer_tables import Links
from db.work import Work, columns
from rules.keys import BuyerKey, ProjectKey


class Link(NamedTuple):
    user_id: int
    link_number: int
    kind: str
    state: str
    code: str
    project_number: int | None
    buyer_number: int | None

    @property
    def facts(self) -> dict[str, object]:
        return {"link": self.link_number, "kind": self.kind, "state": self.state}


_ALL = select(*columns(Links, Link))
_BY_CODE = _ALL.where(Links.code_print == bindparam("code_print"))
_LIVE_CLAIM = (
    _ALL.where(
        Links.user_id == bindparam("user_id"),
        Links.buyer_number == bindparam("buyer_number"),
        Links.kind == "claim",
        Links.state == "live",
    )
    .with_hint(Links, "INDEXED BY ix_links_user_id_buyer_number", "sqlite")
    .limit(1)
)
_IS_SHARED = text("links.state = 'live' AND links.kind = 'share'")
_LIVE_SHARE = (
    _ALL.where(Links.user_id == bindparam("user_id"), Links.project_number == bindparam("project_number"), _IS_SHARED)
    .order_by(Links.link_number)
    .limit(1)
)
_SHARES = (
    _ALL.where(Links.user_id == bindparam("user_id"), _IS_SHARED)
    .order_by(Links.project_number.desc(), Links.link_number)
    .limit(bindparam("limit"))
)
_ADD = insert(Links)
_END = update(Links).where(
    Links.user_id == bindparam("owner"), Links.link_number == bindparam("number"), Links.state == "live"
)


async def find_link_if_any(work: Work, code: str) -> Link | None:
    """Whoever knows the code is meant to be here, whatever organizer it comes from."""
    return await work.row(Link, _BY_CODE, {"code_print": link_print(work, code)})


async def find_live_claim_if_any(work: Work, buyer: BuyerKey) -> Link | None:
    return await work.row(Link, _LIVE_CLAIM, buyer._asdict())


async def find_live_share_if_any(work: Work, project: ProjectKey) -> Link | None:
    return await work.row(Link, _LIVE_SHARE, project._asdict())


async def list_live_shares(work: Work, user_id: int, limit: int) -> list[Link]:
    """Of the newest project first."""
    return await work.rows(Link, _SHARES, {"user_id": user_id, "limit": limit})


async def add_link(work: Work, link: Link) -> None:
    dates = {"created_at": work.now, "updated_at": work.now}
    await work.execute(_ADD, {**link._asdict(), "code_print": link_print(work, link.code), **dates})


async def end_link(work: Work, link: Link, state: str) -> bool:
    """Used or revoked, unless somebody was faster."""
    values = {"owner": link.user_id, "number": link.link_number, "state": state, "updated_at": work.now}
    return (await work.execute(_END, values)).rowcount == 1


def link_print(work: Work, code: str) -> str:
    """Not of one organizer: nobody knows yet whose it is."""
    return work.sealing.fingerprint(0, "link", code)
