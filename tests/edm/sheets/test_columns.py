"""Which column is meant by each heading?"""

from __future__ import annotations

import pytest


def target(sheets, heading, *others):
    return sheets.recognise([heading, *others])[0]["target"]


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("Encounter.decimalLatitude", "Encounter.decimalLatitude"),
        ("encounter.DECIMALLATITUDE", "Encounter.decimalLatitude"),
        (" Encounter . decimal Latitude ", "Encounter.decimalLatitude"),
        ("Encounter.decimalLatitiude", "Encounter.decimalLatitude"),
        ("Occurrence.occurrenceID", "Sighting.sightingID"),
        ("Encounter.occurrenceID", "Encounter.sightingID"),
        ("Encounter.occurrenceRemarks", "Encounter.sightingRemarks"),
        ("Occurrence.groupSize", "Sighting.groupSize"),
        ("Occurrence.taxonomy0", "Sighting.taxonomy0"),
        ("Taxonomy.scientificName", "Taxonomy.scientificName"),
        ("Encounter.MediaAsset0", "Encounter.mediaAsset0"),
        ("Encounter.mediaAsset007", "Encounter.mediaAsset7"),
        ("Encounter.keyword00", "Encounter.keyword0"),
        ("Encounter.mediaAsset12.keywords", "Encounter.mediaAsset12.keywords"),
        ("Encounter.mediaAsset0.Viewing angle", "Encounter.mediaAsset0.Viewing angle"),
        ("survey.vessel", "Survey.vessel"),
        ("Latitude", "Encounter.latitude"),
        ("Longitude", "Encounter.longitude"),
        ("locationID", "Encounter.locationID"),
        ("gender", "Encounter.sex"),
        ("Encounter.photographer0.emailAddress", "Encounter.photographer0.emailAddress"),
        ("MarkedIndividual.name1.label", "MarkedIndividual.name1.label"),
        ("Encounter.measurement.tail", "Encounter.measurement.tail"),
        ("Encounter.weight.samplingProtocol", "Encounter.weight.samplingProtocol"),
        ("Encounter.girth", "Encounter.measurement.girth"),
        ("MicrosatelliteMarkersAnalysis.alleles1", "MicrosatelliteMarkersAnalysis.alleles1"),
        ("observed_on", "Encounter.date"),
        ("photo_filenames", "Encounter.mediaAssets"),
        ("Längengrad", "Encounter.decimalLongitude"),
        ("Datum", "Encounter.date"),
        ("Tier", "Encounter.individualID"),
        ("Art", "Encounter.taxonomy"),
        ("Foto", "Encounter.mediaAsset0"),
        ("timeYear", "Encounter.year"),
        ("custom-sighting-group_size", "Sighting.groupSize"),
    ],
)
def test_a_heading_is_known_by_each_of_its_names(sheets, heading, meant):
    assert target(sheets, heading) == meant


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("Encounter.body_condition", "Encounter.body_condition"),
        ("encounter.Body Condition", "Encounter.body_condition"),
        ("Sighting.weather", "Sighting.weather"),
        ("MarkedIndividual.tag_number", "MarkedIndividual.tag_number"),
        ("Encounter.group_role", "Encounter.groupRole"),
        ("Sighting.group_size", "Sighting.groupSize"),
    ],
)
def test_custom_fields_of_the_species_are_columns_too(sheets, heading, meant):
    assert target(sheets, heading) == meant


def test_a_measurement_is_known_by_the_column_that_tells_how_it_was_taken(sheets):
    assert target(sheets, "Encounter.neck", "Encounter.neck.samplingProtocol") == (
        "Encounter.measurement.neck"
    )
    assert target(sheets, "Encounter.neck") is None


def test_an_unknown_column_is_kept_and_the_nearest_names_are_proposed(sheets):
    (column,) = sheets.recognise(["Encounter.hairColor"])
    assert (column["target"], column["role"], column["certainty"]) == (None, "kept", "none")
    assert "kept" in column["message"]
    (column,) = sheets.recognise(["lattitude"])
    assert column["suggestions"][0]["target"] in ("Encounter.latitude", "Encounter.decimalLatitude")


@pytest.mark.parametrize(
    "heading",
    [
        "Side",
        "Encounter.side",
        "Flank",
        "observations.observationID",
        "observations.deploymentID",
        "observations.classificationMethod",
    ],
)
def test_a_column_that_is_like_none_is_said_to_be_none(sheets, heading):
    (column,) = sheets.recognise([heading])
    assert (column["target"], column["suggestions"]) == (None, [])
    assert "Did you mean" not in column["message"]


def test_a_slip_of_the_pen_is_understood_and_told(sheets):
    (column,) = sheets.recognise(["Encounter.verbatimLocalty"])
    assert (column["target"], column["certainty"]) == ("Encounter.verbatimLocality", "likely")
    assert "taken for" in column["message"]


def test_what_programs_add_is_ignored(sheets):
    columns = sheets.recognise(
        [None, "Encounter.year", "version GS_20200813"],
        samples=[["1", "2", "3"], ["2015"], []],
    )
    assert [column["role"] for column in columns] == ["ignored", "data", "ignored"]
    (column,) = sheets.recognise([None], samples=[["a note", "another"]])
    assert column["role"] == "kept", "a column without a heading that counts nothing"


def test_helpers_of_inaturalist_are_kept_without_a_complaint(sheets):
    columns = sheets.recognise(["quality_grade", "url", "photo_count"])
    assert {(column["role"], column["certainty"]) for column in columns} == {("kept", "exact")}


def test_what_the_user_chose_counts(sheets):
    columns = sheets.recognise(
        ["dt", "Encounter.year", "who"],
        mapping={"dt": "Encounter.date", "Encounter.year": None, "who": "Encounter.nothing"},
    )
    assert [column["target"] for column in columns] == ["Encounter.date", None, None]
    assert [column["certainty"] for column in columns] == ["chosen", "chosen", "none"]


def test_the_gateway_learns_what_is_its_own_and_which_rows_belong_together(sheets):
    columns = sheets.recognise(
        ["Encounter.mediaAsset0", "Encounter.submitterID", "Encounter.project0.projectIdPrefix",
         "Sighting.sightingID", "MarkedIndividual.individualID"]
    )  # fmt: skip
    assert [column["role"] for column in columns] == ["file", "user", "project", "data", "data"]
    assert [column["binds_rows"] for column in columns] == [False] * 3 + [True, False]
    assert [column["binds_sheet"] for column in columns] == [False] * 4 + [True]
    ids = sheets.recognise(["Sighting.sightingID", "Encounter.id"])
    assert [column["binds_sheet"] for column in ids] == [True, True]


def test_the_whole_sheet_shows_how_its_dates_and_numbers_are_written(sheets):
    headings = ["Encounter.date", "Sighting.distance", "Encounter.decimalLatitude", "Encounter.sex"]
    columns = sheets.recognise([*headings, "MarkedIndividual.tagged_on"])
    assert [column["shows_writing"] for column in columns] == [True, True, True, False, True]

    def written(**texts):
        asked = [{"target": name.replace("__", "."), "texts": texts[name]} for name in texts]
        return sheets.edm.post("/sheets/writing", {"columns": asked})

    assert written(
        Encounter__date=["03/04/2015", "06/25/2015"], Sighting__distance=["1,304", "0,5"]
    ) == {
        "date_order": "month_first",
        "decimal": "comma",
    }
    assert written(Encounter__date=["03/04/2015"], Encounter__sex=["0,5"]) == {
        "date_order": "auto",
        "decimal": "auto",
    }


def test_the_targets_are_listed_with_their_choices(sheets):
    items = {item["target"]: item for item in sheets.edm.get("/sheets/targets")["items"]}
    assert items["Encounter.mediaAsset#"]["numbered"]
    assert items["Encounter.state"]["choices"] == [
        "unapproved",
        "approved",
        "unidentifiable",
        "rejected",
    ]
    assert "clear" in items["Sighting.weather"]["choices"]
    assert items["Encounter.carapace_length"]["type"] == "measurement"
    assert items["Sighting.weather"]["labels"]["de"] == "Wetter"
    assert {item["level"] for item in items.values()} == {
        "sighting", "encounter", "individual", "asset",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("Encounter.timeZone", "Encounter.timeZone"),
        ("time_zone", "Encounter.timeZone"),
        ("coordinateUncertaintyInMeters", "Encounter.coordinateUncertaintyInMeters"),
        ("Sighting.coordinateUncertaintyInMeters", "Sighting.coordinateUncertaintyInMeters"),
        ("Encounter.weight.unit", "Encounter.weight.unit"),
        ("encounter.Measurement.Fork length (cm.).Units", "Encounter.measurement.Fork length (cm.).unit"),
        ("Encounter.measurement.fork\nlength", "Encounter.measurement.fork length"),
        ("TissueSample1.sampleID", "TissueSample1.sampleID"),
        ("tissuesample02.TissueType", "TissueSample2.tissueType"),
        ("SexAnalysis1.sex", "SexAnalysis1.sex"),
        ("SocialUnit3.socialUnitName", "SocialUnit3.socialUnitName"),
        ("Membership3.role", "Membership3.role"),
        ("SatelliteTag1.serialNumber", "SatelliteTag1.serialNumber"),
        ("MicrosatelliteMarkersAnalysis1.alleleNames", "MicrosatelliteMarkersAnalysis1.alleleNames"),
        ("MicrosatelliteMarkersAnalysis12.alleles03", "MicrosatelliteMarkersAnalysis12.alleles3"),
        ("Encounter.measurement." + "x" * 101, None),
        ("Sighting.comments (kept)", None),
    ],
)  # fmt: skip
def test_columns_beyond_the_format_are_known(sheets, heading, meant):
    assert target(sheets, heading) == meant


def test_a_field_of_one_species_stands_beside_the_measurement_of_another(sheets):
    headings = ["Encounter.weight", "Encounter.measurement.weight", "Encounter.weight.unit"]
    assert [column["target"] for column in sheets.recognise(headings)] == headings
    assert target(sheets, *headings[::2]) == "Encounter.measurement.weight"


def test_german_headings_that_can_mean_two_things_are_left_to_the_person(sheets):
    for column in sheets.recognise(["Länge", "Name", "Breite"]):
        assert column["target"] is None, column
