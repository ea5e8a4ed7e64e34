"""The learned networks, with weights at random: what they promise does not hang on what was learned."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the learned networks need torch")

from acm_wbia.wbia import learned_extraction  # noqa: E402
from acm_wbia.wbia.errors import ModelUnfit, NothingToMatch  # noqa: E402
from acm_wbia.wbia.features import Features  # noqa: E402
from acm_wbia.wbia.matching import xfeat as xfeat_matching  # noqa: E402
from acm_wbia.wbia.matching.gallery import Gallery  # noqa: E402
from acm_wbia.wbia.matching.pairing import IN_BYTES  # noqa: E402
from acm_wbia.wbia.networks import keypoints, weights  # noqa: E402
from acm_wbia.wbia.networks.aliked import Aliked  # noqa: E402
from acm_wbia.wbia.networks.bending import bent_convolution  # noqa: E402
from acm_wbia.wbia.networks.lightglue import LightGlue  # noqa: E402
from acm_wbia.wbia.networks.xfeat import XFeat  # noqa: E402
from acm_wbia.wbia.parameters.aliked import AlikedExtractionParameters  # noqa: E402
from acm_wbia.wbia.parameters.xfeat import XFeatExtractionParameters  # noqa: E402
from tests.wbia.conftest import HEIGHT, WIDTH, member_of, picture_of  # noqa: E402

WHOLE = (0, 0, WIDTH, HEIGHT)
SMALL = AlikedExtractionParameters(chip_area=160 * 160, features=80)


def at_random(shapes):
    generator = torch.Generator().manual_seed(1)

    def numbers(name, shape):
        if name.endswith("running_var"):
            return torch.ones(shape)
        fan = max(1, int(np.prod(shape[1:])))
        return torch.randn(shape, generator=generator) / fan**0.5

    return {name: numbers(name, shape) for name, shape in shapes.items()}


def aliked_shapes():
    shapes = {}
    for block, (taken, given) in enumerate([(3, 16), (16, 32), (32, 64), (64, 128)], 1):
        for number, inward in ((1, taken), (2, given)):
            name = f"block{block}.conv{number}"
            if block > 2:
                shapes[f"{name}.offset_conv.weight"] = (18, inward, 3, 3)
                shapes[f"{name}.offset_conv.bias"] = (18,)
                shapes[f"{name}.regular_conv.weight"] = (given, inward, 3, 3)
            else:
                shapes[f"{name}.weight"] = (given, inward, 3, 3)
            for part in ("weight", "bias", "running_mean", "running_var"):
                shapes[f"block{block}.bn{number}.{part}"] = (given,)
        if block > 1:
            shapes[f"block{block}.downsample.weight"] = (given, taken, 1, 1)
            shapes[f"block{block}.downsample.bias"] = (given,)
        shapes[f"conv{block}.weight"] = (32, given, 1, 1)
    heads = [(8, 128, 1, 1), (4, 8, 3, 3), (4, 4, 3, 3), (1, 4, 3, 3)]
    shapes |= {f"score_head.{2 * at}.weight": shape for at, shape in enumerate(heads)}
    shapes["desc_head.agg_weights"] = (16, 128, 128)
    shapes["desc_head.offset_conv.0.weight"] = (32, 128, 3, 3)
    shapes["desc_head.offset_conv.0.bias"] = (32,)
    shapes["desc_head.offset_conv.2.weight"] = (32, 32, 1, 1)
    shapes["desc_head.offset_conv.2.bias"] = (32,)
    shapes["desc_head.sf_conv.weight"] = (128, 128, 1, 1)
    return shapes


def lightglue_shapes():
    linear = {"input_proj": (256, 128)}
    for layer in range(9):
        own, other = f"self_attn.{layer}", f"cross_attn.{layer}"
        linear |= {f"{own}.Wqkv": (768, 256), f"{own}.out_proj": (256, 256)}
        linear |= {f"{other}.{part}": (256, 256) for part in ("to_qk", "to_v", "to_out")}
        for name in (own, other):
            linear |= {f"{name}.ffn.0": (512, 512), f"{name}.ffn.3": (256, 512)}
        linear[f"log_assignment.{layer}.matchability"] = (1, 256)
        linear[f"log_assignment.{layer}.final_proj"] = (256, 256)
    shapes = {"posenc.Wr.weight": (32, 2)}
    for name, shape in linear.items():
        shapes |= {f"{name}.weight": shape, f"{name}.bias": shape[:1]}
    for layer in range(9):
        for name in (f"self_attn.{layer}", f"cross_attn.{layer}"):
            shapes |= {f"{name}.ffn.1.weight": (512,), f"{name}.ffn.1.bias": (512,)}
    return shapes


@pytest.fixture(scope="module")
def aliked(tmp_path_factory):
    path = tmp_path_factory.mktemp("weights") / "aliked-n16.pth"
    torch.save(at_random(aliked_shapes()), path)
    return Aliked.load(path)


@pytest.fixture(scope="module")
def features(aliked):
    return extracted(aliked)


def extracted(network, picture=None, bbox=WHOLE):
    shown = picture_of(0) if picture is None else picture
    return learned_extraction.extract(network, shown, bbox, 0.0, SMALL, IN_BYTES)


def test_a_bent_filter_that_is_not_bent_is_a_filter():
    values, kernel, bias = torch.rand(1, 5, 12, 9), torch.rand(7, 5, 3, 3), torch.rand(7)
    bent = bent_convolution(values, torch.zeros(1, 18, 12, 9), kernel, bias)
    straight = torch.nn.functional.conv2d(values, kernel, bias, padding=1)
    assert torch.allclose(bent, straight, atol=1e-5)


def test_a_filter_bent_by_a_whole_pixel_sees_the_picture_moved():
    values, kernel = torch.rand(1, 2, 16, 16), torch.rand(3, 2, 3, 3)
    one_right = torch.zeros(1, 18, 16, 16)
    one_right[:, 1::2] = 1
    bent = bent_convolution(values, one_right, kernel, torch.zeros(3))
    straight = torch.nn.functional.conv2d(values, kernel, padding=1)
    assert torch.allclose(bent[..., 2:-3], straight[..., 3:-2], atol=1e-5)


def test_a_place_that_stands_out_is_found_between_pixels():
    down, across = torch.meshgrid(torch.arange(20.0), torch.arange(30.0), indexing="ij")
    bump = torch.exp(-((across - 12.4) ** 2 + (down - 7.7) ** 2) / 4)
    points, scores = keypoints.standing_out(bump)
    assert points[0].numpy() == pytest.approx([12.4, 7.7], abs=0.15)
    assert scores[0] == bump.max()


def test_features_are_as_many_as_wanted_and_of_length_one(features):
    assert len(features) == SMALL.features
    lengths = np.linalg.norm(IN_BYTES.read(features), axis=1)
    assert lengths == pytest.approx(1, abs=1e-5)
    assert features.keypoints[:, 0].max() < features.chip_size.width


def test_the_same_animal_gives_the_same_features(aliked, features):
    again = extracted(aliked)
    assert again.to_bytes() == features.to_bytes()


def test_learned_features_are_stored_under_another_name_than_sift():
    assert SMALL.fingerprint().startswith("aliked-")


def test_a_chip_without_any_pattern_cannot_be_matched(aliked):
    even = np.full((200, 200, 3), 90, dtype=np.uint8)
    with pytest.raises(NothingToMatch):
        extracted(Flat(aliked), even, (0, 0, 200, 200))


class Flat:
    """A network that finds nothing anywhere."""

    def __init__(self, network):
        self.maps = network.maps

    def places(self, maps):
        return torch.zeros(0, 2), torch.zeros(0)


class Numberless:
    """A network whose descriptors are no numbers."""

    def __init__(self, network):
        self.maps, self.places = network.maps, network.places

    def describe(self, maps, points):
        return torch.full((len(points), 128), torch.nan)


def test_a_network_that_gives_no_number_is_refused_with_a_sentence(aliked):
    with pytest.raises(ModelUnfit, match="The model gave no number"):
        extracted(Numberless(aliked))
    blind = Aliked(
        at_random(aliked_shapes()) | {"score_head.6.weight": torch.full((1, 4, 3, 3), torch.nan)}
    )
    with pytest.raises(ModelUnfit, match="The model gave no number"):
        extracted(blind)


def xfeat_shapes():
    layers = {
        "block1": [(1, 4, 3), (4, 8, 3), (8, 8, 3), (8, 24, 3)],
        "block2": [(24, 24, 3)] * 2,
        "block3": [(24, 64, 3), (64, 64, 3), (64, 64, 1)],
        "block4": [(64, 64, 3)] * 3,
        "block5": [(64, 128, 3), (128, 128, 3), (128, 128, 3), (128, 64, 1)],
        "block_fusion": [(64, 64, 3)] * 2,
        "heatmap_head": [(64, 64, 1)] * 2,
        "keypoint_head": [(64, 64, 1)] * 3,
    }
    shapes = {"skip1.1.weight": (24, 1, 1, 1), "skip1.1.bias": (24,)}
    for block, sizes in layers.items():
        for number, (taken, given, size) in enumerate(sizes):
            name = f"{block}.{number}.layer"
            shapes[f"{name}.0.weight"] = (given, taken, size, size)
            shapes |= {f"{name}.1.running_{part}": (given,) for part in ("mean", "var")}
    for name, given in (("block_fusion.2", 64), ("heatmap_head.2", 1), ("keypoint_head.3", 65)):
        shapes |= {f"{name}.weight": (given, 64, 1, 1), f"{name}.bias": (given,)}
    return shapes


@pytest.fixture(scope="module")
def xfeat(tmp_path_factory):
    path = tmp_path_factory.mktemp("weights") / "xfeat.pt"
    torch.save(at_random(xfeat_shapes()), path)
    return XFeat.load(path)


def xfeat_features(network, animal=0, photo=0):
    wanted = XFeatExtractionParameters(chip_area=200 * 200, features=80)
    return learned_extraction.extract(
        network, picture_of(animal, photo), WHOLE, 0.0, wanted, xfeat_matching.IN_BYTES
    )


def test_xfeat_gives_sixty_four_numbers_that_are_kept_and_compared_as_they_are(xfeat):
    found = xfeat_features(xfeat)
    assert found.descriptors.shape == (len(found), 64)
    again = Features.from_bytes(found.to_bytes())
    assert again.to_bytes() == found.to_bytes() == xfeat_features(xfeat).to_bytes()
    assert len(found.to_bytes()) == 64 + 84 * len(found)
    lengths = np.linalg.norm(xfeat_matching.IN_BYTES.read(again), axis=1)
    assert lengths == pytest.approx(1, abs=1e-5)
    members = [member_of(animal) for animal in range(3)]
    gallery = Gallery.build(members, [xfeat_features(xfeat, animal) for animal in range(3)])
    distances, rows = gallery.index.nearest(found.descriptors[:5], 1)
    assert distances.ravel().tolist() == [0] * 5
    assert rows.ravel().tolist() == list(range(5))


def test_a_place_in_one_square_stands_out_alone(xfeat):
    maps = xfeat.maps(torch.rand(3, 70, 90, generator=torch.Generator().manual_seed(4)))
    points, scores = xfeat.places(maps)
    assert maps.scores.shape == (70, 90)
    assert scores.tolist() == sorted(scores.tolist(), reverse=True)
    apart = torch.cdist(points, points, p=torch.inf) + 99 * torch.eye(len(points))
    assert float(apart.min()) > 2


def test_pairing_is_symmetric():
    network = LightGlue(at_random(lightglue_shapes()))
    points, described = torch.rand(1, 6, 2), torch.rand(1, 6, 128)
    other, other_described = torch.rand(1, 4, 2), torch.rand(1, 4, 128)
    there = network.assignment((points, other), (described, other_described))
    back = network.assignment((other, points), (other_described, described))
    assert torch.allclose(there[0], back[0].T, atol=1e-5)
    assert 0 <= float(there.min()) <= float(there.max()) <= 1


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda path: path.write_bytes(b"no weights"), id="not torch's"),
        pytest.param(lambda path: torch.save([1, 2], path), id="something else"),
        pytest.param(lambda path: torch.save({"a": torch.zeros(2)}, path), id="another network"),
        pytest.param(
            lambda path: torch.save(
                at_random(aliked_shapes()) | {"conv1.weight": torch.full((32, 16, 1, 1), np.nan)},
                path,
            ),
            id="not a number",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence(tmp_path, content):
    path = tmp_path / "aliked-n16.pth"
    content(path)
    with pytest.raises(weights.WrongWeights, match=r"aliked-n16\.pth"):
        Aliked.load(path)
