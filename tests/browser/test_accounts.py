"""Coming in and going out: registering, confirming the address, signing in and out, a forgotten password."""

from __future__ import annotations

import re
from collections.abc import Callable
from email import message_from_bytes, policy

from playwright.sync_api import expect

from tests.browser.visitor import Visitor
from tests.end_to_end.stack import Stack, wait_until

PASSWORD = "a heron stands still 42"
LINK = re.compile(r"https?://[^/\s]+(/\S+)")


def link_mailed_to(stack: Stack, address: str, page: str) -> str:
    """The path of the newest link to a page that was mailed to an address."""

    def links() -> list[str]:
        texts = [
            message.get_content()
            for file in sorted((stack.data / "mail").glob("*"))
            if (message := message_from_bytes(file.read_bytes(), policy=policy.default))["To"]
            == address
        ]
        return [path for text in texts for path in LINK.findall(text) if path.startswith(page)]

    wait_until(lambda: bool(links()), f"a mail to {address}")
    return links()[-1]


def test_a_person_registers_confirms_the_address_signs_in_and_out(
    visit: Callable[..., Visitor], stack: Stack
) -> None:
    page = visit().page
    page.goto("/")
    page.get_by_role("link", name="Sign in").first.click()
    page.get_by_role("link", name="Create an account").click()
    page.get_by_label("Your name").fill("Wanda Watcher")
    page.get_by_label("E-mail").fill("wanda@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create the account").click()
    expect(page.get_by_text("We sent an e-mail to wanda@example.org")).to_be_visible()

    page.goto(link_mailed_to(stack, "wanda@example.org", "/verify"))
    expect(page.get_by_text("Your e-mail address is confirmed")).to_be_visible()

    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail").fill("wanda@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Wanda Watcher")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("banner").get_by_role("link", name="Sign in")).to_be_visible()
    expect(page.get_by_text("Wanda Watcher")).to_be_hidden()


def test_a_wrong_password_is_told_in_a_sentence(visit: Callable[..., Visitor]) -> None:
    page = visit().page
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill("nobody@example.org")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text(re.compile(r"\w+ \w+ \w+"))


def test_too_short_a_password_is_refused_at_its_field(visit: Callable[..., Visitor]) -> None:
    page = visit().page
    page.goto("/register")
    page.get_by_label("Your name").fill("Bo")
    page.get_by_label("E-mail").fill("bo@example.org")
    page.get_by_label("Password").fill("short")
    page.get_by_role("button", name="Create the account").click()
    expect(page.get_by_label("Password")).to_have_attribute("aria-invalid", "true")


def test_a_forgotten_password_is_set_anew_by_a_mailed_link(
    visit: Callable[..., Visitor], stack: Stack
) -> None:
    stack.user("forgetful@example.org", "contributor")
    page = visit().page
    page.goto("/reset")
    page.get_by_label("E-mail").fill("forgetful@example.org")
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_text("a link is on its way")).to_be_visible()

    page.goto(link_mailed_to(stack, "forgetful@example.org", "/reset"))
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Set the new password").click()
    expect(page.get_by_text("Your new password is set")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail").fill("forgetful@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
