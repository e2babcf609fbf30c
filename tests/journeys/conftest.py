"""One Chromium for each journey, with our own fonts and no others, so that a page is as wide here as anywhere."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from tests.components.test_kitchen import CHROMIUM, FLAGS, surroundings_of_chromium


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[Browser]:
    """Open Chromium."""
    async with async_playwright() as playwright:
        env = surroundings_of_chromium(tmp_path)
        opened = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, env=env)
        yield opened
        await opened.close()
