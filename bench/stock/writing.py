"""A stock bot that writes one row an update through SQLAlchemy's ORM and aiosqlite, as durable on disk as ours."""

import os
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, event
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from telegram import Update
from telegram.ext import Application, MessageHandler, filters

Context = Any
ANSWER = os.environ["ANSWER"]


class Base(DeclarativeBase):
    pass


class Seen(Base):
    __tablename__ = "seen"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    person: Mapped[int] = mapped_column(BigInteger)
    words: Mapped[str]
    seen_at: Mapped[datetime]


engine = create_async_engine("sqlite+aiosqlite:///seen.db")
new_session: async_sessionmaker[AsyncSession] = async_sessionmaker(engine, expire_on_commit=False)


@event.listens_for(engine.sync_engine, "connect")
def be_durable(connection: Any, record: object) -> None:
    """The journal that costs least, and every commit on disk."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


async def answer(update: Update, context: Context) -> None:
    message, person = update.message, update.effective_user
    assert message is not None
    assert person is not None
    async with new_session() as session:
        session.add(
            Seen(update_id=update.update_id, person=person.id, words=message.text or "", seen_at=datetime.now(UTC))
        )
        await session.commit()
    await message.reply_text(ANSWER)


async def make_tables(application: Any) -> None:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)


def main() -> None:
    root = os.environ["TELEGRAM_API_URL"]
    builder = Application.builder().token(os.environ["BOT_TOKEN"]).base_url(f"{root}/bot")
    application = builder.post_init(make_tables).build()
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, answer))
    application.run_polling()


if __name__ == "__main__":
    main()
