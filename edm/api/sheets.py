"""`/sheets/…`: what the columns of a sheet mean, what is wrong with its rows, and what comes of them."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_restx import Resource

from edm.api.answers import as_json
from edm.foundation import current_edm
from edm.operations.sheets import check_sheet, sheet_documents
from edm.schemas.sheets import (
    RecognisedColumnsSchema,
    SheetBlockSchema,
    SheetCheckSchema,
    SheetDocumentsSchema,
    SheetHeadingsSchema,
    SheetTargetsSchema,
    SheetWritingSchema,
    WrittenSheetSchema,
)
from edm.sheets.describe import describe_targets
from edm.sheets.headings import vocabulary_of
from edm.sheets.recognise import recognise_columns
from edm.sheets.writing import writing_of
from service_kit.web import Noun, current_caller

sheets = Noun("sheets", path="/sheets", description="Sheets of many sightings")


@sheets.route("/columns")
class Columns(Resource):  # type: ignore[misc]
    @sheets.takes(SheetHeadingsSchema)
    @sheets.answers(RecognisedColumnsSchema)
    def post(self, body: dict[str, Any]) -> Response:
        """Recognise the columns of a sheet by their headings."""
        vocabulary = vocabulary_of(current_edm().species.catalogue())
        return as_json(
            recognise_columns(body["headings"], body["samples"], body["mapping"], vocabulary)
        )


@sheets.route("/targets")
class Targets(Resource):  # type: ignore[misc]
    @sheets.answers(SheetTargetsSchema)
    def get(self) -> Response:
        """All that a column can be mapped to."""
        return as_json({"items": describe_targets(current_edm().species.catalogue())})


@sheets.route("/writing")
class Writing(Resource):  # type: ignore[misc]
    @sheets.takes(WrittenSheetSchema)
    @sheets.answers(SheetWritingSchema)
    def post(self, body: dict[str, Any]) -> Response:
        """Tell from all of a sheet's dates and numbers how they are written."""
        catalogue = current_edm().species.catalogue()
        vocabulary = vocabulary_of(catalogue)
        columns = (
            (found.target, column["texts"])
            for column in body["columns"]
            if (found := vocabulary.find(column["target"])) is not None
        )
        return as_json(writing_of(columns, catalogue))


@sheets.route("/validate")
class SheetValidation(Resource):  # type: ignore[misc]
    @sheets.takes(SheetBlockSchema)
    @sheets.answers(SheetCheckSchema, description="What is wrong; nothing was saved")
    def post(self, body: dict[str, Any]) -> Response:
        """Look at rows without saving them."""
        return as_json(check_sheet(current_edm(), current_caller(), body))


@sheets.route("/documents")
class SheetDocuments(Resource):  # type: ignore[misc]
    @sheets.takes(SheetBlockSchema)
    @sheets.answers(SheetDocumentsSchema, description="The rows as metadata; nothing was saved")
    def post(self, body: dict[str, Any]) -> Response:
        """Turn rows into the metadata of a report."""
        return as_json(sheet_documents(current_edm(), current_caller(), body))
