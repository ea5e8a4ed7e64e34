"""What does a network expect to be given, and how is its answer to be read?"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[int, Field(gt=0)]
PerChannel = tuple[float, float, float]


class Described(BaseModel):
    """A part of a card: a word that is not known is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class InputForm(Described):
    """How a picture becomes the network's input: resized, then ``(pixel / divide - mean) / std``."""

    size: tuple[Positive, Positive]
    """Height and width."""
    resize: Literal["letterbox", "letterbox_top_left", "stretch"] = "letterbox"
    """Letterbox keeps the proportions and fills what is left over, at both sides or right and below."""
    fill: Annotated[int, Field(ge=0, le=255)] = 114
    """What a letterbox is filled with."""
    colour: Literal["rgb", "bgr"] = "rgb"
    divide: Annotated[float, Field(gt=0)] = 255.0
    mean: PerChannel = (0.0, 0.0, 0.0)
    std: PerChannel = (1.0, 1.0, 1.0)
    """Both in the order of ``colour``, after the division."""
    layout: Literal["nchw", "nhwc"] = "nchw"
    sizes: bool = False
    """Whether a second input takes each picture's width and height, as RT-DETR's own export does."""


class OutputForm(Described):
    """How a detector's output becomes boxes; see the module of each decoder."""

    decoder: Literal[
        "yolox", "yolov5", "yolov8", "end_to_end", "detr", "gfl", "ssd", "class_activation"
    ]
    strides: tuple[Positive, ...] = (8, 16, 32)
    """Pixels of the input that one cell of each grid covers, for decoders with grids."""
    activation: Literal["none", "sigmoid", "softmax"] = "none"
    """What turns the raw scores into 0…1. Softmax's last class is "nothing"."""
    relative: bool = False
    """Whether boxes are shares of the input's size, and not its pixels."""
    box_order: Literal["corners", "corners_yx", "centre"] = "corners"
    """Of a box's four numbers, for decoders whose exports differ in it: x1, y1, x2, y2; or y before x; or
    centre and size."""
    cell_centre: Share = 0.5
    """Where in its cell a grid point lies, for GFL: NanoDet-Plus counts from the corner."""
    background: bool = False
    """Whether class 0 is "nothing" and not one of the labels."""
    names: dict[str, str] = Field(default_factory=dict)
    """``boxes``, ``scores``, ``labels`` → name of the output, where their order does not tell."""
    overlap: Share | None = 0.45
    """Of two boxes that share more than this of their union the less sure goes; None keeps all."""
    across_classes: bool = False
    """Whether boxes of different classes suppress each other, too."""
    outline: bool = False
    """Whether a box is rough, and drawn anew around the outline of what lies in it."""
    at_most: Positive = 100
    """Boxes of one picture."""
    otherwise_whole: bool = False
    """Whether a picture in which nothing is found is answered with all of it, at a confidence of 0."""


class ScoresForm(Described):
    """How a classifier is asked and its answer read: one number a label, or one for each of its places."""

    activation: Literal["none", "sigmoid", "softmax"] = "softmax"
    """What turns the raw scores into 0…1."""
    margin: Annotated[float, Field(ge=0, le=1)] = 0.0
    """Around the animal's box, as share of its sides: what the network saw of the surroundings in its training."""


class EmbeddingForm(Described):
    """How a network that describes a whole animal is run, and how its answer is read."""

    format: Literal["onnx", "torch_export", "torchscript", "efficientnet_lite0"]
    """Of its file: ONNX; a program of ``torch.export`` (.pt2); TorchScript; or weights of a network that is built here."""
    dimension: Positive
    """Numbers of one animal."""
    output: str | None = None
    """Name of the output that holds them, where there are several; in TorchScript the key of a dictionary."""
    normalise: bool = True
    """Whether they are brought to length 1 here. False for networks that do so themselves."""


class Tiling(Described):
    """Pictures that are large beside the network's input are looked at in parts as well as whole."""

    above: Annotated[float, Field(ge=1)]
    """Times the input's side that the picture's longer side must have."""
    side: Annotated[float, Field(ge=0.5)] = 1.0
    """Of a tile, in input sides."""
    overlap: Annotated[float, Field(ge=0, lt=0.9)] = 0.2
    """Of neighbouring tiles, as share of a side: as large as an animal should be."""
