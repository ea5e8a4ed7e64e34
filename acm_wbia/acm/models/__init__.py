"""ACM's tables: assets and annotations, where their features lie, match sets, jobs, and what WB-IA's clients say besides."""

from acm_wbia.acm.models.annotation import Annotation
from acm_wbia.acm.models.asset import Asset, AssetProject
from acm_wbia.acm.models.base import Base
from acm_wbia.acm.models.calibration import CalibrationRow
from acm_wbia.acm.models.codebook import CodebookRow, FeatureLists
from acm_wbia.acm.models.features import FeatureSet
from acm_wbia.acm.models.job import DetectionOutcome, Job
from acm_wbia.acm.models.match_set import MatchSet
from acm_wbia.acm.models.wire import WireAnnotation, WireJob, WireRow

__all__ = [
    "Annotation",
    "Asset",
    "AssetProject",
    "Base",
    "CalibrationRow",
    "CodebookRow",
    "DetectionOutcome",
    "FeatureLists",
    "FeatureSet",
    "Job",
    "MatchSet",
    "WireAnnotation",
    "WireJob",
    "WireRow",
]
