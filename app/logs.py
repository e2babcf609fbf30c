"""Logs for whoever runs the house: routes and outcomes, never bodies, cookies, ballots or phones."""

import logging
import sys

import structlog


def set_up_logs() -> None:
    """Write one JSON line an event to standard error."""
    logging.getLogger("asyncpg").setLevel(logging.CRITICAL)  # a database out of reach is noted once, by us
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
