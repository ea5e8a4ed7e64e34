"""What does `houston up` say to whoever started it where the web app is not?"""

from __future__ import annotations

from houston.cli import up


def test_a_web_app_that_is_not_there_is_told_with_what_to_do(tmp_path, capsys):
    up._tell_missing_web_app(tmp_path)
    told = capsys.readouterr().out
    assert str(tmp_path) in told
    assert "make web-app" in told
    (tmp_path / "index.html").touch()
    up._tell_missing_web_app(tmp_path)
    assert capsys.readouterr().out == ""
