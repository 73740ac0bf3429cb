// A long choice with search: the editable combobox of the ARIA Authoring Practices, over a select that stays what is sent.
"use strict";

globalThis.comboboxes = (() => {
  const LEAST = 10;
  let count = 0;
  const settles = new WeakMap();
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  // A list that many choices have stands on the page once; a choice itself has what is chosen, which is what is sent.
  const lists = new Map();
  const listed = (name) => {
    if (!lists.has(name)) lists.set(name, [...document.getElementById(name).content.children]);
    return lists.get(name);
  };
  const optionsOf = (select) => (select.dataset.choices ? listed(select.dataset.choices) : [...select.options].filter((each) => each.value));
  // An option is found by other words too: "%", "st".
  const wordsOf = (option) => [option.textContent, ...(option.dataset.also?.split("|") ?? [])].map((each) => plain(each).trim());
  const chosen = (select) => (select.value ? select.selectedOptions[0].textContent : "");

  const make = (select) => {
    const options = optionsOf(select);
    if (options.length < LEAST || select.dataset.combo !== undefined) return;
    select.dataset.combo = "";
    const box = document.createElement("div");
    const input = document.createElement("input");
    const list = document.createElement("ul");
    box.className = "combo";
    list.id = `combo-${++count}`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", select.labels[0]?.firstChild.textContent.trim() || "");
    list.hidden = true;
    input.type = "text";
    input.autocomplete = "off";
    input.placeholder = select.dataset.search || "";
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })) input.setAttribute(name, value);
    for (const name of ["aria-describedby", "aria-required", "aria-invalid"]) if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    if (select.id) { input.id = select.id; select.id = `${input.id}-choice`; }
    input.value = chosen(select);
    box.append(input, list);
    select.before(box);
    select.hidden = true;

    let active = -1;
    let lost = null;
    const shown = () => [...list.children];
    const mark = (at) => {
      const items = shown();
      active = items.length ? (at + items.length) % items.length : -1;
      items.forEach((each, index) => each.setAttribute("aria-selected", String(index === active)));
      if (active < 0) { input.removeAttribute("aria-activedescendant"); return; }
      input.setAttribute("aria-activedescendant", items[active].id);
      items[active].scrollIntoView({ block: "nearest" });
    };
    const close = () => { list.hidden = true; active = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    const open = (text) => {
      const words = plain(text).split(/\s+/).filter(Boolean);
      const sought = words.join(" ");
      // What is called exactly that comes first, and then what begins so: "procent" before "andel i procent".
      const rank = (each) => { const [title, ...also] = wordsOf(each); return title === sought || also.includes(sought) ? 0 : sought && title.startsWith(sought) ? 1 : 2; };
      const meant = (each) => { const [title, ...also] = wordsOf(each); return words.every((word) => title.includes(word)) || also.includes(sought); };
      const found = options.filter(meant).sort((one, other) => rank(one) - rank(other));
      const items = found.map((each) => [each.textContent, { value: each.value }]);
      if (own.length && sought && !found.some((each) => rank(each) === 0)) items.push([select.form.dataset.ownWords.replace("{text}", text.trim()), { own: text.trim() }]);
      list.replaceChildren(...items.map(([words, data], index) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${index}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        Object.assign(item.dataset, data);
        item.textContent = words;
        return item;
      }));
      list.hidden = items.length === 0;
      input.setAttribute("aria-expanded", String(items.length > 0));
      mark(-1 - items.length);
      active = -1;
      shown().forEach((each) => each.setAttribute("aria-selected", "false"));
      input.removeAttribute("aria-activedescendant");
    };
    const take = (value) => {
      say("");
      const before = select.value;
      if (value && ![...select.options].some((each) => each.value === value)) select.append(options.find((each) => each.value === value).cloneNode(true));
      select.value = value;
      close();
      if (select.value !== before) {
        select.dispatchEvent(new Event("input", { bubbles: true }));
        select.dispatchEvent(new Event("change", { bubbles: true }));
      }
      input.value = chosen(select);
    };
    // The fields for words that are no choice: the last takes what was typed, and the first is filled in next.
    const own = (select.dataset.own ?? "").split(" ").map((each) => document.getElementById(each)).filter(Boolean);
    const takeOwn = (text) => {
      take("");
      own.at(-1).value = text;
      own.at(-1).dispatchEvent(new Event("input", { bubbles: true }));
      for (let above = own[0].closest("details"); above; above = above.parentElement.closest("details")) above.open = true;
      own[0].focus();
    };
    const pick = (item) => (item.dataset.own ? takeOwn(item.dataset.own) : take(item.dataset.value));
    const settle = () => {
      const text = plain(input.value).trim();
      const same = options.find((each) => wordsOf(each).includes(text));
      if (same || !text) take(same ? same.value : "");
      // What is in no list stays as it was typed, and is reported: nothing else would say that it was not taken.
      else {
        close();
        const words = select.name && select.form?.dataset.unlisted;
        if (words) say(words); else input.value = chosen(select);
      }
    };
    const say = (words) => {
      if (lost) input.removeAttribute("aria-invalid");
      lost?.remove();
      lost = null;
      delete input.dataset.unlisted;
      if (!words) return;
      lost = document.createElement("p");
      lost.className = "error";
      lost.id = `${list.id}-lost`;
      lost.setAttribute("role", "alert");
      lost.textContent = words;
      input.dataset.unlisted = "";
      input.setAttribute("aria-invalid", "true");
      box.before(lost);
    };
    input.addEventListener("input", (event) => { event.stopPropagation(); open(input.value); });
    input.addEventListener("click", () => { if (list.hidden) open(""); });
    settles.set(select, settle);
    input.addEventListener("blur", settle);
    input.addEventListener("keydown", (event) => {
      switch (event.key) {
        case "ArrowDown": if (list.hidden) open(""); if (!event.altKey) mark(active + 1); break;
        case "ArrowUp": if (list.hidden) open(""); mark(active < 0 ? -1 : active - 1); break;
        case "Enter":
          if (active >= 0) { pick(shown()[active]); break; }
          if (!list.hidden && shown()[0].dataset.own) { pick(shown()[0]); break; }
          { const closed = list.hidden; settle(); if (closed && input.dataset.unlisted === undefined) return; }
          break;
        case "Escape": if (list.hidden && !lost) return; close(); say(""); input.value = chosen(select); break;
        default: return;
      }
      event.preventDefault();
    });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      event.preventDefault();
      if (item) pick(item);
    });
  };

  return {
    make: (within) => within.querySelectorAll("select").forEach(make),
    // What stands in the boxes, taken or reported as if they had been left; the first that was in no list, if any.
    unlisted: (within) => {
      within.querySelectorAll("select[data-combo]").forEach((each) => settles.get(each)?.());
      return within.querySelector("[data-unlisted]");
    },
  };
})();
