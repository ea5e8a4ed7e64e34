"""Is a correction a further commit, with all that was before still there?"""

import pytest

from submissions import UnknownFile, UnknownRevision, UnknownSubmission
from tests.submissions.conftest import ANN, METADATA, WHEN


def test_corrected_metadata_are_a_second_commit(store, keep, uploaded, submission_id):
    photo = uploaded("a.jpg", b"zebra")
    first = keep(photo)
    second = store.correct(submission_id, ANN, "It was a giraffe", WHEN, metadata={"species": "g"})
    assert second.created
    assert [revision.sha for revision in store.history(submission_id)] == [first.sha, second.sha]
    assert store.metadata(submission_id) == {"species": "g"}
    assert store.metadata(submission_id, at=first.sha) == METADATA
    assert store.manifest(submission_id).files == first.manifest.files
    assert store.verify(submission_id) == []


def test_a_file_can_be_added_and_the_others_stay(store, keep, uploaded, submission_id):
    one, two = uploaded("a.jpg", b"one"), uploaded("b.jpg", b"two")
    keep(one)
    store.correct(submission_id, ANN, "One was forgotten", WHEN, files=[two])
    assert [entry.name for entry in store.manifest(submission_id).files] == ["a.jpg", "b.jpg"]
    assert store.metadata(submission_id) == METADATA
    for file, content in [(one, b"one"), (two, b"two")]:
        with store.open_file(submission_id, file.asset_id) as stream:
            assert stream.read() == content


def test_a_replaced_file_can_still_be_read_as_it_was(store, keep, uploaded, submission_id):
    old = uploaded("a.jpg", b"blurred")
    first = keep(old, uploaded("b.jpg"))
    new = uploaded("a.png", b"sharp", asset_id=old.asset_id)
    store.correct(submission_id, ANN, "A sharper copy", WHEN, files=[new])
    assert [entry.name for entry in store.manifest(submission_id).files] == ["a.png", "b.jpg"]
    with store.open_file(submission_id, old.asset_id) as stream:
        assert stream.read() == b"sharp"
    with store.open_file(submission_id, old.asset_id, at=first.sha) as stream:
        assert stream.read() == b"blurred"
    assert store.verify(submission_id) == []


def test_a_file_left_out_is_in_the_history_only(store, keep, uploaded, submission_id):
    one, two = uploaded("a.jpg", b"one"), uploaded("people.jpg", b"two")
    first = keep(one, two)
    store.correct(submission_id, ANN, "Shows people", WHEN, without=[two.asset_id])
    assert [entry.name for entry in store.manifest(submission_id).files] == ["a.jpg"]
    with pytest.raises(UnknownFile):
        store.open_file(submission_id, two.asset_id)
    with store.open_file(submission_id, two.asset_id, at=first.sha) as stream:
        assert stream.read() == b"two"


def test_a_correction_repeated_adds_nothing(store, keep, uploaded, submission_id):
    keep(uploaded("a.jpg"))
    new = uploaded("b.jpg", b"new")
    made = [
        store.correct(submission_id, ANN, "Twice", WHEN, metadata={"n": 1}, files=[new])
        for _ in range(2)
    ]
    assert [commit.created for commit in made] == [True, False]
    assert made[0].sha == made[1].sha
    assert len(store.history(submission_id)) == 2


def test_leaving_out_what_is_not_there_is_refused(store, keep, uploaded, submission_id):
    keep(uploaded("a.jpg"))
    with pytest.raises(UnknownFile, match="has no file"):
        store.correct(submission_id, ANN, "", WHEN, without=[submission_id])
    assert len(store.history(submission_id)) == 1


def test_only_what_is_stored_can_be_corrected(store, submission_id):
    with pytest.raises(UnknownSubmission, match="no stored submission"):
        store.correct(submission_id, ANN, "", WHEN, metadata={})


@pytest.mark.parametrize("at", ["main", "--help", "0" * 40, "HEAD~1", ""])
def test_a_commit_that_is_not_there_is_refused(store, keep, submission_id, at):
    keep()
    with pytest.raises(UnknownRevision):
        store.metadata(submission_id, at=at)
