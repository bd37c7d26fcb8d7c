// Comforts of the sheet: the reason opens where one is needed, the section in view is marked, a save comes back to it.

const form = document.getElementById("sheet-form");

function openReason(event) {
  if (!event.target.matches("input[data-reason]:checked")) return;
  const reason = event.target.closest(".q").querySelector(".q-reason");
  if (reason) reason.open = true;
}

function mark(section) {
  for (const link of document.querySelectorAll(".q-nav li a")) {
    if (link.hash === `#${section.id}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const save = form?.querySelector('.q-save button:not([name])');
  if (save) save.setAttribute("formaction", `${form.getAttribute("action")}#${section.id}`);
}

const watcher = new IntersectionObserver(
  (entries) => {
    const seen = entries.find((entry) => entry.isIntersecting);
    if (seen) mark(seen.target);
  },
  { rootMargin: "-10% 0px -80% 0px" },
);

for (const section of document.querySelectorAll(".q-section")) watcher.observe(section);
form?.addEventListener("change", openReason);

// After a refused save the summary is read first, wherever the button stood.
const summary = document.querySelector(".ds-error-summary");
if (summary) {
  history.replaceState(null, "", location.pathname);
  window.addEventListener("load", () => setTimeout(() => {
    summary.scrollIntoView();
    summary.focus({ preventScroll: true });
  }));
}
