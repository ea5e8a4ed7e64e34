"""Do the documents say what is true? Every setting and every code is in them, and nothing else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from acm_wbia.acm.error_codes import CODES as ACM_CODES
from acm_wbia.acm.settings import AcmSettings
from edm.error_codes import CODES as EDM_CODES
from edm.settings import EdmSettings
from edm.sheets.codes import CODES as SHEET_CODES
from edm.validation.codes import CODES as VALIDATION_CODES
from houston.error_codes import CODES as HOUSTON_CODES
from houston.settings import HoustonSettings
from service_kit.errors import CODES as SHARED_CODES
from service_kit.settings import ServiceSettings

ROOT = Path(__file__).resolve().parents[2]
ALL_CODES = {
    **SHARED_CODES, **VALIDATION_CODES, **SHEET_CODES, **EDM_CODES, **ACM_CODES, **HOUSTON_CODES
}  # fmt: skip


def documented(page: str) -> dict[str, str]:
    """First column → the last one of every table row whose first column is code."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`]+)` \|(?:.*\|)? (.*?) \|$", text, flags=re.MULTILINE)
    return dict(rows)


@pytest.mark.parametrize("settings", [HoustonSettings, EdmSettings, AcmSettings])
def test_every_setting_is_documented(settings: type[ServiceSettings]) -> None:
    prefix = settings.service.upper()
    expected = {
        f"{prefix}_{name.upper()}": field.description
        for name, field in settings.model_fields.items()
    }
    found = {
        name: text for name, text in documented("settings.md").items() if name.startswith(prefix)
    }
    assert found == expected


def test_every_error_code_is_documented() -> None:
    assert documented("errors.md") == ALL_CODES


def test_every_code_in_the_source_is_a_known_one() -> None:
    used: set[str] = set()
    for package in ("service_kit", "houston", "edm", "acm_wbia"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.keyword) and node.arg == "code":
                    value = node.value
                    if isinstance(value, ast.Constant) and isinstance(value.value, str):
                        used.add(value.value)
    assert used - set(ALL_CODES) == set()
