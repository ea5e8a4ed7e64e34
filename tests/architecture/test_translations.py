"""Can the web app say in German all that the services say in English?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from edm.error_codes import CODES as EDM_CODES
from edm.sheets.codes import CODES as SHEET_CODES
from edm.sheets.targets import OFFICIAL
from edm.validation.codes import CODES as VALIDATION_CODES
from houston.error_codes import CODES as HOUSTON_CODES

GERMAN = Path(__file__).resolve().parents[2] / "frontend" / "src" / "i18n" / "de"


def words(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((GERMAN / f"{name}.json").read_text(encoding="utf-8"))
    return found


def test_every_code_has_a_name_and_a_sentence_that_needs_no_value() -> None:
    codes = {*VALIDATION_CODES, *SHEET_CODES, *EDM_CODES, *HOUSTON_CODES}
    faults = words("faults")
    assert codes - faults.keys() == set()
    incomplete = {
        code for code in codes if not faults[code]["kind"] or "{{" in faults[code]["sentences"][-1]
    }
    assert incomplete == set()


def test_every_target_of_a_column_has_a_label() -> None:
    assert words("targets").keys() == OFFICIAL.keys()
