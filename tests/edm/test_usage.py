"""Which records does a custom field, or a species, belong to when somebody wants to drop it?"""

from __future__ import annotations

from edm.queries.usage import count_records
from edm.species import Level
from tests.edm.service import an_encounter, sighting


def used(edm) -> tuple[int, int]:
    """How many encounters have the remark, and how many records the species has."""
    with edm.edm.database.read() as session:
        return (
            count_records(session, "equus_quagga", Level.ENCOUNTER, "identification_remarks"),
            count_records(session, "equus_quagga", None, None),
        )


def test_what_is_not_published_yet_is_in_nobodys_use(edm):
    def one():
        fields = {"identification_remarks": "by the scar"}
        return sighting(encounters=[an_encounter(individual_name="Zoe", custom_fields=fields)])

    edm.report(one(), submission="s", staged=True)
    assert used(edm) == (0, 0)
    edm.post("/submissions/s/publish")
    assert used(edm) == (1, 3)
    edm.report(one(), submission="t")
    assert used(edm) == (2, 5)


def test_what_is_deleted_and_can_be_restored_counts(edm):
    encounter = edm.one(
        encounters=[an_encounter(custom_fields={"identification_remarks": "by the scar"})]
    )
    assert edm.call("DELETE", f"/encounters/{encounter}?cascade=true").status_code < 300
    assert used(edm) == (1, 2)
