// One more row of a formset, in place. Without this file the button asks the server for it.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-row]");
  if (!button) return;
  const formset = button.closest("[data-formset]");
  const total = formset.querySelector(`[name="${formset.dataset.formset}-TOTAL_FORMS"]`);
  const number = Number(total.value);
  const row = formset.querySelector("template").content.firstElementChild.cloneNode(true);
  for (const one of row.querySelectorAll("*")) {
    for (const name of ["id", "name", "for", "aria-describedby"]) {
      if (one.hasAttribute(name)) one.setAttribute(name, one.getAttribute(name).replaceAll("__prefix__", number));
    }
  }
  for (const one of row.querySelectorAll("legend, [data-number]")) one.append(number + 1);
  formset.querySelector("[data-rows]").append(row);
  total.value = number + 1;
  row.querySelector("input:not([type=hidden]), select, textarea").focus();
  event.preventDefault();
});
