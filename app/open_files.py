"""Files that anybody may fetch: the house's own static files, and stored papers and photos by their hash."""

from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath

from app.assets import find_asset
from app.database import fetch_row
from app.doors import public
from app.files import PDF, fetch_file
from app.packing import unpacks
from app.refusals import Missing

FOR_EVER = "public, max-age=31536000, immutable"


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
    return Response(packed or asset.path.read_bytes(), media_type=asset.media_type, headers=headers)


@get("/files/{sha256:str}", guards=[public], include_in_schema=False)
async def stored_file(sha256: FromPath[str]) -> Response[bytes]:
    """Serve a paper or photo that something public names; anything else in the store is not there."""
    row = await fetch_row(
        "SELECT media_type FROM attachment WHERE sha256 = $1"
        " UNION ALL SELECT photo_type FROM execution_entry WHERE photo_sha256 = $1"
        " UNION ALL SELECT 'application/pdf' FROM notice WHERE pdf_sha256 = $1 AND state = 'published' LIMIT 1",
        sha256,
    )
    if row is None:
        raise Missing()
    content = await fetch_file(sha256)
    disposition = "inline" if row["media_type"] != PDF else f'inline; filename="{sha256[:12]}.pdf"'
    headers = {"Cache-Control": FOR_EVER, "Content-Disposition": disposition, "ETag": f'"{sha256}"'}
    return Response(content, media_type=row["media_type"], headers=headers)
