/**
 * sys.ts in JavaScript. asc and tsc read only `sys.ts`, whose functions have no body; a bundler and Vitest find
 * `./sys` here first. Every function is served by the kernel that was installed last, which must have all of them.
 */

/** @type {Record<string, (...values: number[]) => number>} */
let kernel = {};

/** Sets the kernel that the policy runs on. Call it before `start`. */
export function install(next) {
  kernel = next;
}

export const argByte = (index, at) => kernel.argByte(index, at);
export const envByte = (index, at) => kernel.envByte(index, at);
export const versionByte = (at) => kernel.versionByte(at);
export const clear = () => kernel.clear();
export const put = (byte) => kernel.put(byte);
export const writeNow = (fd) => kernel.writeNow(fd);
export const write = (fd) => kernel.write(fd);
export const writable = (fd) => kernel.writable(fd);
export const open = () => kernel.open();
export const readByte = (fd) => kernel.readByte(fd);
export const openMode = (fd) => kernel.openMode(fd);
export const milliseconds = () => kernel.milliseconds();
export const close = (fd) => kernel.close(fd);
export const ownPid = () => kernel.ownPid();
export const ownGroup = () => kernel.ownGroup();
export const newSession = () => kernel.newSession();
export const newGroup = () => kernel.newGroup();
export const becomeSubreaper = () => kernel.becomeSubreaper();
export const isSubreaper = () => kernel.isSubreaper();
export const signalAtParentsEnd = (signal) => kernel.signalAtParentsEnd(signal);
export const terminalSession = () => kernel.terminalSession();
export const foregroundGroup = () => kernel.foregroundGroup();
export const setForegroundGroup = (group) => kernel.setForegroundGroup(group);
export const leaveTerminal = () => kernel.leaveTerminal();
export const takeTerminal = () => kernel.takeTerminal();
export const blockSignals = (all) => kernel.blockSignals(all);
export const setAction = (signal, ignore) => kernel.setAction(signal, ignore);
export const discard = (signal) => kernel.discard(signal);
export const kill = (pid, signal) => kernel.kill(pid, signal);
export const fork = () => kernel.fork();
export const forkNothing = () => kernel.forkNothing();
export const awaitEnd = (pid) => kernel.awaitEnd(pid);
export const watchProcess = (pid) => kernel.watchProcess(pid);
export const watchSignals = () => kernel.watchSignals();
export const exitStatus = () => kernel.exitStatus();
export const exec = (first) => kernel.exec(first);
export const execByShell = (first) => kernel.execByShell(first);
