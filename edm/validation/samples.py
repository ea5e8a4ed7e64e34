"""Which tissue was taken, and what did the laboratory find in it?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from edm.species.config import SpeciesConfig
from edm.validation.context import Context, check_object
from edm.validation.lists import Named, check_list, check_objects, optional_line, required_line
from edm.validation.names import fold_name
from edm.validation.vocabulary import check_term, check_word
from edm.values import FaultList, pointer_to
from edm.values.basics import wrong_type

SAMPLE_KEYS = ("id", "tissue_type", "analyses")
ANALYSIS_KEYS = ("kind", "id", "task_id", "value", "alleles")
SEX, HAPLOTYPE, MICROSATELLITES = "sex", "haplotype", "microsatellites"
KINDS = (SEX, HAPLOTYPE, MICROSATELLITES)
# Skin, blood, hair, faeces, and each in duplicate; more is another encounter.
MAX_SAMPLES = 50
MAX_ANALYSES = 50
# Numbers of samples and tasks are codes on a label.
MAX_CODE = 100
# Panels of microsatellites have ten to forty loci.
MAX_LOCI = 500
# Polyploid fish have up to eight.
MAX_ALLELES = 8
MAX_ALLELE = 50


def check_samples(
    value: Any, pointer: str, species: SpeciesConfig | None, context: Context
) -> list[dict[str, Any]]:
    """``[{id, tissue_type, analyses: [{kind, id, task_id, value, alleles}]}]``."""
    faults = context.faults

    def read(one: Mapping[str, Any], at: str) -> Named | None:
        code = required_line(
            one.get("id"), f"{at}/id", "The number of the sample", faults, MAX_CODE
        )
        tissue = optional_line(
            one.get("tissue_type"), f"{at}/tissue_type", "The tissue", faults, MAX_CODE
        )
        analyses = check_list(
            one.get("analyses"),
            f"{at}/analyses",
            "The analyses",
            MAX_ANALYSES,
            faults,
            lambda analysis, where: _analysis(analysis, where, species, context),
        )
        if code is None:
            return None
        sample = {"id": code, "tissue_type": tissue, "analyses": analyses}
        return Named(sample, code, fold_name(code), f"The sample '{code}' is listed twice.")

    return check_objects(
        value, pointer, "The samples", MAX_SAMPLES, faults, "A sample", SAMPLE_KEYS, read
    )


def _analysis(
    value: Any, pointer: str, species: SpeciesConfig | None, context: Context
) -> dict[str, Any] | None:
    faults = context.faults
    if not check_object(value, pointer, "An analysis", ANALYSIS_KEYS, faults):
        return None
    if value.get("kind") is None:
        faults.add(
            f"{pointer}/kind", "required", "Say what was analysed: " + ", ".join(KINDS) + "."
        )
        return None
    kind = check_word(value["kind"], f"{pointer}/kind", "The kind of analysis", KINDS, faults)
    if kind is None:
        return None
    code, task = (
        optional_line(value.get(key), f"{pointer}/{key}", subject, faults, MAX_CODE)
        for key, subject in (("id", "The analysis number"), ("task_id", "The laboratory's number"))
    )
    found = optional_line(
        value.get("value"), f"{pointer}/value", "The result of the analysis", faults, MAX_CODE
    )
    if kind == SEX and found is not None and species is not None:
        whose = f" of {species.common_name()}"
        found = check_term(found, f"{pointer}/value", "Sex", species.sexes, faults, whose)
    alleles = _alleles(value.get("alleles"), f"{pointer}/alleles", faults)
    if kind != MICROSATELLITES and alleles:
        message = f"Alleles belong to an analysis of the kind '{MICROSATELLITES}'."
        faults.add(f"{pointer}/alleles", "unknown_field", message, value["alleles"])
    return {"kind": kind, "id": code, "task_id": task, "value": found, "alleles": alleles}


def _alleles(value: Any, pointer: str, faults: FaultList) -> dict[str, list[str]]:
    """Alleles by locus, in the order in which they were read."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        wrong_type(value, pointer, "The alleles", "a group of lists by locus", faults)
        return {}
    if len(value) > MAX_LOCI:
        message = f"There may be {MAX_LOCI} loci at most, but there are {len(value):,}."
        faults.add(pointer, "too_many", message, len(value))
        return {}
    found = {}
    for locus, alleles in value.items():
        at = pointer + pointer_to(locus)
        name = required_line(locus, at, "The name of the locus", faults, MAX_CODE)
        read = check_list(
            alleles,
            at,
            f"The alleles of {locus[:MAX_CODE]}",
            MAX_ALLELES,
            faults,
            lambda one, where: required_line(one, where, "The allele", faults, MAX_ALLELE),
        )
        if name is not None:
            found[name] = read
    return found
