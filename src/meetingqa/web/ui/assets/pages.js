// Clicks and keys of the pages' own HTML, one listener a component. Gradio gives `element`,
// `trigger` and `watch`; whatever Python needs goes out as a `select` event with plain data.
const send = (data) => trigger("select", data);
const all = (selector) => [...element.querySelectorAll(selector)];
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
let scrolled = 0;
let opened = ""; // the row of a list whose article or run is shown beside it

function markOpened() {
  all("td [data-do=open]").forEach((button) =>
    button.dataset.id === opened
      ? button.setAttribute("aria-current", "true") : button.removeAttribute("aria-current"));
}

function light(keys, from) {
  all(".pg-lit").forEach((node) => node.classList.remove("pg-lit"));
  const wanted = new Set(keys);
  const marks = all("mark[data-points]").filter((m) =>
    m.dataset.points.split(" ").some((key) => wanted.has(key)));
  const entries = all("[data-point]").filter((e) => wanted.has(e.dataset.point));
  [...marks, ...entries].forEach((node) => node.classList.add("pg-lit"));
  const target = from === "entry" ? marks[0] : entries[0];
  if (target) target.scrollIntoView({ block: "center", behavior: calm });
  if (target && from === "entry") target.focus({ preventScroll: true });
}

function openEditor(button) {
  const entry = button.closest("[data-point]");
  const words = button.closest("[data-word-save]").dataset;
  if (entry.querySelector("textarea")) return;
  const shown = entry.querySelector(".pg-wording");
  const form = document.createElement("div");
  form.className = "pg-editor";
  const area = document.createElement("textarea");
  area.value = shown.textContent;
  area.rows = Math.max(2, Math.ceil(area.value.length / 60));
  area.setAttribute("aria-label", words.wordEdit);
  const make = (label, kind, act) => {
    const made = document.createElement("button");
    made.type = "button"; made.className = kind; made.textContent = label;
    made.addEventListener("click", (event) => { event.stopPropagation(); act(); });
    form.append(made);
  };
  const close = () => { form.remove(); entry.classList.remove("pg-editing"); button.focus(); };
  form.append(area);
  const save = () => send({ do: "edit", key: entry.dataset.point, text: area.value });
  make(words.wordSave, "pg-button", save);
  make(words.wordCancel, "pg-quiet", close);
  if (button.dataset.changed === "1")
    make(words.wordRestore, "pg-quiet", () => send({ do: "restore", key: entry.dataset.point }));
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
  });
  entry.classList.add("pg-editing");
  entry.append(form);
  area.focus();
}

// What was typed into the fields of the form that a button stands in.
function fieldsAround(button) {
  const form = button.closest("[data-form]");
  if (!form) return {};
  const fields = [...form.querySelectorAll("[data-field]")];
  return { fields: Object.fromEntries(fields.map((field) => [field.dataset.field, field.value])) };
}

element.addEventListener("click", (event) => {
  const at = (selector) => event.target.closest(selector);
  if (at(".pg-editor") || at("a") || at("label") || at("summary")) return;
  if (at("[data-edit]")) return openEditor(at("[data-edit]"));
  if (at("[data-take]")) {
    const places = all("[data-tick]:checked").map((box) => box.value);
    return send({ do: "take", places });
  }
  if (at("td [data-do=open]")) { opened = at("[data-do]").dataset.id; markOpened(); }
  if (at("[data-sure]") && !confirm(at("[data-sure]").dataset.sure)) return;
  if (at("[data-do]")) return send({ ...at("[data-do]").dataset, ...fieldsAround(at("[data-do]")) });
  if (at("mark[data-points]")) return light(at("mark[data-points]").dataset.points.split(" "), "words");
  if (at("[data-point]")) return light([at("[data-point]").dataset.point], "entry");
});
element.addEventListener("keydown", (event) => {
  const field = event.target.closest("[data-form] [data-field]");
  if (field && event.key === "Enter") field.closest("[data-form]").querySelector(".pg-primary")?.click();
  const mark = event.target.closest("mark[data-points]");
  if (mark && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    light(mark.dataset.points.split(" "), "words");
  }
});
// A page drawn anew keeps its place in the article.
element.addEventListener("scroll", (event) => {
  if (event.target.matches && event.target.matches(".pg-text")) scrolled = event.target.scrollTop;
}, true);
watch("value", () => {
  markOpened();
  element.scrollTop = 0;
  all(".pg-split .pg-text").forEach((pane) => { pane.scrollTop = scrolled; });
  const found = element.querySelector("mark[data-found]"); // the passage that an article was opened at
  if (found) {
    element.scrollTop = found.getBoundingClientRect().top - element.getBoundingClientRect().top - 60;
    return found.scrollIntoView({ block: "nearest" });
  }
  // On a phone what was opened stands below the list.
  const below = element.getBoundingClientRect().top > innerHeight;
  if (below && all(".pg-facts").length) element.scrollIntoView();
});
