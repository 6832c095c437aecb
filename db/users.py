"""The door to organizers: their settings, and which project is the active one."""

from datetime import datetime, time
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select, update

from db.tables import Users
from db.work import Work, columns
from rules.deadlines import QuietHours
from rules.refusals import NotFound
from rules.reminding import DIGEST_AT, Hours


class User(NamedTuple):
    id: int
    name: str
    language: str
    country: str | None
    currency: str
    zone: str
    hold_minutes: int
    grace_minutes: int
    quiet_from: str
    quiet_to: str
    payment_text: str | None
    active_project: int | None
    unreachable_at: datetime | None = None
    erased_at: datetime | None = None
    summary_off_at: datetime | None = None
    digest_at: str | None = None

    @property
    def hours(self) -> Hours:
        return Hours(self.zone, QuietHours(time.fromisoformat(self.quiet_from), time.fromisoformat(self.quiet_to)))

    @property
    def digest(self) -> time:
        """At which they hear, on their clock, of those whom they have to write to themselves."""
        return time.fromisoformat(self.digest_at) if self.digest_at else DIGEST_AT

    @property
    def facts(self) -> dict[str, object]:
        """What the history tells each time; the newest telling is how it stands."""
        told = ("language", "country", "currency", "zone", "hold_minutes", "grace_minutes", "quiet_from", "quiet_to")
        return {name: getattr(self, name) for name in (*told, "summary_off_at", "digest_at")}


_FIND = select(*columns(Users, User)).where(Users.id == bindparam("user_id"))
_LOCK = _FIND.with_for_update(key_share=True)
_ADD = insert(Users)
_CHANGE = update(Users).where(Users.id == bindparam("user_id"))
_MARK_UNREACHABLE = _CHANGE.where(Users.unreachable_at.is_(None))
_UNREACHABLE_SINCE = select(Users.unreachable_at).where(Users.id == bindparam("user_id"))


async def find_user_if_any(work: Work, user_id: int) -> User | None:
    return await work.row(User, _FIND, {"user_id": user_id})


async def lock_user(work: Work, user_id: int) -> User:
    """After the project's lock, if both are needed."""
    user = await work.row(User, _LOCK, {"user_id": user_id})
    if user is None:
        raise NotFound("user", user_id)
    return user


async def add_user(work: Work, user: User) -> None:
    await work.execute(_ADD, {**user._asdict(), "created_at": work.now, "updated_at": work.now})


async def change_user(work: Work, user: User) -> None:
    settings = user._asdict()
    settings.pop("id")
    await work.execute(_CHANGE, {**settings, "updated_at": work.now, "user_id": user.id})


async def mark_unreachable(work: Work, user_id: int) -> datetime | None:
    """Since when they are; nothing is known of a stranger."""
    values = {"user_id": user_id, "unreachable_at": work.now, "updated_at": work.now}
    await work.execute(_MARK_UNREACHABLE, values)
    since: datetime | None = (await work.execute(_UNREACHABLE_SINCE, {"user_id": user_id})).scalar()
    return since


async def mark_reachable(work: Work, user_id: int) -> None:
    await work.execute(_CHANGE, {"user_id": user_id, "unreachable_at": None, "updated_at": work.now})
