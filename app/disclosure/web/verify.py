"""Is the paper on the wall true? Anybody may ask, by the code below it or with the PDF itself."""

from datetime import datetime
from urllib.parse import quote

from litestar import Controller, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect
from litestar.status_codes import HTTP_409_CONFLICT

from app.bodies import FILES, sent
from app.disclosure.queries.verification import Truth, Verification, verify_bytes, verify_code
from app.disclosure.rules.codes import typed_code
from app.doors import public
from app.files import LARGEST
from app.limits import TooMany, keyed, network_of, spend
from app.pages import AnyRequest, Now, actor_here, back_to, page
from app.refusals import Refused
from app.village.queries import village_of_reader
from app.words import _

NOT_A_PDF = _(
    "This is a photo or another kind of file, which cannot be compared. Scan the square code on the paper with the"
    " phone, or type the check code below it."
)
GUESSES, GUESSES_A_MINUTE = 20, 10


class VerifyController(Controller):
    """The same question by three ways: a typed code, the code of the QR, a dropped file."""

    path = "/verify"
    include_in_schema = False

    @get("/", guards=[public])
    async def ask(self, request: AnyRequest, code: FromQuery[str] = "") -> Response[str] | Redirect:
        """Show the two ways to ask; a typed code gets an address of its own."""
        if code.strip():
            asked = typed_code(code) or code.replace("/", " ").strip()[:60]
            return back_to(f"/verify/{quote(asked, safe='')}")
        return await _page(request)

    @get("/{code:str}", guards=[public])
    async def by_code(self, request: AnyRequest, code: FromPath[str], now: Now) -> Response[str]:
        """Answer for a code; what is not known is not found, also for machines, and guessing is slow."""
        found = await verify_code(code)
        if found.truth is Truth.UNKNOWN:
            await _count_guess(request, at=now)
        return await _answer(request, found)

    @post("/", guards=[public], status_code=200, opt={FILES: True})
    async def by_file(self, request: AnyRequest) -> Response[str]:
        """Answer for a PDF; it is hashed, and nothing of it is kept."""
        files = [file for name, file in (await sent(request)).files if name == "file"]
        content = await files[0].read(LARGEST + 1) if files else b""
        if not content or len(content) > LARGEST:
            message = (
                _("Please choose the PDF of a notice first.")
                if not content
                else _("This file is too large: at most 20 MB.")
            )
            return await _page(request, status=422, refusal=Refused(message))
        if not content.startswith(b"%PDF-"):
            return await _page(request, status=422, refusal=Refused(NOT_A_PDF))
        return await _answer(request, await verify_bytes(content))


async def _count_guess(request: AnyRequest, *, at: datetime) -> None:
    """Slow down whoever tries codes at random; a person with a blurred paper never notices."""
    client = request.client
    key = f"verify:{keyed(network_of(client.host if client else ''))}"
    seconds = await spend(key, burst=GUESSES, per_minute=GUESSES_A_MINUTE, at=at)
    if seconds is not None:
        raise TooMany(seconds=seconds)


async def _answer(request: AnyRequest, found: Verification) -> Response[str]:
    status = HTTP_409_CONFLICT if found.truth is Truth.DISAGREES else 200 if found.notice else 404
    return await _page(request, status=status, found=found)


async def _page(
    request: AnyRequest, *, status: int = 200, found: Verification | None = None, refusal: Refused | None = None
) -> Response[str]:
    village = await village_of_reader(actor_here(request))
    return page(request, "disclosure/verify.html", status=status, village=village, found=found, refusal=refusal)
