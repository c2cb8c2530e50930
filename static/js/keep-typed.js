// Nothing typed is ever lost: what stands in a form is kept in this browser until the server has it.
// A session that ended, a crash or a closed window leaves the text; the same person is offered it on the same form.
// Left out: passwords, files, other hidden fields, and forms that say data-keep="off".

const person = document.body.dataset.person;
const PREFIX = "nhap:";
const SENT = "nhap-da-gui";
// Which version the form was opened with: comes back with the text, so that the server sees what was saved in between.
const OPENED_WITH = ["version", "seen"];
const LONGEST = 7 * 24 * 3600 * 1000;
const TEXT = "textarea, input:not([type]), input[type=text], input[type=search], input[type=url], input[type=number]";
const kept = new Map(); // form: {key, first, isUnsaved}
let isLeaving = false;

function controls(form) {
  return [...form.elements].filter((one) => one.name && !["hidden", "password", "file", "submit", "button"].includes(one.type)
    && one.tagName !== "FIELDSET");
}

function read(form) {
  const values = {};
  for (const one of controls(form)) {
    const isBox = one.type === "checkbox" || one.type === "radio";
    values[one.name] ??= [];
    if (isBox ? one.checked : one.value) values[one.name].push(one.value);
  }
  return values;
}

function openedWith(form) {
  return [...form.elements].filter((one) => one.type === "hidden" && OPENED_WITH.includes(one.name));
}

function write(form, { values, version }) {
  const isMissing = () => Object.entries(values).some(([name, typed]) => typed.length && !form.elements.namedItem(name));
  for (let n = 0; n < 20 && isMissing(); n += 1) form.querySelector("[data-add-row]")?.click();
  for (const one of controls(form)) {
    const typed = values[one.name];
    if (!typed) continue;
    if (one.type === "checkbox" || one.type === "radio") one.checked = typed.includes(one.value);
    else one.value = typed[0] ?? "";
  }
  openedWith(form).forEach((one, n) => { one.value = version?.[n] ?? one.value; });
}

// An empty field that a page has more or less than another makes no difference.
const filled = (values) => Object.entries(values).filter(([, typed]) => typed.length);
const isSame = (one, other) => JSON.stringify(filled(one)) === JSON.stringify(filled(other));

function keep(form) {
  const state = kept.get(form);
  if (!state) return;
  const values = read(form);
  state.isUnsaved = !isSame(values, state.first);
  if (state.isUnsaved) localStorage.setItem(state.key, JSON.stringify({ at: Date.now(), values, version: openedWith(form).map((one) => one.value) }));
  else localStorage.removeItem(state.key);
}

function offer(form, draft, key) {
  const notice = document.createElement("div");
  notice.className = "notice notice--warning";
  notice.setAttribute("role", "status");
  const when = new Date(draft.at);
  const two = (n) => String(n).padStart(2, "0");
  const sentence = document.createElement("p");
  sentence.textContent = "Trình duyệt này còn giữ nội dung chưa lưu, nhập lúc "
    + `${two(when.getHours())}:${two(when.getMinutes())} ngày ${two(when.getDate())}/${two(when.getMonth() + 1)}/${when.getFullYear()}.`;
  const row = document.createElement("p");
  row.className = "row notice__more";
  const add = (word, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = word;
    button.addEventListener("click", () => { act(); notice.remove(); });
    row.append(button);
  };
  add("Đưa lại vào biểu mẫu", () => { write(form, draft); keep(form); });
  add("Bỏ nội dung này", () => localStorage.removeItem(key));
  notice.append(sentence, row);
  form.prepend(notice);
}

function begin(form) {
  if (kept.has(form) || form.dataset.keep === "off" || form.querySelector("[type=password]") || !form.querySelector(TEXT)) return;
  const path = new URL(form.action, location.href).pathname;
  const twins = [...kept.values()].filter((state) => state.path === path).length;
  const key = `${PREFIX}${person}:${path}:${twins}`;
  const isRefused = document.querySelector("[data-error-summary]") !== null;
  kept.set(form, { key, path, first: read(form), isUnsaved: isRefused });
  const draft = JSON.parse(localStorage.getItem(key) ?? "null");
  if (draft && !isSame(draft.values, read(form))) offer(form, draft, key);
}

function scan(root) {
  for (const form of kept.keys()) if (!form.isConnected) kept.delete(form);
  if (document.querySelector("#thong-bao :is(.notice--success, .notice--info)") && sessionStorage.getItem(SENT)) {
    const key = sessionStorage.getItem(SENT);
    localStorage.removeItem(key);
    sessionStorage.removeItem(SENT);
    for (const [form, state] of kept) if (state.key === key) Object.assign(state, { first: read(form), isUnsaved: false });
  }
  root.querySelectorAll("form[method=post]").forEach(begin);
  if (root.matches?.("form[method=post]")) begin(root);
}

function forget(isOver) {
  Object.keys(localStorage).filter((key) => key.startsWith(PREFIX) && isOver(key)).forEach((key) => localStorage.removeItem(key));
}

if (person) {
  forget((key) => Date.now() - (JSON.parse(localStorage.getItem(key)).at ?? 0) > LONGEST);
  scan(document.body);
  document.addEventListener("htmx:load", (event) => scan(event.detail.elt));
  document.addEventListener("input", (event) => keep(event.target.form));
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-signs-out]")) forget((key) => key.startsWith(`${PREFIX}${person}:`));
    if (!form.matches("[hx-post], [hx-get]")) isLeaving = true;
    if (!kept.has(form)) return;
    keep(form);
    sessionStorage.setItem(SENT, kept.get(form).key);
    document.getElementById("thong-bao")?.replaceChildren(); // what it says was about the time before
  });
  window.addEventListener("pageshow", () => { isLeaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!isLeaving && [...kept].some(([form, state]) => form.isConnected && state.isUnsaved)) event.preventDefault();
  });
}
