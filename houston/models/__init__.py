"""Houston's tables: users and access, submissions and pointers, jobs."""

from houston.models.annotation import Annotation
from houston.models.asset import Asset, AssetEncounter, AssetState
from houston.models.audit import AuditEntry
from houston.models.base import Base
from houston.models.bulk_import import BulkEdit, BulkImport, SavedMapping, SheetState
from houston.models.collaboration import Collaboration
from houston.models.curation import Comparison, Curation, CurationAnswer, CurationState
from houston.models.identification import (
    Identification,
    IdentificationDecision,
    IdentificationQuery,
    RefusedPair,
)
from houston.models.individual_merge_request import (
    MergeRequest,
    MergeRequestState,
    MergeVoter,
)
from houston.models.job import Job
from houston.models.pointer import Pointer, PointerProject
from houston.models.project import Project, ProjectMember
from houston.models.rate_limit import RateWindow
from houston.models.session import ApiToken, SignIn
from houston.models.submission import Submission, SubmissionKind, SubmissionState
from houston.models.submission_file import FilePurpose, FileState, SubmissionFile
from houston.models.transition import Transition
from houston.models.user import FollowUpLink, MailLink, Registration, User

__all__ = [
    "Annotation",
    "ApiToken",
    "Asset",
    "AssetEncounter",
    "AssetState",
    "AuditEntry",
    "Base",
    "BulkEdit",
    "BulkImport",
    "Collaboration",
    "Comparison",
    "Curation",
    "CurationAnswer",
    "CurationState",
    "FilePurpose",
    "FileState",
    "FollowUpLink",
    "Identification",
    "IdentificationDecision",
    "IdentificationQuery",
    "Job",
    "MailLink",
    "MergeRequest",
    "MergeRequestState",
    "MergeVoter",
    "Pointer",
    "PointerProject",
    "Project",
    "ProjectMember",
    "RateWindow",
    "RefusedPair",
    "Registration",
    "SavedMapping",
    "SheetState",
    "SignIn",
    "Submission",
    "SubmissionFile",
    "SubmissionKind",
    "SubmissionState",
    "Transition",
    "User",
]
