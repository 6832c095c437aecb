"""The playground over HTTP: Bot API, people side, page."""
