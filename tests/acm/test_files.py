"""Do features and evidence survive whoever writes them?"""

from __future__ import annotations

import multiprocessing
import os
import signal
import uuid
from pathlib import Path

import numpy as np
import pytest

from acm_wbia.acm.files.evidence import EvidenceFiles
from acm_wbia.acm.files.feature_segments import FeatureSegments, Stretch


def test_records_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    segments = FeatureSegments(tmp_path)
    records = [bytes([value]) * size for value, size in ((1, 3), (2, 100), (3, 64))]
    first, more = segments.append(records), segments.append([b"later"])
    assert [bytes(segments.read(each)) for each in first] == records
    assert bytes(segments.read(more[0])) == b"later"
    assert bytes(FeatureSegments(tmp_path).read(first[1])) == records[1]
    assert all(each.offset % 64 == 0 for each in first)


def test_a_view_stays_true_while_its_segment_grows(tmp_path: Path) -> None:
    segments = FeatureSegments(tmp_path)
    (stretch,) = segments.append([b"early"])
    view = segments.read(stretch)
    segments.append([b"x" * 100_000])
    assert bytes(view) == b"early"


def test_two_writers_never_share_a_file(tmp_path: Path) -> None:
    one, other = FeatureSegments(tmp_path), FeatureSegments(tmp_path)
    (first,), (second,) = one.append([b"one"]), other.append([b"other"])
    assert first.segment != second.segment
    assert bytes(other.read(first)) == b"one"


def test_a_full_segment_is_followed_by_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("acm_wbia.acm.files.feature_segments.LARGEST_SEGMENT_BYTES", 100)
    segments = FeatureSegments(tmp_path)
    (first,), (second,) = segments.append([b"x" * 200]), segments.append([b"y"])
    assert first.segment != second.segment


def test_bytes_that_are_missing_are_an_error_and_not_zeros(tmp_path: Path) -> None:
    segments = FeatureSegments(tmp_path)
    (stretch,) = segments.append([b"features"])
    (tmp_path / stretch.segment).write_bytes(b"feat")
    with pytest.raises(OSError, match="shorter"):
        FeatureSegments(tmp_path).read(stretch)
    with pytest.raises(FileNotFoundError):
        segments.read(Stretch("elsewhere.features", 0, 1))


def write_and_die(folder: Path, told: multiprocessing.Queue[Stretch]) -> None:
    segments = FeatureSegments(folder)
    (stretch,) = segments.append([b"kept"])
    told.put(stretch)
    told.close()
    told.join_thread()
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.kill
def test_what_a_killed_writer_had_written_is_there(tmp_path: Path) -> None:
    processes = multiprocessing.get_context("spawn")
    told: multiprocessing.Queue[Stretch] = processes.Queue()
    writer = processes.Process(target=write_and_die, args=(tmp_path, told))
    writer.start()
    stretch = told.get(timeout=60)
    writer.join()
    assert writer.exitcode == -signal.SIGKILL
    assert bytes(FeatureSegments(tmp_path).read(stretch)) == b"kept"


def test_evidence_is_replaced_whole_and_forgotten_whole(tmp_path: Path) -> None:
    files = EvidenceFiles(tmp_path)
    job, query, candidate = (uuid.uuid4() for _ in range(3))
    for weight in (1.0, 2.0):
        matches = np.array([[1, 2, 3, 4, weight]], dtype=np.float32)
        files.write(job, query, {str(candidate): matches})
    found = files.read(job, query, candidate)
    assert found is not None
    assert found.tolist() == [[1, 2, 3, 4, 2.0]]
    assert files.read(job, query, uuid.uuid4()) is None
    assert [path.suffix for path in tmp_path.rglob("*.*")] == [".npz"], "no drafts are left"
    for _ in range(2):
        files.remove(job)
    assert files.read(job, query, candidate) is None
