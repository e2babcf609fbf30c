"""The page with every component on it, in Chromium: readable by everybody, in every light and width."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, sync_playwright

from app.assets import STATIC_FOLDER, find_asset
from app.reception import HEADERS
from app.words import reading
from tests.components.kitchen import THINGS, environment, refusal, surroundings

HOUSE = "https://yishi.test"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{ours}</dir><cachedir>{cache}</cachedir>
<alias><family>sans-serif</family><prefer><family>GW Hei</family></prefer></alias>
<alias><family>serif</family><prefer><family>GW Song</family></prefer></alias></fontconfig>"""
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
WAYS = [
    ("zh_CN", "", "light"),
    ("zh_CN", "", "dark"),
    ("zh_CN", "elder", "light"),
    ("en", "", "light"),
    ("en", "elder", "dark"),
]
MEASURE = """() => [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect();
  const beside = box.right > innerWidth + 1 || box.left < -1;
  return box.width > 0 && beside && !e.closest('.sr, svg, .skip');
}).map(e => e.outerHTML.slice(0, 80))"""


def surroundings_of_chromium(folder: Path) -> dict[str, str | float | bool]:
    """Return an environment in which only our own fonts exist, so that Chinese is measured, and alike everywhere."""
    (folder / "fonts.conf").write_text(FONTS.format(ours=STATIC_FOLDER / "fonts", cache=folder))
    return {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Open Chromium."""
    with sync_playwright() as playwright:
        env = surroundings_of_chromium(tmp_path_factory.mktemp("fonts"))
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, env=env)
        yield opened
        opened.close()


def rendered(name: str, *, language: str = "zh_CN", size: str = "", theme: str = "", **more: object) -> str:
    with reading(language=language):
        context = surroundings(language=language, size=size, theme=theme) | THINGS | more
        return environment().get_template(name).render(context)


def opened(browser: Browser, html: str, *, width: int, scripts: bool = True) -> tuple[Page, list[str]]:
    """Show a page under the house's own content policy; return it with what the console complained about."""
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=scripts)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HOUSE)
        found = find_asset(path.removeprefix("/static/")) if path.startswith("/static/") else None
        if found:
            route.fulfill(body=found[0].content, content_type=found[0].media_type)
        elif path.startswith("/static/"):
            route.fulfill(status=404)
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=dict(HEADERS))

    page.route("**/*", answer)
    page.goto(f"{HOUSE}/page")
    return page, complaints


def serious(page: Page) -> list[str]:
    """Return axe's serious and critical findings."""
    found: dict[str, Any] = Axe().run(page).response
    return [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize(("language", "size", "theme"), WAYS)
def test_every_component_is_readable_and_fits(browser: Browser, language: str, size: str, theme: str) -> None:
    html = rendered("kitchen.html", language=language, size=size, theme=theme)

    page, complaints = opened(browser, html, width=360)

    assert serious(page) == []
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(MEASURE) == []
    assert serious(page) == []
    assert complaints == []
    page.context.close()


@pytest.mark.parametrize("name", ["refused.html", "error.html", "one_question.html", "projector.html"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_kind_of_page_is_readable(browser: Browser, name: str, width: int) -> None:
    page, complaints = opened(browser, rendered(name, refusal=refusal(), status_code=404), width=width)

    assert complaints == []
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert serious(page) == []
    page.context.close()


def test_the_list_of_faults_takes_the_focus(browser: Browser) -> None:
    page, _complaints = opened(browser, rendered("kitchen.html"), width=360)

    assert page.evaluate("document.activeElement.hasAttribute('data-focus')")
    page.context.close()


def test_a_button_that_would_be_refused_leads_to_its_reason(browser: Browser) -> None:
    page, _complaints = opened(browser, rendered("kitchen.html"), width=360)

    page.locator("button[aria-disabled=true]").click(force=True)

    assert page.evaluate("document.activeElement.id") == "why"
    page.context.close()


def test_a_page_prints_itself(browser: Browser) -> None:
    page, _complaints = opened(browser, rendered("kitchen.html"), width=360)
    page.evaluate("window.print = () => document.body.setAttribute('data-printed', '')")

    page.locator("[data-print]").click()

    assert page.locator("body[data-printed]").count() == 1
    page.context.close()


def test_everything_can_be_read_without_scripts(browser: Browser) -> None:
    page, complaints = opened(browser, rendered("kitchen.html"), width=360, scripts=False)

    assert complaints == []
    assert page.locator("#offline").is_hidden()
    assert page.locator("[data-print]").is_hidden()
    assert page.locator("h1").inner_text() == "曼坝寨至新寨道路硬化工程"
    page.context.close()
