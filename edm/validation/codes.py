"""Which faults can validation find, and what does each code mean?

Programs decide by the code, people read the message. ``docs/errors.md`` lists these; a test compares.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

CODES: Mapping[str, str] = MappingProxyType(
    {
        # the document
        "wrong_type": "The value is of the wrong JSON type, such as text where a number belongs.",
        "required": "A value that must be given is missing.",
        "unknown_field": "The document names a field that does not exist.",
        "too_many": "A list or object holds more members than is allowed.",
        "too_few": "A list holds fewer members than are needed.",
        "too_long": "A text is longer than is allowed.",
        "bad_characters": "A text holds characters that cannot be stored or shown.",
        "duplicate_member": "A list names the same thing twice.",
        "bad_email": "The text is not an e-mail address.",
        "not_a_uuid": "An id is not a UUID.",
        "duplicate_id": "The same id is used twice in one document.",
        "read_only": "The field cannot be changed this way.",
        # numbers
        "not_a_number": "The number is infinite, too large to be kept exactly, or not a number at all.",
        "out_of_range": "A number or date lies outside of its limits.",
        # place
        "incomplete_location": "One of latitude and longitude is missing.",
        "unknown_region": "The region is not one of the configured regions.",
        "ambiguous_region": "Several regions bear this name.",
        "no_place": "Neither coordinates nor a region nor a description of the place is given.",
        # time
        "no_such_date": "The day does not exist in that month.",
        "finer_without_coarser": "A part of the time is given without the coarser part before it.",
        "in_future": "The date has not come yet.",
        "bad_date": "A date is not written as YYYY-MM-DD.",
        "bad_time": "A time of day is not written as HH:MM or HH:MM:SS.",
        "bad_offset": "An offset from UTC is not written like +02:00.",
        "unknown_zone": "The time zone is not in the IANA list.",
        "offset_zone_disagree": "The offset is never used in the time zone at that date.",
        "precision_disagrees": "The precision is not that of the finest part given.",
        "wrong_order": "The later of two dates or numbers is before the earlier.",
        # species and vocabularies
        "unknown_species": "The species is not one of the configured species.",
        "ambiguous_species": "Several species bear this common name.",
        "not_in_vocabulary": "The word is not one that the species' vocabulary or the platform knows.",
        "field_not_for_species": "The custom field belongs to other species.",
        "field_at_other_level": "The custom field is recorded with another kind of record.",
        "pattern_mismatch": "The text does not have the form that the custom field asks for.",
        "not_a_choice": "The value is not one of the custom field's choices.",
        "duplicate_choice": "A value is chosen twice in one list.",
        "wrong_unit": "A measurement is in another unit than the custom field's.",
        "field_breaks": "A stored custom field would no longer fit after the change of species.",
        # individuals
        "not_a_name": "The text means that there is no name, so it cannot be one.",
        "name_ignored": "The text means that there is no name, so the encounter is stored without one.",
        "same_individual_twice": "One animal is named for two encounters of one sighting.",
        "animal_unnamed": "Something is told of an animal that is not named, so it stays with the encounter.",
        "state_without_identity": "An unidentifiable encounter names an animal.",
        "duplicate_context": "An individual has two names in one context.",
    }
)
