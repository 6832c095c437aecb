"""The parts of the running bot, put together, started in order, and stopped so that nothing in hand is in doubt."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from importlib import import_module
from typing import Any

import structlog
from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import Application

from bot.addresses import NOWHERE, Addresses, addresses_of
from bot.application import build_application
from bot.backdrops_due import BackdropsDue
from bot.backup_files import FOLDER
from bot.boards_due import BoardsDue
from bot.capture import CapturingRequest
from bot.clock import BACKDROPS_EVERY, BOARDS_EVERY, DRAWS_EVERY, TASKS_EVERY, TIDY_EVERY, Clock, Look
from bot.courier import Courier, TokenRefused
from bot.downloads import Downloads
from bot.draws_due import DrawsDue
from bot.intake import Intake, IntakeStopped, Polling
from bot.lanes import Lanes
from bot.leases import Lease, Leases
from bot.limits import Limits
from bot.machine import Machine
from bot.menu import announce_commands
from bot.nightly import Nightly, make_apart
from bot.notices import WORDINGS, Notices
from bot.opening import Outside
from bot.refusing import sayer
from bot.rights import Rights
from bot.settings import SettingRefused, Settings
from bot.task_runners import runners
from bot.tasks_due import TasksDue
from bot.transport import Transport
from bot.turnstile import Turnstile
from bot.watching import Watch
from bot.web.public_site import PublicSite
from bot.web.readiness import Readiness
from bot.web.serving import AddressTaken, serving
from bot.web.site import build_site
from bot.webhook import announce_webhook, webhook_secret
from bot.worker import Worker
from db.revisions import head_revision
from db.store import Store
from rules.draw.beacon import Round

_CONNECTIONS = 80
_FINISH_SECONDS, _STOP_SECONDS = 1.5, 2.5
_GIVE_BACK_SECONDS = 0.5
_SOON_SECONDS = 2.0

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
TakeIn = Callable[[], Coroutine[Any, Any, object]]

log = structlog.get_logger()


class CannotRun(Exception):
    """Says in one line why the bot cannot run, or cannot go on."""


async def run_bot(settings: Settings, store: Store, outside: Outside, holder: str) -> None:
    """Until it is told to stop, or cannot go on. The holder is the name of this process for all the others."""
    token, api, chance = settings.require_token().get_secret_value(), settings.telegram_api_url, outside.chance
    bot_url = f"{api}/bot{token}"
    transport, captured = Transport(_CONNECTIONS), CapturingRequest(2)
    application = build_application(token, api, captured, settings.default_language)
    lanes, leases = Lanes(), Leases(store, holder)
    limits = Limits(enforced=settings.send_limits == "telegram")
    courier = Courier(store, transport, bot_url, limits, chance, _notices(settings, application), leases.courier)
    intake = Intake(store, lanes, Turnstile(courier.send_now, settings.default_language))
    told = courier.posted, courier.send_now, sayer(settings.default_language)
    worker = Worker(store, application, lanes, *told, settings.operator_ids, courier)
    polling = Polling(intake, transport, bot_url, chance) if settings.updates == "polling" else None
    secret = None if polling else webhook_secret(settings)
    downloads = Downloads(transport, bot_url, f"{api}/file/bot{token}")
    tasks = TasksDue(runners(downloads), settings.operator_ids)
    watch = _watch(settings, application, polling)
    clock = _clock(settings, store, leases.clock, outside, tasks, Rights(transport, bot_url), downloads, watch)
    public = _public_site(settings, store, application)
    site = build_site(intake, Readiness(store, polling), secret, public, settings.public_url)
    await transport.initialize()
    try:
        async with serving(site, settings.http_host, settings.http_port) as port:
            log.info("listening", port=port)
            await _make_known(settings, application, port, secret)
            await intake.resume()
            clock.start()
            _load_the_rest_soon()
            take_in = partial(_while_held, leases.polling, polling.run) if polling else asyncio.Event().wait
            await _until_stopped(take_in, worker, courier, leases)
    except AddressTaken as taken:
        raise SettingRefused("HTTP_PORT", f"nothing can listen at that port of HTTP_HOST ({taken}).") from None
    finally:
        clock.stop()
        await tasks.stop()
        await application.shutdown()
        await captured.shutdown()
        await transport.shutdown()


async def _make_known(settings: Settings, application: AnyApplication, port: int, secret: str | None) -> None:
    await _reach(application.initialize)
    application.bot_data["addresses"] = addresses_of(settings, port)
    await _reach(lambda: announce_commands(application.bot))
    if secret is not None and settings.public_url is not None:
        await _reach(partial(announce_webhook, application.bot, settings.public_url, secret))


def _load_the_rest_soon() -> None:
    """Not at the start, and not when it is needed either: another version may be in the folder by then."""
    loop = asyncio.get_running_loop()
    loop.call_later(_SOON_SECONDS, lambda: loop.run_in_executor(None, _load, "bot.carrier", "bot.beacon"))


def _load(*modules: str) -> None:
    for module in modules:
        import_module(module)


async def _find_round(settings: Settings, outside: Outside, number: int) -> Round | None:
    relays = await asyncio.to_thread(import_module, "bot.beacon")
    found: Round | None = await relays.Relays(settings.beacon_urls, outside.clock).find_round(number)
    return found


def _notices(settings: Settings, application: AnyApplication) -> Notices:
    names = lambda: application.bot.username, _addresses_in(application)
    return Notices(WORDINGS, settings.default_language, *names, reports=bool(settings.operator_ids))


def _public_site(settings: Settings, store: Store, application: AnyApplication) -> PublicSite:
    names = _addresses_in(application), lambda: application.bot.username
    return PublicSite(store, *names, settings.default_language, reports=bool(settings.operator_ids))


def _addresses_in(application: AnyApplication) -> Callable[[], Addresses]:
    """They are known once the port is."""
    return partial(application.bot_data.get, "addresses", NOWHERE)


def _clock(
    settings: Settings,
    store: Store,
    lease: Lease,
    outside: Outside,
    tasks: TasksDue,
    rights: Rights,
    downloads: Downloads,
    watch: Watch,
) -> Clock:
    """With all that it looks at."""
    looks = [
        Look(TASKS_EVERY, {"tasks": tasks.look}),
        Look(BOARDS_EVERY, {"boards": BoardsDue(rights.find).look}),
        Look(BACKDROPS_EVERY, {"backdrops": BackdropsDue(downloads.load).look}),
        Look(DRAWS_EVERY, {"draws": DrawsDue(partial(_find_round, settings, outside)).look}),
        Look(TIDY_EVERY, {"watch": watch.look}),
    ]
    # Where several processes share a server, whoever runs that server has its backups.
    if not store.shared:
        nightly = Nightly(settings.data_dir / FOLDER, settings.operator_ids, make_apart)
        looks.append(Look(TIDY_EVERY, {"backup": nightly.look}))
    return Clock(store, lease, looks)


def _watch(settings: Settings, application: AnyApplication, polling: Polling | None) -> Watch:
    """What is watched, operators may look at themselves."""
    machine = Machine(settings.data_dir, settings.database.get_backend_name(), head_revision(), polling)
    application.bot_data.update(operators=tuple(settings.operator_ids), machine=machine)
    return Watch(machine, settings.operator_ids)


async def _reach(ask: Callable[[], Awaitable[object]]) -> None:
    """Telegram may be away when the bot starts; a token that it does not know, or a refusal, is another matter."""
    pause = 1.0
    while True:
        try:
            await ask()
        except BadRequest:
            raise
        except InvalidToken:
            raise CannotRun("BOT_TOKEN: Telegram does not know this token; ask @BotFather for it again.") from None
        except TelegramError as error:
            log.warning("telegram cannot be reached", error=type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(pause * 2, 30.0)
        else:
            return


async def _while_held(lease: Lease, run: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Again each time that it is taken; broken off when it is lost."""
    while True:
        await lease.taken()
        part, lost = asyncio.create_task(run()), asyncio.create_task(lease.lost())
        try:
            await asyncio.wait({part, lost}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            broken_off = part.cancel()
            lost.cancel()
            await asyncio.wait({part, lost})
        if not broken_off:
            part.result()


async def _until_stopped(take_in: TakeIn, worker: Worker, courier: Courier, leases: Leases) -> None:
    """First nothing more is taken in, then what is in hand is finished, then what is on its way arrives."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    keeping, intake = asyncio.create_task(leases.run()), asyncio.create_task(take_in())
    working, sending = asyncio.create_task(worker.run()), asyncio.create_task(courier.run())
    parts = working, sending
    told = asyncio.create_task(stop.wait())
    log.info("running")
    done, _ = await asyncio.wait({intake, told, *parts}, return_when=asyncio.FIRST_COMPLETED)
    for task in (intake, told):
        task.cancel()
    leases.polling.stop()
    leases.clock.stop()
    await worker.stop()
    # Answers leave with their units: the courier must be there as long as there are any.
    await asyncio.wait({working}, timeout=_FINISH_SECONDS)
    courier.stop()
    await asyncio.wait(parts, timeout=_STOP_SECONDS)
    leases.courier.stop()
    await asyncio.wait({keeping}, timeout=_GIVE_BACK_SECONDS)
    for task in (*parts, keeping):
        task.cancel()
    await asyncio.gather(*parts, keeping, intake, return_exceptions=True)
    _tell_why(done - {told})


def _tell_why(ended: set[asyncio.Task[Any]]) -> None:
    for task in ended:
        error = task.exception()
        if isinstance(error, IntakeStopped | TokenRefused):
            raise CannotRun(str(error)) from None
        if error is not None:
            raise error
