"""Can a stored photo be read whole, in part, many at once, and after git has repacked it?"""

import os
import random
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

from submissions import CorruptSubmission, UnknownFile, UnknownSubmission
from tests.submissions.conftest import ANN, WHEN, repository_of


def test_any_range_can_be_read(store, keep, uploaded, submission_id):
    content = os.urandom(1_500_000)
    photo = uploaded("a.jpg", content)
    keep(photo)
    choice = random.Random(4)
    with store.open_file(submission_id, photo.asset_id) as stream:
        for _ in range(200):
            start, length = choice.randrange(len(content) + 10), choice.randrange(200_000)
            assert stream.seek(start) == start
            assert stream.read(length) == content[start : start + length]
        assert stream.seek(-5, os.SEEK_END) == len(content) - 5
        assert stream.read() == content[-5:]


def test_what_git_has_repacked_reads_the_same(store, keep, uploaded, submission_id, tmp_path):
    small, large = uploaded("a.jpg", os.urandom(100_000)), uploaded("b.mov", os.urandom(9_000_000))
    keep(small, large)
    repository = repository_of(tmp_path / "store", submission_id)
    subprocess.run(["git", "--git-dir", str(repository), "repack", "-adq"], check=True)
    for file in (small, large):
        content = file.path.read_bytes()
        with store.open_file(submission_id, file.asset_id) as stream:
            assert stream.read() == content
            stream.seek(70_000)
            assert stream.read(10) == content[70_000:70_010]
    assert store.verify(submission_id) == []


def test_many_may_read_at_once(store, keep, uploaded, submission_id):
    files = [uploaded(f"{n}.jpg", os.urandom(50_000 + n)) for n in range(20)]
    keep(*files)

    def same(file):
        with store.open_file(submission_id, file.asset_id) as stream:
            return stream.read() == file.path.read_bytes()

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(same, files * 5))


def test_a_stream_outlives_a_correction(store, keep, uploaded, submission_id):
    photo = uploaded("a.jpg", b"as uploaded")
    keep(photo)
    with store.open_file(submission_id, photo.asset_id) as stream:
        store.correct(submission_id, ANN, "Left out", WHEN, without=[photo.asset_id])
        assert stream.read() == b"as uploaded"


def test_an_unknown_file_or_submission_is_said_to_be_unknown(store, keep, submission_id):
    with pytest.raises(UnknownSubmission):
        store.open_file(submission_id, submission_id)
    keep()
    with pytest.raises(UnknownFile):
        store.open_file(submission_id, submission_id)
    with pytest.raises(UnknownFile):
        store.file_size(submission_id, submission_id)


def test_a_file_cut_short_on_the_disk_is_not_served_as_whole(
    store, keep, uploaded, submission_id, tmp_path
):
    photo = uploaded("a.jpg", os.urandom(200_000))
    keep(photo)
    objects = repository_of(tmp_path / "store", submission_id) / "objects"
    largest = max(objects.glob("??/*"), key=lambda path: path.stat().st_size)
    largest.chmod(0o644)
    os.truncate(largest, 100_000)
    with pytest.raises(CorruptSubmission):
        store.open_file(submission_id, photo.asset_id)


def test_everything_needed_to_rebuild_comes_by_iterating(store, uploaded):
    ids = ["0190a5d4-8f00-7000-8000-00000000000b", "0190a5d4-9f00-7000-8000-00000000000a"]
    for number, submission in enumerate(reversed(ids)):
        photo = uploaded(f"{submission}.jpg")
        store.store(submission, {"number": number}, [photo], ANN, "As uploaded", WHEN)
    store.correct(ids[0], ANN, "Corrected", WHEN, metadata={"number": 7})
    found = list(store.iterate())
    assert [stored.submission_id for stored in found] == ids
    assert [stored.metadata for stored in found] == [{"number": 7}, {"number": 0}]
    assert [stored.manifest.files[0].name for stored in found] == [f"{key}.jpg" for key in ids]
    assert found[0].sha == store.history(ids[0])[-1].sha
