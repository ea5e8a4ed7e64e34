import { describe, expect, it } from "vitest";
import { sentenceOf } from "./serverWords";

const told = (message: string, details: Record<string, unknown>) => ({
  code: "field_invalid",
  message,
  details,
});

describe("a field that does not have the form it needs", () => {
  it.each([
    [{ wanted: "the id of a record" }, "Hier muss die Kennung eines Datensatzes stehen."],
    [
      { shortest: "1", longest: "100" },
      "Die Länge muss zwischen 1 und 100 liegen (Zeichen oder Einträge).",
    ],
    [{ longest: "3" }, "Das ist zu lang: höchstens 3 (Zeichen oder Einträge)."],
    [{ least: "0", most: "1" }, "Der Wert muss zwischen 0 und 1 liegen."],
    [{ least: "1" }, "Der Wert muss mindestens 1 sein."],
    [{ choices: "same, different" }, "Hier muss eines davon stehen: same, different."],
    [{}, "Eine Angabe hat nicht die Form, die sie braucht."],
  ])("is told in German with what belongs there: %j", (details, sentence) => {
    expect(sentenceOf(told("There has to be something else here.", details), "de")).toBe(sentence);
  });

  it("is told in English as Houston does", () => {
    const message = "There has to be the id of a record here.";
    expect(sentenceOf(told(message, { wanted: "the id of a record" }), "en")).toBe(message);
  });
});

describe("a field that is told in words of its own", () => {
  it("is told them in German, rather than what holds for every such field", () => {
    const message = "Please choose a password of at least 12 characters.";
    expect(sentenceOf(told(message, {}), "de")).toBe(
      "Bitte wählen Sie ein Passwort mit mindestens 12 Zeichen.",
    );
  });

  it("is told in German at which line and column of a file a mistake is", () => {
    const message =
      "The JSON file breaks off or has a mistake in line 1,204, column 7. Correct it there, or export it again, and upload that.";
    expect(sentenceOf({ code: "foreign_unreadable", message }, "de")).toBe(
      "Die JSON-Datei bricht ab oder hat einen Fehler in Zeile 1.204, Spalte 7. Berichtigen Sie ihn dort, oder exportieren Sie die Datei neu, und laden Sie das hoch.",
    );
  });

  it("is told a reason within the sentence in German, too", () => {
    const message = "“a.jpg” was not accepted: The sheet is empty.";
    const fault = { code: "file_refused", message, value: "a.jpg" };
    expect(sentenceOf(fault, "de")).toBe("„a.jpg“ wurde nicht angenommen: Die Tabelle ist leer.");
  });
});
