"""Signs that the paper cannot print are told where the matter is written, before anybody votes on them."""

import pytest

from app.database import fetch_value
from app.deliberation.rules.money import Money
from app.deliberation.rules.states import MoneyKind
from app.deliberation.services.proposals import ProposalDraft, put_forward
from app.deliberation.services.revisions import revise
from app.figures import Fen
from app.refusals import Refused
from tests.cast import EIGHT, Cast
from tests.deliberation.matters import a_matter, change, draft, wording

pytestmark = pytest.mark.anyio
LAMP = Money(kind=MoneyKind.SPENDING, label="路灯😀", basis="48盏", fen=Fen(100))


@pytest.mark.parametrize(
    ("matter", "field"),
    [
        (draft("给བཀྲ་ཤིས家修路"), "title"),
        (draft(words=wording(summary="修路😀")), "summary"),
        (draft(words=wording("第一条　修路😀")), "text"),
        (draft(words=wording(money=(LAMP,))), "money"),
    ],
)
async def test_a_matter_with_such_a_sign_is_not_put_forward(village: Cast, matter: ProposalDraft, field: str) -> None:
    with pytest.raises(Refused, match="cannot be printed") as refused:
        await put_forward(matter, by=village.secretary, at=EIGHT)

    assert refused.value.field == field
    assert await fetch_value("SELECT count(*) FROM proposal") == 0


async def test_a_revision_with_such_a_sign_is_not_written(village: Cast) -> None:
    matter = await a_matter(village)

    with pytest.raises(Refused, match="😀"):
        await revise(matter.id, change("第一条　修路😀"), by=village.secretary, at=EIGHT)

    assert await fetch_value("SELECT count(*) FROM revision") == 1


async def test_a_rare_character_of_a_name_is_no_such_sign(village: Cast) -> None:
    await put_forward(draft("王𬭚家门前道路硬化"), by=village.secretary, at=EIGHT)

    assert await fetch_value("SELECT title FROM proposal") == "王𬭚家门前道路硬化"
