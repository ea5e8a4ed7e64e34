"""What does ibeis 2.6.0, HotSpotter's living copy, say about the same crops?

Run by ``bench/_peer.py`` with ibeis's own interpreter, never imported: ``python _ibeis_peer.py ASKED ANSWERED``. ASKED is a
JSON object: ``folder`` (of the database, which is made there or, with its features, found), ``pictures`` (absolute path, ``bbox``, individual, side,
encounter, in the order of the manifest) and ``queries`` (positions in ``pictures``). ANSWERED becomes
``{"extraction_seconds": …, "queries": [{"query", "seconds", "individuals", "pictures"}]}``, the individuals' names
and the pictures' positions best first.

The pipeline is WB-IA's default (``vsmany``, K = 4, name scores as it sums them). Pictures of the query's own encounter are
"impossible" to it, as two boxes of one picture are by its own rule, and K grows by their number, by its own setting for that.
"""

import json
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

SETTINGS = {"K": 4, "can_match_sameimg": False, "use_k_padding": True}


def main(asked_path: str, answered_path: str) -> None:
    asked = json.loads(Path(asked_path).read_text())
    import ibeis  # type: ignore[import-not-found]

    database = ibeis.opendb(dbdir=asked["folder"], allow_newdir=True)
    pictures = asked["pictures"]
    images = database.add_images([each["path"] for each in pictures], auto_localize=False)
    annotations = database.add_annots(
        images,
        [tuple(each["bbox"]) for each in pictures],
        name_list=[each["individual"] for each in pictures],
    )
    position_of = {annotation: position for position, annotation in enumerate(annotations)}
    extraction = extracted(database, annotations, Path(asked["folder"]) / "extraction_seconds")
    encounters = defaultdict(list)
    for annotation, each in zip(annotations, pictures, strict=True):
        encounters[each["encounter"]].append(annotation)

    def together(aids: Any, daid_list: Any = None, **_ignored: Any) -> list[list[int]]:
        """Of each annotation those of its encounter, itself too, among ``daid_list``."""
        among = set(annotations if daid_list is None else daid_list)
        groups = [encounters[pictures[position_of[aid]]["encounter"]] for aid in aids]
        return [[aid for aid in group if aid in among] for group in groups]

    database.get_annot_contact_aids = together

    answers = []
    for side in sorted({each["side"] for each in pictures}):
        # Two files of the same bytes are one picture to ibeis.
        own = [aid for aid, each in zip(annotations, pictures, strict=True) if each["side"] == side]
        gallery = list(dict.fromkeys(own))
        queries = [position for position in asked["queries"] if pictures[position]["side"] == side]
        if not queries:
            continue
        # The first one builds and keeps the index; it is asked again, timed, like the others.
        ask(database, annotations[queries[0]], gallery)
        for query in queries:
            began = time.perf_counter()
            match = ask(database, annotations[query], gallery)
            seconds = time.perf_counter() - began
            answers.append(told(database, match, query, seconds, position_of))
            print(f"{len(answers)} of {len(asked['queries'])}", flush=True)
    Path(answered_path).write_text(
        json.dumps({"extraction_seconds": extraction, "queries": answers})
    )


def extracted(database: Any, annotations: Any, note: Path) -> float:
    """Seconds that chips and features took, noted when they were made: the database keeps them."""
    if not note.exists():
        began = time.perf_counter()
        database.get_annot_kpts(annotations)
        database.get_annot_vecs(annotations)
        note.write_text(str(time.perf_counter() - began))
    return float(note.read_text())


def ask(database: Any, query: int, gallery: list[int]) -> Any:
    request = database.new_query_request([query], gallery, cfgdict=SETTINGS)
    (match,) = request.execute(use_cache=False)
    return match


def told(
    database: Any, match: Any, position: int, seconds: float, position_of: dict[int, int]
) -> dict[str, Any]:
    """Individuals by name score, pictures by annotation score, best first."""
    names = database.get_name_texts(match.unique_nids)
    ranked = sorted(zip(match.name_score_list, names, strict=True), key=lambda each: -each[0])
    pictures = sorted(
        zip(match.annot_score_list, match.daid_list, strict=True), key=lambda each: -each[0]
    )
    return {
        "query": position,
        "seconds": seconds,
        "individuals": [name for score, name in ranked if score > 0],
        "pictures": [position_of[aid] for score, aid in pictures if score > 0],
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
