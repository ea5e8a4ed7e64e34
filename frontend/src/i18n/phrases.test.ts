import { describe, expect, it } from "vitest";
import { phraseOf, reasonOf } from "./serverWords";

describe("a sentence of Houston without a code", () => {
  it("is said in German, with the values that it names", () => {
    expect(phraseOf("The sheet is empty.", "de")).toBe("Die Tabelle ist leer.");
    expect(phraseOf("12,500 of 50,000 rows checked", "de")).toBe(
      "12.500 von 50.000 Zeilen geprüft",
    );
    expect(phraseOf("The workbook has no worksheet “Seals”. It has “A”, “B (1)”.", "de")).toBe(
      "Die Arbeitsmappe hat kein Blatt „Seals“. Sie hat “A”, “B (1)”.",
    );
  });

  it("may name what is said in words of its own", () => {
    expect(phraseOf("Please sign in to see this record.", "de")).toBe(
      "Bitte melden Sie sich an, um diesen Datensatz zu sehen.",
    );
  });

  it("may hold another that names values itself", () => {
    expect(phraseOf("Nothing was saved. 3 things need correcting.", "de")).toBe(
      "Es wurde nichts gespeichert. 3 Angaben sind zu berichtigen.",
    );
  });

  it("stays as it is in English, and is nothing where it is not known", () => {
    expect(phraseOf("The sheet is empty.", "en")).toBe("The sheet is empty.");
    expect(phraseOf("The roof leaks.", "de")).toBeUndefined();
  });

  it("is told by its code where it is not known, and else in Houston's own words", () => {
    expect(reasonOf("A new sentence.", "de", "file_empty")).toMatch(/leer/);
    expect(reasonOf("The roof leaks.", "de")).toBe("The roof leaks.");
  });
});
