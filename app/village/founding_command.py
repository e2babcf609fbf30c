"""The command found: print the code with which the next village is founded on a page."""

from app.database import fetch_value
from app.machine_words import said
from app.settings import settings
from app.village.services.moving_in import VILLAGES, code_to_found
from app.words import _


async def invitation() -> str:
    """Return where a village is founded and with which code."""
    return said(
        _(
            "To found a village open %(address)s and type the founding code %(code)s. It works once.",
            address=f"{settings().public_url}/found",
            code=await code_to_found(),
        )
    )


async def first_invitation() -> str:
    """Return the same where there is no village yet, else nothing."""
    return "" if await fetch_value(VILLAGES) else await invitation()
