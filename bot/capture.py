"""Where python-telegram-bot is bent to the unit of work: calls are captured, and a handler's error fails its unit."""

from typing import Any

from telegram.ext import Application
from telegram.request import BaseRequest, RequestData

from bot.transport import Transport
from bot.unit import current_unit


class CapturingRequest(Transport):
    """Inside a unit a call becomes part of it; outside it goes to Telegram."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        unit = current_unit.get()
        if unit is None:
            timeouts = (read_timeout, write_timeout, connect_timeout, pool_timeout)
            return await super().do_request(url, method, request_data, *timeouts)
        if request_data is None or request_data.contains_files:
            raise RuntimeError("a file cannot be captured: post a letter that draws it")
        return 200, unit.capture(url.rpartition("/")[2], request_data.json_parameters)


class UnitApplication(Application[Any, Any, Any, Any, Any, Any]):
    """`process_update` never raises: whoever runs it finds the error on the unit."""

    async def process_error(
        self, update: object | None, error: Exception, job: Any = None, coroutine: Any = None
    ) -> bool:
        unit = current_unit.get()
        if unit is None:
            return await super().process_error(update, error, job, coroutine)
        unit.fault = error
        return True
