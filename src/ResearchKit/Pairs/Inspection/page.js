const pairs = [...document.querySelectorAll("article")];
const text = document.querySelector("#text"), edit = document.querySelector("#edit"), removed = document.querySelector("#removed");
const outlines = document.querySelector("#outlines"), shown = document.querySelector("#shown");
function filter() {
  const words = text.value.toLowerCase().split(/\s+/).filter(w => w);
  let count = 0;
  for (const pair of pairs) {
    const fits = (!edit || !edit.value || pair.dataset.edit === edit.value)
      && (!removed || !removed.value || pair.dataset.removed === removed.value)
      && words.every(w => pair.textContent.toLowerCase().includes(w));
    pair.hidden = !fits;
    if (fits) count++;
  }
  shown.textContent = count === pairs.length ? `${count} shown` : `${count} of ${pairs.length} shown`;
}
function go(step) {
  const seen = pairs.filter(p => !p.hidden);
  const at = seen.indexOf(document.activeElement.closest?.("article"));
  const next = seen[at < 0 ? (step > 0 ? 0 : seen.length - 1) : Math.min(Math.max(at + step, 0), seen.length - 1)];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "start" });
}
for (const control of [text, edit, removed]) control?.addEventListener("input", filter);
outlines.addEventListener("input", () => document.body.classList.toggle("no-outlines", !outlines.checked));
document.querySelector("#theme").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
});
document.addEventListener("keydown", e => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.target.matches("input[type=search], select")) { if (e.key === "Escape") e.target.blur(); return; }
  if (e.key === "j") go(1);
  else if (e.key === "k") go(-1);
  else if (e.key === "o") outlines.click();
  else if (e.key === "d") { const d = document.activeElement.closest?.("article")?.querySelector("details"); if (d) d.open = !d.open; }
  else if (e.key === "/") { e.preventDefault(); text.focus(); }
});
filter();
