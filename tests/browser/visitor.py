"""Somebody in front of the web app: what they do on several pages, and what went wrong unseen."""

from __future__ import annotations

import re

from playwright.sync_api import ConsoleMessage, Page, expect

from tests.end_to_end.stack import PASSWORD

PATIENCE_MILLISECONDS = 30_000
REFUSALS = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")
"""A browser logs each refusal of the API as an error; refusals are shown to the person and tested there."""


class Visitor:
    """One browser window and the complaints it collected: errors of the app, breaches of its security policy."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE_MILLISECONDS)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not REFUSALS.match(message.text):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def sign_in(self, email: str) -> None:
        self.page.goto("/sign-in")
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("main").get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible(
            timeout=PATIENCE_MILLISECONDS
        )
