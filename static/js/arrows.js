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
