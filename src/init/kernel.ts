/** The policy in JavaScript: which kernel it runs on. Not part of the binary. */
import * as sys from "./sys";

/** All that the policy can ask for; sys.ts says what each does. */
export type Kernel = typeof sys;

/** Sets the kernel that the policy runs on; call it before `start`. There is one policy, so one kernel at a time. */
export function installKernel(kernel: Kernel): void {
  (sys as unknown as { install(kernel: Kernel): void }).install(kernel);
}
