/** Says in words what a schema wants at a place, so that an error can tell its reader what to write instead. */
import { z } from "zod";

type Node = z.core.JSONSchema._JSONSchema;

/** What may stand at `path`, such as "a whole number from 8 to 4096". */
export function describeExpected(schema: z.ZodType, path: readonly PropertyKey[]): string {
  return inWords(nodeAt(schema, path));
}

/** The keys that the object at `path` may have. */
export function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const node = nodeAt(schema, path);
  return typeof node === "object" ? Object.keys(node.properties ?? {}) : [];
}

function nodeAt(schema: z.ZodType, path: readonly PropertyKey[]): Node {
  let node: Node = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  for (const step of path) {
    if (typeof node !== "object") return true;
    const items: Node | Node[] | undefined = node.items;
    node =
      (typeof step === "number" ? (Array.isArray(items) ? items[step] : items) : node.properties?.[String(step)]) ??
      true;
  }
  return node;
}

function inWords(node: Node): string {
  if (typeof node !== "object") return "another value";
  if (node.anyOf) return node.anyOf.map(inWords).join(", or ");
  if (node.enum) return `one of ${node.enum.join(", ")}`;
  switch (node.type) {
    case "string":
      return "some text";
    case "boolean":
      return "true or false";
    case "integer":
      return `a whole number${range(node.minimum, node.maximum)}`;
    case "number":
      return `a number${range(node.minimum, node.maximum)}`;
    case "array": {
      const items = Array.isArray(node.items) ? node.items[0] : node.items;
      return `a list${node.minItems === 1 ? " of one or more" : ""}${items === undefined ? "" : `, each item ${inWords(items)}`}`;
    }
    case "object":
      return `keys and values, of ${Object.keys(node.properties ?? {}).join(", ")}`;
    default:
      return "another value";
  }
}

function range(minimum: number | undefined, maximum: number | undefined): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return ` of ${minimum} or more`;
  return maximum === undefined ? "" : ` of at most ${maximum}`;
}
