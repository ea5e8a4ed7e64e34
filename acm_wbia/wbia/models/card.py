"""What should a person know about a model before trusting it, and what must a machine know to run it?"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from acm_wbia.wbia.models.files import ModelFile
from acm_wbia.wbia.models.network import (
    Described,
    EmbeddingForm,
    InputForm,
    OutputForm,
    Share,
    Tiling,
)

NAME = r"^[a-z0-9][a-z0-9_]*$"


class ModelKind(StrEnum):
    """What a model is for."""

    DETECTOR = "detector"
    IDENTIFICATION = "identification"
    LOCAL_FEATURES = "local_features"
    MATCHER = "matcher"
    EMBEDDING = "embedding"
    CLASSIFIER = "classifier"


class ModelCard(Described):
    """One model or algorithm: as the list of models shows it, and as its card file describes it."""

    name: Annotated[str, Field(pattern=NAME)]
    version: str
    """Goes up whenever the same input may give another answer; stored with every result."""
    kind: ModelKind
    description: Annotated[str, Field(min_length=1)]
    """One or two sentences for a person who has to choose."""
    licence: Annotated[str, Field(min_length=1)]
    """SPDX identifier of the weights, or of the code where there are none."""
    licence_url: str = ""
    """Where the licence can be read, and where the model comes from."""
    how_to_add: str = ""
    """For weights that no registry has: where they are to be had, and how they become a file for this card."""
    files: tuple[ModelFile, ...] = ()
    """What has to be installed before it runs; none for what comes with the code."""
    input: InputForm | None = None
    output: OutputForm | None = None
    """A detector's."""
    embedding: EmbeddingForm | None = None
    """An embedding's; one without can be installed, but nothing can be compared by it."""
    tiling: Tiling | None = None
    labels: tuple[str, ...] = ()
    """The network's own classes, in the order of its output."""
    detects: Mapping[str, str] = Field(default_factory=dict)
    """A detector's labels that are animals (or what else is wanted) → our classes; others are dropped."""
    thresholds: Mapping[str, Share] = Field(default_factory=dict)
    """Our class, or ``default`` → the least confidence that counts."""
    classes: tuple[str, ...] = ()
    """What a detector can find; empty for the other kinds. Of a card file it is what ``detects`` leads to."""
    parameters: Mapping[str, Any] = Field(default_factory=dict)
    """Every parameter and its default."""

    @model_validator(mode="before")
    @classmethod
    def _classes_of_detects(cls, values: Any) -> Any:
        if isinstance(values, dict) and isinstance(values.get("detects"), dict):
            return {"classes": tuple(dict.fromkeys(values["detects"].values())), **values}
        return values

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        faults = [*self._faults()]
        if faults:
            raise ValueError(" ".join(faults))
        return self

    def _faults(self) -> Iterator[str]:
        names = [file.name for file in self.files]
        if len(set(names)) < len(names):
            yield "Two files have the same name."
        if self.kind is ModelKind.DETECTOR and self.files:
            for part in ("input", "output", "labels", "detects"):
                if not getattr(self, part):
                    yield f"A detector's card has a part {part!r}."
        if self.embedding and not (self.kind is ModelKind.EMBEDDING and self.input and self.files):
            yield "A part 'embedding' is for an embedding's card, beside 'input' and 'files'."
        for label in self.detects:
            if label not in self.labels:
                yield f"{label!r} stands under 'detects' but not under 'labels'."
        for name in self.thresholds:
            if name != "default" and name not in self.classes:
                yield f"{name!r} stands under 'thresholds' but is nothing that 'detects' leads to."

    def file(self, name: str) -> ModelFile:
        """The file of this name; raises ``KeyError``."""
        return {file.name: file for file in self.files}[name]

    def to_mapping(self) -> dict[str, Any]:
        """As JSON takes it."""
        return {
            "name": self.name,
            "version": self.version,
            "kind": self.kind.value,
            "description": self.description,
            "licence": self.licence,
            "licence_url": self.licence_url,
            "classes": list(self.classes),
            "parameters": dict(self.parameters),
        }
