// Small comforts on top of pages that work without any script: next case, one submit, unsaved changes, menus.

const SHORTCUT = "shortcut-next";

function typing(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

function shortcutOn() {
  return localStorage.getItem(SHORTCUT) !== "off";
}

// Key "n" follows the link rel=next (WCAG 2.1.4: it can be turned off in the footer).
function followNext(event) {
  if (event.key !== "n" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !shortcutOn()) return;
  const next = document.querySelector('main a[rel~="next"]');
  if (next) {
    event.preventDefault();
    next.click();
  }
}

function offerShortcutSwitch() {
  const place = document.querySelector("[data-shortcut-switch]");
  if (!place || !document.querySelector('main a[rel~="next"]')) return;
  const button = place.querySelector("button");
  const show = () => button.setAttribute("aria-pressed", String(shortcutOn()));
  button.addEventListener("click", () => {
    localStorage.setItem(SHORTCUT, shortcutOn() ? "off" : "on");
    show();
  });
  show();
  place.hidden = false;
}

// A form is sent once; the button keeps its name and value, so it is blocked only after the form has been read.
function submitOnce(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches("[data-once]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  form.dataset.dirty = "";
  form.setAttribute("aria-busy", "true");
  setTimeout(forgetSent, 8000); // a download leaves the page standing
}

function forgetSent() {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }
}

function markChanged(event) {
  const form = event.target.closest?.("form[data-guard]");
  if (form) form.dataset.dirty = "yes";
}

function warnUnsaved(event) {
  if (document.querySelector('form[data-guard][data-dirty="yes"]')) event.preventDefault();
}

function closeMenus(event) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (event.type === "keydown" ? event.key === "Escape" : !menu.contains(event.target)) {
      const inside = menu.contains(document.activeElement);
      menu.open = false;
      if (event.type === "keydown" && inside) menu.querySelector("summary").focus();
    }
  }
}

document.addEventListener("keydown", followNext);
document.addEventListener("keydown", closeMenus);
document.addEventListener("click", closeMenus);
document.addEventListener("submit", submitOnce);
document.addEventListener("input", markChanged);
document.addEventListener("htmx:afterRequest", forgetSent);
window.addEventListener("pageshow", forgetSent);
window.addEventListener("beforeunload", warnUnsaved);
offerShortcutSwitch();
document.querySelector("[data-autofocus]")?.focus();
