// What every form does: errors (or the page that took its place) get the cursor, Ctrl+S saves, a request that came to nothing is told.

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
