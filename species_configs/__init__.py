"""Where do the species files lie?

One YAML file a species; ``_base.yaml`` holds what all share, ``_marine.yaml`` and ``_terrestrial.yaml``
what those at sea and on land share, ``_regions.yaml`` the tree of regions.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
REGIONS_FILE = FOLDER / "_regions.yaml"
