/** The address that shows a row of the sheet, or the rows with one kind of fault, in the grid. */

interface RowPlace {
  row?: number;
  column?: number;
}

export function rowAddress({ row, column }: RowPlace): string {
  const search = new URLSearchParams({ tab: "rows" });
  if (row !== undefined) {
    search.set("row", String(row));
  }
  if (column !== undefined) {
    search.set("column", String(column));
  }
  return `?${search}`;
}
