"""What does a sheet call a sighting? Its custom field of that name, in the form in which it is looked up by an index."""

from __future__ import annotations

from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

SIGHTING_NAME = "sighting_id"
LONGEST_WORD = 200  # characters of it that are looked up; an index holds no long texts


class sheets_word(FunctionElement[str]):  # noqa: N801 - named like the functions of SQL
    """The beginning of the word in a column of custom fields; it holds no parameters, so that an index fits it."""

    type = String()
    inherit_cache = True


@compiles(sheets_word, "sqlite")
def _word_sqlite(element: sheets_word, compiler: Any, **options: Any) -> str:
    fields = compiler.process(element.clauses, **options)
    return f"substr(json_extract({fields}, '$.{SIGHTING_NAME}'), 1, {LONGEST_WORD})"


@compiles(sheets_word, "postgresql")
def _word_postgresql(element: sheets_word, compiler: Any, **options: Any) -> str:
    fields = compiler.process(element.clauses, **options)
    return f"\"left\"({fields} ->> '{SIGHTING_NAME}'::text, {LONGEST_WORD})"
