"""The page on which a village is founded by whoever has the code of the machine."""

from typing import Annotated, Any

from litestar import Controller, Response, get, post
from msgspec import Meta

from app import forms
from app.doors import public
from app.limits import TooMany
from app.pages import AnyRequest, Now, back_to, page
from app.refusals import Refused
from app.village.forms import Line, Secret
from app.village.rules.seats import Sex
from app.village.services.moving_in import Founding, found_and_enter
from app.village.services.particulars import Particulars
from app.village.web.cookies import begin_session
from app.village.web.particulars import ParticularsForm, name_phone_faults
from app.words import _


class FoundForm(ParticularsForm, kw_only=True, frozen=True):
    """The village, and who administers it."""

    key: Line
    name: Annotated[str, Meta(max_length=40)]
    code: Annotated[str, Meta(max_length=12)]
    administrator: Annotated[str, Meta(max_length=50)]
    sex: Sex
    password: Secret
    again: Secret


class FoundingController(Controller):
    """Founding a village."""

    path = "/found"
    include_in_schema = False
    guards = (public,)

    @get("/")
    async def ask(self, request: AnyRequest) -> Response[Any]:
        """Ask for the founding code, the village and its administrator."""
        return page(request, "village/found.html", form=forms.blank(), refusal=None, sexes=_sexes())

    @post("/", status_code=200)
    async def found(self, request: AnyRequest, now: Now) -> Response[Any]:
        """Found the village, let its administrator in, and lead to the list."""
        filled = await forms.read(request, FoundForm)
        name_phone_faults(filled)
        if not filled.errors and filled.done.password != filled.done.again:
            filled.errors["again"] = _("The two passwords are not the same.")
        if filled.errors:
            return _shown(request, filled)
        typed = filled.done
        founding = Founding(
            name=typed.name, code=typed.code, administrator=typed.administrator, sex=typed.sex,
            particulars=Particulars(
                town=typed.town, supervision_phone=typed.supervision_phone, clerk_phone=typed.clerk_phone,
                township_phone=typed.township_phone,
            ),
        )  # fmt: skip
        host = request.client.host if request.client else ""
        try:
            founded = await found_and_enter(founding, key=typed.key, password=typed.password, host=host, at=now)
        except Refused as refusal:
            if refusal.field in typed.__struct_fields__:
                filled.errors[refusal.field] = refusal.message
                return _shown(request, filled, status=refusal.status)
            return _shown(request, filled, status=refusal.status, refusal=refusal)
        home = f"/v/{typed.code}"
        return begin_session(
            back_to(f"{home}/import"), account=founded.account, version=founded.version, shared=False, at=now, home=home
        )


def _shown(
    request: AnyRequest, form: forms.Filled[Any], *, status: int = 422, refusal: Refused | None = None
) -> Response[Any]:
    answer = page(request, "village/found.html", status=status, form=form, refusal=refusal, sexes=_sexes())
    if isinstance(refusal, TooMany):
        answer.headers["Retry-After"] = str(refusal.seconds)
    return answer


def _sexes() -> list[tuple[str, object, str]]:
    return [(sex.value, sex.label, "") for sex in Sex]
