/** A recording that plays in the page of `/replay/`, which has been opened. */
import type { Page } from "@playwright/test";

/** @param recording a file's text; processes are in it */
export async function play(page: Page, recording: string): Promise<void> {
  const buffer = Buffer.from(recording);
  await page
    .locator("pid-replay input[type=file]")
    .setInputFiles({ name: "processes.cast", mimeType: "application/x-asciicast", buffer });
  await page.locator("pid-replay [data-pid]").first().waitFor();
}
