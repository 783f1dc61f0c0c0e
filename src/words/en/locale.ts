import { locale } from "../locale.ts";

export const { count, form, number, clock, date, moment, time } = /* @__PURE__ */ locale("en-GB");
