// What every form does: errors (or the page that took its place) get the cursor, Ctrl+S saves, a request that came to nothing is told.
// htmx is half of all bytes, so it comes with the first touch of a form or link that it serves; a page that is read does without it.

function toErrors(root) {
  const summary = root.querySelector("[data-error-summary]");
  if (summary) summary.focus();
  else if (root.id === "noi-dung") root.focus({ preventScroll: true }); // the page was replaced: begin at its message
}

function tell(sentence) {
  const region = document.getElementById("thong-bao");
  const notice = document.createElement("p");
  notice.className = "notice notice--error";
  notice.textContent = sentence;
  region?.replaceChildren(notice);
  region?.scrollIntoView({ block: "nearest" });
}

toErrors(document);
document.addEventListener("htmx:load", (event) => toErrors(event.detail.elt));

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
  const form = document.activeElement?.closest("form[method=post]") ?? document.querySelector("main form[method=post]");
  const button = form?.querySelector(".button--primary");
  if (!button) return;
  event.preventDefault();
  form.requestSubmit(button);
});

document.addEventListener("htmx:sendError", () => {
  tell("Mất kết nối với máy chủ. Nội dung đã nhập vẫn còn trên trang này: kiểm tra mạng rồi bấm lại.");
});
document.addEventListener("htmx:responseError", (event) => {
  const isRefused = event.detail.xhr.status < 500;
  tell(isRefused
    ? "Máy chủ từ chối việc này. Nội dung đã nhập vẫn còn: mở lại trang ở thẻ khác để xem lý do."
    : "Máy chủ gặp lỗi, chưa lưu được. Nội dung đã nhập vẫn còn trên trang này: chờ một phút rồi bấm lại.");
});

const SERVED = "[hx-get], [hx-post]";
let coming = null;
let isSettled = false; // htmx is here, or cannot be had: then the browser does all alone

const opened = new Promise((done) => {
  if (document.readyState === "complete") done();
  else addEventListener("load", done); // from then on htmx looks at the page as soon as it comes
});

async function fetchHtmx() {
  await opened;
  await new Promise((done) => {
    const script = document.createElement("script");
    script.src = document.querySelector("meta[name=htmx]").content;
    script.onload = script.onerror = done;
    document.head.append(script);
  });
  isSettled = true;
  document.activeElement?.dispatchEvent(new FocusEvent("focusin", { bubbles: true })); // for what waits for it
}

function bring() {
  coming ??= fetchHtmx();
  return coming;
}

// What is done before htmx is here waits for it, and happens again.
function hold(event, again) {
  if (isSettled) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  bring().then(again);
}

document.addEventListener("focusin", () => { if (document.querySelector(SERVED)) bring(); });
document.addEventListener("pointerover", (event) => { if (event.target.closest(SERVED)) bring(); });
document.addEventListener("click", (event) => {
  const one = event.target.closest(":is(a, button):is([hx-get], [hx-post])");
  if (one && !(event.ctrlKey || event.metaKey || event.shiftKey)) hold(event, () => one.click());
}, true);
document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (form.matches(SERVED)) hold(event, () => form.requestSubmit(submitter));
}, true);
document.addEventListener("change", (event) => {
  const { target } = event;
  if (target.form?.matches(SERVED)) hold(event, () => target.dispatchEvent(new Event("change", { bubbles: true })));
}, true);

// A part of the page that comes after it; its link stays where it does not come.
async function fetchPart(place) {
  const answer = await fetch(place.dataset.part, { headers: { "HX-Request": "true" } });
  if (answer.ok && !answer.redirected && !answer.headers.has("HX-Redirect")) place.innerHTML = await answer.text();
}

function fetchParts(root) {
  for (const place of root.querySelectorAll("[data-part]")) fetchPart(place).catch(() => {});
}

fetchParts(document);
document.addEventListener("htmx:load", (event) => { if (event.detail.elt !== document.body) fetchParts(event.detail.elt); });
