"""How do records become rows of a sheet again, so that the sheet imports as the same records?

The headings are those by which `edm.sheets.targets` knows a place, so what is written is what is read.
"""
