/** Numbers, plurals and times as a language writes them. */

export interface Locale {
  /** "1 lab", "2 labs": the number, and the form of the word that goes with it. */
  count(count: number, one: string, other: string): string;
  /** Only the form. */
  form(count: number, one: string, other: string): string;
  number(value: number, options?: Intl.NumberFormatOptions): string;
  /** "12:03". @param at in milliseconds since 1970 */
  time(at: number): string;
  /** "12:03:04". @param at in milliseconds since 1970 */
  clock(at: number): string;
  /** "5 December 2026". @param at in milliseconds since 1970 */
  date(at: number, options?: Intl.DateTimeFormatOptions): string;
  /** "5 December 2026 at 04:36", by the reader's clock. @param at in milliseconds since 1970 */
  moment(at: number): string;
}

/** @param tag such as "en-GB" */
export function locale(tag: string): Locale {
  const plural = new Intl.PluralRules(tag);
  const form: Locale["form"] = (count, one, other) => (plural.select(count) === "one" ? one : other);
  const number: Locale["number"] = (value, options) => value.toLocaleString(tag, options);
  return {
    form,
    number,
    count: (count, one, other) => `${number(count)} ${form(count, one, other)}`,
    time: (at) => new Date(at).toLocaleTimeString(tag, { hour: "2-digit", minute: "2-digit" }),
    clock: (at) => new Date(at).toLocaleTimeString(tag),
    date: (at, options) => new Date(at).toLocaleDateString(tag, { dateStyle: "long", ...options }),
    moment: (at) => new Date(at).toLocaleString(tag, { dateStyle: "long", timeStyle: "short" }),
  };
}
