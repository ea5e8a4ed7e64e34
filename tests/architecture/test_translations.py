"""Can the web app say in German all that the services say in English?"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from acm_wbia.acm.queries.evidence import AS_A_WHOLE, NOTHING_FITS, SECOND_LOOK
from acm_wbia.wbia.errors import NetworkBrokeOff
from edm.error_codes import CODES as EDM_CODES
from edm.operations.submission_removal import IN_SIGHTING, MERGED, OF_ANIMAL, OTHERS
from edm.sheets.aliases import HELPERS
from edm.sheets.codes import CODES as SHEET_CODES
from edm.sheets.targets import OFFICIAL
from edm.validation.codes import CODES as VALIDATION_CODES
from houston.access.decisions import DOING
from houston.error_codes import CODES as HOUSTON_CODES
from houston.operations.match_filters import NAMED as NAMED_FILTERS
from service_kit.web.problems import STATUS_SENTENCES
from tests.architecture.sentences import PLACE, sentences_in
from tests.shipped_species import shipped_species

GERMAN = Path(__file__).resolve().parents[2] / "frontend" / "src" / "i18n" / "de"

WHY = (
    "why_empty",
    "why_hidden",
    "_why_nobody",
    "_why_neither",
    "_first_emptying_filter",
    "_gone",
)
"""Functions of Houston that say why there is nothing."""
REASONS = {
    "JobFailed": 0, "NamesTaken": 0, "FileRefused": 1, "SheetUnreadable": 1, "Remark": 1, "Decision": 1,
    "_refuse": 2, "progress": 2, "go_on": 1,
}  # fmt: skip
"""Calls that take a sentence which a person reads, and at which place."""
LOOKING = {
    "OriginalMissing": 0, "UnreadablePicture": 0, "NothingToMatch": 0, "JobFailed": 0, "_failed": 0, "progress": 2,
    "_another_time": 1,
}  # fmt: skip
"""The same in ACM. What is wrong with a model or a card is for whoever runs the site, and stays as it is."""


REFUSALS = dict.fromkeys(("NotFound", "Forbidden", "Unauthenticated", "Unavailable"), 0)
"""Refusals that have no code of their own, so that only the sentence tells them."""


OWN_SENTENCES = dict.fromkeys(("ValidationError", "Invalid"), 0)
"""What a field is told in words of its own: its code says only that something is wrong with it."""


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


def test_what_a_shipped_species_file_says_of_a_field_is_there() -> None:
    fields = [field for species in shipped_species().catalogue() for field in species.all_fields()]
    assert [field.name for field in fields if "en" in field.help and "de" not in field.help] == []


def test_every_note_on_a_foreign_file_has_a_sentence() -> None:
    codes = sentences_in("houston/sheets", {"Note": 0, "_counted": 0})
    assert len(codes) > 5
    assert codes - words("faults").keys() == set()


def test_every_sentence_without_a_code_is_there_and_no_other() -> None:
    said = {
        *sentences_in("houston", REASONS, WHY),
        *sentences_in("houston/operations/match_filters.py", {"MatchFilter": 1}),
        *(sentence for _, _, sentence in NAMED_FILTERS.values()),
        *sentences_in("service_kit/jobs", REASONS | {"_failed": 2}),
        *sentences_in("houston", REFUSALS | OWN_SENTENCES),
        *sentences_in("houston/operations/decision_request.py", {"_invalid": 1}),
        *sentences_in("houston/operations/collaboration.py", {"_invalid": 0}),
        *sentences_in("houston/accounts", {"ValueError": 0}, ("password_fault",)),
        *sentences_in("service_kit/web/nouns.py", OWN_SENTENCES),
        *sentences_in("edm/schemas", OWN_SENTENCES),
        *sentences_in("edm/operations", OWN_SENTENCES | REFUSALS),
        *sentences_in("edm/queries", OWN_SENTENCES | REFUSALS),
        *sentences_in("edm/api", OWN_SENTENCES | REFUSALS),
        *sentences_in("service_kit/client.py", REFUSALS),
        *sentences_in("service_kit/web/problems.py", {"Problem": 0}),
        *(sentence for _, sentence in STATUS_SENTENCES.values()),
        *sentences_in("acm_wbia/acm/operations", LOOKING, ("_why_nobody", "_why_not")),
        *sentences_in("acm_wbia/acm/operations/heat_maps.py", {"Conflict": 0, "Unavailable": 0}),
        *sentences_in("acm_wbia/acm/operations/looking.py", {"Unavailable": 0}),
        str(NetworkBrokeOff(PLACE)),
        *sentences_in("acm_wbia/acm/files", LOOKING),
        *sentences_in("acm_wbia/acm/operations/matched_points.py", {"Unavailable": 0}),
        *(AS_A_WHOLE, SECOND_LOOK, NOTHING_FITS),
        *sentences_in("acm_wbia/wbia", LOOKING),
        *sentences_in("edm/operations/staging.py", {"Conflict": 0}),
        # What it says of a heading has a code, by which the app says it.
        *sentences_in("edm/sheets/recognise.py", {"_answer": 3}, ("_ignored",), everywhere=False),
        *HELPERS.values(),
        *(
            f"{others} {where}".replace("{known:,}", PLACE)
            for others in OTHERS
            for where in (IN_SIGHTING, OF_ANIMAL, MERGED)
        ),
        *DOING.values(),
    }
    german = words("phrases")
    assert {re.sub(r"\{\{\w+\}\}", PLACE, sentence) for sentence in german} == said
    placed = re.compile(r"\{\{(\w+)\}\}")
    named = {
        sentence
        for sentence, text in german.items()
        if not set(placed.findall(text)) <= set(placed.findall(sentence))
    }
    assert named == set(), "German sentences that name values which the English ones do not"
