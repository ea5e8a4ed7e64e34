"""How is the web app handed out, and what does each answer promise the browser?"""

from __future__ import annotations

import pytest

from houston.app import create_houston
from houston.settings import HoustonSettings


@pytest.fixture
def site(tmp_path):
    built = tmp_path / "dist"
    (built / "assets").mkdir(parents=True)
    (built / "index.html").write_text("<title>Codex</title>")
    (built / "assets" / "main-4f3a.js").write_text("start()")
    (built / "worker.js").write_text("const BUILD = 1;")
    (built / "robots.txt").write_text("User-agent: *")
    (tmp_path / "secret.txt").write_text("a secret")
    return create_houston(HoustonSettings(data=tmp_path / "var", web_app=built)).test_client()


@pytest.mark.parametrize(
    "page", ["/", "/encounters", "/individuals/0195-some-id", "/verify?token=x"]
)
def test_every_page_is_the_first_page_and_asked_for_each_time(site, page):
    answer = site.get(page)
    assert b"<title>Codex</title>" in answer.data
    assert answer.headers["Cache-Control"] == "no-cache"


def test_files_whose_names_change_with_their_content_are_kept_for_a_year(site):
    answer = site.get("/assets/main-4f3a.js")
    assert answer.data == b"start()"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_other_files_are_asked_for_each_time(site):
    assert site.get("/robots.txt").headers["Cache-Control"] == "no-cache"


def test_the_worker_is_asked_for_each_time_and_may_run(site):
    """So that a new build is found at once; its own policy is that of any page."""
    answer = site.get("/worker.js")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.mimetype == "text/javascript"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "worker-src" not in policy


@pytest.mark.parametrize(
    "path", ["/missing.js", "/../secret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt"]
)
def test_what_is_no_file_of_it_is_not_there(site, path):
    answer = site.get(path)
    assert answer.status_code == 404
    assert b"a secret" not in answer.data


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v2/encounters", "/internal/v1/nothing"])
def test_an_unknown_address_of_the_api_is_a_problem_and_no_page(site, path):
    answer = site.get(path)
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_without_a_built_app_the_way_to_the_api_is_told(tmp_path):
    settings = HoustonSettings(data=tmp_path / "var", web_app=tmp_path / "nowhere")
    answer = create_houston(settings).test_client().get("/")
    assert answer.status_code == 404
    assert "/api/v1/docs" in answer.json["detail"]


@pytest.mark.parametrize("path", ["/", "/api/v1/nothing", "/health"])
def test_nothing_foreign_runs_or_frames_any_answer(site, path):
    headers = site.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'; img-src 'self' blob: data:;")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_reverse_proxy_is_believed_only_where_one_is_set_up(tmp_path):
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.7"}
    for proxies, believed in ((0, False), (1, True)):
        settings = HoustonSettings(data=tmp_path / str(proxies), proxies=proxies)
        answer = create_houston(settings).test_client().get("/health", headers=forwarded)
        assert ("Strict-Transport-Security" in answer.headers) is believed
