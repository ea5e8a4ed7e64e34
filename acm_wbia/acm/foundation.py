"""What does each of ACM's processes stand on? The foundation, the files of features and evidence, and Houston."""

from __future__ import annotations

import tempfile
from functools import cached_property
from typing import TYPE_CHECKING

from flask import current_app

from acm_wbia.acm.files.evidence import EvidenceFiles
from acm_wbia.acm.files.feature_segments import FeatureSegments, Stretch
from acm_wbia.acm.files.kept_pictures import KeptPictures
from acm_wbia.acm.files.looks import LookFiles
from acm_wbia.acm.files.originals import Originals
from acm_wbia.acm.models import Job
from acm_wbia.acm.settings import AcmSettings
from acm_wbia.wbia.models.store import ModelStore
from service_kit.client import ServiceClient
from service_kit.foundation import Foundation

if TYPE_CHECKING:
    from acm_wbia.acm.files.embedding_indexes import EmbeddingIndexes
    from acm_wbia.acm.files.galleries import Galleries
    from acm_wbia.wbia.classification.loading import Classifiers
    from acm_wbia.wbia.detection.loading import Detectors

EXTENSION = "acm"
HOUSTON = "houston"


class AcmFoundation(Foundation):
    """The parts of one ACM process, each made when it is first used."""

    settings: AcmSettings

    def __init__(self, settings: AcmSettings) -> None:
        super().__init__(settings, Job)

    @cached_property
    def houston(self) -> ServiceClient:
        return self.client(self.settings.houston_url, HOUSTON)

    @cached_property
    def originals(self) -> Originals:
        return Originals(
            self.settings.houston_url,
            HOUSTON,
            self.signer,
            self.settings.largest_original_bytes,
            self.kept_pictures,
        )

    @cached_property
    def kept_pictures(self) -> KeptPictures:
        return KeptPictures(self.settings.files / "pictures")

    @cached_property
    def features(self) -> FeatureSegments:
        return FeatureSegments(self.settings.files / "features")

    @cached_property
    def evidence(self) -> EvidenceFiles:
        return EvidenceFiles(self.settings.files / "evidence")

    @cached_property
    def looks(self) -> LookFiles:
        return LookFiles(self.settings.files / "curation")

    @cached_property
    def models(self) -> ModelStore:
        return ModelStore(self.settings.models)

    @cached_property
    def detectors(self) -> Detectors:
        # Here and not above: a web process must not load what runs networks.
        from acm_wbia.wbia.detection.loading import Detectors

        return Detectors(self.models, self.settings.picture_threads)

    @cached_property
    def classifiers(self) -> Classifiers:
        from acm_wbia.wbia.classification.loading import Classifiers

        return Classifiers(self.models, self.settings.picture_threads)

    def check_files(self) -> None:
        """Raises `OSError` where features and evidence cannot be kept."""
        self.settings.files.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=self.settings.files):
            pass

    @cached_property
    def galleries(self) -> Galleries:
        # Here and not above: a web process must not load FAISS.
        from acm_wbia.acm.files.galleries import Galleries
        from acm_wbia.wbia.features import Features

        def read(stretch: Stretch) -> Features:
            return Features.from_bytes(self.features.read(stretch))

        return Galleries(self.settings.gallery_cache_bytes, read)

    @cached_property
    def embeddings(self) -> EmbeddingIndexes:
        # As above.
        from acm_wbia.acm.files.embedding_indexes import EmbeddingIndexes

        return EmbeddingIndexes(self.settings.gallery_cache_bytes)


def current_foundation() -> AcmFoundation:
    """The foundation of the app that answers the present request."""
    foundation: AcmFoundation = current_app.extensions[EXTENSION]
    return foundation
