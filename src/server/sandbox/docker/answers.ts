/** What the daemon answers, as far as we read it. */
import { z } from "zod";

export const infoSchema = z.object({
  ServerVersion: z.string(),
  OSType: z.string(),
  Architecture: z.string(),
  MemoryLimit: z.boolean().nullish(),
  SwapLimit: z.boolean().nullish(),
  PidsLimit: z.boolean().nullish(),
  CpuCfsQuota: z.boolean().nullish(),
  CgroupVersion: z.string().nullish(),
  /** Such as "name=userns", "name=rootless", "name=seccomp,profile=default". */
  SecurityOptions: z.array(z.string()).nullish(),
});
export type DaemonInfo = z.infer<typeof infoSchema>;

export const idSchema = z.object({ Id: z.string().min(1) });

export const importedSchema = z.object({ status: z.string().regex(/^(sha256:)?[0-9a-f]{64}$/) });

export const containerSchema = z.object({
  State: z.object({
    Running: z.boolean(),
    OOMKilled: z.boolean(),
    /** On the daemon's machine; 0 when it does not run. */
    Pid: z.int(),
    ExitCode: z.int(),
  }),
});

export const waitSchema = z.object({ StatusCode: z.int() });

export const execSchema = z.object({
  Running: z.boolean(),
  ExitCode: z.int().nullish(),
  Pid: z.int().nullish(),
});

export const listSchema = z.array(
  z.object({
    Id: z.string(),
    /** "created", "running", "exited", … */
    State: z.string(),
    /** Seconds since 1970. */
    Created: z.union([z.number(), z.string().transform((text) => Date.parse(text) / 1000)]),
    Labels: z.record(z.string(), z.string()).nullish(),
  }),
);
