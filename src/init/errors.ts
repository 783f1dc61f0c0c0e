/** Error numbers of Linux (errno(3); the same on x86-64, arm64 and i386), and words for those that a person may meet. */
export const EPERM: i32 = 1;
export const ENOENT: i32 = 2;
export const ESRCH: i32 = 3;
export const EINTR: i32 = 4;
export const E2BIG: i32 = 7;
export const ENOEXEC: i32 = 8;
export const ECHILD: i32 = 10;
export const EAGAIN: i32 = 11;
export const ENOMEM: i32 = 12;
export const EACCES: i32 = 13;
export const ENODEV: i32 = 19;
export const ENOTDIR: i32 = 20;
export const EFBIG: i32 = 27;
export const EPIPE: i32 = 32;
export const ENAMETOOLONG: i32 = 36;
export const ELOOP: i32 = 40;
export const ETIMEDOUT: i32 = 110;
export const ESTALE: i32 = 116;

/** What went wrong, or "" for an error number that has no words here. */
export function describeError(error: i32): string {
  switch (error) {
    case EPERM:
      return "not permitted";
    case E2BIG:
      return "arguments and environment are too long";
    case ENOEXEC:
      return "not a program for this machine";
    case ECHILD:
      return "there is no child";
    case EAGAIN:
      return "too many processes";
    case ENOMEM:
      return "out of memory";
    case EACCES:
      return "not executable";
    case ENOTDIR:
      return "a part of its path is not a directory";
    case ENAMETOOLONG:
      return "its path is too long";
    case ELOOP:
      return "its path has too many symbolic links";
    default:
      return "";
  }
}
