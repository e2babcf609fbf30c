"""How a form of this domain comes back: with all that was typed, what is wrong beside it, and the fitting status."""

from typing import Any

from litestar import Response

from app.disclosure.forms import faults
from app.forms import Filled
from app.pages import AnyRequest, page
from app.refusals import Refused


def form_page(
    request: AnyRequest, template: str, form: Filled[Any], *, refusal: Refused | None = None, **context: Any
) -> Response[str]:
    """Show a form with what was refused (the refusal's status), with its faults (422), or as it is (200)."""
    status = refusal.status if refusal is not None else 422 if form.errors else 200
    errors = faults(form, refusal)
    return page(request, template, status=status, form=form, refusal=refusal, errors=errors, **context)
