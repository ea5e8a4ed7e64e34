"""From a picture through a network to boxes in the picture's own pixels, of our classes, sure enough."""

import numpy as np
import pytest

from acm_wbia.wbia.detection import onnx_detector
from acm_wbia.wbia.detection.detector import Choosing
from acm_wbia.wbia.detection.onnx_detector import OnnxDetector
from acm_wbia.wbia.errors import ModelFileWrong, ModelUnfit
from tests.wbia.detection.networks import SIDE, always, card_of, of_bright_pixels, of_sizes, rows_of

PICTURE = np.full((320, 640, 3), 90, np.uint8)
"""Ten times the input's width, half as high as wide: a letterbox has 16 rows above and below."""


@pytest.fixture
def detector_of(tmp_path):
    def made(*boxes, batch="n", **card):
        network = always(tmp_path / "tiny.onnx", rows_of(*boxes), batch)
        return OnnxDetector(card_of(**card), network)

    return made


def test_a_box_comes_back_in_pixels_of_the_picture(detector_of):
    (found,) = detector_of((10, 20, 30, 40, 0.9, 0))(PICTURE)
    np.testing.assert_allclose(found.bbox, (100, 40, 200, 200), atol=1e-3)
    assert (found.class_name, found.raw_class, found.viewpoint) == ("animal", "animal", None)
    assert found.confidence == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("resize", "expected"),
    [("letterbox_top_left", (100, 200, 200, 120)), ("stretch", (100, 100, 200, 100))],
)
def test_the_card_says_how_the_picture_was_made_to_fit(detector_of, resize, expected):
    detector = detector_of((10, 20, 30, 40, 0.9, 0), input={"size": [SIDE, SIDE], "resize": resize})
    (found,) = detector(PICTURE)
    np.testing.assert_allclose(found.bbox, expected, atol=1e-3)


def test_each_of_our_classes_has_its_threshold_and_other_classes_are_dropped(detector_of):
    detector = detector_of(
        (0, 20, 10, 30, 0.25, 0),
        (20, 20, 30, 30, 0.15, 0),
        (30, 20, 40, 30, 0.5, 1),
        (40, 20, 50, 30, 0.7, 1),
        (50, 20, 60, 30, 0.9, 2),
    )
    told = [(found.class_name, found.raw_class) for found in detector(PICTURE)]
    assert told == [("person", "human"), ("animal", "animal")]
    assert [found.class_name for found in detector(PICTURE, {"animal"})] == ["animal"]


def test_of_two_boxes_of_one_class_on_one_animal_the_surer_stays(detector_of):
    boxes = (10, 20, 30, 40, 0.7, 0), (11, 20, 31, 40, 0.9, 0), (10, 20, 30, 40, 0.8, 1)
    assert [found.confidence for found in detector_of(*boxes)(PICTURE)] == pytest.approx([0.9, 0.8])
    output = {"decoder": "yolov5", "across_classes": True}
    assert len(detector_of(*boxes, output=output)(PICTURE)) == 1


def confidences(found):
    return [round(each.confidence, 2) for each in found]


@pytest.mark.parametrize(
    ("threshold", "expected"), [(None, [0.7, 0.25]), (0.1, [0.7, 0.5, 0.25, 0.15]), (0.6, [0.7])]
)
def test_a_call_may_say_how_sure_boxes_of_all_classes_must_be(detector_of, threshold, expected):
    detector = detector_of(
        (0, 20, 10, 30, 0.25, 0),
        (20, 20, 30, 30, 0.15, 0),
        (30, 20, 40, 30, 0.5, 1),
        (40, 20, 50, 30, 0.7, 1),
        (50, 20, 60, 30, 0.9, 2),
        (0, 30, 10, 40, 0.05, 0),
    )
    assert confidences(detector(PICTURE, choosing=Choosing(threshold=threshold))) == expected


@pytest.mark.parametrize(
    ("overlap", "expected"),
    [
        (None, [0.9, 0.8]),
        (0.0, [0.9]),
        (0.5, [0.9, 0.8]),
        (0.95, [0.9, 0.8, 0.7]),
        (1.0, [0.9, 0.8, 0.7]),
    ],
)
@pytest.mark.parametrize("above", [2, 20], ids=["in tiles", "whole"])
def test_a_call_may_say_how_much_two_boxes_share(detector_of, overlap, expected, above):
    boxes = (10, 20, 30, 40, 0.9, 0), (11, 20, 31, 40, 0.7, 0), (22, 20, 42, 40, 0.8, 0)
    tiling = {"above": above, "side": 10}  # the one tile is all of the picture again
    detector = detector_of(*boxes, tiling=tiling)
    found = detector(PICTURE, choosing=Choosing(overlap=overlap))
    assert sorted(set(confidences(found)), reverse=True) == expected


def test_where_a_call_lowers_the_threshold_only_the_surest_are_compared(detector_of, monkeypatch):
    monkeypatch.setattr(onnx_detector, "MOST_COMPARED", 2)
    boxes = [(x, 20, x + 8, 30, score, 0) for x, score in ((0, 0.2), (10, 0.4), (20, 0.3))]
    detector = detector_of(*boxes)
    assert confidences(detector(PICTURE)) == [0.4, 0.3, 0.2]
    assert confidences(detector(PICTURE, choosing=Choosing(threshold=0.1))) == [0.4, 0.3]


def test_a_box_over_the_border_is_cut_and_one_outside_is_none(detector_of):
    found = detector_of((-10, 10, 30, 40, 0.9, 0), (20, 2, 40, 14, 0.8, 0))(PICTURE)
    (kept,) = found
    np.testing.assert_allclose(kept.bbox, (0, 0, 300, 240), atol=1e-3)


def test_nothing_found_is_an_answer(detector_of):
    assert detector_of((10, 20, 30, 40, 0.1, 0))(PICTURE) == ()


def test_all_of_the_picture_is_answered_where_the_card_says_so_and_nothing_is_found(detector_of):
    output = {"decoder": "yolov5", "otherwise_whole": True}
    unsure = detector_of((10, 20, 30, 40, 0.1, 0), output=output)
    (found,) = unsure(PICTURE)
    assert found.bbox == (0, 0, 640, 320)
    assert (found.class_name, found.confidence, found.raw_class) == ("animal", 0, None)
    assert unsure(PICTURE, {"person"}) == ()
    assert unsure(PICTURE, choosing=Choosing(threshold=0.3)) == (), "it is not so sure"
    assert unsure(PICTURE, choosing=Choosing(overlap=0.3)) == (found,)
    (found,) = detector_of((10, 20, 30, 40, 0.9, 0), output=output)(PICTURE)
    assert found.confidence > 0.8


@pytest.mark.parametrize("batch", ["n", 1, 3])
def test_many_pictures_are_answered_as_one_is_whatever_batch_the_network_takes(tmp_path, batch):
    detector = OnnxDetector(card_of(), of_bright_pixels(tmp_path / "tiny.onnx", batch))
    pictures = [np.zeros((SIDE, SIDE, 3), np.uint8) for _ in range(4)]
    for number, picture in enumerate(pictures[1:], start=1):
        picture[10 * number, 20] = 255
    together = detector.many(pictures)
    assert together == [detector(picture) for picture in pictures]
    assert together[0] == ()
    for number, (found,) in enumerate(together[1:], start=1):
        assert found.bbox == pytest.approx((16.5, 10 * number - 3.5, 8, 8))


def test_a_small_animal_in_a_large_picture_is_found_in_its_tile(tmp_path):
    network = of_bright_pixels(tmp_path / "tiny.onnx")
    picture = np.zeros((4 * SIDE, 6 * SIDE, 3), np.uint8)
    picture[200, 301] = 255
    dark = {"size": [SIDE, SIDE], "fill": 0}
    whole = OnnxDetector(card_of(input=dark), network)
    tiled = OnnxDetector(card_of(input=dark, tiling={"above": 2, "overlap": 0.25}), network)
    assert whole(picture) == ()
    (found,) = tiled(picture)
    assert found.bbox == pytest.approx((297.5, 196.5, 8, 8), abs=0.01)
    assert tiled(picture[:SIDE, :SIDE]) == whole(picture[:SIDE, :SIDE])


def test_what_is_no_network_is_told(tmp_path):
    (tmp_path / "tiny.onnx").write_bytes(b"not a network")
    with pytest.raises(ModelFileWrong, match=r"tiny\.onnx is no ONNX network that can be loaded"):
        OnnxDetector(card_of(), tmp_path / "tiny.onnx")


def test_an_input_that_is_not_the_card_s_is_told_before_any_picture(detector_of):
    with pytest.raises(ModelUnfit, match="takes n × 3 × 64 × 64 numbers, its card says n × 3 × 32"):
        detector_of((1, 2, 3, 4, 0.9, 0), input={"size": [32, 32]})


def test_an_output_that_is_not_the_card_s_is_told(detector_of):
    detector = detector_of((1, 2, 3, 4, 0.9, 0), labels=["animal", "human"])
    with pytest.raises(ModelUnfit, match="not what its card says"):
        detector(PICTURE)


def test_what_is_no_number_is_told(tmp_path):
    answer = rows_of((1, 2, 3, 4, 0.9, 0))
    answer[0, 0, 2] = np.nan
    detector = OnnxDetector(card_of(), always(tmp_path / "tiny.onnx", answer))
    with pytest.raises(ModelUnfit, match=r"no numbers \(NaN or infinite\) as output"):
        detector(PICTURE)


def test_a_network_that_wants_to_know_the_size_is_told_its_input_s(tmp_path):
    roles = {"boxes": "boxes", "scores": "scores", "labels": "labels"}
    card = card_of(
        input={"size": [SIDE, SIDE], "resize": "stretch", "sizes": True},
        output={"decoder": "ssd", "names": roles},
    )
    (found,) = OnnxDetector(card, of_sizes(tmp_path / "tiny.onnx"))(PICTURE)
    assert found.bbox == (0, 0, 640, 320)


def test_sizes_that_the_network_does_not_take_are_told(detector_of):
    with pytest.raises(ModelUnfit, match="takes no sizes"):
        detector_of((1, 2, 3, 4, 0.9, 0), input={"size": [SIDE, SIDE], "sizes": True})
