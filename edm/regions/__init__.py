"""Where are animals recorded, and which of these places lie within which?

``RegionRegistry(path, state_folder).tree()`` is the tree as it is configured now.
"""

from edm.regions.read_regions import read_regions, read_wildbook_regions
from edm.regions.region import Region, RegionTree
from edm.regions.registry import RegionRegistry

__all__ = ["Region", "RegionRegistry", "RegionTree", "read_regions", "read_wildbook_regions"]
