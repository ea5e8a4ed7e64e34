"""A real browser before a real house: every page is watched for errors of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from houston.client.api import CodexClient
from tests.browser.visitor import Visitor
from tests.end_to_end.stack import ROOT, Stack

WEB_APP = ROOT / "frontend" / "dist" / "index.html"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Of a machine that does much else meanwhile; what comes sooner is not waited for.
expect.set_options(timeout=30_000)
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A house of its own, so that no other test's records are in the way."""
    if not WEB_APP.is_file():
        pytest.skip("the web app is not built: run npm ci and npm run build in frontend/")
    if not Path(CHROMIUM).is_file():
        pytest.skip("there is no Chromium on this machine")
    with Stack(tmp_path_factory.mktemp("browser")) as running:
        yield running


@pytest.fixture(scope="session")
def curator(stack: Stack) -> CodexClient:
    """The curator's API client; in the browser the same person is `curator@example.org`."""
    return stack.user("curator@example.org", "curator")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser, stack: Stack) -> Iterator[Callable[..., Visitor]]:
    """Opens the app as somebody new: a browser without any memory, of the language and size asked for."""
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def arrive(language: str = "en-GB", *, phone: bool = False) -> Visitor:
        context = browser.new_context(
            base_url=stack.url,
            locale=language,
            viewport=PHONE if phone else DESKTOP,  # type: ignore[arg-type]
            has_touch=phone,
            is_mobile=phone,
        )
        contexts.append(context)
        visitors.append(Visitor(context.new_page()))
        return visitors[-1]

    yield arrive
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture
def page(visit: Callable[..., Visitor]) -> Page:
    """The app before a visitor without an account, at a desk."""
    return visit().page
