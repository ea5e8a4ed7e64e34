"""Who is the animal of a client's query? Our algorithms' answer in the shape in which WB-IA gives its own."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.operations.match_sets import put_match_set
from acm_wbia.acm.queries.annotations import find_annotations
from acm_wbia.acm.wire.envelope import as_plain
from acm_wbia.acm.wire.jobs import ask_for, asked_before
from acm_wbia.acm.wire.match_database import match_database
from acm_wbia.acm.wire.query_config import query_config
from acm_wbia.acm.wire.row_ids import Kind, row_ids
from acm_wbia.acm.wire.words import to_wire, viewpoint_to_wire
from service_kit.scope import Scope
from service_kit.tokens import Caller

SUMMARY = 20
"""As many as each summary of WB-IA's holds."""

Rows = Sequence[Mapping[str, Any]]


def ask_for_identification(
    foundation: AcmFoundation, caller: Caller, said: Mapping[str, Any]
) -> str:
    """Asks who the query's animal is; the client's id for the job."""
    if (there := asked_before(foundation, caller, said, "identify")) is not None:
        return there
    config = query_config(said["query_config_dict"] or {}, foundation.models)
    database = match_database(foundation, caller.scope, said)
    members = database.as_members()
    put_match_set(foundation.database, caller.scope, database.hash, members)
    arguments = {
        "queries": [{"annotation": str(database.query), "group": None}],
        "match_set": database.hash,
        "algorithm": {"name": config.algorithm, "parameters": config.parameters},
        "limit": config.candidates,
        # Such a client has said with whom to compare it.
        "without_class": True,
    }
    asked = {
        "query": str(database.query),
        "query_name": database.query_name,
        "database": [str(member["annotation"]) for member in members],
        "query_config_dict": said["query_config_dict"] or {},
        "echo": said["echo_query_params"],
    }
    return ask_for(foundation, caller, said, "identify", arguments, asked)


def publish_identification(
    foundation: AcmFoundation,
    scope: Scope,
    job: uuid.UUID,
    asked: Mapping[str, Any],
    found: Mapping[str, Any],
) -> dict[str, Any]:
    """One query's answer in WB-IA's shape, best first."""
    annotations, individuals = found["annotations"], found["individuals"]
    told = {
        "cm_dict": {asked["query"]: _match(foundation, job, asked, annotations, individuals)},
        "inference_dict": _inference(asked, annotations),
        "summary_annot": _summary(foundation, scope, annotations),
        "summary_name": _summary(foundation, scope, individuals),
        "reason": found["reason"],
    }
    if asked["echo"]:
        told |= {
            "query_annot_uuid_list": [_plain(asked["query"])],
            "database_annot_uuid_list": [_plain(each) for each in asked["database"]],
            "query_config_dict": asked["query_config_dict"],
        }
    return told


def _match(
    foundation: AcmFoundation,
    job: uuid.UUID,
    asked: Mapping[str, Any],
    annotations: Rows,
    individuals: Rows,
) -> dict[str, Any]:
    query = uuid.UUID(asked["query"])
    # WB-IA's score of an individual stands at the annotation that speaks most for it.
    of_individuals = {each["annotation"]: each["score"] for each in individuals}
    matches = [
        foundation.evidence.read(job, query, uuid.UUID(each["annotation"])) for each in annotations
    ]
    return {
        "qannot_uuid": as_plain(query),
        "qname": to_wire(asked["query_name"]),
        "dannot_uuid_list": [_plain(each["annotation"]) for each in annotations],
        "dname_list": [to_wire(each["name"]) for each in annotations],
        "score_list": [of_individuals.get(each["annotation"], 0.0) for each in annotations],
        "annot_score_list": [each["score"] for each in annotations],
        "fm_list": [[] if some is None else [[n, n] for n in range(len(some))] for some in matches],
        "fsv_list": [
            [] if some is None else [[float(weight)] for weight in some[:, 4]] for some in matches
        ],
        "point_list": [
            [] if some is None else some[:, :4].round(2).astype(float).tolist() for some in matches
        ],
        "unique_name_list": [to_wire(each["name"]) for each in individuals],
        "name_score_list": [each["score"] for each in individuals],
        "dannot_extern_reference": str(job),
        "dannot_extern_list": [some is not None for some in matches],
    }


def _inference(asked: Mapping[str, Any], annotations: Rows) -> dict[str, Any]:
    """The pairs that a person could be asked about, and how sure we are of them, where that is known."""
    return {
        "annot_pair_dict": {
            "review_pair_list": [
                {"annot_uuid_1": _plain(asked["query"]), "annot_uuid_2": _plain(each["annotation"])}
                for each in annotations
            ],
            "confidence_list": [each.get("probability") for each in annotations],
        },
        "_internal_state": None,
    }


def _summary(foundation: AcmFoundation, scope: Scope, rows: Rows) -> list[dict[str, Any]]:
    best = rows[:SUMMARY]
    ids = [uuid.UUID(each["annotation"]) for each in best]
    facts = {
        each["id"]: each for each in find_annotations(foundation.database, scope.read, ids=ids)
    }
    numbers = row_ids(foundation.database, Kind.ANNOT, [each["annotation"] for each in best])
    names = [each["name"] for each in best if each["name"] is not None]
    of_names = row_ids(foundation.database, Kind.NAME, names)
    return [
        {
            "score": each["score"],
            "duuid": as_plain(one),
            "daid": numbers[str(one)],
            # As WB-IA has it: an animal without a name is its own, by the number of its annotation below zero.
            "dnid": of_names.get(each["name"], -numbers[str(one)]),
            "species": to_wire(facts[one]["animal_class"] if one in facts else None),
            "viewpoint": viewpoint_to_wire(facts[one]["viewpoint"] if one in facts else None),
        }
        for one, each in zip(ids, best, strict=True)
    ]


def _plain(text: str) -> dict[str, str]:
    return as_plain(uuid.UUID(text))
