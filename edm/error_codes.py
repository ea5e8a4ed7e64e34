"""Which codes can EDM refuse with, besides those of every service and those of validation?"""

from __future__ import annotations

CODES: dict[str, str] = {
    "id_taken": "The id belongs to another record than the one that was sent.",
    "decision_taken": "The id of the decision belongs to another decision.",
    "cannot_undo": "What was merged has changed too much since to be taken apart again.",
    "match_missing": "A change needs the version that it was made from, as If-Match.",
    "would_orphan": "A sighting or an individual would go along with its last encounter.",
    "animal_contradicts": "What is told of an animal is not what is known of it.",
    "name_taken": "Another animal of the species bears this name in this context.",
    "species_differ": "The encounter is of another species than the individual.",
    "identity_moved": "The encounter's identity was changed by somebody else in the meantime.",
    "still_identified": "The encounter still has an identity, so it cannot become unidentifiable.",
    "not_identifiable": "The encounter was rejected or found unidentifiable, so it can have no identity.",
    "merge_conflict": "The individuals disagree about something that somebody must decide.",
    "merged": "The individual was merged into another.",
    "cannot_restore": "The record cannot be restored, or not by itself.",
    "filter_invalid": "A part of the filter cannot be understood.",
    "sighting_unknown": "There is no such sighting to add encounters to, or the caller may not see it.",
    "already_published": "The submission was published, so no further batch can be staged.",
    "cannot_publish": "A sighting to which staged encounters were to be added is gone.",
    "individual_unknown": "There is no such individual, or the caller may not see it.",
}
