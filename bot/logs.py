"""What the process says of itself: a line per update, and never a token, a secret, a phone or a name."""

import logging
import re
import sys

import structlog

_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,}(?=/|$|\s|'|\")|(?<=/bot)[0-9]+:[A-Za-z0-9_-]+")


def set_up_logs(level: str, form: str) -> None:
    number = logging.getLevelNamesMapping()[level]
    renderer: structlog.types.Processor = (
        structlog.processors.JSONRenderer() if form == "json" else structlog.dev.ConsoleRenderer(colors=False)
    )
    shared: list[structlog.types.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _without_tokens,
    ]
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_redact)
    logging.basicConfig(level=max(number, logging.WARNING), handlers=[handler], force=True)


def without_token(text: str) -> str:
    return _TOKEN.sub("[token]", text)


def _without_tokens(_logger: object, _name: str, event: structlog.types.EventDict) -> structlog.types.EventDict:
    return {name: without_token(value) if isinstance(value, str) else value for name, value in event.items()}


def _redact(record: logging.LogRecord) -> bool:
    record.msg, record.args = without_token(record.getMessage()), ()
    if record.exc_info:
        record.exc_text = without_token(logging.Formatter().formatException(record.exc_info))
        record.exc_info = None
    return True
