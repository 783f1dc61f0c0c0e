/** All attacks, in the order in which they do harm. */
import type { Attack } from "./attack.ts";
import { exhaustionAttacks } from "./exhaustion-attacks.ts";
import { kernelAttacks } from "./kernel-attacks.ts";
import { neighbourAttacks } from "./neighbour-attacks.ts";
import { runtimeAttacks } from "./runtime-attacks.ts";

export const attacks: Attack[] = [...kernelAttacks, ...runtimeAttacks, ...neighbourAttacks, ...exhaustionAttacks];
