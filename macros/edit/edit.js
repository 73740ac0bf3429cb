// The form without waiting: members come and go in place, the page beside it follows, and what is typed is kept on the server until it is saved.
"use strict";

(() => {
  const form = document.getElementById("form");
  const find = document.querySelector(".find");
  if (find) comboboxes.make(find);
  const state = document.getElementById("state");
  const summary = document.querySelector(".summary:not([hidden])");
  // What has been done comes with the page, so that it is read aloud only where it has the focus.
  const said = summary || (state?.querySelector(".done") && state);
  // The browser goes to the address's place until all is loaded, and takes the focus away each time.
  const shown = (place) => addEventListener("load", () => setTimeout(() => { if (document.activeElement === document.body) place.focus(); }));
  if (!form && said) shown(said);
  if (!form) return;
  // A page on which something is added has no file yet, so nothing to look at.
  const opened = Boolean(form.dataset.base);
  let frame = document.getElementById("preview");
  let coming = null;
  const desk = document.querySelector(".desk");
  const body = document.getElementById("f-body");
  let fresh = 0;
  let timer = 0;
  let asked = 0;
  let edits = 0;
  let unkept = false;
  // Why nothing was kept the last time, if the server was not reached: nobody answered, or a sign-in has expired.
  let away = "";

  // A sign-in that has expired answers with a page of its own or leads to one, which is not followed.
  const reached = async (address, kind, more) => {
    try {
      const reply = await fetch(address, { redirect: "manual", cache: "no-store", ...more });
      const isOwn = (reply.headers.get("Content-Type") ?? "").startsWith(kind);
      if ([0, 401, 403].includes(reply.status) || (reply.ok && !isOwn)) return { away: "signedOut" };
      return isOwn || reply.status === 413 ? { reply } : { away: "unkept" };
    } catch { return { away: "unkept" }; }
  };
  // What stands there is read aloud anew whenever it is written, so that only what is new is.
  let stated = "";
  const say = (words) => {
    if (stated === words) return false;
    state.textContent = stated = words;
    // What must not be missed stays in sight, also far down in a long form.
    state.toggleAttribute("data-away", words !== form.dataset.changed);
    return true;
  };
  // Where it lies meanwhile, if it does, and still does where the same is said again.
  let here = false;
  const unkeptWords = (why, lies = here) => {
    here = lies;
    if (!say([form.dataset[why || "unkept"], here ? form.dataset.keptHere : ""].filter(Boolean).join(" ")) || why !== "signedOut") return;
    const link = document.createElement("a");
    link.href = "/.edit/";
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = form.dataset.signIn;
    state.append(" ", link);
  };

  // What is typed is kept on the server at once, and what is wrong with it comes back, and the page as it would be.
  const changed = () => {
    if (!form.dataset.changed) return;
    unkept = true;
    edits++;
    document.getElementById("undo")?.remove();
    // Opened again, as after a crash, this address shows what has been typed since.
    const here = new URL(location);
    for (const each of ["done", "draft"]) here.searchParams.delete(each);
    if (here.href !== location.href) history.replaceState(history.state, "", here);
    clearTimeout(timer);
    timer = setTimeout(ask, 600);
  };
  const ask = async () => {
    const mine = ++asked;
    const seen = edits;
    let answer = null;
    const sent = new FormData(form);
    clearTimeout(timer);
    const { reply, away: why } = await reached(opened ? "/.edit/live" : "/.edit/begun", "application/json", { method: "POST", body: sent });
    try {
      if (reply?.ok) answer = await reply.json();
    } catch { /* what was cut off is no answer */ }
    if (mine !== asked) return;
    away = answer ? "" : why || (reply?.ok ? "unkept" : "");
    // An answer to what stood here before says nothing of what has been typed since.
    if (unkept && !(answer?.kept && seen !== edits)) {
      if (answer?.kept) say(form.dataset.changed);
      else { unkeptWords(away); if (await keeping.put(form) && unkept) unkeptWords(away, true); }
    }
    if (answer?.kept) keeping.drop(form);
    unkept = unkept && !(answer?.kept && seen === edits);
    if (!answer?.problems) return;
    tell(answer.problems, answer.notices, answer.asked);
    if (!frame) return;
    if (answer.page) show(answer.page); else waiting(false);
    document.getElementById("no-preview").hidden = Boolean(answer.page);
  };
  const waiting = (yes) => { document.getElementById("preview-coming").hidden = !yes; };
  // The page as it would be takes the place of the one before when all of it has come, where that was read.
  // A frame that is led to another address would be one more step back in the browser for each change.
  const show = (address) => {
    const next = frame.cloneNode();
    coming?.remove();
    coming = next;
    next.removeAttribute("id");
    next.hidden = false;
    next.className = "coming";
    next.src = address;
    next.addEventListener("load", () => {
      const at = desk.dataset.view === "form" ? left.page : frame.contentWindow?.scrollY ?? 0;
      frame.remove();
      next.id = "preview";
      next.className = "";
      next.contentWindow.scrollTo(0, at);
      frame = next;
      coming = null;
      waiting(false);
    }, { once: true });
    frame.after(next);
  };
  // In a narrow window the form or the page is seen, each where it was left.
  const views = document.getElementById("views");
  const left = { form: 0, page: 0 };
  const view = (name) => {
    const before = desk.dataset.view;
    if (before) left[before] = before === "form" ? scrollY : frame.contentWindow?.scrollY ?? 0;
    desk.dataset.view = name;
    for (const button of views.children) button.setAttribute("aria-pressed", String(button.dataset.view === name));
    if (name === "form") scrollTo(0, left.form);
    else {
      scrollTo(0, document.documentElement.scrollHeight);
      frame.contentWindow?.scrollTo(0, left.page);
    }
  };
  if (views) {
    views.hidden = false;
    view("form");
    views.addEventListener("click", (event) => { if (event.target.dataset.view) view(event.target.dataset.view); });
  }
  // Who comes back from signing in is asked for what could not be kept.
  document.addEventListener("visibilitychange", () => { if (unkept && (document.hidden || away)) ask(); });
  const idOf = (name) => `f-${name.replaceAll("/", "-").replaceAll("@", "")}`;
  const line = (kind, title, text) => {
    const made = document.createElement("p");
    const strong = document.createElement("strong");
    made.className = kind;
    strong.textContent = title;
    made.append(strong, ` ${text}`);
    return made;
  };
  const list = (summary, found) => {
    summary.querySelector("ul").replaceChildren(...found.map((each) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `#${each.name ? idOf(each.name) : "form"}`;
      const title = document.createElement("strong");
      title.textContent = each.title ? `${each.title}: ` : "";
      link.append(title, each.message);
      item.append(link);
      return item;
    }));
    summary.hidden = found.length === 0;
  };
  // What an import asks has its own list above the form, and is told at its field alone.
  const tell = (problems, notices, asked) => {
    for (const place of form.querySelectorAll("[data-error]")) {
      const at = (each) => each.name === place.dataset.error;
      const wrong = problems.some(at);
      place.replaceChildren(
        ...problems.filter(at).map((each) => line("error", each.message, each.hint)),
        ...[...notices, ...asked].filter(at).map((each) => line("note", `${form.dataset.notices}:`, `${each.message} ${each.hint}`)),
      );
      place.hidden = !place.hasChildNodes();
      const field = document.getElementById(idOf(place.dataset.error));
      place.closest(".field")?.classList.toggle("wrong", wrong);
      if (!field?.matches("input, select, textarea")) continue;
      if (wrong) field.setAttribute("aria-invalid", "true"); else field.removeAttribute("aria-invalid");
    }
    list(document.getElementById("problems"), problems);
    const noted = document.getElementById("notices");
    noted.querySelector("summary span").textContent = notices.length;
    list(noted, notices);
  };
  // What is told of a field leads to it, also where it is folded away.
  document.addEventListener("click", (event) => {
    const place = event.target.closest?.(".summary a, .notice a")?.hash;
    let name = place?.slice(1) ?? "";
    // What a member of a long list has is not there before it is opened.
    while (name && !document.getElementById(name)) name = name.slice(0, Math.max(0, name.lastIndexOf("-")));
    const field = name && document.getElementById(name);
    if (!field) return;
    event.preventDefault();
    if (views) view("form");
    for (let above = field.closest("details"); above; above = above.parentElement.closest("details")) above.open = true;
    for (const own of field.querySelectorAll(":scope > .folded")) own.open = true;
    const target = field.matches("input, select, textarea") ? field : field.querySelector("input:not([type=hidden]), select:not([hidden]), textarea, button");
    (target || field).focus();
    (target || field).scrollIntoView({ block: "center" });
  });

  // What somebody has unfolded stays so when the form comes back, as it does when it has been saved.
  const unfolded = `unfolded ${form.dataset.file}`;
  for (const id of JSON.parse(sessionStorage.getItem(unfolded) ?? "[]")) {
    for (const own of document.getElementById(id)?.querySelectorAll(":scope > .folded") ?? []) own.open = true;
  }
  addEventListener("pagehide", () => {
    sessionStorage.setItem(unfolded, JSON.stringify(Array.from(form.querySelectorAll(".folded[open]"), (each) => each.parentElement.id)));
  });

  // The first of a list does not go up, nor the last down.
  const ends = () => {
    for (const member of form.querySelectorAll("[data-member]")) {
      for (const [way, beside] of [["up", member.previousElementSibling], ["down", member.nextElementSibling]]) {
        const button = member.querySelector(`:scope > .moves [data-act=${way}]`);
        if (button) button.disabled = !beside;
      }
    }
  };
  // A blank member of a list: its own, or that of the same list in a blank member of the list that it stands in.
  const blank = (list) => {
    const own = list.querySelector(":scope > template");
    if (own) return own.innerHTML;
    const member = list.closest("[data-member]");
    const outer = member.parentElement.closest("[data-list]");
    const [of, as] = [`${outer.dataset.list}/new`, member.dataset.member];
    const around = document.createElement("template");
    around.innerHTML = blank(outer);
    const same = around.content.querySelector(`[data-list="${of}${list.dataset.list.slice(as.length)}"]`);
    return blank(same).replaceAll(`${of}/`, `${as}/`).replaceAll(`${idOf(of)}-`, `${idOf(as)}-`);
  };
  // Members of lists: added, taken away and moved where they stand.
  const act = (button) => {
    const list = button.closest("[data-list]");
    const member = button.closest("[data-member]");
    switch (button.dataset.act) {
      case "add": {
        const members = list.querySelector(".members");
        const number = members.children.length + 1;
        const name = list.dataset.list;
        const made = blank(list)
          .replaceAll(`${name}/new`, `${name}/n${++fresh}`)
          .replaceAll(`${idOf(`${name}/new`)}`, idOf(`${name}/n${fresh}`));
        members.insertAdjacentHTML("beforeend", made);
        const added = members.lastElementChild;
        added.querySelector(":scope > legend")?.append(String(number));
        (added.querySelector("input:not([type=hidden]), select, textarea") || added).focus();
        break;
      }
      case "remove": {
        const next = member.nextElementSibling || member.previousElementSibling;
        const target = next ? next.querySelector("summary, button, input, select") : member.closest("[data-list]").querySelector("[data-act=add]");
        member.remove();
        target?.focus();
        break;
      }
      case "up": if (member.previousElementSibling) member.previousElementSibling.before(member); break;
      case "down": if (member.nextElementSibling) member.nextElementSibling.after(member); break;
      default: return;
    }
    ends();
    if (["up", "down"].includes(button.dataset.act)) (button.disabled ? member.querySelector(":scope > .moves button:enabled") : button).focus();
    pickers();
    comboboxes.make(form);
    changed();
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-act]");
    if (!button) return;
    event.preventDefault();
    act(button);
  });

  // Days from the calendar of the browser, beside the field that also takes a month or a year; colours from its palette.
  const day = (text) => (/^\d{4}-\d\d-\d\d$/.test(text) ? text : "");
  const colour = (text) => (/^#[\da-f]{3}$/i.test(text) ? `#${[...text.slice(1)].map((each) => each + each).join("")}` : text);
  const picked = { date: [day, "pick"], colour: [colour, "pickColour"] };
  const pickers = () => {
    for (const input of form.querySelectorAll(":is(.date, .colour) > input[type=text]:not([data-picked])")) {
      const [value, called] = picked[input.parentElement.matches(".date") ? "date" : "colour"];
      input.dataset.picked = "";
      const pick = document.createElement("input");
      pick.type = called === "pick" ? "date" : "color";
      // It says which day or colour: there are many on a form.
      const title = input.labels[0]?.firstChild?.textContent.trim() ?? "";
      pick.setAttribute("aria-label", `${form.dataset[called] || ""}: ${title}`);
      pick.value = value(input.value);
      input.addEventListener("input", () => { pick.value = value(input.value); });
      pick.addEventListener("input", () => { input.value = pick.value; changed(); });
      const row = document.createElement("div");
      row.className = "pick";
      input.before(row);
      row.append(input, pick);
      if (called === "pick" && pick.showPicker) row.append(opener(pick));
    }
  };
  // A browser's field for days is four stops of the tab key; a button that opens its calendar is one.
  const opener = (pick) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = form.dataset.pick;
    button.setAttribute("aria-label", pick.getAttribute("aria-label"));
    button.addEventListener("click", () => pick.showPicker());
    pick.tabIndex = -1;
    pick.setAttribute("aria-hidden", "true");
    return button;
  };

  // Texts: tools that write Markdown, and pasted text made clean.
  const put = (field, text, from = field.selectionStart, to = field.selectionEnd) => {
    field.setSelectionRange(from, to);
    pasting.put(field, text);
    changed();
  };
  const lines = (field, mark) => {
    const start = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
    const chosen = field.value.slice(start, field.selectionEnd);
    put(field, chosen.split("\n").map((line) => mark + line.replace(/^([#-]+ )/, "")).join("\n"), start, field.selectionEnd);
  };
  const offer = (field) => {
    const kit = document.getElementById("tools");
    if (!kit) return;
    const tools = kit.content.firstElementChild.cloneNode(true);
    const select = tools.querySelector("select");
    if (field !== body) for (const name of ["heading", "table"]) tools.querySelector(`[data-tool=${name}]`).remove();
    const name = field.labels[0]?.firstChild.textContent.trim();
    if (name) tools.setAttribute("aria-label", `${tools.getAttribute("aria-label")}: ${name}`);
    field.before(tools);
    comboboxes.make(select);
    tools.addEventListener("click", (event) => {
      const tool = event.target.closest("button")?.dataset.tool;
      if (tool === "heading") lines(field, "## ");
      if (tool === "list") lines(field, "- ");
      if (tool === "table") put(field, "\n\n| A | B |\n| --- | --- |\n|  |  |\n\n");
    });
    select.addEventListener("change", () => {
      const chosen = select.selectedOptions[0];
      if (chosen?.value) put(field, `[${field.value.slice(field.selectionStart, field.selectionEnd) || chosen.textContent}](ref:${chosen.value})`);
      select.value = "";
    });
  };
  // A text gets its tools when somebody comes to it: a form of many texts is not long in coming.
  form.addEventListener("focusin", (event) => {
    const field = event.target.closest("textarea");
    if (field && !field.parentElement.querySelector(".tools")) offer(field);
  });
  // A picture or a PDF: handed over at once, and put where the writer is in the text.
  const uploading = document.getElementById("upload");
  uploading?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const failed = document.getElementById("f-upload-error");
    const { reply, away: why } = await reached(uploading.action, "application/json", { method: "POST", body: new FormData(uploading), headers: { Accept: "application/json" } });
    if (!reply || !(reply.headers.get("Content-Type") ?? "").startsWith("application/json")) {
      failed.hidden = true;
      unkeptWords(why);
      state.focus();
      state.scrollIntoView({ block: "center" });
      return;
    }
    const answer = await reply.json();
    failed.hidden = !answer.problems;
    failed.textContent = answer.problems ? answer.problems.map((each) => `${each.message} ${each.hint}`).join(" ") : "";
    if (answer.problems) return;
    put(body, `\n\n${answer.markdown}\n\n`);
    uploading.reset();
    document.querySelector("#uploading .pictures")?.remove();
    document.getElementById("uploading").open = false;
  });
  // Cells of a spreadsheet go into as many cells of a table, from the one where they are pasted; new rows come as needed.
  const spread = (cell, text) => {
    const values = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n").map((line) => line.split("\t"));
    const cellsOf = (row) => [...row.querySelectorAll(":scope > * > .field")].map((each) => each.querySelector("input:not([type=hidden]), select"));
    const first = cell.closest("tr");
    const at = cellsOf(first).indexOf(cell);
    const option = (field, value) => [...field.options].find((each) => each.textContent.trim().toLowerCase() === value.trim().toLowerCase());
    const fits = (value, beside) => {
      const field = cellsOf(first)[at + beside];
      return field ? !field.matches("select") || !value.trim() || option(field, value) : !value.trim();
    };
    // What does not fit is left as one text, which is seen, and nothing of it is dropped.
    if (values.length === 1 && values[0].length === 1 || !values.every((line) => line.every(fits))) return false;
    let row = first;
    for (const [number, line] of values.entries()) {
      if (number && !row.nextElementSibling) act(cell.closest("[data-list]").querySelector(":scope > p > [data-act=add]"));
      if (number) row = row.nextElementSibling;
      for (const [beside, value] of line.entries()) {
        const field = cellsOf(row)[at + beside];
        if (!field) continue;
        if (field.matches("select")) field.value = option(field, value)?.value ?? "";
        else { field.select(); pasting.put(field, value.trim()); }
      }
    }
    cell.focus();
    changed();
    return true;
  };
  // A pasted picture is handed over like one that is chosen, and described by who pastes it; what cannot come along is said.
  const answerPictures = (field, { alone, beside }) => {
    field.parentElement.querySelector(".pictures")?.remove();
    if (!alone && !beside) return;
    const place = document.getElementById("uploading");
    const chosen = alone && field === body && place;
    const said = document.createElement("p");
    said.className = "note pictures";
    said.setAttribute("role", "alert");
    said.textContent = form.dataset[chosen ? "pictureChosen" : field === body ? "picturesLeft" : body ? "pictureElsewhere" : "pictureNowhere"];
    if (!chosen) { field.before(said); return; }
    const given = new DataTransfer();
    given.items.add(alone);
    const input = document.getElementById("f-upload");
    input.files = given.files;
    place.querySelector(".pictures")?.remove();
    place.open = true;
    uploading.before(said);
    document.getElementById("f-words").focus();
    place.scrollIntoView({ block: "nearest" });
  };
  form.addEventListener("paste", (event) => {
    const cell = event.target.closest(".grid .field > input");
    if (cell && spread(cell, event.clipboardData?.getData("text/plain") ?? "")) { event.preventDefault(); return; }
    const field = event.target.closest("textarea");
    if (!field || !event.clipboardData) return;
    answerPictures(field, pasting.pictures(event.clipboardData));
    const made = pasting.made(event.clipboardData, field === body);
    if (!made || made === event.clipboardData.getData("text/plain")) return;
    event.preventDefault();
    pasting.put(field, made.startsWith("\n") ? made : pasting.apart(field, made));
    changed();
  });

  form.addEventListener("input", changed);
  // The server may come to an earlier state last, even after the form itself.
  form.addEventListener("formdata", (event) => event.formData.set("@sent", `${performance.timeOrigin} ${asked}`));
  let asking = false;
  let sending = false;
  form.addEventListener("submit", async (event) => {
    const unlisted = /^(?:save|show|open)/.test(event.submitter?.value ?? "save") && comboboxes.unlisted(form);
    if (unlisted) {
      event.preventDefault();
      for (let above = unlisted.closest("details"); above; above = above.parentElement.closest("details")) above.open = true;
      unlisted.focus();
      unlisted.scrollIntoView({ block: "center" });
      return;
    }
    // What is sent to nobody would be lost with the page: it is asked first whether somebody is there.
    if (!sending) {
      event.preventDefault();
      if (asking) return;
      asking = true;
      const before = away;
      if (away && unkept) await ask();
      else away = (await reached("/.edit/edit.css", "text/css", { method: "HEAD" })).away ?? "";
      asking = false;
      if (away || (before && unkept)) {
        unkeptWords(away);
        state.focus();
        state.scrollIntoView({ block: "center" });
        return;
      }
      sending = true;
      form.requestSubmit(event.submitter);
      sending = false;
      return;
    }
    unkept = false;
    keeping.left(form);
    clearTimeout(timer);
    asked++;
  });
  // What saves in other programs saves here.
  document.addEventListener("keydown", (event) => {
    const button = form.querySelector(".actions [value=save]");
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s" || !button) return;
    event.preventDefault();
    form.requestSubmit(button);
  });
  addEventListener("beforeunload", (event) => { if (unkept) event.preventDefault(); });
  // A browser may leave a long field that the Tab key leads to below the edge, also before this script has come.
  const whole = () => document.activeElement.closest?.("textarea")?.scrollIntoView({ block: "nearest" });
  document.addEventListener("keyup", (event) => { if (event.key === "Tab") whole(); });
  whole();
  summary?.focus();
  // What has just been added: the form of a whole list opens there.
  const added = document.querySelector("[data-opened]") || (!summary && location.hash && document.getElementById(location.hash.slice(1)));
  const first = added && added.querySelector("input:not([type=hidden]), select, textarea");
  const next = first || (!summary && said);
  if (next) shown(next);
  if (body) offer(body);
  ends();
  pickers();
  comboboxes.make(form);
  if (opened) { if (frame) waiting(true); ask(); }
})();
