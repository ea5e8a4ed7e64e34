"""Of which files is a model made, and where are they to be had?"""

import re
from typing import Annotated, Self

from pydantic import Field, model_validator

from acm_wbia.wbia.models.network import Described

PYPI = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*==[A-Za-z0-9.!+_-]+$")
NPM = re.compile(r"^(@[a-z0-9._-]+/)?[a-z0-9._-]+@[0-9][A-Za-z0-9.+-]*$")
PLAIN_NAME = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
"""One folder's file: no path, no hidden file."""


class Source(Described):
    """One place where a file is to be had: exactly one of ``url``, ``pypi``, ``npm`` and ``file``."""

    url: str | None = None
    pypi: str | None = None
    """``package==version`` of the Python index; the file lies in its wheel."""
    npm: str | None = None
    """``package@version`` of the npm registry."""
    file: str | None = None
    """A path on this machine."""
    path: str | None = None
    """Where in the package the file lies."""

    @model_validator(mode="after")
    def _is_one_place(self) -> Self:
        given = [name for name in ("url", "pypi", "npm", "file") if getattr(self, name)]
        if len(given) != 1:
            raise ValueError("A source is one of url, pypi, npm and file.")
        if bool(self.path) != (given[0] in {"pypi", "npm"}):
            raise ValueError(
                "A package comes with the path of the file in it, and nothing else does."
            )
        if self.url and not self.url.startswith(("https://", "http://")):
            raise ValueError("A url begins with https://.")
        if self.pypi and not PYPI.match(self.pypi):
            raise ValueError("A Python package is given with its version, as name==1.2.3.")
        if self.npm and not NPM.match(self.npm):
            raise ValueError("An npm package is given with its version, as name@1.2.3.")
        return self

    def __str__(self) -> str:
        """For a person."""
        return str(self.url or self.file or f"{self.path} in {self.pypi or self.npm}")


class ModelFile(Described):
    """One file of a model."""

    name: Annotated[str, Field(pattern=PLAIN_NAME)]
    """As it is called once it is installed."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    """None only for what each site exports for itself: then the hash it had when it was added counts."""
    sources: tuple[Source, ...] = ()
    """Tried in this order; without any, the file is added by hand."""

    @model_validator(mode="after")
    def _is_pinned(self) -> Self:
        if self.sources and not self.sha256:
            raise ValueError("A file that has a source has a sha256.")
        return self
