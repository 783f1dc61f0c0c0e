/** Turns what mmdebstrap, apt and dpkg print into a step and a count of packages. */

const steps = [
  [/^I: running apt-get update/, "reading the package lists"],
  // URL, suite, architecture, package, its architecture, version; lines about package lists have fewer words.
  [/^Get:\d+( \S+){6} \[/, "downloading packages"],
  [/^I: extracting archives/, "unpacking the base system"],
  [/^(Unpacking|Selecting previously)/, "unpacking packages"],
  [/^Setting up /, "setting up packages"],
  [/^I: cleaning package lists/, "cleaning up"],
  [/^I: creating tarball/, "copying the file system"],
];

/** @param {string} line @param {{ step?: string, packages?: number }} progress changed in place */
export function noteProgress(line, progress) {
  const step = steps.find(([pattern]) => pattern.test(line))?.[1];
  if (step === undefined) return;
  // The count is of this step's packages.
  if (step !== progress.step) progress.packages = 0;
  progress.step = step;
  if (/^(Get:|Unpacking|Setting up)/.test(line)) progress.packages += 1;
}

/** Reads a stream to its end, noting progress line by line. @returns {Promise<string>} all of it */
export async function readProgress(stream, progress) {
  let output = "";
  let rest = "";
  for await (const chunk of stream.setEncoding("utf8")) {
    output += chunk;
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) noteProgress(line, progress);
  }
  return output;
}
