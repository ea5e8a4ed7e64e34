"""Whole animals as rows of numbers: the same from every form of a network, and refused where they are none."""

import numpy as np
import pytest

from acm_wbia.wbia.embedding import Embedding, cut, described, extract
from acm_wbia.wbia.errors import ModelFileWrong, ModelUnfit, NetworkBrokeOff, NothingToMatch
from acm_wbia.wbia.features import DamagedFeatures
from acm_wbia.wbia.networks.embedding import Reader
from tests.wbia.conftest import HEIGHT, WIDTH, picture_of
from tests.wbia.embedding_networks import DIMENSION, FORMS, as_onnx, card_of, pulled_efficientnet

WHOLE = (0, 0, WIDTH, HEIGHT)


def embedded(card, path, animal=0, bbox=WHOLE):
    network = Reader(card.input, card.embedding)(path)
    return extract(network, card.input, card.embedding, picture_of(animal), bbox)


def form_of(name, tmp_path, *values):
    if name != "onnx":
        pytest.importorskip("torch", reason="this form needs torch")
    return FORMS[name](tmp_path / "network.bin", *values)


@pytest.mark.parametrize("form", list(FORMS))
def test_every_form_of_a_network_describes_an_animal_alike(tmp_path, form):
    found = embedded(card_of(form), form_of(form, tmp_path))
    expected = embedded(card_of(), as_onnx(tmp_path / "reference.onnx"))
    assert found.vector.dtype == np.float16
    assert np.linalg.norm(found.vector.astype(float)) == pytest.approx(1, abs=1e-3)
    assert found.vector == pytest.approx(expected.vector, abs=2e-3)


@pytest.mark.parametrize("form", list(FORMS))
def test_what_a_network_says_when_it_breaks_off_is_not_for_field_workers(tmp_path, form):
    card = card_of(form)
    network = Reader(card.input, card.embedding)(form_of(form, tmp_path))
    with pytest.raises(NetworkBrokeOff) as broke:
        network([np.zeros((3, 10, 10), np.float32)])
    assert str(broke.value) == (
        "The network network.bin broke off; the reason is in the log. Try again."
    )
    assert str(broke.value.__cause__)


@pytest.mark.parametrize("form", ["onnx", "torch_export"])
def test_a_network_for_just_so_many_animals_describes_fewer(tmp_path, form):
    card = card_of(form)
    path = form_of(form, tmp_path, 1.0, 1, 4)
    assert Reader(card.input, card.embedding)(path).at_once == 4
    expected = embedded(card_of(), as_onnx(tmp_path / "reference.onnx"))
    assert embedded(card, path).vector == pytest.approx(expected.vector, abs=2e-3)
    network = Reader(card.input, card.embedding)(path)
    animals = [cut(card.input, picture_of(number), WHOLE, 0.0).pixels for number in range(3)]
    rows = described(network, card.input, card.embedding, animals)
    alone = [embedded(card, path, number).vector for number in range(3)]
    assert rows == pytest.approx(np.stack(alone), abs=2e-3)


@pytest.mark.parametrize("form", list(FORMS))
def test_a_model_that_gives_no_number_is_refused_with_a_sentence(tmp_path, form):
    path = form_of(form, tmp_path, float("nan"))
    with pytest.raises(ModelUnfit, match=r"gave (no number|what are no numbers)"):
        embedded(card_of(form), path)


def test_nothing_but_zeros_is_no_description(tmp_path):
    with pytest.raises(ModelUnfit, match="The model gave no number"):
        embedded(card_of(), as_onnx(tmp_path / "network.bin", 0.0))


@pytest.mark.parametrize("form", list(FORMS))
def test_of_several_outputs_the_card_names_one(tmp_path, form):
    path = form_of(form, tmp_path, 1.0, 2)
    name = "opposite" if form == "onnx" else "1"
    found = embedded(card_of(form, output=name), path)
    first = embedded(card_of(), as_onnx(tmp_path / "reference.onnx"))
    assert found.vector == pytest.approx(-first.vector, abs=2e-3)
    for wrong in (None, "another"):
        with pytest.raises(ModelUnfit, match="output"):
            embedded(card_of(form, output=wrong), path)


@pytest.mark.parametrize("form", list(FORMS))
def test_a_file_that_is_no_network_is_refused(tmp_path, form):
    form_of(form, tmp_path)
    damaged = tmp_path / "damaged.bin"
    damaged.write_bytes(b"no network")
    with pytest.raises(ModelFileWrong, match=r"damaged\.bin"):
        embedded(card_of(form), damaged)


def test_another_length_than_the_card_says_is_refused(tmp_path):
    path = as_onnx(tmp_path / "network.bin")
    with pytest.raises(ModelUnfit, match="1 × 48 numbers for one animal; its card says 47"):
        embedded(card_of(dimension=47), path)
    with pytest.raises(ModelUnfit, match="normalise: true"):
        embedded(card_of(normalise=False), path)


def test_a_box_that_shows_too_little_is_refused_before_the_network_is_asked(tmp_path):
    with pytest.raises(NothingToMatch):
        embedded(card_of(), as_onnx(tmp_path / "network.bin"), bbox=(0, 0, 10, 10))


def test_what_is_kept_is_read_again():
    vector = np.linspace(-1, 1, DIMENSION).astype(np.float16)
    kept = Embedding(vector).to_bytes()
    assert len(kept) == 2 * DIMENSION
    assert (Embedding.from_bytes(kept, DIMENSION).vector == vector).all()
    with pytest.raises(DamagedFeatures):
        Embedding.from_bytes(kept, DIMENSION + 1)


def efficientnet_shapes():
    shapes = {"_conv_stem.weight": (32, 3, 3, 3), "_conv_head.weight": (1280, 320, 1, 1)}
    norms = {"_bn0": 32, "_bn1": 1280}
    stages = [(16, 3, 1), (24, 3, 2), (40, 5, 2), (80, 3, 3), (112, 5, 3), (192, 5, 4), (320, 3, 1)]
    taken, number = 32, 0
    for given, size, repeats in stages:
        for _ in range(repeats):
            block, wide = f"_blocks.{number}", taken * (6 if number else 1)
            if number:
                shapes[f"{block}._expand_conv.weight"] = (wide, taken, 1, 1)
                norms[f"{block}._bn0"] = wide
            shapes[f"{block}._depthwise_conv.weight"] = (wide, 1, size, size)
            shapes[f"{block}._project_conv.weight"] = (given, wide, 1, 1)
            norms |= {f"{block}._bn1": wide, f"{block}._bn2": given}
            taken, number = given, number + 1
    for norm, width in norms.items():
        parts = ("weight", "bias", "running_mean", "running_var")
        shapes |= {f"{norm}.{part}": (width,) for part in parts}
    return shapes


def test_efficientnet_is_built_from_its_weights_alone(tmp_path):
    torch = pytest.importorskip("torch", reason="the learned networks need torch")
    from acm_wbia.wbia.networks.efficientnet import EfficientNetLite
    from acm_wbia.wbia.networks.weights import WrongWeights
    from tests.wbia.test_networks import at_random

    loaded = at_random(efficientnet_shapes())
    path = tmp_path / "efficientnet-lite0.pth"
    torch.save(loaded, path)
    network = EfficientNetLite.load(path, torch.device("cpu"))
    pictures = torch.rand(2, 3, 64, 96, generator=torch.Generator().manual_seed(2))
    both = network(pictures)
    assert both.shape == (2, 1280)
    assert torch.allclose(network(pictures[1:]), both[1:], atol=1e-4)
    del loaded["_blocks.7._bn2.bias"]
    torch.save(loaded, path)
    with pytest.raises(WrongWeights, match=r"_blocks\.7\._bn2\.bias"):
        EfficientNetLite.load(path, torch.device("cpu"))


def test_efficientnets_own_weights_find_two_photos_of_an_animal_more_alike_than_two_animals():
    efficientnet = pulled_efficientnet()
    rows = [
        extract(*efficientnet, picture_of(animal, photo), WHOLE).vector
        for animal, photo in ((0, 0), (0, 1), (1, 0))
    ]
    same, other = (float(rows[0].astype(float) @ row) for row in rows[1:])
    assert same > other
