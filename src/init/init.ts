/**
 * PID 1. A state machine without a loop: its driver calls `start`, then does what each call returns (next.ts) and
 * reports the outcome. In the binary the driver is system.c; in tests and in a page it is a kernel made of objects.
 */
export { onExit, onSignal, onTimeout, start } from "./policy";
