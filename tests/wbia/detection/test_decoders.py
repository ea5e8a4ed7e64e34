"""Each family's numbers become the boxes that they stand for: the truth is written in, and read out."""

import numpy as np
import pytest

from acm_wbia.wbia.detection.decoders.choosing import DECODERS
from acm_wbia.wbia.detection.decoders.raw import Raw
from acm_wbia.wbia.errors import ModelUnfit
from acm_wbia.wbia.models.network import OutputForm

SIZE = (64, 96)
"""Height and width of the input."""
STRIDES = (8, 16, 32)
CELLS = 8 * 12 + 4 * 6 + 2 * 3
CLASSES = 3
BOX = (20.0, 12.0, 44.0, 40.0)
"""Centre 32, 26; 24 wide, 28 high."""


def decoded(decoder, *outputs, **form):
    return named(decoder, {str(place): each for place, each in enumerate(outputs)}, {}, **form)


def named(decoder, outputs, roles, strides=STRIDES, **form):
    form = OutputForm(decoder=decoder, names=roles, strides=strides, **form)
    return DECODERS[decoder](Raw(outputs, form, SIZE, CLASSES))


def the_box(candidates, score=0.9, label=1, tolerance=1e-3):
    best = int(candidates.scores.argmax())
    np.testing.assert_allclose(candidates.boxes[best], BOX, atol=tolerance)
    assert candidates.scores[best] == pytest.approx(score, abs=1e-3)
    assert candidates.labels[best] == label
    assert (np.delete(candidates.scores, best) < 0.1).all()


def test_yolox_counts_from_its_cell_in_strides():
    output = np.zeros((CELLS, 5 + CLASSES), np.float32)
    # Column 2, row 1 of the grid with stride 16, which comes after the one with stride 8.
    output[96 + 1 * 6 + 2] = [0, 0.625, np.log(24 / 16), np.log(28 / 16), 0.95, 0, 0.9 / 0.95, 0]
    the_box(decoded("yolox", output))


def test_yolov5_gives_centres_objectness_and_classes():
    output = np.zeros((20, 5 + CLASSES), np.float32)
    output[7] = [32, 26, 24, 28, 0.95, 0, 0.9 / 0.95, 0]
    the_box(decoded("yolov5", output))


def test_further_outputs_of_yolov5_are_let_alone():
    output = np.zeros((20, 5 + CLASSES), np.float32)
    output[7] = [32, 26, 24, 28, 0.95, 0, 0.9 / 0.95, 0]
    the_box(decoded("yolov5", output, np.zeros((3, 8, 12, 8), np.float32)))


@pytest.mark.parametrize("turned", [False, True])
def test_yolov8_gives_centres_and_classes_either_way_up(turned):
    output = np.zeros((20, 4 + CLASSES), np.float32)
    output[7] = [32, 26, 24, 28, 0, 0.9, 0]
    the_box(decoded("yolov8", output if turned else output.T))


def test_boxes_may_be_shares_of_the_input():
    output = np.zeros((20, 4 + CLASSES), np.float32)
    output[7] = [32 / 96, 26 / 64, 24 / 96, 28 / 64, 0, 0.9, 0]
    the_box(decoded("yolov8", output, relative=True))


def test_end_to_end_networks_give_corners_score_and_class():
    output = np.zeros((20, 6), np.float32)
    output[7] = [*BOX, 0.9, 1]
    the_box(decoded("end_to_end", output))


@pytest.mark.parametrize(("activation", "nothing"), [("sigmoid", 0), ("softmax", 1)])
def test_detr_gives_raw_scores_and_relative_centres(activation, nothing):
    scores = np.full((10, CLASSES + nothing), -20, np.float32)
    scores[:, -1] = 20 if nothing else -20
    scores[4] = [-20, np.log(9), -20, *[0] * nothing]
    boxes = np.full((10, 4), 0.5, np.float32)
    boxes[4] = [32 / 96, 26 / 64, 24 / 96, 28 / 64]
    given = {"pred_boxes": boxes, "logits": scores}
    roles = {"boxes": "pred_boxes", "scores": "logits"}
    the_box(named("detr", given, roles, activation=activation, relative=True))


@pytest.mark.parametrize("one_output", [False, True])
def test_gfl_takes_the_mean_of_each_side_s_distribution(one_output):
    strides, bins = (8, 16), 8
    cells = (8 * 12, 4 * 6)
    scores = [np.zeros((count, CLASSES), np.float32) for count in cells]
    guesses = [np.zeros((count, 4 * bins), np.float32) for count in cells]
    # The cell at column 1, row 1 of stride 16 has its centre at 24, 24.
    place = 1 * 6 + 1
    scores[1][place, 1] = 0.9
    for side, distance in enumerate((4, 12, 20, 16)):
        lower, share = divmod(distance / 16, 1)
        shares = np.full(bins, 1e-9)
        shares[int(lower)] += 1 - share
        shares[int(lower) + 1] += share
        guesses[1][place, side * bins : (side + 1) * bins] = np.log(shares)
    if one_output:
        both = [np.hstack(pair) for pair in zip(scores, guesses, strict=True)]
        the_box(decoded("gfl", np.vstack(both), strides=strides))
    else:
        the_box(decoded("gfl", *scores, *guesses, strides=strides))


def test_ssd_gives_boxes_and_scores_with_background():
    boxes = np.zeros((10, 4), np.float32)
    boxes[4] = [BOX[1] / 64, BOX[0] / 96, BOX[3] / 64, BOX[2] / 96]
    boxes = boxes[:, [1, 0, 3, 2]]
    scores = np.zeros((10, 1 + CLASSES), np.float32)
    scores[:, 0], scores[4] = 1, [0.1, 0, 0.9, 0]
    the_box(decoded("ssd", boxes, scores, background=True, relative=True))


def test_chosen_boxes_come_with_their_labels_in_whatever_order():
    boxes = np.array([[BOX[1], BOX[0], BOX[3], BOX[2]], [0, 0, 5, 5]], np.float32)
    scores, labels = np.float32([0.9, 0.05]), np.float32([2, 0])
    given = {"classes": labels, "boxes": boxes, "scores": scores}
    roles = {"labels": "classes", "boxes": "boxes", "scores": "scores"}
    the_box(named("ssd", given, roles, box_order="corners_yx", background=True))


def places(*animals, others=2):
    """Logits of a grid of 8 × 12 places, where nothing is but these ``(rows, columns, label, how strong)``."""
    logits = np.full((CLASSES + others, 8, 12), -2, np.float32)
    logits[CLASSES:] = 2
    for rows, columns, label, strong in animals:
        logits[label, rows, columns] = strong
        logits[CLASSES:, rows, columns] = -2
    return logits


def test_class_activation_finds_the_part_that_one_of_the_labels_is_strong_in():
    found = decoded("class_activation", places((slice(2, 5), slice(3, 7), 1, 12.0)))
    (box,) = found.boxes
    # Places are 8 pixels wide. A map between places falls off over half a place.
    np.testing.assert_allclose(box, (24, 16, 56, 40), atol=4)
    assert (found.scores[0] > 0.9, found.labels[0]) == (True, 1)


def test_class_activation_finds_two_animals_the_larger_first():
    left, right = slice(0, 3), slice(9, 12)
    small = (slice(3, 5), right, 2, 12.0)
    found = decoded("class_activation", places((slice(1, 7), left, 2, 12.0), small))
    order = np.argsort(-found.scores)
    assert [int(found.boxes[each][0]) for each in order] == [0, pytest.approx(72, abs=4)]
    assert list(found.labels) == [2, 2]
    assert found.scores.min() > 0.5


def test_class_activation_finds_a_larger_animal_beside_one_that_is_known_by_its_face():
    face = (slice(0, 2), slice(0, 2), 1, 12.0)
    flank = (slice(3, 7), slice(4, 11), 1, 8.0)
    found = decoded("class_activation", places(face, flank))
    surest = found.boxes[found.scores.argmax()]
    assert len(found) == 2
    np.testing.assert_allclose(surest, (32, 24, 88, 56), atol=4)


def test_class_activation_is_unsure_of_what_is_none_of_the_labels():
    thing = places()
    thing[CLASSES, 2:5, 3:7] = 12
    assert (decoded("class_activation", thing).scores < 0.1).all()
    assert len(decoded("class_activation", np.full((CLASSES, 8, 12), -1, np.float32))) == 0


@pytest.mark.parametrize("decoder", sorted(DECODERS))
@pytest.mark.parametrize("shape", [(7,), (11, 13), (2, 3, 4)])
def test_a_wrong_shape_is_told_with_what_was_expected(decoder, shape):
    with pytest.raises(ModelUnfit, match=f"read by {decoder} .*this network"):
        decoded(decoder, np.zeros(shape, np.float32))


def test_a_class_that_the_card_does_not_name_is_told():
    with pytest.raises(ModelUnfit, match="names one of 3 classes, this network class 7"):
        decoded("end_to_end", np.float32([[*BOX, 0.9, 7]]))
