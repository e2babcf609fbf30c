"""A village where a matter has been resolved, and one where its resolution hangs: played once, copied for each test."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from app.deliberation.services.proposals import Numbered
from app.disclosure.queries.notices import NoticeView, notices_of
from app.embedded import EmbeddedPostgres
from tests.cast import EIGHT, Cast
from tests.client import Doors, open_doors
from tests.conftest import copied, played
from tests.story import a_published_resolution, a_resolved_matter

NEXT_DAY = EIGHT + timedelta(days=1)
WEEKS_LATER = EIGHT + timedelta(days=17)  # the first day after the fifteen on which the resolution hangs


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The village and its matter; `notice` once its resolution hangs."""

    village: Cast
    matter: Numbered
    notice: UUID | None = None

    async def hanging(self) -> NoticeView:
        """Return the published notice of the matter that came last."""
        return (await notices_of(self.matter.id))[-1]


@pytest.fixture(scope="session")
def resolved_template(postgres: EmbeddedPostgres, village_template: tuple[str, Cast]) -> Story:
    """The database in which the four discussions were held."""

    async def play() -> Story:
        matter = await a_resolved_matter(village_template[1], last=EIGHT)
        return Story(village=village_template[1], matter=matter)

    return played(postgres, "template_resolved", after=village_template[0], play=play)


@pytest.fixture(scope="session")
def published_template(postgres: EmbeddedPostgres, resolved_template: Story) -> Story:
    """The database in which the resolution hangs since the next day."""

    async def play() -> Story:
        told = resolved_template
        notice = await a_published_resolution(told.matter.id, told.village, at=NEXT_DAY)
        return Story(village=told.village, matter=told.matter, notice=notice)

    return played(postgres, "template_published", after="template_resolved", play=play)


@pytest.fixture
async def resolved(postgres: EmbeddedPostgres, resolved_template: Story) -> AsyncIterator[Story]:
    """A matter that step 4 carried at EIGHT, and no notice yet."""
    async for _dsn in copied(postgres, "template_resolved"):
        yield resolved_template


@pytest.fixture
async def published(postgres: EmbeddedPostgres, published_template: Story) -> AsyncIterator[Story]:
    """A matter whose resolution hangs since NEXT_DAY and is being carried out."""
    async for _dsn in copied(postgres, "template_published"):
        yield published_template


@pytest.fixture
async def resolved_doors(resolved: Story) -> AsyncIterator[Doors]:
    """The house opened on the resolved matter, on the next day."""
    async with open_doors() as doors:
        doors.clock.now = NEXT_DAY
        yield doors


@pytest.fixture
async def published_doors(published: Story) -> AsyncIterator[Doors]:
    """The house opened on the published resolution, on the day it was published."""
    async with open_doors() as doors:
        doors.clock.now = NEXT_DAY + timedelta(hours=1)
        yield doors
