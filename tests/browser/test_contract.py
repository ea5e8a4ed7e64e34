"""Is the web app made for the API as it is?"""

from __future__ import annotations

import json

from click.testing import CliRunner

from houston.cli import main
from tests.end_to_end.stack import ROOT


def test_the_web_apps_types_are_made_from_the_api_as_it_is() -> None:
    printed = CliRunner().invoke(main, ["openapi"])
    assert printed.exit_code == 0, printed.output
    written = (ROOT / "frontend" / "openapi.json").read_text()
    assert json.loads(written) == json.loads(printed.output), "run `make openapi`"
