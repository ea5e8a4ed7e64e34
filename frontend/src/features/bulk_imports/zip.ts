/** How do several files become one? As a zip of which nothing is compressed (PKWARE's APPNOTE, 4.3). */

/** Of every member, so that the same files are the same archive, and an upload of it can go on: 1 January 1980. */
const FIRST_DAY = 0x0021;
const VERSION = 20;
/** Names are UTF-8. */
const UTF8 = 0x0800;
/** Longer ones need a form of the archive that is not written here. */
export const LARGEST_BYTES = 0xffffffff;

export interface Member {
  name: string;
  content: Blob;
}

/** The archive of these files, in this order; together they must be shorter than `LARGEST_BYTES`. */
export async function zipOf(members: Member[]): Promise<Blob> {
  const parts: BlobPart[] = [];
  const list: BlobPart[] = [];
  let offset = 0;
  let listBytes = 0;
  for (const { name, content } of members) {
    const label = new TextEncoder().encode(name);
    const sum = checksum(new Uint8Array(await content.arrayBuffer()));
    const about = [
      ...[short(VERSION), short(UTF8), short(0), short(0), short(FIRST_DAY)],
      ...[long(sum), long(content.size), long(content.size), short(label.length), short(0)],
    ].flat();
    const head = Uint8Array.from([...long(0x04034b50), ...about]);
    const entry = Uint8Array.from([
      ...long(0x02014b50),
      ...short(VERSION),
      ...about,
      // No remark, on the first volume, without attributes.
      ...[short(0), short(0), short(0), long(0), long(offset)].flat(),
    ]);
    parts.push(head, label, content);
    list.push(entry, label);
    offset += head.length + label.length + content.size;
    listBytes += entry.length + label.length;
  }
  const count = short(members.length);
  const end = Uint8Array.from([
    ...long(0x06054b50),
    ...[short(0), short(0), count, count, long(listBytes), long(offset), short(0)].flat(),
  ]);
  return new Blob([...parts, ...list, end]);
}

const short = (value: number): number[] => [value & 0xff, (value >>> 8) & 0xff];
const long = (value: number): number[] => [...short(value), ...short(value >>> 16)];

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) {
    rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  }
  return rest;
});

/** CRC-32 as zip has it. */
function checksum(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest = (TABLE[(rest ^ byte) & 0xff] ?? 0) ^ (rest >>> 8);
  }
  return (rest ^ 0xffffffff) >>> 0;
}
