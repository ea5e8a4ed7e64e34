/** What does a sentence of Houston say that has no code? It is known by its words, and by where it names values. */

const PLACE = /\{\{(\w+)\}\}/g;
/** A number as Houston writes it: 12,345. */
const GROUPED = /^\d{1,3}(,\d{3})+$/;

interface Pattern {
  matches: RegExp;
  text: string;
  /** How much of it is fixed; the more, the surer it is the one that is meant. */
  fixed: number;
  /** A place at its beginning may take a whole other sentence for a value. */
  isOpen: boolean;
}

/** The sentences of one language by Houston's own. */
export class Phrases {
  private readonly patterns: Pattern[];

  constructor(
    private readonly table: Record<string, string>,
    private readonly language: string,
  ) {
    this.patterns = Object.entries(table)
      .filter(([sentence]) => sentence.includes("{{"))
      .map(([sentence, text]) => ({
        matches: new RegExp(`^${sentence.split(PLACE).map(partOf).join("")}$`, "s"),
        text,
        fixed: sentence.replace(PLACE, "").length,
        isOpen: sentence.startsWith("{{"),
      }))
      .sort((a, b) => Number(a.isOpen) - Number(b.isOpen) || b.fixed - a.fixed);
  }

  /** The sentence in this language; undefined where it is not known. */
  find(sentence: string): string | undefined {
    const known = this.table[sentence];
    if (known !== undefined) {
      return known;
    }
    for (const { matches, text } of this.patterns) {
      const values = matches.exec(sentence)?.groups;
      if (values) {
        return text.replace(PLACE, (_, name: string) => this.valueOf(values[name] ?? ""));
      }
    }
    return undefined;
  }

  private valueOf(text: string): string {
    if (GROUPED.test(text)) {
      return new Intl.NumberFormat(this.language).format(Number(text.replaceAll(",", "")));
    }
    // A sentence within a sentence may name values itself; what is no sentence is a name, and stays.
    return (text.endsWith(".") ? this.find(text) : this.table[text]) ?? text;
  }
}

/** A part of a sentence that was split at its places: what is fixed, and after it the name of a place. */
function partOf(part: string, index: number): string {
  return index % 2 === 1 ? `(?<${part}>.+?)` : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
