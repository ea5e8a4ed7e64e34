"""Which models are there beside those that come with the code, and where do their files lie?

``root/cards/*.yaml`` are a site's own cards, of the same form as those that are shipped;
``root/NAME/FILE`` are the files of the model NAME. Nothing of it is loaded before it is asked for.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from acm_wbia.wbia.errors import CardWrong, ModelFileWrong, ModelNotInstalled, UnknownModel
from acm_wbia.wbia.models.card import ModelCard
from acm_wbia.wbia.models.files import ModelFile
from acm_wbia.wbia.models.names import nearest
from acm_wbia.wbia.models.reading import SUFFIX, read_card

SHIPPED = Path(__file__).parent / "cards"
NOTED = ".sha256"
"""Beside a file whose card pins no hash: the hash it had when it was added."""

MOST_LOADED = 4
"""Networks that stay in memory: as many as an algorithm is made of."""

Made = TypeVar("Made")
FileState = tuple[str, int, int]
"""Path, size and time of change: what is the same as long as a file is."""


class ModelStore:
    """The models of one site. May be asked from several threads, and while another process installs one."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = threading.Lock()
        self._cards: dict[FileState, ModelCard | CardWrong] = {}
        self._hashes: dict[FileState, str] = {}
        self._loading = threading.Lock()
        self._loaded: OrderedDict[tuple[FileState, Callable[[Path], Any]], Any] = OrderedDict()

    @property
    def own_cards(self) -> Path:
        """The folder of the site's own cards; it need not exist."""
        return self.root / "cards"

    def cards(self) -> tuple[ModelCard, ...]:
        """All cards without faults, shipped and own, by name."""
        return tuple(sorted(self._known().values(), key=lambda card: card.name))

    def faults(self) -> tuple[CardWrong, ...]:
        """What is wrong with the site's own cards; the others are used all the same."""
        shipped = {card.name for card in self._read(SHIPPED) if isinstance(card, ModelCard)}
        seen: set[str] = set()
        found: list[CardWrong] = []
        for card in self._read(self.own_cards):
            if isinstance(card, CardWrong):
                found.append(card)
            elif card.name in shipped | seen:
                found.append(CardWrong(card.name, ["Another card has this name already."]))
            else:
                seen.add(card.name)
        return tuple(found)

    def card(self, name: str) -> ModelCard:
        """Raises ``UnknownModel`` with the nearest name."""
        known = self._known()
        if name not in known:
            raise UnknownModel(nearest("model", name, sorted(known)))
        return known[name]

    def file(self, card_name: str, file_name: str) -> Path:
        """Where a file of a model lies, whole: its hash is compared once for each state of the file.

        Raises ``UnknownModel``, ``ModelNotInstalled`` or ``ModelFileWrong``.
        """
        card = self.card(card_name)
        try:
            file = card.file(file_name)
        except KeyError:
            known = [each.name for each in card.files]
            raise UnknownModel(nearest(f"file of {card_name} called", file_name, known)) from None
        return self._whole(card, file)

    def files(self, card_name: str) -> dict[str, Path]:
        """All files of a model by name; raises as ``file`` does."""
        card = self.card(card_name)
        return {file.name: self._whole(card, file) for file in card.files}

    def loaded(self, card_name: str, file_name: str, make: Callable[[Path], Made]) -> Made:
        """What ``make`` makes of a file of a model, made once for each state of the file; the last few stay in memory.

        Others wait while something is made. Raises as ``file`` and ``make`` do.
        """
        path = self.file(card_name, file_name)
        key = (_state(path), make)
        with self._loading:
            if key not in self._loaded:
                self._loaded[key] = make(path)
            self._loaded.move_to_end(key)
            while len(self._loaded) > MOST_LOADED:
                self._loaded.popitem(last=False)
            made: Made = self._loaded[key]
            return made

    def is_present(self, card: ModelCard) -> bool:
        """Whether all its files lie where they are to be, which costs nothing; they may be damaged."""
        return all(self.place(card, file).is_file() for file in card.files)

    def is_installed(self, card: ModelCard) -> bool:
        """Whether all its files are here, whole."""
        try:
            for file in card.files:
                self._whole(card, file)
        except (ModelNotInstalled, ModelFileWrong):
            return False
        return True

    def place(self, card: ModelCard, file: ModelFile) -> Path:
        """Where this file of the model is to lie."""
        return self.root / card.name / file.name

    def expected(self, card: ModelCard, file: ModelFile) -> str | None:
        """The hash that the file must have: the card's, else the one noted when it was added."""
        if file.sha256:
            return file.sha256
        note = self.note(card, file)
        return note.read_text(encoding="ascii").strip() if note.is_file() else None

    def note(self, card: ModelCard, file: ModelFile) -> Path:
        """Where the hash is noted of a file whose card pins none."""
        place = self.place(card, file)
        return place.with_name(place.name + NOTED)

    def _known(self) -> dict[str, ModelCard]:
        known: dict[str, ModelCard] = {}
        for card in (*self._read(SHIPPED), *self._read(self.own_cards)):
            if isinstance(card, ModelCard):
                known.setdefault(card.name, card)
        return known

    def _read(self, folder: Path) -> Iterator[ModelCard | CardWrong]:
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            yield self._once(self._cards, path, _read_or_faults)

    def _whole(self, card: ModelCard, file: ModelFile) -> Path:
        place = self.place(card, file)
        wanted = self.expected(card, file)
        if not place.is_file() or wanted is None:
            raise ModelNotInstalled(_how_to_install(card, file))
        if self._once(self._hashes, place, sha256_of) != wanted:
            raise ModelFileWrong(
                f"{file.name} of the model {card.name} is damaged, or is not the file that its card speaks of "
                f"(its SHA-256 differs). {_remedy(card, file)}"
            )
        return place

    def _once(self, known: dict[FileState, Made], path: Path, make: Callable[[Path], Made]) -> Made:
        state = _state(path)
        with self._lock:
            if state in known:
                return known[state]
        # Two threads may do it at the same time, which is better than one that waits for a large file.
        made = make(path)
        with self._lock:
            return known.setdefault(state, made)


def _state(path: Path) -> FileState:
    stat = path.stat()
    return (str(path), stat.st_size, stat.st_mtime_ns)


def sha256_of(path: Path) -> str:
    """In hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _read_or_faults(path: Path) -> ModelCard | CardWrong:
    try:
        return read_card(path)
    except CardWrong as wrong:
        return wrong


def _how_to_install(card: ModelCard, file: ModelFile) -> str:
    return f"The model {card.name} is not installed: {file.name} is missing. {_remedy(card, file)}"


def command(card: ModelCard, file: ModelFile) -> str:
    """What brings a file of the model here."""
    if file.sources:
        return f"houston models pull {card.name}"
    return f"houston models add FILE --model {card.name}"


def _remedy(card: ModelCard, file: ModelFile) -> str:
    if file.sources:
        return f"Install it with: {command(card, file)}"
    return f"Add it with: {command(card, file)}. {card.how_to_add}".strip()
