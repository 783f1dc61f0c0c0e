/** Compresses the built pages once, so that the server has nothing to compress. */
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const compressible = /\.(html|js|css|svg|json|xml|txt)$/;
/** A smaller file fits into one packet anyway. */
const bytesMin = 1024;
/** Of 11. A page takes a fortieth of the time, for a tenth more bytes; a course has many, which change often. */
const pageQuality = 7;

/** Writes NAME.br and NAME.gz beside every text file below the folder. */
export async function compressBelow(dir) {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && compressible.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .values();
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      for (const file of files) await compress(file);
    }),
  );
}

async function compress(file) {
  if ((await stat(file)).size < bytesMin) return;
  const bytes = await readFile(file);
  const params = file.endsWith(".html") ? { [constants.BROTLI_PARAM_QUALITY]: pageQuality } : {};
  await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, { params }));
  await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }));
}
