"""What does a YAML file say, and on which line does it say so?

A file becomes plain JSON-like data plus the place of every value, so that a fault that is only found
later ("this viewpoint is not in the list") still names its line. Only what JSON has is understood:
dates stay text, tags and merge keys are refused, and so is a file made to explode in memory.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import yaml

from edm.species.config_fault import ConfigFault, Place

Path = tuple[str | int, ...]

# A species file is a few kilobytes; regions of a continent are a few hundred.
MAX_FILE_BYTES = 4 * 1024 * 1024
# Aliases can make a small file endless ("a billion laughs"); no honest file has so many values.
MAX_VALUES = 200_000
# Regions nest deepest, and nobody files a place twenty levels down.
MAX_DEPTH = 40
# The longest number that means anything here is a coordinate or a taxon id.
MAX_NUMBER_LENGTH = 40

# PyYAML's parser in C reads the shipped files ten times faster; it comes with every published wheel.
_Loader: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_constructor = yaml.constructor.SafeConstructor()


@dataclass(slots=True)
class Located:
    """Plain data and where each of its values was written."""

    data: Any = None
    places: dict[Path, Place] = field(default_factory=dict)

    def place(self, path: Path) -> Place | None:
        """Where the value at ``path`` was written, or else the nearest thing around it."""
        for length in range(len(path), -1, -1):
            found = self.places.get(path[:length])
            if found is not None:
                return found
        return None


def load_yaml(raw: bytes, file: str) -> tuple[Located, list[ConfigFault]]:
    """The content of one file and what is wrong with its writing (not with its meaning)."""
    if len(raw) > MAX_FILE_BYTES:
        message = f"The file is larger than {MAX_FILE_BYTES // 1024 // 1024} MiB."
        return Located(), [ConfigFault(file, 1, 1, "syntax", message)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = "The file is not written in UTF-8."
        return Located(), [ConfigFault(file, line, None, "syntax", message)]
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        return Located(), [_syntax_fault(error, file, text)]
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = "The file holds a character that cannot be shown."
        return Located(), [ConfigFault(file, line, None, "syntax", message)]
    except RecursionError:
        return Located(), [ConfigFault(file, 1, 1, "syntax", "The file is nested too deeply.")]
    if node is None:
        return Located(), [ConfigFault(file, 1, 1, "syntax", "The file is empty.")]
    converter = _Converter(file)
    data = converter.convert(node, ())
    return Located(data, converter.places), converter.faults


def _syntax_fault(error: yaml.MarkedYAMLError, file: str, text: str) -> ConfigFault:
    mark = error.problem_mark or error.context_mark
    problem = (error.problem or "the line cannot be understood").strip()
    return ConfigFault(
        file,
        # What ends too early is noticed after the last line.
        min(mark.line, text.count("\n")) + 1 if mark else 1,
        mark.column + 1 if mark else None,
        "syntax",
        f"This is not well-formed YAML: {problem}.",
    )


class _Converter:
    """Turns YAML nodes into data, noting places; stops at what no honest file holds."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.places: dict[Path, Place] = {}
        self.faults: list[ConfigFault] = []
        self.count = 0

    def convert(self, node: yaml.Node, path: Path) -> Any:
        self.count += 1
        if self.count > MAX_VALUES or len(path) > MAX_DEPTH:
            if self.count <= MAX_VALUES or self.count == MAX_VALUES + 1:
                self._fault(node, "The file holds too many values or nests them too deeply.")
            return None
        mark = node.start_mark
        self.places[path] = Place(self.file, mark.line + 1, mark.column + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.convert(child, (*path, at)) for at, child in enumerate(node.value)]
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        return None

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._fault(key_node, "A key must be a plain word.")
                continue
            # The text as written, so that the language code "no" does not become "false".
            key = str(key_node.value)
            if key in data:
                self._fault(key_node, f"The key '{key}' is given twice.")
                continue
            data[key] = self.convert(value_node, (*path, key))
            mark = key_node.start_mark
            self.places[(*path, key)] = Place(self.file, mark.line + 1, mark.column + 1)
        return data

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        kind = node.tag.removeprefix("tag:yaml.org,2002:")
        text = str(node.value)
        if kind in ("str", "timestamp") or (kind in ("int", "float") and ":" in text):
            return text
        if kind == "null":
            return None
        if kind == "bool":
            return _constructor.construct_yaml_bool(node)
        if kind in ("int", "float") and len(text) > MAX_NUMBER_LENGTH:
            self._fault(node, "The number is too long.")
            return None
        if kind == "int":
            return _constructor.construct_yaml_int(node)
        if kind == "float":
            number = float(_constructor.construct_yaml_float(node))
            if math.isfinite(number):
                return number
            self._fault(node, "A number must be finite.")
            return None
        self._fault(node, f"The tag '{node.tag}' is not understood here.")
        return None

    def _fault(self, node: yaml.Node, message: str) -> None:
        mark = node.start_mark
        self.faults.append(
            ConfigFault(self.file, mark.line + 1, mark.column + 1, "syntax", message)
        )
