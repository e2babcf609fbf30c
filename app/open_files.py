"""Files that anybody may fetch: the house's own static files, and stored papers and photos by their hash."""

from typing import Any
from urllib.parse import quote

from litestar import Request, Response, get
from litestar.params import FromPath

from app.assets import find_asset
from app.database import fetch, fetch_value
from app.doors import Actor, Role, public
from app.files import PDF, fetch_file
from app.packing import unpacks
from app.refusals import Gone, Missing
from app.words import _

FOR_EVER = "public, max-age=31536000, immutable"
MAY_BE_TAKEN_BACK = "private, no-cache"  # whoever kept it asks again, so what is hidden is hidden at once
SEE_TAKEN_BACK = (Role.SECRETARY, Role.CLERK, Role.COMMITTEE, Role.SUPERVISION)  # photos of entries taken back

# A photo of the ledger is there for everybody while an entry that stands shows it, then for the village's officers.
SHOWN = """
SELECT a.media_type, NULL::uuid AS only_in, false AS for_ever, h.reason FROM attachment a
  JOIN proposal p ON p.id = a.proposal LEFT JOIN file_hidden h ON h.village = p.village AND h.sha256 = a.sha256
  WHERE a.sha256 = $1
UNION ALL SELECT 'application/pdf', NULL, true, NULL FROM notice WHERE pdf_sha256 = $1 AND state = 'published'
UNION ALL SELECT e.photo_type, CASE WHEN c.id IS NOT NULL THEN p.village END, false, h.reason
  FROM execution_entry e JOIN proposal p ON p.id = e.proposal
  LEFT JOIN file_hidden h ON h.village = p.village AND h.sha256 = e.photo_sha256
  LEFT JOIN execution_entry c ON c.corrects = e.id
  WHERE e.photo_sha256 = $1
ORDER BY only_in NULLS FIRST, for_ever DESC
"""


@get("/static/{path:path}", guards=[public], include_in_schema=False)
async def static_file(request: Request[Any, Any, Any], path: FromPath[str]) -> Response[bytes]:
    """Serve a file of `static/`; 304 where the browser has it."""
    found = find_asset(path.lstrip("/"))
    if found is None:
        raise Missing()
    asset, caching = found
    headers = {"ETag": asset.etag, "Cache-Control": caching, "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == asset.etag:
        return Response(b"", status_code=304, headers=headers)
    packed = asset.packed if unpacks(request.headers.get("accept-encoding", "")) else b""
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(packed or asset.content, media_type=asset.media_type, headers=headers)


@get("/files/{sha256:str}", guards=[public], include_in_schema=False)
async def stored_file(request: Request[Any, Any, Any], sha256: FromPath[str]) -> Response[bytes]:
    """Serve a paper or photo that something public names; anything else in the store is not there."""
    actor: Actor | None = request.scope.get("user")
    own = actor.village if actor is not None and actor.may(*SEE_TAKEN_BACK) else None
    rows = [row for row in await fetch(SHOWN, sha256) if row["only_in"] in (None, own)]
    row = next((row for row in rows if row["reason"] is None), None)
    if row is None and rows:
        raise Gone(_("This file was hidden: %(why)s", why=rows[0]["reason"]))
    if row is None:
        raise Missing()
    disposition = "inline" if row["media_type"] != PDF else await _named(sha256)
    caching = FOR_EVER if row["for_ever"] else MAY_BE_TAKEN_BACK
    headers = {"Cache-Control": caching, "Content-Disposition": disposition, "ETag": f'"{sha256}"'}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(b"", status_code=304, headers=headers)
    content = await fetch_file(sha256)
    return Response(content, media_type=row["media_type"], headers=headers)


async def _named(sha256: str) -> str:
    """Return how a paper is saved: a notice under its number, 曼村决2026-7.pdf (RFC 6266, RFC 8187)."""
    number: str | None = await fetch_value(
        "SELECT facts::jsonb -> 'heading' ->> 'number' FROM notice WHERE pdf_sha256 = $1", sha256
    )
    plain = f'inline; filename="{sha256[:12]}.pdf"'
    if number is None:
        return plain
    name = number.replace("〔", "").replace("〕", "-").removesuffix("号")
    return f"{plain}; filename*=UTF-8''{quote(name, safe='')}.pdf"
