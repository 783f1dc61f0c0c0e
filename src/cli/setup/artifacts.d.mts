/** Pages, into dist/site. */
export function buildSite(): Promise<void>;
/** Whether dist/site was built from what is there now. */
export function isSiteCurrent(): Promise<boolean>;
