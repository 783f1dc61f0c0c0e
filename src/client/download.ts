/** Gives the reader a file that the page made. */
export function download(name: string, file: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser has its own hold on the file once the click is done.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
