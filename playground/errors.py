"""Refusals of the Bot API, in Telegram's own words and codes, and those of the people side."""

from playground.jsons import JSON


class ApiError(Exception):
    """The call is refused; nothing was changed."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> JSON:
        body: JSON = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class BadRequest(ApiError):
    def __init__(self, description: str, **parameters: int) -> None:
        super().__init__(400, f"Bad Request: {description}", **parameters)


class Forbidden(ApiError):
    def __init__(self, description: str) -> None:
        super().__init__(403, f"Forbidden: {description}")


class Conflict(ApiError):
    def __init__(self, description: str) -> None:
        super().__init__(409, f"Conflict: {description}")


class TooManyRequests(ApiError):
    def __init__(self, seconds: int) -> None:
        super().__init__(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


class NotImitated(ApiError):
    def __init__(self, what: str) -> None:
        super().__init__(501, f"Not Implemented: playground does not imitate {what}")


class WishRefused(Exception):
    """What a person wished is not possible; nothing was changed."""

    def __init__(self, error: str, code: int = 400) -> None:
        super().__init__(error)
        self.code = code
        self.error = error


OLD_QUERY = "query is too old and response timeout expired or query ID is invalid"
