// Runs before the first paint, so that what shows first is what stays.
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
