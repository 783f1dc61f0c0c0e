/** Builds the seccomp part of an OCI config (runtime-spec, config-linux.md, "Seccomp") from the lists in syscalls.ts. */
import {
  adviceBelow,
  allowedFcntls,
  allowedPersonalities,
  allowedSyscalls,
  feignedSyscalls,
  forbiddenFlags,
  forbiddenLimit,
  forbiddenPrctls,
  namespaceFlags,
  otherIoctls,
  socketOptions,
  sockets,
  syscallsByCapability,
  terminalIoctls,
} from "./syscalls.ts";

interface Argument {
  index: number;
  /** For SCMP_CMP_MASKED_EQ the mask. */
  value: number;
  valueTwo?: number;
  op: "SCMP_CMP_EQ" | "SCMP_CMP_MASKED_EQ" | "SCMP_CMP_LT";
}

interface Rule {
  names: string[];
  action: "SCMP_ACT_ALLOW" | "SCMP_ACT_ERRNO";
  errnoRet?: number;
  args?: Argument[];
}

const EPERM = 1;
const ENOSYS = 38;

export function seccompProfile(capabilities: readonly string[], arch: NodeJS.Architecture = process.arch) {
  return {
    defaultAction: "SCMP_ACT_ERRNO",
    defaultErrnoRet: EPERM,
    architectures: [arch === "arm64" ? "SCMP_ARCH_AARCH64" : "SCMP_ARCH_X86_64"],
    syscalls: [
      allow([
        ...words(Object.values(allowedSyscalls)),
        ...capabilities.flatMap((name) => words([syscallsByCapability[name] ?? ""])),
      ]),
      allow(["clone"], maskedEqual(0, namespaceFlags, 0)),
      // Its flags are in memory, out of a filter's reach. glibc and musl take ENOSYS for "use clone".
      { names: ["clone3"], action: "SCMP_ACT_ERRNO", errnoRet: ENOSYS },
      { names: words([feignedSyscalls]), action: "SCMP_ACT_ERRNO", errnoRet: 0 },
      allow(["fadvise64"], below(3, adviceBelow)),
      ...socketRules(),
      ...allowedPersonalities.map((personality) => allow(["personality"], equal(0, personality))),
      ...ioctlRules(),
      ...limitRules(),
      allow(["fcntl"], below(1, allowedFcntls.below)),
      ...allowedFcntls.others.map((command) => allow(["fcntl"], equal(1, command))),
      ...allBut(forbiddenPrctls).map(({ mask, value }) => allow(["prctl"], maskedEqual(0, mask, value))),
      ...forbiddenFlags.map(({ name, argument, flag }) => allow([name], maskedEqual(argument, flag, 0))),
    ] satisfies Rule[],
  };
}

function socketRules(): Rule[] {
  const { unix, internet, typeMask } = sockets;
  return [
    allow(["socket", "socketpair"], equal(0, unix.family)),
    ...internet.families.flatMap((family) =>
      internet.types.flatMap((type) =>
        internet.protocols.map((protocol) =>
          allow(["socket"], equal(0, family), maskedEqual(1, typeMask, type), equal(2, protocol)),
        ),
      ),
    ),
    ...socketOptions.map((options) => allow(["setsockopt"], equal(1, options.level), below(2, options.below))),
  ];
}

function ioctlRules(): Rule[] {
  const { secondByte, forbidden } = terminalIoctls;
  return [
    ...allBut(forbidden, 7, 0xff00, secondByte << 8).map(({ mask, value }) =>
      allow(["ioctl"], maskedEqual(1, mask, value)),
    ),
    ...otherIoctls.map((request) => allow(["ioctl"], equal(1, request))),
  ];
}

/** There are 16 limits. All can be read: then there is no new value. */
function limitRules(): Rule[] {
  const others = allBut([forbiddenLimit], 3, 0xffff_fff0, 0);
  return [
    ...others.map(({ mask, value }) => allow(["setrlimit"], maskedEqual(0, mask, value))),
    ...others.map(({ mask, value }) => allow(["prlimit64"], maskedEqual(1, mask, value))),
    allow(["prlimit64"], equal(2, 0)),
  ];
}

/**
 * Masks that together match every 32-bit number except those given, or every such number that ends in `bit` + 1 bits
 * of any kind and else is `value` under `mask`.
 *
 * "Not equal" would compare 64 bits of which the kernel then looks at 32: 0x1_0000_5412 would pass as not TIOCSTI
 * (CVE-2019-10063). So each rule says: equal to a forbidden number down to one bit, and there different.
 */
export function allBut(forbidden: readonly number[], bit = 31, mask = 0, value = 0): { mask: number; value: number }[] {
  if (forbidden.length === 0) return [{ mask, value }];
  if (bit < 0) return [];
  const weight = 2 ** bit;
  return [0, weight].flatMap((side) =>
    allBut(
      forbidden.filter((number) => (Math.floor(number / weight) % 2) * weight === side),
      bit - 1,
      mask + weight,
      value + side,
    ),
  );
}

function allow(names: string[], ...args: Argument[]): Rule {
  return { names, action: "SCMP_ACT_ALLOW", ...(args.length > 0 && { args }) };
}

function equal(index: number, value: number): Argument {
  return { index, value, op: "SCMP_CMP_EQ" };
}

/** Compares all 64 bits: a number that is below is so in the 32 that the kernel looks at, too. */
function below(index: number, value: number): Argument {
  return { index, value, op: "SCMP_CMP_LT" };
}

function maskedEqual(index: number, mask: number, value: number): Argument {
  return { index, value: mask, valueTwo: value, op: "SCMP_CMP_MASKED_EQ" };
}

function words(texts: string[]): string[] {
  return texts.flatMap((text) => text.split(/\s+/)).filter((word) => word !== "");
}
