"""All recounts of the house put together: beside `asgi` the only place that knows every domain."""

from app.deliberation import recount as deliberation
from app.disclosure import recount as disclosure
from app.verifying import Recount
from app.village import recount as village
from app.votes import recount as votes

RECOUNT = Recount(
    checks=(*village.CHECKS, *deliberation.CHECKS, *votes.CHECKS, *disclosure.CHECKS),
    retold=disclosure.RETOLD,
    uncounted=village.UNCOUNTED,
    retold_kinds=disclosure.RETOLD_KINDS,
)
