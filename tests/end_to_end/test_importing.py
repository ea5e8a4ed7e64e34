"""Does `houston import` bring in whatever researchers have, unmodified, and change nothing when it is run again?"""

from __future__ import annotations

from pathlib import Path

import pytest

from houston.client.api import CodexClient
from houston.sheets.writing import write_workbook
from tests.end_to_end.generators import HARBOUR_SEAL_MAPPING, KNOWN, harbour_seal_centre
from tests.end_to_end.importing import Importing, small_picture
from tests.end_to_end.records import record_counts
from tests.end_to_end.stack import Stack

pytestmark = pytest.mark.xdist_group("stack")


@pytest.fixture
def importing(stack: Stack, researcher: CodexClient) -> Importing:
    return Importing(stack, researcher.token)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for number, name in enumerate(("DSC_0001.jpg", "IMG (2).jpg", "Löwe.JPG")):
        (folder / name).write_bytes(small_picture(f"{tmp_path}-{number}"))
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder.parent / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("generator", KNOWN)
def test_a_sheet_of_a_known_program_imports_without_any_change(
    importing: Importing, photos: Path, generator: str
) -> None:
    sheet = KNOWN[generator](names(photos))
    path = written(photos, sheet.name, sheet.content)
    done = importing.json(path, photos, "--commit")
    told = done["import"]
    assert [fault for fault in done["faults"] if fault["severity"] == "error"] == []
    assert (told["encounters"], told["sightings"]) == (sheet.encounters, sheet.sightings)
    assert told["file_counts"]["matched"] == len(names(photos))


def test_a_sheet_with_headings_of_its_own_is_mapped_once_and_then_by_itself(
    importing: Importing, photos: Path, stack: Stack
) -> None:
    sheet = harbour_seal_centre(names(photos))
    path = written(photos, sheet.name, sheet.content)
    maps = [f"--map={heading}={target}" for heading, target in HARBOUR_SEAL_MAPPING.items()]
    seals = ("--species", "phoca_vitulina")
    first = importing.json(path, photos, "--commit", *maps, "--save-mapping", "Seal centre", *seals)
    assert first["import"]["encounters"] == sheet.encounters, first["faults"]
    # The next season has encounters of its own: those of this one are known now.
    path.write_bytes(sheet.content.replace(b";387", b";397"))
    again = importing.json(
        path, photos, "--commit", "--name", "the next season",
        "--mapping", "Seal centre", *seals,
    )  # fmt: skip
    assert again["import"]["encounters"] == sheet.encounters, again["faults"]


def test_run_again_it_changes_nothing(importing: Importing, photos: Path, stack: Stack) -> None:
    sheet = KNOWN["TrapTagger"](names(photos))
    path = written(photos, sheet.name, sheet.content)
    first = importing.json(path, photos, "--commit")["import"]
    importing.settled(first["id"])
    importing.wait_for_detection()
    before = record_counts(stack)
    again = importing.json(path, photos, "--commit")["import"]
    assert (again["id"], again["encounters"]) == (first["id"], first["encounters"])
    assert record_counts(stack) == before


def test_all_faults_are_told_with_row_column_and_sentence_and_nothing_is_created(
    importing: Importing, photos: Path, stack: Stack
) -> None:
    sheet = (
        b"Encounter.mediaAsset0,Encounter.genus,Encounter.specificEpithet,Encounter.year,Encounter.sex\n"
        b"DSC_0001.jpg,Equus,quagga,2015,blue\n"
        b"no such.jpg,Equus,quagga,1815000,male\n"
    )
    path = written(photos, "faulty.csv", sheet)
    importing.wait_for_detection()
    before = record_counts(stack)
    out = photos.parent / "faults.xlsx"
    told = importing.run(path, photos, "--commit", "--faults", str(out))
    assert told.returncode == 3, told.stdout + told.stderr
    assert "error: row 2, Encounter.sex: " in told.stdout
    assert "error: row 3, Encounter.year: " in told.stdout
    assert "no such.jpg" in told.stdout
    assert "nothing was created" in told.stdout
    assert out.read_bytes().startswith(b"PK")
    assert record_counts(stack) == before
    path.write_bytes(sheet.replace(b"blue", b"male").replace(b"1815000", b"1981"))
    path.write_bytes(path.read_bytes().replace(b"no such", b"DSC_0001"))
    fixed = importing.json(path, photos, "--commit", "--resume")
    assert fixed["import"]["encounters"] == 2, fixed["faults"]
    assert fixed["import"]["file_counts"]["total"] == len(names(photos))


def test_without_commit_everything_is_checked_and_nothing_is_created(
    importing: Importing, photos: Path, stack: Stack
) -> None:
    sheet = KNOWN["TrapTagger"](names(photos))
    importing.wait_for_detection()
    before = record_counts(stack)
    told = importing.run(written(photos, sheet.name, sheet.content), photos)
    assert told.returncode == 0, told.stdout + told.stderr
    assert "3 rows are fine" in told.stdout
    assert "--commit" in told.stdout
    assert record_counts(stack) == before


def test_a_sheet_without_rows_and_a_target_that_there_is_not_are_said_to_be_so(
    importing: Importing, photos: Path
) -> None:
    headings = b"Encounter.genus,Encounter.specificEpithet,Encounter.year,colour\n"
    empty = importing.run(written(photos, "headings.csv", headings))
    assert (empty.returncode, "no rows" in empty.stdout) == (0, True), empty.stdout
    assert "--commit" not in empty.stdout
    one = written(photos, "one.csv", headings + b"Equus,quagga,2015,red\n")
    assert "1 row is fine" in importing.run(one).stdout
    wrong = importing.run(one, "--map", "colour=Encounter.color")
    assert (wrong.returncode, "There is no “Encounter.color”" in wrong.stderr) == (1, True)


def test_an_interrupted_command_goes_on_where_it_was(
    importing: Importing, photos: Path, stack: Stack
) -> None:
    for number in range(197):
        (photos / f"more-{number}.jpg").write_bytes(small_picture(f"{photos}-more-{number}"))
    sheet = KNOWN["TrapTagger"](names(photos))
    path = written(photos, sheet.name, sheet.content)
    running = importing.begin(path, photos, "--commit", "--parallel", "1")
    importing.wait_for_uploads(at_least=5)
    running.send_signal(2)
    assert running.wait(30) == 130
    done = importing.json(path, photos, "--commit")["import"]
    assert (done["encounters"], done["file_counts"]["total"]) == (200, 200)


def test_folders_alone_are_imported_as_they_are_filed(importing: Importing, photos: Path) -> None:
    for animal in ("Asha", "Babu"):
        (photos / animal / "2015-06-02").mkdir(parents=True)
        (photos / animal / "2015-06-02" / "1.jpg").write_bytes(small_picture(f"{photos}{animal}"))
    for path in photos.glob("*.*"):
        path.unlink()
    levels = ("--level", "individual", "--level", "date", "--species", "equus_quagga")
    done = importing.json(photos, "--commit", *levels)
    assert (done["import"]["encounters"], done["import"]["individuals"]) == (2, 2), done["faults"]


def test_wrong_use_and_a_house_that_does_not_answer_have_exit_codes_of_their_own(
    importing: Importing, photos: Path
) -> None:
    sheet = written(photos, "sheet.csv", b"Encounter.year\n2020\n")
    assert importing.run(sheet, photos, "--map", "no target").returncode == 2
    nobody = importing.run(sheet, photos, "--project", "nobody's project")
    assert (nobody.returncode, "nobody's project" in nobody.stderr) == (1, True)
    ragged = importing.run(sheet, photos, token="codex_not_a_token")
    assert (ragged.returncode, ragged.stdout) == (1, "")


TEMPLATES = {
    "Encounter.genus": "Equus", "Encounter.specificEpithet": "quagga", "Encounter.year": "2016",
    "Encounter.month": "5", "Encounter.day": "4", "Encounter.hour": "9", "Encounter.minutes": "30",
    "Encounter.dateInMilliseconds": "1462354200000", "Encounter.locationID": "mara",
    "Encounter.country": "Kenya", "Encounter.decimalLatitude": "-1.4",
    "Encounter.decimalLongitude": "35.1", "Encounter.sex": "female", "Encounter.lifeStage": "adult",
    "Encounter.livingStatus": "alive", "Encounter.verbatimLocality": "by the river",
    "Encounter.behavior": "grazing", "Encounter.researcherComments": "torn ear",
    "Encounter.photographer0.emailAddress": "photographer@example.org",
    "Encounter.informOther0.emailAddress": "warden@example.org", "SexAnalysis.sex": "female",
    "TissueSample.sampleID": "T-1", "Encounter.mediaAsset0.keywords": "left_ear",
    "Sighting.groupBehavior": "resting", "Sighting.groupComposition": "family",
    "Sighting.bestGroupSizeEstimate": "5", "Sighting.maxGroupSizeEstimate": "6",
    "Sighting.minGroupSizeEstimate": "4", "Sighting.individualCount": "5",
}  # fmt: skip
"""What the columns of the official templates are filled with."""


@pytest.mark.shared
@pytest.mark.parametrize(
    "template",
    ["WildbookStandardFormat", "individual_catalog_import", "minimum_import", "sighting_import"],
)
def test_an_official_template_filled_in_imports_without_any_change(
    importing: Importing, photos: Path, shared_folder: Path, template: str
) -> None:
    from houston.sheets.reading import read_sheet

    headings = read_sheet(shared_folder / "compat" / f"{template}.xlsx").headings
    files = names(photos)
    rows = [[_filled(heading or "", number, files) for heading in headings] for number in range(3)]
    path = photos.parent / f"{template}.xlsx"
    write_workbook(path, headings, rows)
    done = importing.json(path, photos, "--commit")
    assert done["import"]["encounters"] == 3, done["faults"]


def _filled(heading: str, row: int, files: list[str]) -> str:
    match heading:
        case "Encounter.mediaAsset0":
            return files[row]
        case "MarkedIndividual.individualID":
            return f"T-{row}"
        case "Sighting.sightingID" | "Encounter.sightingID":
            return f"template-{row}"
    return TEMPLATES.get(heading, "")


def test_help_is_there_and_the_commands_exit_codes_are_documented(importing: Importing) -> None:
    told = importing.plain("import", "--help")
    assert "--commit" in told.stdout
    guide = (Path(__file__).resolve().parents[2] / "docs" / "user-guide.md").read_text()
    for code in ("| 0 |", "| 1 |", "| 2 |", "| 3 |", "| 4 |", "| 130 |"):
        assert code in guide
