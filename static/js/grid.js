// Year tabs of the narrow grid, without a trip to the server. Without this file the links do the same.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".tabs__link");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const tabs = [...document.querySelectorAll(".tabs__link")];
  const chosen = tabs.indexOf(link);
  tabs.forEach((tab, n) => (n === chosen ? tab.setAttribute("aria-current", "true") : tab.removeAttribute("aria-current")));
  for (const row of document.querySelectorAll(".years__row")) {
    row.querySelectorAll(".years__cell").forEach((cell, n) => cell.classList.toggle("years__cell--shown", n === chosen));
  }
  history.replaceState(history.state, "", link.href);
  event.preventDefault();
});

// Arrow keys walk from cell to cell of the year grid; Tab goes on as everywhere.
const steps = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]};
const grid = document.querySelector(".years");

grid?.addEventListener("keydown", (event) => {
  const step = steps[event.key];
  const cell = event.target.closest(".years__cell");
  if (!step || !cell || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const rows = [...grid.querySelectorAll(".years__row")];
  let row = rows.indexOf(cell.parentElement);
  let column = cell.cellIndex;
  // Years outside a timeline are passed over.
  do {
    row += step[0];
    column += step[1];
    const link = rows[row]?.cells[column]?.querySelector(".cell");
    if (link?.checkVisibility?.() ?? link) {
      event.preventDefault();
      link.focus();
      return;
    }
  } while (rows[row]?.cells[column]);
});
