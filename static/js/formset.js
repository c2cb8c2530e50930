// One more row of a formset, in place. Without this file the button asks the server for it.
// The row is a copy of the template; a fresh page has none: its first row is as empty as the next.
function emptied(row, prefix) {
  const copy = row.cloneNode(true);
  for (const one of copy.querySelectorAll("input, select, textarea")) {
    if (one.type === "checkbox" || one.type === "radio") one.checked = one.defaultChecked;
    else if (one.tagName === "SELECT") for (const option of one.options) option.selected = option.defaultSelected;
    else one.value = one.type === "file" ? "" : one.defaultValue;
  }
  for (const one of copy.querySelectorAll("legend, [data-number]")) one.textContent = one.textContent.replace(/\d+\s*$/, "");
  return [copy, `${prefix}-0-`];
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-row]");
  if (!button) return;
  const formset = button.closest("[data-formset]");
  const prefix = formset.dataset.formset;
  const rows = formset.querySelector("[data-rows]");
  const total = formset.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
  const number = Number(total.value);
  const template = formset.querySelector("template");
  const [row, old] = template
    ? [template.content.firstElementChild.cloneNode(true), `${prefix}-__prefix__-`]
    : emptied(rows.firstElementChild, prefix);
  for (const one of row.querySelectorAll("*")) {
    for (const name of ["id", "name", "for", "aria-describedby"]) {
      if (one.hasAttribute(name)) one.setAttribute(name, one.getAttribute(name).replaceAll(old, `${prefix}-${number}-`));
    }
  }
  for (const one of row.querySelectorAll("legend, [data-number]")) one.append(number + 1);
  rows.append(row);
  total.value = number + 1;
  row.querySelector("input:not([type=hidden]), select, textarea").focus();
  event.preventDefault();
});
