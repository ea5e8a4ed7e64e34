"""What is in a Camtrap DP package, version 1.0? Deployments, media and observations, in a folder or a zip.

https://camtrap-dp.tdwg.org/data/ says what each column means. Further tables that a package may have stay in
the package, which is kept as it came.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from houston.sheets.unreadable import SheetUnreadable

DESCRIPTOR = "datapackage.json"
TABLES = ("deployments", "media", "observations")
LARGEST_TABLE_BYTES = (
    1024**3
)  # unpacked: two million observations; what has more wants to fill the memory
LARGEST_DESCRIPTOR_BYTES = 32 * 1024**2  # a descriptor may hold small tables itself

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CamtrapPackage:
    """The three tables, cell by cell as they were written; empty cells are left out of a row."""

    deployments: list[Row]
    media: list[Row]
    observations: list[Row]


def is_package(path: Path) -> bool:
    """Whether a folder, or a zip, is a data package."""
    if path.is_dir():
        return (path / DESCRIPTOR).is_file()
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return _descriptor_in(archive) is not None


def is_descriptor(document: Any) -> bool:
    """Whether a JSON document is what a data package begins with, which is nothing without its tables."""
    return isinstance(document, Mapping) and isinstance(document.get("resources"), list)


def read_package(path: Path) -> CamtrapPackage:
    """The package in a folder or zip. Raises `SheetUnreadable` with a sentence."""
    try:
        if path.is_dir():
            return _read(lambda name: _opened(path, name))
        with zipfile.ZipFile(path) as archive:
            descriptor = _descriptor_in(archive)
            if descriptor is None:
                raise SheetUnreadable(
                    "foreign_unreadable", f"There is no {DESCRIPTOR} in the archive."
                )
            base = PurePosixPath(descriptor).parent
            return _read(lambda name: _unpacked(archive, str(base / name)))
    except json.JSONDecodeError as error:
        raise SheetUnreadable(
            "foreign_unreadable",
            f"{DESCRIPTOR} breaks off or has a mistake in line {error.lineno:,}, column "
            f"{error.colno:,}. Export the Camtrap DP package again and upload that.",
        ) from error
    except (zipfile.BadZipFile, UnicodeDecodeError, csv.Error) as error:
        raise SheetUnreadable(
            "foreign_unreadable",
            "The Camtrap DP package is damaged, or a table of it is no CSV in UTF-8. Export it "
            "again and upload that.",
        ) from error


def table_paths(path: Path) -> list[Path]:
    """The files of a package in a folder that are not pictures: its descriptor and its three tables."""
    names = _names(json.loads((path / DESCRIPTOR).read_bytes()))
    return [path / name for name in (DESCRIPTOR, *names.values())]


def _read(opened: Callable[[str], IO[bytes]]) -> CamtrapPackage:
    with opened(DESCRIPTOR) as stream:
        descriptor = json.loads(stream.read(LARGEST_DESCRIPTOR_BYTES))
    names = _names(descriptor)
    tables = {}
    for table in TABLES:
        with opened(names[table]) as stream:
            tables[table] = list(_rows(stream))
    return CamtrapPackage(**tables)


def _names(descriptor: Any) -> dict[str, str]:
    """Under which name each table lies; the usual one where the descriptor does not say."""
    names = {table: f"{table}.csv" for table in TABLES}
    resources = descriptor.get("resources") if isinstance(descriptor, dict) else None
    if not isinstance(resources, list):
        raise SheetUnreadable(
            "foreign_unreadable",
            f"{DESCRIPTOR} lists no resources, so it describes no Camtrap DP package.",
        )
    for resource in resources:
        name, path = (resource.get(key) for key in ("name", "path"))
        if isinstance(path, list) and len(path) == 1:
            path = path[0]
        if name in names and isinstance(path, str):
            if "://" in path or path.startswith("/") or ".." in PurePosixPath(path).parts:
                raise SheetUnreadable(
                    "foreign_unreadable",
                    f"The table “{name}” of the package lies at {path}. Put it into the package's "
                    "folder and name it there.",
                )
            names[name] = path
    return names


def _opened(folder: Path, name: str) -> IO[bytes]:
    if not (folder / name).is_file():
        raise _missing(name)
    return (folder / name).open("rb")


def _unpacked(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    try:
        member = archive.getinfo(name)
    except KeyError as error:
        raise _missing(name) from error
    if member.file_size > LARGEST_TABLE_BYTES:
        raise SheetUnreadable(
            "foreign_unreadable",
            f"{name} is larger than {LARGEST_TABLE_BYTES:,} bytes. Split the package.",
        )
    return archive.open(member)


def _missing(name: str) -> SheetUnreadable:
    return SheetUnreadable(
        "foreign_unreadable", f"{name} is missing from the Camtrap DP package. Export it whole."
    )


def _descriptor_in(archive: zipfile.ZipFile) -> str | None:
    found = [name for name in archive.namelist() if PurePosixPath(name).name == DESCRIPTOR]
    return min(found, key=lambda name: (name.count("/"), name), default=None)


def _rows(stream: IO[bytes]) -> Iterator[Row]:
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    for row in csv.DictReader(text):
        yield {
            name: cell.strip()
            for name, cell in row.items()
            if isinstance(name, str) and isinstance(cell, str) and cell.strip()
        }
