"""What can be wrong with a picture, a box or a request, in words a field worker understands?"""

from collections.abc import Sequence


class ProcessingError(ValueError):
    """The base of all refusals of the processing side: ``str(error)`` is a sentence for a person."""

    code = "processing_failed"


class UnreadablePicture(ProcessingError):
    """The bytes do not hold a picture that can be shown."""

    code = "unreadable_picture"


class InvalidBox(ProcessingError):
    """The box has no area, is not made of numbers, or lies outside its picture."""

    code = "invalid_box"


class NothingToMatch(ProcessingError):
    """The box is fine, but what it shows is too small or too even to tell animals apart by."""

    code = "nothing_to_match"


class UnknownModel(ProcessingError):
    """No model has that name."""

    code = "unknown_model"


class InvalidParameters(ProcessingError):
    """A parameter of a model is unknown or out of its range."""

    code = "invalid_parameters"


class CardWrong(ProcessingError):
    """A model's card has faults; ``faults`` holds a sentence for each."""

    code = "card_wrong"

    def __init__(self, card: str, faults: Sequence[str]) -> None:
        super().__init__(f"The card {card} has faults. {' '.join(faults)}")
        self.faults = tuple(faults)


class ModelNotInstalled(ProcessingError):
    """The model is known, but a file of it is not here; the sentence says how it gets here."""

    code = "model_not_installed"


class ModelFileWrong(ProcessingError):
    """A file of the model is here, but it is not the one its card speaks of, or it is damaged."""

    code = "model_file_wrong"


class ModelUnfit(ProcessingError):
    """The network does not take or give what its card says, or gives what are no numbers."""

    code = "model_unfit"


class NetworkBrokeOff(ProcessingError):
    """A network ended without an answer: for want of memory, or of whatever else; it may have one another time.

    What it said itself is the cause, and for the log alone.
    """

    code = "network_broke_off"

    def __init__(self, name: str) -> None:
        super().__init__(f"The network {name} broke off; the reason is in the log. Try again.")


class ModelNotFetched(ProcessingError):
    """A file of the model could not be brought here; the sentence says what each source answered."""

    code = "model_not_fetched"
