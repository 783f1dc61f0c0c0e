/** Where the host itself gets its packages from, so that the image comes from the same mirror. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** The host's release, such as bookworm (os-release(5)). */
export async function hostRelease() {
  const release = await readFile("/etc/os-release", "utf8");
  const codename = /^VERSION_CODENAME=(.*)$/m.exec(release)?.[1];
  if (codename === undefined) {
    throw new Error(
      "The root file system is built from Debian or Ubuntu packages, and /etc/os-release names no release of these.",
    );
  }
  return codename;
}

/**
 * One-line entries (sources.list(5)) for the release and its updates; third parties' repositories are left out.
 * Without any, mmdebstrap takes its own default.
 */
export async function hostSources(release, directory = "/etc/apt") {
  const parts = await readdir(path.join(directory, "sources.list.d")).catch(emptyIfMissing);
  const files = ["sources.list", ...parts.sort().map((name) => path.join("sources.list.d", name))];
  const entries = [];
  for (const file of files) {
    const text = await readFile(path.join(directory, file), "utf8").catch(emptyIfMissing);
    if (text.length === 0) continue;
    if (file.endsWith(".sources")) entries.push(...parseDeb822(text));
    else if (file.endsWith(".list")) entries.push(...parseOneLine(text));
  }
  const wanted = entries.filter(({ suite }) => suite === release || suite.startsWith(`${release}-`));
  return wanted.map(({ options, uri, suite, components }) =>
    ["deb", ...(options === "" ? [] : [`[${options}]`]), uri, suite, ...components].join(" "),
  );
}

/** @returns {{ options: string, uri: string, suite: string, components: string[] }[]} */
export function parseOneLine(text) {
  return text.split("\n").flatMap((line) => {
    const match = /^deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s+([^#]*)/.exec(line);
    if (match === null) return [];
    const [, options = "", uri = "", suite = "", components = ""] = match;
    return [{ options: options.trim(), uri, suite, components: words(components) }];
  });
}

/** Stanzas of "Key: value" lines, a value going on in lines that start with a space. */
export function parseDeb822(text) {
  return text.split(/\n\s*\n/).flatMap((stanza) => {
    const fields = new Map();
    let key = "";
    for (const line of stanza.split("\n")) {
      const field = /^([A-Za-z-]+):(.*)$/.exec(line);
      if (line.startsWith("#")) continue;
      if (field !== null) {
        key = field[1].toLowerCase();
        fields.set(key, field[2].trim());
      } else if (/^\s/.test(line)) fields.set(key, `${fields.get(key) ?? ""}\n${line}`);
    }
    const signedBy = fields.get("signed-by") ?? "";
    const off = (fields.get("enabled") ?? "yes").toLowerCase() === "no";
    // A key written into the file itself has no one-line form.
    if (off || !words(fields.get("types") ?? "").includes("deb") || signedBy.includes("\n")) return [];
    const options = signedBy === "" ? "" : `signed-by=${signedBy}`;
    const components = words(fields.get("components") ?? "");
    return words(fields.get("uris") ?? "").flatMap((uri) =>
      words(fields.get("suites") ?? "").map((suite) => ({ options, uri, suite, components })),
    );
  });
}

const words = (text) => text.split(/\s+/).filter((word) => word !== "");

function emptyIfMissing(error) {
  if (error.code === "ENOENT") return [];
  throw error;
}
