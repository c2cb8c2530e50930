// A button that prints the page. Without this script it stays hidden, and the browser's own way is told beside it.

for (const place of document.querySelectorAll("[data-prints]")) {
  place.hidden = false;
  place.querySelector("button").addEventListener("click", () => window.print());
}
