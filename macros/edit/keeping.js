// What the server could not keep lies in this browser until it can: a page that is closed, or a computer that stops, loses
// no word. It is encrypted with a key that only the server knows, and only gives to the person who wrote it; after three
// days, or when somebody throws it away, it is gone. Each window has its own: two of one form take nothing from each other.
"use strict";

globalThis.keeping = (() => {
  const PREFIX = "roda-traden:";
  const LONGEST = 3 * 24 * 3600 * 1000;
  const [person, secret] = (document.body?.dataset.keeping ?? "").split(" ");
  let store = null;
  try { store = globalThis.localStorage; } catch { /* a browser that is told to keep nothing */ }
  const subtle = store && secret && globalThis.crypto?.subtle;
  const bytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (each) => parseInt(each, 16));
  const digits = (buffer) => [...new Uint8Array(buffer)].map((each) => each.toString(16).padStart(2, "0")).join("");
  const key = subtle ? subtle.importKey("raw", bytes(secret), "AES-GCM", false, ["encrypt", "decrypt"]) : null;
  const OF_A_VISIT = new Set(["@token", "@do", "@sent"]);
  const pairsOf = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !OF_A_VISIT.has(name));
  const windowOf = (form) => form.elements["@window"].value.split(" ")[0];
  const placeOf = (form) => form.dataset.file ?? `new ${form.elements["@add"]?.value}`;
  const nameOf = (window) => `${PREFIX}${person}:${window}`;
  // What is dropped while it is being encrypted does not come back.
  let turn = 0;

  const put = async (form) => {
    if (!subtle) return false;
    const mine = ++turn;
    const title = document.querySelector("h1")?.textContent ?? "";
    const text = JSON.stringify({ place: placeOf(form), title, window: windowOf(form), pairs: pairsOf(form) });
    try {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const data = await subtle.encrypt({ name: "AES-GCM", iv }, await key, new TextEncoder().encode(text));
      if (mine === turn) store.setItem(nameOf(windowOf(form)), JSON.stringify({ at: Date.now(), iv: digits(iv), data: digits(data) }));
      return true;
    } catch { return false; }
  };
  const drop = (window) => { turn++; store?.removeItem(nameOf(window)); };
  const old = (name) => {
    try {
      const { at } = JSON.parse(store.getItem(name));
      return !(Math.abs(Date.now() - at) < LONGEST);
    } catch { return true; }
  };
  // Everybody's that is too old goes; one's own that can be read is offered, the latest first.
  const found = async () => {
    const all = store ? Object.keys(store).filter((name) => name.startsWith(PREFIX)) : [];
    for (const name of all) if (old(name)) store.removeItem(name);
    const own = [];
    for (const name of all.filter((each) => subtle && each.startsWith(nameOf("")))) {
      try {
        const { at, iv, data } = JSON.parse(store.getItem(name));
        const text = await subtle.decrypt({ name: "AES-GCM", iv: bytes(iv) }, await key, bytes(data));
        own.push({ at, ...JSON.parse(new TextDecoder().decode(text)) });
      } catch { /* the key is another, as after the server has lost its own */ }
    }
    return own.sort((one, other) => other.at - one.at);
  };
  // The server takes it as what it is, a draft, and shows it merged with what others have written since.
  const give = async ({ place, window, pairs }) => {
    const sent = new FormData();
    for (const [name, value] of pairs) sent.append(name, value);
    sent.set("@token", document.body.dataset.token);
    sent.set("@window", window);
    const isNew = place.startsWith("new ");
    try {
      const reply = await fetch(isNew ? "/.edit/begun" : "/.edit/live", { method: "POST", body: sent, redirect: "manual", cache: "no-store" });
      if (!(await reply.json()).kept) return false;
    } catch { return false; }
    drop(window);
    const address = isNew ? `new?kind=${encodeURIComponent(place.slice(4))}` : `form?file=${encodeURIComponent(place)}`;
    location.assign(`/.edit/${address}&draft=${window}`);
    return true;
  };
  const offer = async () => {
    const form = document.getElementById("form");
    const kit = document.getElementById("kept-here");
    if (!kit || (!form && !document.querySelector(".find"))) return;
    let before = document.querySelector("h1");
    for (const each of await found()) {
      if (form && (each.place !== placeOf(form) || each.window === windowOf(form))) continue;
      const notice = kit.content.firstElementChild.cloneNode(true);
      const said = notice.querySelector("p");
      const when = new Date(each.at).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
      said.textContent = said.textContent.replace("{title}", each.title).replace("{when}", when);
      const [take, away] = notice.querySelectorAll("button");
      take.addEventListener("click", async () => { if (!(await give(each))) notice.querySelector(".error").hidden = false; });
      away.addEventListener("click", () => { drop(each.window); notice.remove(); document.querySelector("h1")?.focus(); });
      before.after(notice);
      before = notice;
    }
  };
  // What was saved in this tab need not be kept any more; a form that came back with mistakes has its window still.
  const SENT = `${PREFIX}sent`;
  const left = (form) => { try { sessionStorage.setItem(SENT, windowOf(form)); } catch { /* it is kept a few days */ } };
  try {
    const window = sessionStorage.getItem(SENT);
    const form = document.getElementById("form");
    if (window && !(form && windowOf(form) === window)) drop(window);
    sessionStorage.removeItem(SENT);
  } catch { /* as above */ }
  offer();
  return { put, drop: (form) => drop(windowOf(form)), left };
})();
