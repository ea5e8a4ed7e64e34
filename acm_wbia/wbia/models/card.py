"""What should a person know about a model before trusting it, and what must a machine know to run it?"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from acm_wbia.wbia.models import labels
from acm_wbia.wbia.models.files import ModelFile
from acm_wbia.wbia.models.network import (
    Described,
    EmbeddingForm,
    InputForm,
    OutputForm,
    ScoresForm,
    Share,
    Tiling,
)

NAME = r"^[a-z0-9][a-z0-9_]*$"

DEFAULT = "default"
"""Goes as a detector's name: whichever is the best of those that are installed."""

EVERY_OTHER = "*"
"""Under ``detects``: all labels that are not named."""

NO_ANIMALS = frozenset({"person", "human", "vehicle"})
"""Classes that camera-trap detectors tell apart from animals: kept only where they are asked for by name."""


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
    architecture: Literal["efficientnet_lite0"] | None = None
    """Of a file of mere weights: the network that they belong to, which is known here. None: the file is ONNX."""
    input: InputForm | None = None
    output: OutputForm | None = None
    """A detector's."""
    scores: ScoresForm | None = None
    """A classifier's."""
    embedding: EmbeddingForm | None = None
    """An embedding's; one without can be installed, but nothing can be compared by it."""
    tiling: Tiling | None = None
    labels: tuple[str, ...] = ()
    """The network's own classes, in the order of its output; in a file also the name of a list that is shipped."""
    detects: Mapping[str, str] = Field(default_factory=dict)
    """A detector's labels that are animals (or what else is wanted) → our classes; others are dropped. In a
    file ``*`` stands for every label that is not named."""
    preference: int | None = None
    """A detector or classifier that the default may mean: of those that are installed the highest number."""
    taxa: Mapping[str, str] = Field(default_factory=dict)
    """A classifier's labels → scientific names; in a file also the name of a shipped list that has them."""
    viewpoints: Mapping[str, str] = Field(default_factory=dict)
    """Labels that tell the side that is seen → viewpoints."""
    thresholds: Mapping[str, Share] = Field(default_factory=dict)
    """Our class, or ``default`` → the least confidence that counts."""
    classes: tuple[str, ...] = ()
    """What a detector can find or a classifier suggest; empty for the other kinds. Of a card file it is what
    ``detects`` and ``taxa`` lead to."""
    parameters: Mapping[str, Any] = Field(default_factory=dict)
    """Every parameter and its default."""

    @model_validator(mode="before")
    @classmethod
    def _said_in_short(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        if isinstance(values.get("labels"), str):
            values = {**values, "labels": labels.shipped(values["labels"])}
        if isinstance(values.get("taxa"), str):
            values = {**values, "taxa": labels.shipped_taxa(values["taxa"])}
        if isinstance(values.get("taxa"), dict) and values["taxa"]:
            values = {"classes": tuple(dict.fromkeys(values["taxa"].values())), **values}
        if isinstance(values.get("detects"), dict):
            detects = _written_out(values["detects"], values.get("labels") or ())
            classes = tuple(dict.fromkeys(detects.values()))
            values = {"classes": classes, **values, "detects": detects}
        return values

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        faults = [*self._faults()]
        if faults:
            raise ValueError(" ".join(faults))
        return self

    def _faults(self) -> Iterator[str]:
        if self.name == DEFAULT:
            yield f"{DEFAULT!r} is no name: it means whichever detector is installed."
        names = [file.name for file in self.files]
        if len(set(names)) < len(names):
            yield "Two files have the same name."
        if self.kind is ModelKind.DETECTOR and self.files:
            for part in ("input", "output", "labels", "detects"):
                if not getattr(self, part):
                    yield f"A detector's card has a part {part!r}."
        if self.kind is ModelKind.CLASSIFIER and self.files:
            for part in ("input", "scores", "labels"):
                if not getattr(self, part):
                    yield f"A classifier's card has a part {part!r}."
        if self.embedding and not (self.kind is ModelKind.EMBEDDING and self.input and self.files):
            yield "A part 'embedding' is for an embedding's card, beside 'input' and 'files'."
        known = set(self.labels)
        for part in ("detects", "taxa", "viewpoints"):
            for label in getattr(self, part):
                if label not in known:
                    yield f"{label!r} stands under {part!r} but not under 'labels'."
        meant = {DEFAULT, *self.classes, *self.viewpoints.values()}
        for name in self.thresholds:
            if name not in meant:
                yield f"{name!r} stands under 'thresholds' but is nothing that a label means."

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


def _written_out(detects: Mapping[str, str], known: Sequence[str]) -> dict[str, str]:
    """Each label with its class, in the order of the labels where ``*`` stands for them."""
    if EVERY_OTHER not in detects:
        return dict(detects)
    others = dict.fromkeys(known, detects[EVERY_OTHER])
    return {**others, **{label: each for label, each in detects.items() if label != EVERY_OTHER}}
