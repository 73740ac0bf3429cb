// The search page: asks Pagefind, shows what it found, says how much that was.

const root = document.getElementById("search");
const form = root.querySelector("form");
const field = document.getElementById("query");
const found = document.getElementById("found");
const nothing = document.getElementById("nothing");
const list = document.getElementById("hits");
const more = document.getElementById("more");
const PAGE = 10;
const WAIT = 250;

let engine = null;
let results = [];
let shown = 0;
let turn = 0;

const words = (name, values) =>
  root.dataset[name].replace(/\{(\w+)\}/g, (_, key) => String(values[key]));

function load() {
  engine ??= import(new URL("../pagefind/pagefind.js", import.meta.url)).then(async (pagefind) => {
    // A page whose name holds the word comes first, then pages that say it, then those with it inside a longer word.
    const metaWeights = { name: 12, title: 6, name_parts: 4, parts: 0.4, section: 0 };
    await pagefind.options({ excerptLength: 28, ranking: { metaWeights } });
    await pagefind.init();
    return pagefind;
  });
  return engine;
}

function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

// Pagefind marks words with <mark> in an otherwise escaped text; nodes are built from it, markup is never inserted.
function excerpt(markup) {
  const parsed = new DOMParser().parseFromString(markup, "text/html").body;
  const paragraph = element("p", "hit-text");
  for (const node of parsed.childNodes) {
    paragraph.append(node.nodeName === "MARK" ? element("mark", "", node.textContent) : node.textContent);
  }
  return paragraph;
}

function link(address, text, className) {
  const anchor = element("a", className, text);
  anchor.href = address;
  return anchor;
}

function hit(data) {
  const item = element("li", "hit");
  const heading = element("h2", "hit-title");
  heading.append(link(data.url, data.meta.title));
  item.append(heading);
  if (data.meta.section) item.append(element("p", "hit-section", data.meta.section));
  item.append(excerpt(data.excerpt));
  const parts = data.sub_results.filter((part) => part.url !== data.url && part.title !== data.meta.title).slice(0, 3);
  if (parts.length) {
    const inner = element("ul", "hit-parts");
    for (const part of parts) {
      const row = element("li");
      row.append(link(part.url, part.title));
      inner.append(row);
    }
    item.append(inner);
  }
  return item;
}

// Å, ä and ö are letters of their own; only when nothing is found may `jobbspar` mean `jobbspår`.
async function ask(query) {
  const pagefind = await load();
  for (const exactDiacritics of [true, false]) {
    await pagefind.options({ exactDiacritics });
    const answer = await pagefind.search(query);
    if (answer.results.length) return answer;
  }
  return { results: [] };
}

async function show(mine) {
  const next = results.slice(shown, shown + PAGE);
  const items = await Promise.all(next.map((result) => result.data()));
  if (mine !== turn) return null;
  const nodes = items.map(hit);
  list.append(...nodes);
  shown += next.length;
  more.hidden = shown >= results.length;
  return nodes[0] ?? null;
}

function clear() {
  list.replaceChildren();
  nothing.hidden = true;
  more.hidden = true;
  found.textContent = "";
  results = [];
  shown = 0;
}

async function search(query) {
  const mine = ++turn;
  if (!query) return clear();
  const waiting = setTimeout(() => { if (mine === turn) found.textContent = words("loading", {}); }, 400);
  try {
    const answer = await ask(query);
    if (mine !== turn) return;
    clear();
    results = answer.results;
    await show(mine);
    if (mine !== turn) return;
    const name = results.length === 0 ? "none" : results.length === 1 ? "one" : "many";
    found.textContent = words(name, { query, count: results.length });
    nothing.hidden = results.length > 0;
  } catch {
    engine = null;
    clear();
    found.textContent = words("failed", {});
  } finally {
    clearTimeout(waiting);
  }
}

function remember(query) {
  const address = new URL(location.href);
  if (query) address.searchParams.set("q", query);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
}

let timer = 0;
const now = () => {
  clearTimeout(timer);
  const query = field.value.trim();
  remember(query);
  search(query);
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  now();
});
field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(now, WAIT);
});
field.addEventListener("focus", () => load().catch(() => { engine = null; }), { once: true });
more.addEventListener("click", async () => {
  const first = await show(turn);
  first?.querySelector("a").focus();
});

field.value = new URLSearchParams(location.search).get("q") ?? "";
if (field.value) search(field.value.trim());
