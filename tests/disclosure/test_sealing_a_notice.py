"""The electronic seal: put on what is published where the settings name a key, and left out where they don't."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.disclosure.services.drafting import draft_resolution
from app.disclosure.services.reviewing import publish
from app.files import fetch_file
from app.settings import settings
from tests.disclosure.conftest import NEXT_DAY, Story
from tests.paper.seal_key import seal_key
from tests.story import AGREED

pytestmark = pytest.mark.anyio


async def published_pdf(story: Story) -> bytes:
    draft = await draft_resolution(story.matter.id, by=story.village.clerk, at=NEXT_DAY)
    return await fetch_file(await publish(draft, AGREED, by=story.village.supervisor, at=NEXT_DAY))


async def test_a_notice_carries_the_seal_that_the_settings_name(
    resolved: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = seal_key(tmp_path)
    monkeypatch.setenv("YISHI_SEAL_KEY", str(key.key))
    monkeypatch.setenv("YISHI_SEAL_CERTIFICATE", str(key.certificate))
    settings.cache_clear()

    try:
        pdf = await published_pdf(resolved)
    finally:
        monkeypatch.undo()
        settings.cache_clear()

    assert "VillageSeal" in (PdfReader(io.BytesIO(pdf)).get_fields() or {})


async def test_without_a_key_a_notice_carries_none(resolved: Story) -> None:
    assert not PdfReader(io.BytesIO(await published_pdf(resolved))).get_fields()
