"""Does every mistake in a species file name its line?"""

from __future__ import annotations

import pytest

from tests.edm.species.files import SpeciesFolder, only_fault

FIELD = """\
scientific_name: Equus quagga
custom_fields:
  encounter:
    - name: mark
"""


def test_the_small_files_are_in_order(files: SpeciesFolder) -> None:
    assert files.start().faults() == ()


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("scientific_name: Equus quagga\nlife_stage: [adult]\n", 2, "Did you mean 'life_stages'?"),
        ("scientific_name: Equus quagga\nsexes: []\n", 2, "needs at least one value"),
        ("# only this\ncommon_names: {en: [zebra]}\n", 2, "'scientific_name' is missing"),
        ("scientific_name: equus\n", 1, "is not a scientific name"),
        ("scientific_name: 7\n", 1, "must be a text. Write it in quotes"),
        ("scientific_name: [Equus quagga\n", 2, "not well-formed YAML"),
        ("scientific_name: Equus quagga\nsexes:\n\t- female\n", 3, "not well-formed YAML"),
        ("scientific_name: Equus quagga\nscientific_name: Equus zebra\n", 2, "given twice"),
        ("- a list\n", 1, "must hold keys and values"),
        ("", 1, "The file is empty"),
        ("scientific_name: !!python/name:os.system x\n", 1, "tag"),
        ("scientific_name: Equus quagga\nsynonyms: [a, &x [*x]]\n", 2, "too deeply"),
        ("scientific_name: Equus quagga\nextends: [_deep]\n", 2, "no shared file '_deep.yaml'"),
        ("scientific_name: Equus quagga\nname_pattern: ZIM\n", 2, "one run of '#'"),
        ("scientific_name: Equus quagga\ntaxon_ids: {gbif: many}\n", 2, "whole number"),
        ("scientific_name: Equus quagga\ncommon_names: {Deutsch: [Zebra]}\n", 2, "language code"),
        (
            "scientific_name: Equus quagga\npublic_coordinates:\n  coarsen_degrees: 40\n",
            3,
            "between 0 and 10",
        ),
        (
            "scientific_name: Equus quagga\nviewpoints:\n  values: [left]\n  matches:\n    left: [rigth]\n",
            5,
            "'rigth' is not one of the viewpoints",
        ),
        (
            "scientific_name: Equus quagga\nviewpoints:\n  values: [left, right]\n  matches: {left: [right]}\n",
            4,
            "Left cannot be matched with right",
        ),
        (
            "scientific_name: Equus quagga\ndetection:\n  classes: [zebra]\n  this_species: [zebra_plains]\n",
            4,
            "'zebra_plains' is not one of the detection classes",
        ),
        ("scientific_name: Equus quagga\nlife_stages: [Adult Female]\n", 2, "small letters"),
        ("scientific_name: Equus quagga\nlife_stages: [adult, adult]\n", 2, "given twice"),
        (FIELD + "      type: numbr\n", 5, "Did you mean 'number'?"),
        (FIELD + "      type: select\n", 4, "needs choices"),
        (FIELD + "      type: measurement\n", 4, "needs a unit"),
        (FIELD + "      type: string\n      unit: m\n", 6, "has no unit"),
        (FIELD + "      type: string\n      max: 5\n", 6, "has no 'max'"),
        (FIELD + "      type: number\n      min: 5\n      max: 2\n", 7, "'max' is less than 'min'"),
        (FIELD + "      type: number\n      requried: true\n", 6, "Did you mean 'required'?"),
        (FIELD + "      type: number\n      required: often\n", 6, "true or false"),
        (FIELD + "      type: number\n      default: much\n", 6, "The default does not fit"),
        (FIELD + "      type: number\n      max: 3\n      default: 4\n", 7, "at most 3"),
        (FIELD + "      type: string\n      pattern: '(a+)+'\n", 6, "may never end"),
        (FIELD + "      type: date\n      min: yesterday\n", 6, "a day like"),
        (FIELD + "      type: string\n      darwin_core: Not A Term\n", 6, "Darwin Core"),
        (FIELD + "      type: string\n    - {name: mark, type: text}\n", 6, "two custom fields"),
        ("scientific_name: Equus quagga\ncustom_fields:\n  herd: []\n", 3, "no key 'herd'"),
        (
            "scientific_name: Equus quagga\ncustom_fields:\n  encounter:\n    - {type: text}\n",
            4,
            "'name' is missing",
        ),
    ],
)
def test_a_mistake_is_reported_with_its_line(
    files: SpeciesFolder, text: str, line: int, part: str
) -> None:
    files.write("equus_quagga", text)
    fault = only_fault(files.start())
    assert part in fault.message
    assert (fault.file, fault.line) == ("equus_quagga.yaml", line)
    assert not fault.kept


def test_all_mistakes_of_a_file_are_reported_at_once(files: SpeciesFolder) -> None:
    files.replace("equus_quagga", "type: select", "type: selekt")
    files.replace("equus_quagga", "Equus quagga", "equus")
    files.replace("equus_quagga", "common_names", "comon_names")
    lines = {fault.line for fault in files.start().faults()}
    assert lines == {1, 2, 7}


def test_a_mistake_in_the_base_is_reported_once_and_there(files: SpeciesFolder) -> None:
    files.write("equus_grevyi", "scientific_name: Equus grevyi\n")
    files.replace("_base", "type: integer", "type: whole")
    fault = only_fault(files.start())
    assert (fault.file, fault.line) == ("_base.yaml", 10)


def test_a_species_on_a_base_that_cannot_be_read_says_so(files: SpeciesFolder) -> None:
    files.write("_base", "sexes: [\n")
    faults = {fault.file: fault for fault in files.start().faults()}
    assert "not well-formed" in faults["_base.yaml"].message
    assert "builds on '_base.yaml', which is broken" in faults["equus_quagga.yaml"].message


def test_a_file_that_is_not_utf_8_names_the_line(files: SpeciesFolder) -> None:
    (files.folder / "equus_quagga.yaml").write_bytes(
        b"scientific_name: Equus quagga\ncommon_names: {de: [L\xf6we]}\n"
    )
    fault = only_fault(files.start())
    assert fault.line == 2
    assert "UTF-8" in fault.message


def test_aliases_cannot_make_a_file_explode(files: SpeciesFolder) -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    files.write("equus_quagga", "\n".join(rows))
    faults = files.start().faults()
    assert any("too many values" in fault.message for fault in faults)


def test_words_that_yaml_takes_for_something_else_stay_words(files: SpeciesFolder) -> None:
    files.write(
        "equus_quagga",
        "scientific_name: Equus quagga\ncommon_names: {no: [steppesebra]}\n"
        "custom_fields:\n  sighting:\n"
        "    - {name: start, type: time, default: 07:30}\n"
        "    - {name: since, type: date, default: 2024-06-03}\n",
    )
    registry = files.start()
    assert registry.faults() == ()
    config = registry.catalogue().get("equus_quagga")
    assert config is not None
    assert config.common_name("no") == "steppesebra"
    fields = config.custom_fields
    defaults = [field.default for level in fields.values() for field in level.values()]
    assert "07:30" in defaults
    assert "2024-06-03" in defaults
