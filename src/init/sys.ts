/**
 * Everything that the policy asks of the world. Each function is one system call in system.c; the few that move
 * text do so one byte at a time, so that no pointer crosses the border.
 *
 * Unless said otherwise the result is 0 or a number that means something, or the error number made negative (-ENOENT).
 * In the binary these are imports of the compiled module. In JavaScript, sys.js stands in: the same names, served by a
 * kernel that a test or a page installs.
 */

/** One byte (1-255) of an argument of our own; 0 at its end; -1 if there is no such argument. Argument 0 is our name. */
export declare function argByte(index: i32, at: i32): i32;
/** One byte of an entry (`NAME=value`) of the environment; 0 at its end; -1 if there is no such entry. */
export declare function envByte(index: i32, at: i32): i32;
/** One byte of our version, as package.json has it; 0 at its end. */
export declare function versionByte(at: i32): i32;

/** Empties the text buffer. */
export declare function clear(): void;
/** Adds a byte to the text buffer; false if it is full (4,095 bytes, the longest path that the kernel takes). */
export declare function put(byte: i32): bool;
/** Writes the buffer to a descriptor only if that cannot block (pwritev2 with RWF_NOWAIT, not known to terminals). */
export declare function writeNow(fd: i32): i32;
/** Writes the buffer to a descriptor, waiting for as long as it takes. */
export declare function write(fd: i32): i32;
/** 1 if a write to the descriptor would not block now, else 0 (poll with no wait). */
export declare function writable(fd: i32): i32;

/** Opens the file that the buffer names, to read; its descriptor. */
export declare function open(): i32;
/** The next byte of a descriptor; -1 at its end or on any error. */
export declare function readByte(fd: i32): i32;
/** How a descriptor was opened: 0 to read, 1 to write, 2 for both; -EBADF: it is not open. */
export declare function openMode(fd: i32): i32;
/** Closes a descriptor. */
export declare function close(fd: i32): i32;

/** A clock that is never set (CLOCK_MONOTONIC), modulo 2^32: only differences mean something. */
export declare function milliseconds(): i32;

/** Our process ID: 1, or what we were started as. */
export declare function ownPid(): i32;
/** Our process group; 0 if its leader is outside our PID namespace. */
export declare function ownGroup(): i32;
/** Makes us the leader of a new session and of a new group in it, without a terminal. */
export declare function newSession(): i32;
/** Makes us the leader of a new group in the same session. */
export declare function newGroup(): i32;
/** Makes us the new parent of every orphan among our descendants (PR_SET_CHILD_SUBREAPER of prctl(2)). */
export declare function becomeSubreaper(): i32;
/** 1 if we are that parent already, else 0: an execve(2) keeps it. */
export declare function isSubreaper(): i32;
/** Asks for a signal when our parent ends (PR_SET_PDEATHSIG of prctl(2)). */
export declare function signalAtParentsEnd(signal: i32): i32;

/** The session whose controlling terminal is on descriptor 0, if that session is ours; else -ENOTTY. */
export declare function terminalSession(): i32;
/** The foreground group of the terminal on descriptor 0. */
export declare function foregroundGroup(): i32;
/** Makes a group of our session the foreground group of the terminal on descriptor 0. */
export declare function setForegroundGroup(group: i32): i32;
/** A session leader gives its terminal up; the kernel sends SIGHUP and SIGCONT to the foreground group. */
export declare function leaveTerminal(): i32;
/** A session leader without a terminal makes the one on descriptor 0 its own. */
export declare function takeTerminal(): i32;

/** Blocks every signal that can be blocked, or none. */
export declare function blockSignals(all: bool): i32;
/** Sets what a signal does to us: its default action, or nothing. */
export declare function setAction(signal: i32, ignore: bool): i32;
/** Takes one signal off those that wait for us, if it is there. */
export declare function discard(signal: i32): i32;
/** Sends a signal to a process, to a group (its number made negative), or to all but us (-1): kill(2). */
export declare function kill(pid: i32, signal: i32): i32;

/** Makes a copy of us: the child's process ID in the parent, 0 in the child. */
export declare function fork(): i32;
/** Makes a child that ends at once with 0; its process ID. */
export declare function forkNothing(): i32;
/** Waits until that child of ours has ended, and reaps it. */
export declare function awaitEnd(pid: i32): i32;
/** Has WATCH look at a process, and `exitStatus` tell of it (pidfd_open(2)); the descriptor. Of the last one only. */
export declare function watchProcess(pid: i32): i32;
/** Has WATCH look at signals (signalfd4(2)); the descriptor. */
export declare function watchSignals(): i32;
/**
 * The status, as wait(2) gives it, of the process that is watched (PIDFD_GET_INFO of ioctl_pidfd(2), Linux 6.15).
 * -EAGAIN: it was not reaped yet, or the kernel is older than that.
 */
export declare function exitStatus(): i32;
/** Replaces us by the program that the buffer names, with our arguments from `first` on. Returns only on error. */
export declare function exec(first: i32): i32;
/** As `exec`, for a script without a `#!` line: /bin/sh runs it. */
export declare function execByShell(first: i32): i32;
