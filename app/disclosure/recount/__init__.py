"""What the entries about notices, money, objections and the way of a matter say, held against tables and files."""

from app.disclosure.recount import ledger, notices, objections, way

CHECKS = (*notices.CHECKS, *ledger.CHECKS, *objections.CHECKS)
RETOLD = (way.first_astray,)
RETOLD_KINDS = way.KINDS
