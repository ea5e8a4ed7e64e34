"""Weights are read as torch reads them, and nothing else that a file asks for is done."""

import numpy as np
import pytest
import torch

from acm_wbia.wbia.errors import ModelFileWrong
from acm_wbia.wbia.models import torch_weights


def some_weights():
    base = torch.arange(24, dtype=torch.float32)
    return {
        "whole": base.reshape(4, 6),
        "turned": base.reshape(4, 6).T,
        "part": base[6:18].reshape(3, 4)[:, 1:3],
        "half": torch.tensor([1.5, -2], dtype=torch.float16),
        "single": torch.tensor(7.0),
        "counted": torch.tensor(3),
    }


@pytest.fixture(params=[True, False], ids=["zip", "stream"])
def written(request, tmp_path):
    def write(content):
        path = tmp_path / "weights.pth"
        torch.save(content, path, _use_new_zipfile_serialization=request.param)
        return path

    return write


def test_weights_are_read_with_their_steps_and_places(written):
    found = torch_weights.read(written(some_weights()))
    expected = {name: each for name, each in some_weights().items() if name != "counted"}
    assert found.keys() == expected.keys()
    for name, each in expected.items():
        assert found[name].dtype == np.float32
        np.testing.assert_array_equal(found[name], each.float().numpy())


def test_what_is_no_number_is_refused(written):
    with pytest.raises(ModelFileWrong, match="infinite or none"):
        torch_weights.read(written({"broken": torch.tensor([1.0, float("nan")])}))


def test_something_else_than_weights_is_refused(written):
    with pytest.raises(ModelFileWrong, match="something else"):
        torch_weights.read(written([torch.zeros(2)]))


class Harmful:
    """Would write a file if it were unpickled."""

    def __init__(self, target):
        self.target = target

    def __reduce__(self):
        return open, (str(self.target), "w")


def test_nothing_that_a_file_asks_to_be_run_is_run(written, tmp_path):
    target = tmp_path / "proof"
    with pytest.raises(ModelFileWrong, match=r"asks for io\.open.*not run"):
        torch_weights.read(written({"weights": Harmful(target)}))
    assert not target.exists()


@pytest.mark.parametrize("kept", [0, 10, 400])
def test_half_a_file_is_refused(written, kept):
    path = written(some_weights())
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(ModelFileWrong, match="cannot be read as weights"):
        torch_weights.read(path)


def test_a_tensor_beyond_its_storage_is_refused(written):
    path = written({"weight": torch.zeros(4)})
    # Its shape, a tuple of one number, as pickle writes it; the storage's length stands for itself.
    data = path.read_bytes()
    assert data.count(b"K\x04\x85q") == 1
    path.write_bytes(data.replace(b"K\x04\x85q", b"K\x63\x85q"))
    with pytest.raises(ModelFileWrong, match="cannot be read as weights"):
        torch_weights.read(path)
