/** Why the server closed a WebSocket (RFC 6455, section 7.4; 4000 and above are ours). The close reason is a sentence for a person. */
export const closeCodes = {
  /** After `ended`: the session is over. Do not reconnect. */
  ended: 1000,
  /** The frame was larger than `frameBytesMax`. */
  messageTooLarge: 1009,
  /** The server is started anew, and the session goes on after it. */
  restarting: 1012,
  /** A message that is malformed, unknown or names a terminal that is not there. */
  badMessage: 4400,
  /** The token is missing or not this session's. Do not reconnect. */
  badToken: 4401,
  /** There is no such session, or it ended long ago. Do not reconnect. */
  noSession: 4404,
  /** Another page opened this session. Do not reconnect by yourself. */
  takenOver: 4409,
  /** Too many messages a second, more input than the program reads, or a page that does not read its events. */
  tooMuch: 4429,
} as const;

/** After these a page must not reconnect by itself. */
export const finalCloseCodes: ReadonlySet<number> = new Set([
  closeCodes.ended,
  closeCodes.badToken,
  closeCodes.noSession,
  closeCodes.takenOver,
]);
