"""What the process says of itself: a line per update, and never a token, a secret, a phone or a name."""

import logging
import re
import sys
from typing import Any

import structlog

# As it stands in an address, whatever it looks like; elsewhere by its length, so that times and ports stay readable.
_TOKEN = re.compile(r"(?<=/bot)[0-9]+(?::|%3A)[A-Za-z0-9_-]+|(?<![0-9])[0-9]{5,}(?::|%3A)[A-Za-z0-9_-]{16,}", re.ASCII)
# What drivers quote of a row or a value that they refuse, up to where the rest of the report goes on: it may be a name.
_QUOTED = re.compile(
    r"((?:DETAIL|query argument \$[0-9]+|invalid input (?:syntax|value) for [^:\n]*|invalid literal for [^:\n]*): +)"
    r".*?(?=\n\[SQL: |\n\nThe above exception|\n\nDuring handling|\n\(Background on|\Z)",
    re.DOTALL,
)


def set_up_logs(level: str, form: str) -> None:
    number = logging.getLevelNamesMapping()[level]
    renderer: structlog.types.Processor = structlog.processors.JSONRenderer() if form == "json" else _for_people
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _told_without_quotes,
            renderer,
            _written_without_token,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_WithoutTokens())
    logging.basicConfig(level=max(number, logging.WARNING), handlers=[handler], force=True)


def without_token(text: str) -> str:
    return _TOKEN.sub("[token]", text)


def without_quotes(text: str) -> str:
    # Nearly nothing that is said has such a quotation, and to look for one through all of it takes long.
    return _QUOTED.sub(r"\1[...]", text) if ": " in text else text


def _told_without_quotes(_logger: object, _name: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    return {key: without_quotes(value) if isinstance(value, str) else value for key, value in event.items()}


def _for_people(_logger: object, _name: str, event: structlog.typing.EventDict) -> str:
    """When, how bad, what, its facts; and below it where it happened."""
    when, level, what = event.pop("timestamp"), event.pop("level"), event.pop("event")
    below = "".join(f"\n{event.pop(name)}" for name in ("stack", "exception") if name in event)
    facts = "".join(f" {name}={_shown(event[name])}" for name in sorted(event))
    return f"{when} [{level:<8}] {what:<12}{facts}{below}"


def _shown(value: object) -> str:
    """On one line, whatever it is."""
    text = str(value)
    return text if text.isprintable() and " " not in text else repr(value)


def _written_without_token(_logger: object, _name: str, written: Any) -> str:
    return without_token(str(written))


class _WithoutTokens(logging.Formatter):
    """Of what other people's libraries say."""

    def format(self, record: logging.LogRecord) -> str:
        try:
            return without_token(without_quotes(super().format(record)))
        except (TypeError, ValueError, KeyError):
            # The library would print the record with all that is in it.
            return f"{record.name}: a line that cannot be written"
