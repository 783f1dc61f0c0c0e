import fc from "fast-check";
import { expect, test } from "vitest";
import { OutputFrames } from "../../../../src/server/sandbox/docker/output.ts";

test("both outputs come whole, wherever the stream is cut", () => {
  const frame = fc.record({ output: fc.constantFrom("stdout", "stderr"), text: fc.string({ maxLength: 20 }) });
  fc.assert(
    fc.property(fc.array(frame), fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1 }), (frames, cuts) => {
      const stream = Buffer.concat(frames.map(({ output, text }) => encode(output, text)));
      const got = { stdout: "", stderr: "" };
      const parser = new OutputFrames((output, bytes) => {
        got[output] += bytes.toString("latin1");
      });
      for (let at = 0, turn = 0; at < stream.length; turn++) {
        const length = cuts[turn % cuts.length] ?? 1;
        parser.add(stream.subarray(at, at + length));
        at += length;
      }
      for (const output of ["stdout", "stderr"] as const) {
        const sent = frames.filter((frame) => frame.output === output).map(({ text }) => text);
        expect(got[output]).toBe(Buffer.from(sent.join("")).toString("latin1"));
      }
    }),
  );
});

function encode(output: string, text: string): Buffer {
  const content = Buffer.from(text);
  const header = Buffer.alloc(8);
  header[0] = output === "stderr" ? 2 : 1;
  header.writeUInt32BE(content.length, 4);
  return Buffer.concat([header, content]);
}
