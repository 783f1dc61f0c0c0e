/** xterm with what we add to it, and without what a hostile program could use. */
import { FitAddon } from "@xterm/addon-fit";
import { SearchAddon } from "@xterm/addon-search";
import { SerializeAddon } from "@xterm/addon-serialize";
import { Unicode11Addon } from "@xterm/addon-unicode11";
import { WebLinksAddon } from "@xterm/addon-web-links";
import { type ITheme, Terminal } from "@xterm/xterm";
import { fallbackFont } from "./font.ts";
import { openLink } from "./links.ts";

export interface Screen {
  terminal: Terminal;
  fit: FitAddon;
  search: SearchAddon;
  serialize: SerializeAddon;
}

/** Window titles are not listened to, and no clipboard add-on is loaded: OSC 52 does nothing. */
export function createScreen(theme: ITheme, screenReaderMode: boolean): Screen {
  const terminal = new Terminal({
    allowProposedApi: true,
    cursorBlink: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    fontFamily: fallbackFont,
    fontWeightBold: 700,
    lineHeight: 1.2,
    linkHandler: { activate: openLink, allowNonHttpProtocols: false },
    minimumContrastRatio: 4.5,
    screenReaderMode,
    scrollback: 5000,
    theme,
  });
  const fit = new FitAddon();
  const search = new SearchAddon();
  const serialize = new SerializeAddon();
  for (const addon of [fit, search, serialize, new Unicode11Addon(), new WebLinksAddon(openLink)]) {
    terminal.loadAddon(addon);
  }
  terminal.unicode.activeVersion = "11";
  return { terminal, fit, search, serialize };
}

/** Draws with the graphics card where there is one; the DOM does it otherwise, also when the card goes away. */
export async function drawFast(terminal: Terminal): Promise<void> {
  if (!hasGraphics()) return;
  const { WebglAddon } = await import("@xterm/addon-webgl");
  const webgl = new WebglAddon();
  webgl.onContextLoss(() => webgl.dispose());
  try {
    terminal.loadAddon(webgl);
  } catch {
    webgl.dispose();
  }
}

/** What draws WebGL without a card. Asked for by name: Chromium does not count SwiftShader as a performance caveat. */
const softwareRenderers = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** With software rendering WebGL is slower than the DOM, takes the only core, and holds up the page at each frame. */
function hasGraphics(): boolean {
  const context = document.createElement("canvas").getContext("webgl2", { failIfMajorPerformanceCaveat: true });
  if (!context) return false;
  const names = context.getExtension("WEBGL_debug_renderer_info");
  const renderer = String(context.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER));
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return !softwareRenderers.test(renderer);
}
