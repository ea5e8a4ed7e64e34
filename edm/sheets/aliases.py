"""By which other names do sheets call the official columns?

Keys are folded as `edm.sheets.headings.fold` does it; values are official names.
"""

from __future__ import annotations

from collections.abc import Mapping

MISSPELT: Mapping[str, str] = {
    "encounter.decimallatitiude": "Encounter.decimalLatitude",
    "encounter.decimallongitiude": "Encounter.decimalLongitude",
    "encounter.decimallongtitude": "Encounter.decimalLongitude",
    "encounter.behaviour": "Encounter.behavior",
    "encounter.minute": "Encounter.minutes",
    "encounter.second": "Encounter.seconds",
    "encounter.comments": "Encounter.researcherComments",
}

BARE: Mapping[str, str] = {
    "lat": "Encounter.decimalLatitude",
    "long": "Encounter.decimalLongitude",
    "lon": "Encounter.decimalLongitude",
    "lng": "Encounter.decimalLongitude",
    "individual": "Encounter.individualID",
    "animal": "Encounter.individualID",
    "animalid": "Encounter.individualID",
    "comments": "Encounter.researcherComments",
    "notes": "Encounter.researcherComments",
    "remarks": "Encounter.researcherComments",
    "behaviour": "Encounter.behavior",
    "gender": "Encounter.sex",
    "age": "Encounter.lifeStage",
    "ageclass": "Encounter.lifeStage",
    "minute": "Encounter.minutes",
    "datetime": "Encounter.date",
    "timestamp": "Encounter.date",
    "eventdate": "Encounter.date",
    "species": "Encounter.taxonomy",
    "taxon": "Encounter.taxonomy",
    "scientificname": "Taxonomy.scientificName",
    "commonname": "Taxonomy.commonName",
    "coordinates": "Encounter.coordinates",
    "locality": "Encounter.verbatimLocality",
    "region": "Encounter.locationID",
    "photo": "Encounter.mediaAsset0",
    "picture": "Encounter.mediaAsset0",
    "image": "Encounter.mediaAsset0",
    "filename": "Encounter.mediaAsset0",
    "photos": "Encounter.mediaAssets",
    "pictures": "Encounter.mediaAssets",
    "images": "Encounter.mediaAssets",
}

# What can mean one thing only: "Länge" may be how long the animal is, and "Name" whose it is.
GERMAN: Mapping[str, str] = {
    "breitengrad": "Encounter.decimalLatitude",
    "längengrad": "Encounter.decimalLongitude",
    "koordinaten": "Encounter.coordinates",
    "tier": "Encounter.individualID",
    "individuum": "Encounter.individualID",
    "datum": "Encounter.date",
    "jahr": "Encounter.year",
    "monat": "Encounter.month",
    "stunde": "Encounter.hour",
    "art": "Encounter.taxonomy",
    "tierart": "Encounter.taxonomy",
    "wissenschaftlichername": "Taxonomy.scientificName",
    "geschlecht": "Encounter.sex",
    "altersklasse": "Encounter.lifeStage",
    "verhalten": "Encounter.behavior",
    "bemerkung": "Encounter.researcherComments",
    "bemerkungen": "Encounter.researcherComments",
    "anmerkungen": "Encounter.researcherComments",
    "ort": "Encounter.verbatimLocality",
    "fundort": "Encounter.verbatimLocality",
    "foto": "Encounter.mediaAsset0",
    "bild": "Encounter.mediaAsset0",
    "dateiname": "Encounter.mediaAsset0",
    "fotos": "Encounter.mediaAssets",
    "bilder": "Encounter.mediaAssets",
}

# What iNaturalist's scouts and Codex write.
OTHER_SYSTEMS: Mapping[str, str] = {
    "observationid": "Encounter.otherCatalogNumbers",
    "observedon": "Encounter.date",
    "photofilenames": "Encounter.mediaAssets",
    "firstname": "Encounter.individualID",
    "assetreferences": "Encounter.mediaAssets",
    "timeyear": "Encounter.year",
    "timemonth": "Encounter.month",
    "timeday": "Encounter.day",
    "timehour": "Encounter.hour",
    "timeminutes": "Encounter.minutes",
    "timeseconds": "Encounter.seconds",
}

# Columns that are understood and have nothing to say about an animal; they are kept all the same.
HELPERS: Mapping[str, str] = {
    "qualitygrade": "iNaturalist's own grade; it is kept with the record.",
    "url": "The address of the observation; it is kept with the record.",
    "photocount": "The number of pictures; it is kept with the record.",
}

# Endings that mean something else when they stand alone: a federal state, a person's name, any id.
NOT_BARE = frozenset({"id", "state", "name", "type", "time", "project", "distance"})

# What people measure of animals most; a column of this name is a measurement, others say so in their name.
MEASUREMENTS = ("weight", "length", "height", "width", "girth", "temperature", "salinity")
