"""Is it warm where a network's answer hangs on, for every form of a network, and cold where nothing counts?"""

import numpy as np
import pytest

from acm_wbia.wbia.errors import InvalidBox, NothingToMatch
from acm_wbia.wbia.hiding import MOST_PASSES, HiddenParts
from acm_wbia.wbia.networks.embedding import Reader
from acm_wbia.wbia.relevance import LONGER_SIDE, Area
from tests.wbia.conftest import HEIGHT, WIDTH, picture_of
from tests.wbia.embedding_networks import FORMS, card_of, looking_at_a_quarter, pulled_efficientnet

WHOLE = Area((0, 0, WIDTH, HEIGHT), 0.0)
PLAIN = np.full((HEIGHT, WIDTH, 3), 90, np.uint8)


class Counting:
    """A network that notes how many animals it was asked about, each time."""

    def __init__(self, network):
        self._network = network
        self.at_once = network.at_once
        self.asked = []

    def __call__(self, tensors):
        self.asked.append(len(tensors))
        return self._network(tensors)


def explained(path, query, candidate, areas=(WHOLE, WHOLE), form="onnx"):
    card = card_of(form)
    network = Counting(Reader(card.input, card.embedding)(path))
    hidden = HiddenParts(network, card.input, card.embedding, query, candidate)
    return hidden.relevance(*areas), network.asked


@pytest.fixture
def quarter(tmp_path):
    return looking_at_a_quarter(tmp_path / "quarter.onnx")


def test_only_the_quarter_that_a_network_looks_at_is_warm(quarter):
    maps, _ = explained(quarter, picture_of(0, 0), picture_of(0, 1))
    for each in maps:
        rows, columns = each.values.shape
        assert (rows, columns) == (30, LONGER_SIDE)
        row, column = np.unravel_index(each.values.argmax(), each.values.shape)
        assert (row < rows / 2, column < columns / 2) == (True, True)
        looked_at = each.values[: rows // 2, : columns // 2].sum()
        assert looked_at > 0.6 * each.values.sum(), "the rest is what soft patches reach over"
        far = (each.values[-rows // 4 :], each.values[:, -columns // 4 :])
        assert max(float(part.max()) for part in far) < 0.05


def test_a_box_that_is_turned_is_warm_at_the_same_quarter_of_the_animal(quarter):
    turned = Area((120, 60, 240, 240), np.pi)
    (first, _), _ = explained(quarter, picture_of(0), picture_of(0), (turned, turned))
    rows, columns = first.values.shape
    looked_at = first.values[rows // 2 :, columns // 2 :].sum()
    assert looked_at > 0.6 * first.values.sum() > 0


def test_beside_a_leaning_animal_nothing_is_warm(quarter):
    leaning = Area((140, 80, 200, 200), np.pi / 4)
    (first, _), _ = explained(quarter, picture_of(0), picture_of(0), (leaning, WHOLE))
    assert first.bbox.width == pytest.approx(200 * np.sqrt(2))
    corners = [first.values[row, column] for row in (0, -1) for column in (0, -1)]
    assert corners == [0, 0, 0, 0]
    assert first.values.max() == 1


def test_the_same_pair_gives_the_same_maps_within_so_many_passes(quarter):
    (first, _), asked = explained(quarter, picture_of(0), picture_of(1))
    (again, _), _ = explained(quarter, picture_of(0), picture_of(1))
    assert (first.values == again.values).all()
    assert set(asked) == {1}, "the file is held to one animal at a time"
    square = Area((0, 0, 300, 300), 0.0)
    _, most = explained(quarter, picture_of(0), picture_of(1), (square, square))
    assert len(asked) < len(most) == MOST_PASSES


@pytest.mark.parametrize("form", list(FORMS))
def test_every_form_of_a_network_is_asked_as_many_at_once_as_it_takes(tmp_path, form):
    if form != "onnx":
        pytest.importorskip("torch", reason="this form needs torch")
    path = FORMS[form](tmp_path / "network.bin")
    maps, asked = explained(path, picture_of(0, 0), picture_of(0, 1), form=form)
    expected, _ = explained(FORMS["onnx"](tmp_path / "reference"), picture_of(0), picture_of(0, 1))
    for each, other in zip(maps, expected, strict=True):
        assert each.values == pytest.approx(other.values, abs=1e-3)
    assert max(asked) == (16 if form == "onnx" else 1)


def test_a_program_that_was_exported_for_many_is_asked_about_many(tmp_path):
    torch = pytest.importorskip("torch", reason="this form needs torch")
    from tests.wbia.embedding_networks import SIDE, torch_module

    many = {0: torch.export.Dim("n", max=64)}
    program = torch.export.export(
        torch_module(), (torch.zeros(2, 3, SIDE, SIDE),), dynamic_shapes=(many,)
    )
    torch.export.save(program, tmp_path / "many.pt2")
    pair = (picture_of(0, 0), picture_of(0, 1))
    _, asked = explained(tmp_path / "many.pt2", *pair, form="torch_export")
    assert max(asked) == 16


def test_where_nothing_counts_it_is_cold_all_over(quarter):
    for query, candidate in ((PLAIN, PLAIN), (PLAIN, picture_of(0))):
        (first, _), _ = explained(quarter, query, candidate)
        assert not first.values.any(), "a part of an even wall is like any other"


def test_what_speaks_against_two_being_alike_is_no_reason_for_it(quarter):
    """Of two pictures that are each other's negative, hiding anything makes them more alike."""
    (first, second), _ = explained(quarter, picture_of(0), 255 - picture_of(0))
    assert not first.values.any()
    assert not second.values.any()


def test_a_box_that_shows_no_animal_says_so(quarter):
    for box, error in (((0, 0, 0, 5), InvalidBox), ((0, 0, 10, 10), NothingToMatch)):
        with pytest.raises(error):
            explained(quarter, picture_of(0), picture_of(0), (Area(box, 0.0), WHOLE))


def test_with_its_own_weights_an_efficientnet_looks_at_the_animal_more_than_at_the_grass():
    pair = (picture_of(0, 0), picture_of(0, 1))
    maps = HiddenParts(*pulled_efficientnet(), *pair).relevance(WHOLE, WHOLE)
    for each in maps:
        down, across = np.indices(each.values.shape)
        rows, columns = each.values.shape
        away = ((across + 0.5) / columns - 0.5) ** 2 / 0.4**2 + (
            (down + 0.5) / rows - 0.5
        ) ** 2 / 0.3**2
        flank = away < 1
        assert each.values[flank].mean() > 1.5 * each.values[~flank].mean()
