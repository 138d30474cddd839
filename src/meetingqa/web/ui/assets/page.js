// What every page does by itself: light and dark, copying, and handing clicks over to the server.
window.meetingqaPage = (() => {
  // Gradio speaks English to a Vietnamese browser, for it knows no Vietnamese and its translations cannot
  // be added to; what of its words our pages can show is put into theirs:
  const GRADIO = {
    "Drop File Here": "Thả tệp vào đây", "- or -": "hoặc", "Click to Upload": "Bấm để chọn tệp",
    "Uploading...": "Đang tải lên…", "Uploading": "Đang tải lên", "Upload": "Tải lên",
    "common.upload": "Tải lên", "File upload": "Tải tệp lên", "Remove this file": "Bỏ tệp này",
    "Remove": "Bỏ", "Clear": "Xoá", "Download": "Tải về",
    "Click to upload or drop files": "Bấm để chọn tệp hoặc thả tệp vào đây",
    "More tabs": "Thêm mục", "Loading": "Đang tải", "Loading...": "Đang tải…", "Error": "Có lỗi",
    "Processing": "Đang xử lý", "Connection Lost": "Mất kết nối", "Close": "Đóng",
    "Connection to the server was lost. Attempting reconnection...": "Mất kết nối tới máy chủ, đang nối lại…",
    "Waiting for file(s) to finish uploading, please retry.": "Tệp chưa tải lên xong, hãy thử lại.",
  };
  const SLIPS = { "common.upload": "Upload" }; // its own words that it left without any
  const ours = /\/en\/?$/.test(location.pathname) ? SLIPS : GRADIO;

  const translate = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const said = ours[node.data.trim().replace(/\s+/g, " ")];
      if (said) node.data = said;
      return;
    }
    for (const name of ["aria-label", "title"]) {
      const said = ours[node.getAttribute?.(name)];
      if (said) node.setAttribute(name, said);
    }
    node.childNodes.forEach(translate);
  };
  new MutationObserver((changes) => changes.forEach((change) => {
    if (change.type === "childList") change.addedNodes.forEach(translate);
    else translate(change.target);
  })).observe(document, {
    subtree: true, childList: true, characterData: true, attributeFilter: ["aria-label", "title"],
  });

  const THEME = "meetingqa.theme";
  const TALK = "meetingqa.conversation";
  let opener = null; // what the source panel was opened from

  // Who is no longer signed in signs in again and finds the question that was not taken.
  const UNSENT = "meetingqa.unsent";
  let unsent = "";
  const fetched = window.fetch;
  window.fetch = async (...given) => {
    const answer = await fetched(...given);
    if (answer.status === 401 && !location.pathname.startsWith("/login")) {
      if (unsent) sessionStorage.setItem(UNSENT, unsent);
      location.assign(`/login?ended=1&next=${encodeURIComponent(location.pathname)}`
        + `&lang=${document.documentElement.lang === "en" ? "en" : "vi"}`);
    }
    return answer;
  };

  const paint = () => {
    const wanted = localStorage.getItem(THEME);
    if (wanted) document.body.classList.toggle("dark", wanted === "dark");
  };

  const header = (element) => {
    document.documentElement.lang = element.querySelector(".mq-header").dataset.language;
    paint();
    element.addEventListener("click", (event) => {
      if (!event.target.closest("[data-local=theme]")) return;
      const dark = !document.body.classList.contains("dark");
      localStorage.setItem(THEME, dark ? "dark" : "light");
      paint();
    });
  };

  const copy = async (button) => {
    const text = button.dataset.text;
    try {
      await navigator.clipboard.writeText(text);
    } catch { // no clipboard without https: the old way
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    button.dataset.copied = button.dataset.done;
    setTimeout(() => delete button.dataset.copied, 1600);
  };

  const fit = (area) => {
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, 180)}px`;
  };

  // One part of the chat page, or of a page that opens sources as it does: whatever has data-act goes to the server as a click with its data.
  const wire = (element, trigger, watch, name) => {
    const page = () => document.querySelector("#qa-page");
    const send = (node, more = {}) => trigger("click", { ...node.dataset, ...more });
    const locally = (node) => {
      if (node.dataset.local === "copy") copy(node);
      if (node.dataset.local === "filters") page().toggleAttribute("data-filters");
      if (node.dataset.local === "history" && page().toggleAttribute("data-history"))
        document.getElementById("qa-left").scrollIntoView();
    };
    element.addEventListener("click", (event) => {
      const node = event.target.closest("[data-local], [data-act]");
      if (!node || !element.contains(node)) return;
      if (node.dataset.local) return locally(node);
      if (node.tagName !== "BUTTON" || (node.dataset.sure && !confirm(node.dataset.sure))) return;
      event.preventDefault();
      if (["cite", "article"].includes(node.dataset.act) && name !== "source") opener = node;
      if (["open", "new"].includes(node.dataset.act)) page().removeAttribute("data-history");
      send(node);
    });
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      const form = event.target;
      const box = form.querySelector("[name=text]");
      if (form.hasAttribute("data-busy") || !box) return;
      if (!box.value.trim() && form.dataset.act !== "reason") return box.focus();
      send(form, { text: box.value });
      if (form.dataset.act === "ask") { unsent = box.value; box.value = ""; fit(box); }
    });
    element.addEventListener("keydown", (event) => {
      const box = event.target;
      // Vietnamese is often typed through an input method: its Enter ends a word, not the question.
      if (box.tagName === "TEXTAREA" && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        box.form.requestSubmit();
      }
    });
    element.addEventListener("change", (event) => {
      const field = event.target;
      if (field.dataset.act !== "filter") return;
      send(field, { value: field.value });
      if (field.tagName === "SELECT") field.value = "";
    });
    let wait = 0;
    element.addEventListener("input", (event) => {
      const field = event.target;
      if (field.tagName === "TEXTAREA") fit(field);
      if (field.dataset.act !== "find") return;
      clearTimeout(wait);
      wait = setTimeout(() => send(field, { text: field.value }), 250);
    });
    const bring = () => {
      const [box, kept] = [element.querySelector(".qa-box textarea"), sessionStorage.getItem(UNSENT)];
      if (!box || !kept) return;
      box.value = kept;
      sessionStorage.removeItem(UNSENT);
      fit(box);
    };
    if (name === "composer") watch("value", bring);
    if (name === "source") watch("value", () => showSource(element));
    if (name === "talk") watch("value", () => followTalk(element));
    if (name === "history") watch("value", () => remember(element));
  };

  // One part of another page: whatever Python needs goes out as a `select` event with plain data.
  const listen = (element, trigger, watch) => {
    const send = (data) => trigger("select", data);
    const all = (selector) => [...element.querySelectorAll(selector)];
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
      if (target) show(target, "center");
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
  };

  const showSource = (element) => {
    const panel = element.querySelector(".qa-panel");
    if (!panel) {
      opener?.isConnected && opener.focus();
      opener = null;
      return;
    }
    const mark = panel.querySelector("mark");
    const body = panel.querySelector(".qa-panel-body");
    if (body) body.scrollTop = 0;
    if (body && mark) { // only the panel moves: what is being read stays where it is
      const from = body.getBoundingClientRect(), at = mark.getBoundingClientRect();
      body.scrollTop = at.top - from.top - Math.max(24, (from.height - at.height) / 3);
    }
    panel.focus({ preventScroll: true });
  };

  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const show = (node, block) => node.scrollIntoView({ block, behavior: calm ? "auto" : "smooth" });
  let asked = 0;
  let reasons = 0;
  let forms = 0;
  const followTalk = (element) => {
    const fields = element.querySelectorAll(".qa-edit input");
    if (fields.length > forms) fields[fields.length - 1].focus(); // what was opened is to be typed in
    forms = fields.length;
    const all = element.querySelectorAll(".qa-exchange");
    if (all.length > asked && all.length > 1) show(all[all.length - 1], "start");
    asked = all.length;
    const why = element.querySelectorAll(".qa-why");
    if (why.length > reasons) show(why[why.length - 1], "start");
    reasons = why.length;
  };

  const remember = (element) => {
    const current = element.querySelector(".qa-history")?.dataset.current;
    if (current) sessionStorage.setItem(TALK, current);
    else sessionStorage.removeItem(TALK);
  };

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    [...document.querySelectorAll(".qa-panel .qa-close")].find((button) => button.checkVisibility())?.click();
  });
  return { header, wire, listen };
})();
document.dispatchEvent(new Event("meetingqa-ready"));
