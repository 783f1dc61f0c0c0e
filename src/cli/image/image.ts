/** `pid-one image build`: makes the labs' images in the container daemon ahead, where a server would at its start. */
import pino from "pino";
import { readLabs } from "../../course/labs.ts";
import { readConfig } from "../../server/config.ts";
import { builtFor } from "../../server/sandbox/choose.ts";
import { findDaemon, noDaemon } from "../../server/sandbox/docker/address.ts";
import { connect } from "../../server/sandbox/docker/connect.ts";
import { Images } from "../../server/sandbox/docker/images.ts";
import { SandboxError } from "../../server/sandbox/sandbox.ts";
import { explain } from "../explain.ts";

const usage = `Usage: pid-one image build

Makes of the labs' root file system, as set-up has built it (npm run build), an image in the daemon that
PIDONE_DOCKER_SOCKET names, and one upon it for each lab. What is there already stays as it is.
`;

export async function image(args: string[]): Promise<number> {
  if (args.length !== 1 || args[0] !== "build") {
    process.stderr.write(usage);
    return 2;
  }
  try {
    const config = readConfig(process.env);
    const address = findDaemon(config.daemon);
    if (address === null) throw new SandboxError(noDaemon());
    const { api } = await connect(address);
    const images = new Images(api, { ...builtFor(config), log: pino({ level: "info" }, process.stderr) });
    process.stdout.write(`${await images.baseName()}  ${await images.base()}\n`);
    for (const lab of await readLabs(config.labsDir)) {
      process.stdout.write(`${lab.id}  ${await images.forLab({ labDir: lab.dir, init: "none" })}\n`);
    }
    return 0;
  } catch (error) {
    process.stderr.write(`pid-one image build: ${explain(error)}\n`);
    return 1;
  }
}
