"""Which tags did a photo manager write into the picture? `Species|Leopard Cat`, `individual|2`.

digiKam, Lightroom, MediaPro and their kin keep trees of tags in XMP. camtrapR and others use them to say what a
picture shows: the branch is what is said, the leaf its value.
"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

from PIL import Image

LARGEST_XMP_BYTES = 1024 * 1024  # managers pad it to some kilobytes; previews in it are left alone
MOST_TAGS = 100
LONGEST_TAG = 256  # characters, as of a keyword
_LIST = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"
_TREES = (
    ("{http://ns.adobe.com/lightroom/1.0/}hierarchicalSubject", "|"),
    ("{http://ns.iview-multimedia.com/mediapro/1.0/}CatalogSets", "|"),
    ("{http://www.digikam.org/ns/1.0/}TagsList", "/"),
    ("{http://ns.microsoft.com/photo/1.0/}LastKeywordXMP", "/"),
)
"""Where managers keep trees, and what they put between a branch and its leaf; all say the same."""


def read_tags(image: Image.Image) -> list[str]:
    """The tags with a branch, as `branch|leaf`, each once; none when there is no XMP or it is damaged."""
    xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    if isinstance(xmp, str):
        xmp = xmp.encode()
    # A declaration of entities can blow a few bytes up to gigabytes, and no photo manager writes one.
    if not isinstance(xmp, bytes) or len(xmp) > LARGEST_XMP_BYTES or b"<!" in xmp:
        return []
    try:
        root = ElementTree.fromstring(xmp.strip(b"\0"))  # noqa: S314 - see above
    except ElementTree.ParseError:
        return []
    for name, separator in _TREES:
        if tags := list(dict.fromkeys(_leaves(root, name, separator))):
            return tags[:MOST_TAGS]
    return []


def _leaves(root: ElementTree.Element, name: str, separator: str) -> Iterator[str]:
    for tree in root.iter(name):
        for item in tree.iter(_LIST):
            parts = [part.strip() for part in (item.text or "").split(separator)]
            if len(parts) > 1 and all(parts):
                yield "|".join(parts)[:LONGEST_TAG]
