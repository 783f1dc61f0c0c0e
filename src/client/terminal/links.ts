/** Links that a program prints. It may print anything, so only web addresses open, and they learn nothing of this page. */

export function isWebLink(address: string): boolean {
  const { protocol } = URL.parse(address) ?? { protocol: "" };
  return protocol === "http:" || protocol === "https:";
}

export function openLink(_event: MouseEvent, address: string): void {
  if (isWebLink(address)) window.open(address, "_blank", "noopener,noreferrer");
}
