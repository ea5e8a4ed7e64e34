"""Is a service told what it needs, and are its secrets safe by themselves?"""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from service_kit.secret_files import SecretFiles, UnsafeSecret
from tests.service_kit.toy import ToySettings


def test_variables_win_over_the_file_and_the_file_over_the_defaults(tmp_path, monkeypatch):
    (tmp_path / "houston.toml").write_text("[toy]\nport = 9000\nthreads = 3\n[edm]\nthreads = 7\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TOY_PORT", "9100")
    settings = ToySettings()
    assert (settings.port, settings.threads, settings.workers) == (9100, 3, 2)


def test_a_setting_of_the_wrong_type_is_refused(monkeypatch):
    monkeypatch.setenv("TOY_PORT", "eight thousand")
    with pytest.raises(ValueError, match="port"):
        ToySettings()


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    first = SecretFiles(tmp_path / "secrets").get("service-toy")
    assert SecretFiles(tmp_path / "secrets").get("service-toy") == first
    assert len(first) >= 32
    assert stat.S_IMODE((tmp_path / "secrets" / "service-toy.key").stat().st_mode) == 0o600


@pytest.mark.parametrize("value", ["short", "please-change-me-please-change-me-please"])
def test_a_short_secret_and_an_example_are_refused(tmp_path: Path, value):
    (tmp_path / "bad.key").write_text(value)
    with pytest.raises(UnsafeSecret, match="delete the file"):
        SecretFiles(tmp_path).get("bad")
