/** By itself, so that the light part of a lab can see whether there is a session to come back to without loading the rest. */
export function savedSessionKey(lab: string): string {
  return `pid-one.session.${lab}`;
}
