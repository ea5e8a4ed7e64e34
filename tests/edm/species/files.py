"""Small species files for the tests, and a folder to break them in."""

from __future__ import annotations

from pathlib import Path

from edm.species import ConfigFault, SpeciesConfig, SpeciesRegistry, Usage

BASE = """\
sexes: [female, male, unknown]
life_stages: [juvenile, adult]
living_statuses: [alive, dead]
viewpoints:
  values: [left, right, front]
  matches: {left: [left], right: [right]}
public_coordinates: {coarsen_degrees: 0.1}
custom_fields:
  sighting:
    - {name: group_size, type: integer, min: 1}
"""

ZEBRA = """\
scientific_name: Equus quagga
common_names: {en: [plains zebra], de: [Steppenzebra]}
custom_fields:
  encounter:
    - name: coat
      label: {en: Coat}
      type: select
      choices: [typical, pale]
"""


class SpeciesFolder:
    """A folder of species files and the registry that reads it, looking at it on every access."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "species"
        self.state = root / "state"
        self.folder.mkdir()
        self.write("_base", BASE)
        self.write("equus_quagga", ZEBRA)

    def write(self, name: str, text: str) -> None:
        """Let the file hold this text."""
        (self.folder / f"{name}.yaml").write_text(text, encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Edit the file by hand, as an administrator would."""
        text = (self.folder / f"{name}.yaml").read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def start(self, usage: Usage | None = None) -> SpeciesRegistry:
        """A registry as a freshly started service has it."""
        return SpeciesRegistry(self.folder, self.state, usage, check_every=0)


def only_fault(registry: SpeciesRegistry) -> ConfigFault:
    """The one fault that there is."""
    faults = registry.faults()
    assert len(faults) == 1, [str(fault) for fault in faults]
    return faults[0]


def species(registry: SpeciesRegistry, name: str = "equus_quagga") -> SpeciesConfig:
    """The species of that id, which must be there."""
    config = registry.catalogue().get(name)
    assert config is not None
    return config
