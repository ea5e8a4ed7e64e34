/** Cells as spreadsheets put them on the clipboard: tabs between cells, lines between rows. */

type Value = string | null;

const NEEDS_QUOTES = /[\t\n\r"]/;

export function toTsv(rows: Value[][]): string {
  return rows.map((row) => row.map(quoted).join("\t")).join("\n");
}

function quoted(value: Value): string {
  const text = value ?? "";
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The cells of a text from the clipboard; a quoted cell may hold tabs and line breaks. An empty cell is null. */
export function fromTsv(text: string): Value[][] {
  const rows: Value[][] = [];
  let row: Value[] = [];
  let position = 0;
  const source = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n").replace(/\n$/, "");
  for (;;) {
    const cell = readCell(source, position);
    row.push(cell.value === "" ? null : cell.value);
    position = cell.end;
    if (source[position] === "\t") {
      position += 1;
      continue;
    }
    rows.push(row);
    row = [];
    if (position >= source.length) {
      return rows;
    }
    position += 1;
  }
}

function readCell(source: string, start: number): { value: string; end: number } {
  if (source[start] === '"') {
    const closed = readQuoted(source, start + 1);
    if (closed) {
      return closed;
    }
  }
  let end = start;
  while (end < source.length && source[end] !== "\t" && source[end] !== "\n") {
    end += 1;
  }
  return { value: source.slice(start, end), end };
}

/** A quoted cell; null where the quote is part of the text, as in `"Spot" the cheetah`. */
function readQuoted(source: string, start: number): { value: string; end: number } | null {
  let value = "";
  let position = start;
  while (position < source.length) {
    if (source[position] !== '"') {
      value += source[position];
      position += 1;
    } else if (source[position + 1] === '"') {
      value += '"';
      position += 2;
    } else {
      const end = position + 1;
      const isWhole = end >= source.length || source[end] === "\t" || source[end] === "\n";
      return isWhole ? { value, end } : null;
    }
  }
  return null;
}

/** The value at a place of what is pasted; a single cell fills a whole rectangle. */
export function pastedAt(pasted: Value[][], row: number, column: number): Value {
  const line = pasted[row % pasted.length] ?? [];
  return line[column % (line.length || 1)] ?? null;
}
