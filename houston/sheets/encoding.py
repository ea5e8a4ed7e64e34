"""In which letters is a text file written, and what separates its cells?"""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from pathlib import Path

from houston.sheets.unreadable import SheetUnreadable

SAMPLE_BYTES = 256 * 1024  # some hundred rows of the widest sheets
READ_BYTES = 1024 * 1024
DELIMITERS = (",", ";", "\t", "|", ":", "^", "~")
ROWS_LOOKED_AT = 200

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
USUAL = "cp1252"  # what spreadsheets write in Western Europe and America
_OLD_ENCODINGS = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("mac_roman", "cp437", "cp850", "shift_jis", "euc_jp", "gb18030", "big5", "cp949", "koi8_r"),
]


def detect_encoding(path: Path) -> str:
    """The name of the encoding, as Python calls it. Raises `SheetUnreadable` for what is no text."""
    with path.open("rb") as stream:
        head = stream.read(SAMPLE_BYTES)
        for mark, encoding in _MARKS:
            if head.startswith(mark):
                return encoding
        if b"\0" in head:
            return _without_mark(head)
        stream.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        sample = b""
        is_utf8 = True
        while piece := stream.read(READ_BYTES):
            if is_utf8:
                try:
                    decoder.decode(piece)
                except UnicodeDecodeError:
                    is_utf8 = False
            if not piece.isascii() and len(sample) < SAMPLE_BYTES:
                # Of what is plain in every encoding nothing can be told.
                sample += b"\n".join(line for line in piece.splitlines() if not line.isascii())
            if not is_utf8 and len(sample) >= SAMPLE_BYTES:
                break
        return "utf-8" if is_utf8 and not decoder.getstate()[0] else _old(sample[:SAMPLE_BYTES])


def _without_mark(head: bytes) -> str:
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if zeros.count(0) > len(zeros) // 2:
            return encoding
    raise SheetUnreadable(
        "sheet_unreadable",
        "This is neither a workbook nor a text file. Save it as .xlsx or .csv and upload that.",
    )


def _old(sample: bytes) -> str:
    """The likeliest of the encodings from before UTF-8."""
    from charset_normalizer import from_bytes

    found = from_bytes(sample, cp_isolation=_OLD_ENCODINGS, threshold=0.3)
    best = found.best()
    if best is None:
        return USUAL if _decodes(sample, USUAL) else "latin-1"
    usual = next((each for each in found if each.encoding == USUAL), None)
    likeliest = usual if usual is not None and usual.chaos <= best.chaos else best
    return str(likeliest.encoding)


def _decodes(sample: bytes, encoding: str) -> bool:
    try:
        sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def detect_delimiter(text: str) -> str:
    """What stands between the cells of this beginning of a file; a comma where there is only one column.

    The one that gives the most rows the width of the first row, and of such the one that gives the most cells.
    """
    best, best_score = ",", (0.0, 1)
    for delimiter in DELIMITERS:
        widths = _widths(text, delimiter)
        if not widths or widths[0] < 2:
            continue
        # A name of R's rows, or a separator at the end of each row, makes all rows one wider than the headings.
        usual, count = Counter(widths[1:] or widths).most_common(1)[0]
        alike = count / max(len(widths) - 1, 1) if abs(usual - widths[0]) <= 1 else 0.0
        score = (round(alike, 1), widths[0])
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _widths(text: str, delimiter: str) -> list[int]:
    lines = text.splitlines(keepends=True)
    if len(lines) > 1:
        lines = lines[:-1]  # it may be cut off in the middle
    rows = csv.reader(lines[:ROWS_LOOKED_AT], delimiter=delimiter)
    return [len(row) for row in rows if any(cell.strip() for cell in row)]
