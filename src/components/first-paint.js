// The one script that stands in a page. Before the first paint it sees to it that what shows first is what stays.
{
  const { dataset } = document.documentElement;
  try {
    const theme = localStorage.getItem("pid-theme");
    if (theme === "light" || theme === "dark") dataset.theme = theme;
  } catch {
    // Storage is refused, as in some embedded pages: the system's choice holds.
  }
  // A deck that is asked for a slide, or for less than all, need not begin with its first.
  if (location.hash !== "" || location.search !== "") dataset.asked = "";
}
// After it, and not before, modules are asked for (modules-later.ts).
{
  let areAsked = false;
  const ask = () => {
    if (areAsked) return;
    areAsked = true;
    for (const { src } of document.querySelectorAll('script[type="module-later"]')) {
      // In their order.
      document.head.append(Object.assign(document.createElement("script"), { type: "module", async: false, src }));
    }
  };
  document.addEventListener("DOMContentLoaded", () => {
    new PerformanceObserver(ask).observe({ type: "paint", buffered: true });
    // A page that nobody sees is not painted, and some browsers do not tell.
    setTimeout(ask, document.hidden ? 0 : 1000);
  });
}
