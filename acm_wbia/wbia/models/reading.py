"""What does a card file say, and if it is wrong, where is each of its faults?"""

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from acm_wbia.wbia.errors import CardWrong
from acm_wbia.wbia.models.card import ModelCard
from acm_wbia.wbia.models.files import ModelFile, Source
from acm_wbia.wbia.models.network import (
    EmbeddingForm,
    InputForm,
    OutputForm,
    ScoresForm,
    Tiling,
)

SUFFIX = ".yaml"
PARTS = (
    ModelCard,
    ModelFile,
    Source,
    InputForm,
    OutputForm,
    ScoresForm,
    EmbeddingForm,
    Tiling,
)
PLAIN = (
    ("Input should be", "has to be"),
    ("a valid tuple", "a list"),
    ("a valid dictionary", "names and values"),
    ("a valid ", "a "),
)
"""What the library that checks cards says, and what a person says."""
LARGEST_CARD_BYTES = 256 * 1024
"""A thousand labels in five languages are less; more is some other file."""


def read_card(path: Path) -> ModelCard:
    """The card in a YAML file; raises ``CardWrong`` with all faults at once."""
    try:
        if path.stat().st_size > LARGEST_CARD_BYTES:
            raise CardWrong(path.name, ["The file is too large for a card."])
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CardWrong(path.name, [f"The file cannot be read ({error.strerror})."]) from error
    except UnicodeDecodeError as error:
        raise CardWrong(path.name, ["The file is not text in UTF-8."]) from error
    except yaml.YAMLError as error:
        raise CardWrong(path.name, [f"The file is not YAML: {_one_line(error)}"]) from error
    if not isinstance(content, dict):
        raise CardWrong(path.name, ["A card is a list of names and values."])
    try:
        return ModelCard.model_validate(content)
    except ValidationError as error:
        raise CardWrong(path.name, [*_faults(error)]) from error


def _one_line(error: yaml.YAMLError) -> str:
    return " ".join(str(error).split())


def _faults(error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False):
        where = ".".join(str(part) for part in fault["loc"])
        yield f"{where}: {_said(fault)}" if where else _said(fault)


def _said(fault: Any) -> str:
    if fault["type"] == "missing":
        return "is missing."
    if fault["type"] == "extra_forbidden":
        known = {name for part in PARTS for name in part.model_fields}
        near = difflib.get_close_matches(str(fault["loc"][-1]), known, n=1)
        return "is not known here." + (f" Is {near[0]!r} meant?" if near else "")
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"])
    said = str(fault["msg"])
    for technical, plain in PLAIN:
        said = said.replace(technical, plain)
    return f"{said}."
