import { expect, test } from "vitest";
import PackedText, { pack } from "../../src/init/packed-text.mjs";

test.each([
  ["", []],
  ["A", [0x41]],
  ["AB", [0x4241]],
  ["ABC", [0x4241, 0x43]],
])("'%s' is packed two letters to a unit", (text, units) => {
  expect([...pack(text)].map((unit) => unit.charCodeAt(0))).toEqual(units);
});

test("other letters than ASCII's are refused", () => {
  expect(() => pack("naïve")).toThrow("without other letters");
});

test("only what is written is packed", () => {
  const node = (fields: object) => ({ kind: 1, range: {}, ...fields });
  const literal = () => ({ ...node({ literalKind: 2 }), value: "AB" });
  const call = (name: string, text: object) =>
    node({ expression: node({ expression: node({ text: name }), args: [text] }) });
  const texts = { put: literal(), begin: literal(), startsWith: literal(), library: literal(), returned: literal() };
  const statements = [
    call("put", texts.put),
    call("begin", texts.begin),
    call("startsWith", texts.startsWith),
    node({ value: texts.returned }),
  ];
  new PackedText().afterParse({
    sources: [
      { internalPath: "messages", statements },
      { internalPath: "~lib/string", statements: [call("put", texts.library)] },
    ],
  });
  const packed = Object.entries(texts).filter(([, { value }]) => value !== "AB");
  expect(packed.map(([name]) => name)).toEqual(["put", "begin", "returned"]);
});
