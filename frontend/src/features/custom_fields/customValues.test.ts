import { describe, expect, it } from "vitest";
import { aField } from "../../testing/records";
import { numberFrom, readValue, valuesFrom } from "./customValues";

const ENGLISH = { language: "en", yes: "Yes", no: "No" };
const GERMAN = { language: "de", yes: "Ja", no: "Nein" };

describe("what a person typed", () => {
  it.each([
    ["4", 4],
    ["2,5", 2.5],
    ["-1.5", -1.5],
    ["0", 0],
    ["", null],
    ["about four", "about four"],
  ])("%o is the number %o", (typed, expected) => {
    expect(numberFrom(typed)).toBe(expected);
  });

  it("becomes values of the fields' types", () => {
    const fields = [
      aField({ name: "group_size", type: "integer" }),
      aField({ name: "depth", type: "measurement", unit: "m" }),
      aField({ name: "calm", type: "boolean" }),
      aField({ name: "seen_from", type: "location" }),
      aField({ name: "marks", type: "string", multiple: true }),
      aField({ name: "injuries", type: "multiselect" }),
      aField({ name: "note", type: "text" }),
    ];
    const entries = {
      group_size: "4",
      depth: { value: "2,5" },
      calm: false,
      seen_from: { latitude: "0", longitude: "35" },
      marks: ["torn ear", ""],
      injuries: ["leg"],
      note: "  ",
      of_another_species: "left behind",
    };
    expect(valuesFrom(fields, entries)).toEqual({
      group_size: 4,
      depth: { value: 2.5, unit: "m", method: null },
      calm: false,
      seen_from: { latitude: 0, longitude: 35 },
      marks: ["torn ear"],
      injuries: ["leg"],
    });
  });
});

describe("a stored value", () => {
  const size = aField({ name: "length", type: "number", unit: "cm" });
  const coat = aField({
    name: "coat",
    type: "select",
    choices: [{ value: "dark", label: { en: "Dark", de: "Dunkel" } }],
  });

  it("is read in the reader's language, with its unit", () => {
    expect(readValue(size, 55.5, ENGLISH)).toBe("55.5 cm");
    expect(readValue(size, 55.5, GERMAN)).toBe("55,5 cm");
    expect(readValue(coat, "dark", GERMAN)).toBe("Dunkel");
    expect(readValue(coat, ["dark", "odd"], ENGLISH)).toBe("Dark, odd");
    expect(readValue(undefined, true, GERMAN)).toBe("Ja");
  });

  it("of several parts is read in one line", () => {
    expect(readValue(size, { value: 2, unit: "m", method: "laser" }, ENGLISH)).toBe("2 m (laser)");
    expect(readValue(undefined, { from: "2024-01-01", to: "2024-02-01" }, ENGLISH)).toBe(
      "2024-01-01 – 2024-02-01",
    );
  });
});
