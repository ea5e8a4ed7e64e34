"""Sheets of any origin as columns of text. What the columns mean is not known here."""

from houston.sheets.sheet import FIRST_ROW, Column, Sheet
from houston.sheets.unreadable import SheetUnreadable

__all__ = ["FIRST_ROW", "Column", "Sheet", "SheetUnreadable"]
