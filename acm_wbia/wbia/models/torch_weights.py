"""Which numbers does a file of torch hold, read without torch and without running what the file asks to be run?

A file of weights is a pickle, which may name any function of Python. Here only the few names are known that weights
are made of; each other one is refused. Both forms are read: the zip that torch writes today, and the stream before it.
"""

import io
import math
import pickle
import struct
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.errors import ModelFileWrong

Weights = Mapping[str, NDArray[np.float32]]
"""By the names that its author gave them."""

TYPES = {
    "DoubleStorage": "<f8",
    "FloatStorage": "<f4",
    "HalfStorage": "<f2",
    "LongStorage": "<i8",
    "IntStorage": "<i4",
    "ShortStorage": "<i2",
    "CharStorage": "|i1",
    "ByteStorage": "|u1",
    "BoolStorage": "|b1",
}
"""Of torch's storages, as numpy has them: little-endian."""

HEADERS = 3
"""Pickles before the weights in a stream: a magic number, the version of the form, and what the machine was like."""

Storage = NDArray[Any]


def read(path: Path) -> Weights:
    """All weights of the file that are fractions, as ``float32``; raises ``ModelFileWrong``."""
    try:
        found = _from_zip(path) if zipfile.is_zipfile(path) else _from_stream(path.read_bytes())
    except OSError as error:
        raise ModelFileWrong(f"{path.name} cannot be read ({error.strerror}).") from error
    except ModelFileWrong:
        raise
    # A damaged pickle raises whatever its damaged part happens to mean.
    except Exception as error:
        raise ModelFileWrong(f"{path.name} cannot be read as weights of a network.") from error
    if not isinstance(found, dict):
        raise ModelFileWrong(f"{path.name} holds something else than weights.")
    arrays = {str(name): each for name, each in found.items() if isinstance(each, np.ndarray)}
    weights = {name: each for name, each in arrays.items() if each.dtype.kind == "f"}
    if not all(np.isfinite(each).all() for each in weights.values()):
        raise ModelFileWrong(f"{path.name} holds numbers that are infinite or none at all.")
    return {name: each.astype(np.float32) for name, each in weights.items()}


class _Tensor:
    """A view of a storage that may not have been read yet."""

    def __init__(
        self,
        storage: str,
        offset: int,
        shape: tuple[int, ...],
        strides: tuple[int, ...],
        *_: Any,  # whether it is trained, and who is told of it
    ) -> None:
        self.storage, self.offset, self.shape, self.strides = storage, offset, shape, strides

    def of(self, storage: Storage) -> NDArray[Any]:
        """Its numbers, copied; raises ``ValueError`` for what reaches beyond its storage."""
        last = self.offset + sum(
            (side - 1) * step for side, step in zip(self.shape, self.strides, strict=True)
        )
        sides = (*self.shape, *self.strides, self.offset)
        # A view with a step of 0 would make much of little.
        if min(sides) < 0 or last >= len(storage) or math.prod(self.shape) > len(storage):
            raise ValueError("a tensor reaches beyond its storage")
        view = np.lib.stride_tricks.as_strided(
            storage[self.offset :],
            self.shape,
            [step * storage.itemsize for step in self.strides],
            writeable=False,
        )
        return view.copy()


class _Unpickler(pickle.Unpickler):
    """Knows the names that weights are made of, and no other."""

    def __init__(self, stream: io.BytesIO) -> None:
        super().__init__(stream)
        self.storages: dict[str, tuple[str, int]] = {}
        """Key → numpy's type and the count of numbers."""

    def find_class(self, module: str, name: str) -> Any:
        known: dict[tuple[str, str], Any] = {
            ("collections", "OrderedDict"): OrderedDict,
            ("torch._utils", "_rebuild_tensor_v2"): _Tensor,
        }
        if module == "torch" and name in TYPES:
            return TYPES[name]
        if (module, name) not in known:
            raise ModelFileWrong(
                f"The file asks for {module}.{name}, which weights are not made of; it was not run."
            )
        return known[module, name]

    def persistent_load(self, pid: Any) -> str:
        _, kind, key, _, count, *_ = pid
        self.storages[str(key)] = (kind, int(count))
        return str(key)


def _from_zip(path: Path) -> Any:
    with zipfile.ZipFile(path) as archive:
        (pickled,) = (name for name in archive.namelist() if name.endswith("/data.pkl"))
        folder = pickled.removesuffix("data.pkl")
        order = f"{folder}byteorder"
        if order in archive.namelist() and archive.read(order) != b"little":
            raise ModelFileWrong(f"{path.name} was written by a machine of another byte order.")
        unpickler = _Unpickler(io.BytesIO(archive.read(pickled)))
        found = unpickler.load()

        def storage(key: str) -> Storage:
            return np.frombuffer(archive.read(f"{folder}data/{key}"), unpickler.storages[key][0])

        return _filled(found, storage)


def _from_stream(data: bytes) -> Any:
    stream = io.BytesIO(data)
    for _ in range(HEADERS):
        _Unpickler(stream).load()
    unpickler = _Unpickler(stream)
    found = unpickler.load()
    storages = {}
    for key in _Unpickler(stream).load():
        kind, count = unpickler.storages[key]
        (said,) = struct.unpack("<q", stream.read(8))
        if said != count:
            raise ValueError("a storage is not as long as it was said to be")
        storages[key] = np.frombuffer(stream.read(count * np.dtype(kind).itemsize), kind)
    return _filled(found, storages.__getitem__)


def _filled(found: Any, storage: Callable[[str], Storage]) -> Any:
    if not isinstance(found, dict):
        return found
    return {
        name: each.of(storage(each.storage)) if isinstance(each, _Tensor) else each
        for name, each in found.items()
    }
