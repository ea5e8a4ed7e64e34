"""Do rows name, by its id, an animal of another species than theirs? A name in another species is another animal."""

from __future__ import annotations

import uuid

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from edm.models import Individual
from edm.queries.chunks import chunks
from edm.sheets.animals import Animals
from edm.sheets.sheet import Sheet


def report_other_species(session: Session, sheet: Sheet, animals: Animals) -> None:
    """Notes the rows whose animal is known to be of another species."""
    species = {
        str(row.id): row.species
        for part in chunks(sorted(animals.known))
        for row in session.execute(
            select(Individual.id, Individual.species).where(
                Individual.id.in_([uuid.UUID(each) for each in part])
            )
        )
    }
    if not species:
        return
    names = animals.names
    of_code = [species.get(value.lower()) if value else None for value in names.values]
    by_id = np.asarray([each is not None for each in [*of_code, None]])
    for config, rows in sheet.kinds.rows_by_species(np.flatnonzero(by_id[names.codes])):
        other = [each is not None and config is not None and each != config.id for each in of_code]
        differ = rows[np.asarray([*other, False])[names.codes[rows]]]
        for column, text, same in names.cells(differ):
            name = animals.known_name(int(same[0]))
            message = f"{text} is the id of '{name}', an animal of another species than the row's."
            sheet.context.findings.add(
                "species_differ", message, [column], same, value=text, details={"animal": name}
            )
