"""Logging out on one phone: the session is over, also for whoever kept a copy of its cookie."""

from datetime import datetime

from app.database import execute, transaction
from app.sessions import LONGEST, Session


async def log_out(session: Session, *, at: datetime) -> None:
    """End one session and forget those that have run out by now; the person's other phones stay logged in."""
    async with transaction():
        await execute("DELETE FROM ended_session WHERE ended_at < $1", at - LONGEST)
        await execute("INSERT INTO ended_session (id, ended_at) VALUES ($1, $2) ON CONFLICT DO NOTHING", session.id, at)
