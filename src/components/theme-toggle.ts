import { words } from "../words/page.ts";

/** Makes the button in the header switch between light and dark, and remember it (see first-paint.js). */
export function startThemeToggle(): void {
  const button = document.querySelector<HTMLButtonElement>(".theme-toggle");
  if (!button) return;
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = (): boolean => (root.getAttribute("data-theme") ?? (system.matches ? "dark" : "light")) === "dark";
  const show = (): void => {
    const { light, dark } = words.reading.theme;
    const label = isDark() ? light : dark;
    button.ariaLabel = label;
    button.title = label;
  };

  button.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    root.setAttribute("data-theme", theme);
    remember(theme);
    show();
  });
  system.addEventListener("change", show);
  show();
  button.hidden = false;
}

function remember(theme: string): void {
  try {
    localStorage.setItem("pid-theme", theme);
  } catch {
    // Storage is refused: the choice holds for this page only.
  }
}
