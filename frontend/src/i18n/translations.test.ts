import { describe, expect, it } from "vitest";
import { german } from "./de";
import { english } from "./en";

type Tree = { [key: string]: string | Tree };

/** Every sentence by its path, plural forms under one path. */
function sentences(tree: Tree, path = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const at = `${path}/${key}`;
    if (typeof value === "string") {
      found.set(at, value);
    } else {
      for (const [inner, sentence] of sentences(value, at)) {
        found.set(inner, sentence);
      }
    }
  }
  return found;
}

function placeholders(sentence: string | undefined): string[] {
  return [...(sentence ?? "").matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? "").sort();
}

describe("the two languages", () => {
  const inEnglish = sentences(english);
  const inGerman = sentences(german);

  it("say the same things", () => {
    expect([...inGerman.keys()].sort()).toEqual([...inEnglish.keys()].sort());
  });

  it("fill the same values into each sentence", () => {
    for (const [path, sentence] of inEnglish) {
      expect(placeholders(inGerman.get(path)), path).toEqual(placeholders(sentence));
    }
  });

  it("leave nothing empty", () => {
    for (const [path, sentence] of [...inEnglish, ...inGerman]) {
      expect(sentence.trim(), path).not.toBe("");
    }
  });
});
