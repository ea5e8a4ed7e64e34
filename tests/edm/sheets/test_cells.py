"""How is a cell read, with all that people and programs write into it?"""

from __future__ import annotations

import pytest

from tests.edm.sheets.sheets import row


@pytest.mark.parametrize("nothing", ["None", "nan", "NA", "N/A", "null", "-", " ", "", None])
def test_these_say_that_there_is_no_value(sheets, nothing):
    encounter = sheets.encounter(
        Encounter__individualID=nothing, Encounter__sex=nothing, Encounter__month=nothing
    )
    assert "individual_name" not in encounter
    assert "sex" not in encounter


def test_no_name_is_never_the_name_of_an_animal(sheets):
    (fault,) = sheets.faults(row(Encounter__individualID="unknown"))
    assert (fault["code"], fault["severity"]) == ("name_ignored", "warning")


@pytest.mark.parametrize("text", ["8", "8.0", "08", "'8", " 8 ", "Aug", "August", "août"])
def test_these_are_the_eighth_month(sheets, text):
    assert sheets.time(Encounter__month=text) == [2015, 8]


@pytest.mark.parametrize(
    ("cells", "code", "target"),
    [
        ({"Encounter__year": "999"}, "out_of_range", "Encounter.year"),
        ({"Encounter__year": "3015"}, "in_future", "Encounter.year"),
        ({"Encounter__month": "13"}, "out_of_range", "Encounter.month"),
        ({"Encounter__month": "6.5"}, "wrong_type", "Encounter.month"),
        ({"Encounter__month": "2", "Encounter__day": "30"}, "no_such_date", "Encounter.day"),
        ({"Encounter__day": "3"}, "finer_without_coarser", "Encounter.day"),
        ({"Encounter__hour": "24"}, "out_of_range", "Encounter.hour"),
        ({"Encounter__minutes": "60"}, "out_of_range", "Encounter.minutes"),
        ({"Encounter__year": None}, "required", "Encounter.year"),
        ({"Encounter__year": "soon"}, "wrong_type", "Encounter.year"),
    ],
)
def test_a_time_that_cannot_be_is_told_at_its_cell(sheets, cells, code, target):
    assert sheets.found(row(**cells)) == {(code, target, (2,))}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2015-06-02", [2015, 6, 2]),
        ("2015-06", [2015, 6]),
        ("2015.0", [2015]),
        ("2015-06-02T07:30:00", [2015, 6, 2, 7, 30, 0]),
        ("2015/06/02 07:30", [2015, 6, 2, 7, 30]),
        ("2015:06:02 07:30:15", [2015, 6, 2, 7, 30, 15]),
        ("02-Jun-15", [2015, 6, 2]),
        ("2. Juni 2015", [2015, 6, 2]),
        ("June 2, 2015", [2015, 6, 2]),
        ("Tuesday, 2 June 2015", [2015, 6, 2]),
        ("juin 2015", [2015, 6]),
        ("02.06.2015", [2015, 6, 2]),
        ("25/06/2015", [2015, 6, 25]),
        ("06/25/2015", [2015, 6, 25]),
        ("20150602", [2015, 6, 2]),
        ("42157", [2015, 6, 2]),
        ("42157.3125", [2015, 6, 2, 7, 30, 0]),
        ("6/25/15 3:05 PM", [2015, 6, 25, 15, 5]),
    ],
)
def test_a_date_is_understood_however_it_is_written(sheets, text, parts):
    assert sheets.time(Encounter__year=None, Encounter__date=text) == parts


def test_a_date_that_may_be_read_two_ways_is_reported(sheets):
    (fault,) = sheets.faults(row(Encounter__year=None, Encounter__date="03/04/2021"))
    assert (fault["code"], fault["severity"]) == ("ambiguous_date", "warning")
    assert fault["suggestion"] == "2021-04-03"
    alike = row(Encounter__year=None, Encounter__date="05/05/2021")
    assert sheets.faults(alike) == []


def test_the_other_dates_of_the_column_show_which_comes_first(sheets):
    dates = ("03/04/2021", "03/28/2021")
    rows = [row(Encounter__year=None, Encounter__date=date) for date in dates]
    first, _ = sheets.documents(*rows)["sightings"]
    assert (first["time"]["month"], first["time"]["day"]) == (3, 4)
    assert sheets.faults(*rows) == []


def test_the_importer_may_say_which_comes_first(sheets):
    rows = [row(Encounter__year=None, Encounter__date="03/04/2021")]
    (sighting,) = sheets.documents(*rows, date_order="month_first")["sightings"]
    assert sighting["time"]["month"] == 3


def test_a_spreadsheets_number_of_a_day_is_understood_and_told(sheets):
    (fault,) = sheets.faults(row(Encounter__year=None, Encounter__date="42157"))
    assert (fault["code"], fault["severity"]) == ("date_from_number", "info")
    assert fault["suggestion"] == "2015-06-02"


def test_what_is_no_date_and_a_day_that_never_was_are_errors(sheets):
    wrong = row(Encounter__year=None, Encounter__date="last summer")
    never = row(Encounter__year=None, Encounter__date="2015-02-30")
    assert sheets.found(wrong) == {("bad_date", "Encounter.date", (2,))}
    assert sheets.found(never) == {("no_such_date", "Encounter.date", (2,))}


def test_a_whole_date_where_the_year_belongs_is_the_date(sheets):
    assert sheets.time(Encounter__year="2015-06-02 00:00:00") == [2015, 6, 2, 0, 0, 0]
    assert sheets.time(Encounter__year="2 June 2015", Encounter__month="6") == [2015, 6, 2]
    contradicting = row(Encounter__year="2015-06-02", Encounter__month="7")
    assert sheets.found(contradicting) == {("times_disagree", "Encounter.year", (2,))}


def test_milliseconds_alone_are_the_time(sheets):
    # 2 June 2015, 07:30 UTC
    time = sheets.sighting(Encounter__year=None, Encounter__dateInMilliseconds="1433230200000")[
        "time"
    ]
    assert [time[part] for part in ("year", "month", "day", "hour", "minute")] == [
        2015,
        6,
        2,
        7,
        30,
    ]
    assert time["utc_offset"] == "+00:00"


def test_parts_and_milliseconds_that_agree_are_fine_and_else_the_parts_win(sheets):
    day = {"Encounter__year": "2015", "Encounter__month": "6", "Encounter__day": "2"}
    agree = row(**day, Encounter__dateInMilliseconds="1433230200000")
    assert sheets.faults(agree) == []
    disagree = row(**day, Encounter__dateInMilliseconds="1400000000000")
    (fault,) = sheets.faults(disagree)
    assert (fault["code"], fault["severity"]) == ("times_disagree", "warning")
    (sighting,) = sheets.documents(disagree)["sightings"]
    assert sighting["time"]["month"] == 6


@pytest.mark.parametrize(
    ("latitude", "longitude", "point"),
    [
        ("-1.43", "35.12", (-1.43, 35.12)),
        ("0", "0", (0, 0)),
        ("1°25'48\"S", "35°07'12\"E", (-1.43, 35.12)),
        ("S 1 25 48", "E 35 7 12", (-1.43, 35.12)),
        ("1.43 S", "35.12° E", (-1.43, 35.12)),
        ("\u22121.43", "35.12", (-1.43, 35.12)),
        ("-1,43", "35,12", (-1.43, 35.12)),
    ],
)
def test_coordinates_are_understood(sheets, latitude, longitude, point):
    location = sheets.sighting(
        Encounter__decimalLatitude=latitude, Encounter__decimalLongitude=longitude
    )["location"]
    assert (location["latitude"], location["longitude"]) == pytest.approx(point)


@pytest.mark.parametrize(
    ("latitude", "longitude", "code", "target"),
    [
        ("91", "35", "out_of_range", "Encounter.decimalLatitude"),
        ("1", "181", "out_of_range", "Encounter.decimalLongitude"),
        ("here", "35", "wrong_type", "Encounter.decimalLatitude"),
        ("1", None, "incomplete_location", "Encounter.decimalLongitude"),
        ("1°75'S", "35", "wrong_type", "Encounter.decimalLatitude"),
    ],
)
def test_coordinates_that_cannot_be_are_told(sheets, latitude, longitude, code, target):
    cells = row(Encounter__decimalLatitude=latitude, Encounter__decimalLongitude=longitude)
    assert sheets.found(cells) == {(code, target, (2,))}


def test_a_decimal_comma_is_known_by_the_other_numbers(sheets):
    rows = [row(Sighting__distance=text) for text in ("0,5080562", "1,304")]
    distances = [one["custom_fields"]["distance"] for one in sheets.documents(*rows)["sightings"]]
    assert distances == [0.5080562, 1.304]
    assert sheets.faults(*rows) == []
    (fault,) = sheets.faults(row(Sighting__distance="1,304"))
    assert (fault["code"], fault["severity"]) == ("ambiguous_number", "warning")


@pytest.mark.parametrize(
    ("genus", "epithet"),
    [
        ("Equus", "quagga"),
        ("equus", "QUAGGA"),
        ("Equus", "quagga boehmi"),
        ("Equus", "quagga nosuchsubspecies"),
        ("Equus quagga", None),
        ("Equus", "burchellii"),
    ],
)
def test_genus_and_epithet_name_a_species(sheets, genus, epithet):
    sighting = sheets.sighting(Encounter__genus=genus, Encounter__specificEpithet=epithet)
    assert sighting["species"] == "equus_quagga"


def test_an_unknown_species_is_told_with_the_nearest(sheets):
    (fault,) = sheets.faults(row(Encounter__genus="Equis"))
    assert fault["code"] == "unknown_species"
    assert fault["columns"] == [1, 2]
    assert "plains zebra" in fault["message"]
    assert fault["suggestion"] == "Equus"


def test_rows_without_a_species_are_of_the_imports_own(sheets):
    nameless = row(Encounter__genus=None, Encounter__specificEpithet=None)
    assert sheets.found(nameless) == {("required", "Encounter.genus", (2,))}
    (sighting,) = sheets.documents(nameless, species="giraffa_reticulata")["sightings"]
    assert sighting["species"] == "giraffa_reticulata"


@pytest.mark.parametrize("region", ["mara_triangle", "Mara Triangle", "MARA TRIANGLE", None])
def test_a_region_is_named_by_id_or_by_display_name_or_not_at_all(sheets, region):
    sighting = sheets.sighting(Encounter__locationID=region, Encounter__verbatimLocality="bridge")
    assert sighting.get("region") == ("mara_triangle" if region else None)


@pytest.mark.parametrize(
    ("text", "sex"), [("Male", "male"), ("F", "female"), ("weiblich", "female")]
)
def test_sex_is_a_word_of_the_vocabulary(sheets, text, sex):
    assert sheets.encounter(Encounter__sex=text)["sex"] == sex


@pytest.mark.parametrize(
    ("text", "stage"), [("juv", "juvenile"), ("Juv.", "juvenile"), ("ad", "adult")]
)
def test_a_clear_abbreviation_is_spelt_out(sheets, text, stage):
    assert sheets.encounter(Encounter__lifeStage=text)["life_stage"] == stage


def test_words_that_no_vocabulary_has_are_told(sheets):
    cells = row(
        Encounter__sex="boy",
        Encounter__lifeStage="tiny",
        Encounter__livingStatus="x",
        Encounter__state="y",
    )
    assert {code for code, _, _ in sheets.found(cells)} == {"not_in_vocabulary"}
    assert len(sheets.found(cells)) == 4


def test_blank_state_is_approved_only_by_who_may_approve(sheets):
    (sighting,) = sheets.documents(row(), may_approve=True)["sightings"]
    assert sighting["encounters"][0]["state"] == "approved"
    assert sheets.encounter()["state"] == "unapproved"
    claimed = row(Encounter__state="approved")
    assert sheets.found(claimed) == {("not_approved", "Encounter.state", (2,))}
    assert sheets.encounter(Encounter__state="approved")["state"] == "unapproved"
    (decided,) = sheets.documents(row(Encounter__state="Unidentifiable"), may_approve=True)[
        "sightings"
    ]
    assert decided["encounters"][0]["state"] == "unidentifiable"


def test_an_email_address_is_checked(sheets):
    cells = row(Encounter__photographer0__emailAddress="bo@example")
    assert sheets.found(cells) == {("bad_email", "Encounter.photographer0.emailAddress", (2,))}


def test_a_keyword_has_256_characters_and_comments_any_number(sheets):
    cells = row(Encounter__keyword0="k" * 257, Encounter__researcherComments="c" * 100_000)
    assert sheets.found(cells) == {("too_long", "Encounter.keyword0", (2,))}
    encounter = sheets.encounter(
        Encounter__keyword0="k" * 256, Encounter__researcherComments="c\n" * 9
    )
    assert encounter["keywords"] == ["k" * 256]


def test_water_has_no_depth_for_a_giraffe(sheets):
    giraffe = {"Encounter__genus": "Giraffa", "Encounter__specificEpithet": "reticulata"}
    (fault,) = sheets.faults(row(**giraffe, Encounter__depth="5"))
    assert fault["code"] == "field_not_for_species"
    shark = {"Encounter__genus": "Rhincodon", "Encounter__specificEpithet": "typus"}
    encounter = sheets.encounter(**shark, Encounter__depth="5.0")
    assert encounter["custom_fields"] == {"water_depth": 5}


@pytest.mark.parametrize(
    ("cells", "field", "value"),
    [
        ({"Encounter__injured": "yes"}, "injured", True),
        ({"Encounter__injured": "FALSE"}, "injured", False),
        ({"Encounter__body_condition": "Good"}, "body_condition", "good"),
        ({"Encounter__elevation": "1600.5"}, "elevation", 1600.5),
        ({"Encounter__alternateID": "0042"}, "alternate_id", "0042"),
    ],
)
def test_custom_fields_are_read_by_their_types(sheets, cells, field, value):
    assert sheets.encounter(**cells)["custom_fields"][field] == value


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"Encounter__injured": "perhaps"}, "wrong_type"),
        ({"Encounter__body_condition": "splendid"}, "not_a_choice"),
        ({"Encounter__elevation": "12000"}, "out_of_range"),
        ({"Sighting__groupSize": "many"}, "wrong_type"),
        ({"Sighting__groupSize": "2.5"}, "wrong_type"),
    ],
)
def test_custom_fields_refuse_in_the_words_of_the_form(sheets, cells, code):
    assert [fault["code"] for fault in sheets.faults(row(**cells))] == [code]


@pytest.mark.parametrize("name", ["S99", "seal_7", "no. B12"])
def test_a_number_within_a_name_is_no_count(sheets, name):
    found = sheets.found(row(Sighting__individualCount=name))
    assert found == {("wrong_type", "Sighting.individualCount", (2,))}


@pytest.mark.parametrize("text", ["12", "12 seals", "~12", "about 12", "12x"])
def test_a_number_with_words_around_it_is_one(sheets, text):
    sighting = sheets.sighting(Sighting__individualCount=text)
    assert sighting["custom_fields"]["individual_count"] == 12


def test_a_sea_state_in_words_is_understood(sheets):
    shark = {"Encounter__genus": "Rhincodon", "Encounter__specificEpithet": "typus"}
    sighting = sheets.sighting(**shark, Sighting__seaState="Beaufort 3")
    assert sighting["custom_fields"]["sea_state"] == 3


@pytest.mark.parametrize(
    ("cells", "details"),
    [
        ({"Encounter__decimalLatitude": "91"}, {"least": -90, "most": 90}),
        ({"Sighting__groupSize": "-1"}, {"least": 1, "most": 100_000}),
        ({"Encounter__keyword0": "k" * 257}, {"most": 256}),
        ({"Encounter__sex": "?!"}, {"known": "female, male, unknown"}),
        ({"Sighting__groupSize": "2.5"}, {"wanted": "a whole number"}),
    ],
)
def test_what_a_sentence_names_is_told_for_those_who_say_it_in_another_language(
    sheets, cells, details
):
    (fault,) = sheets.faults(row(**cells))
    assert fault["details"] == details
