// Runs before the first paint, so that a remembered choice of light or dark shows without a flash.
try {
  const theme = localStorage.getItem("pid-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is refused, as in some embedded pages: the system's choice holds.
}
