// The search page: asks Pagefind for what a query means, shows what it found, says how much that was.

import { Words, isSaid } from "./query.js";

const root = document.getElementById("search");
const form = root.querySelector("form");
const field = document.getElementById("query");
const found = document.getElementById("found");
const nothing = document.getElementById("nothing");
const list = document.getElementById("hits");
const more = document.getElementById("more");
const PAGE = 10;
const WAIT = 250;
// Who names a year means that one, however many pages tell of it.
const YEAR = 2.5;
// Who names nothing else means the year's own page, and no document that is in force from then on.
const YEAR_ALONE = 20;
const BEGINS = 1.3;
// Who asks for a telephone means an organisation or a plan; the word itself says little about which.
const OF_KIND = 3;
const FAINT = 0.2;
// Pages that are read through for a word that is not among those of the site.
const MOST_READ = 5;
// Who types the words of a title as they stand there means that page.
const TITLE = 4;

const title = document.title;

let engine = null;
let known = null;
let results = [];
let shown = 0;
let turn = 0;

const say = (name, values) =>
  root.dataset[name].replace(/\{(\w+)\}/g, (_, key) => String(values[key]));

function load() {
  engine ??= import(new URL("../pagefind/pagefind.js", import.meta.url)).then(async (pagefind) => {
    // A page whose name holds the word comes first, then pages that say it, then those with it inside a longer word.
    const metaWeights = { name: 12, title: 6, name_parts: 4, parts: 0.4, section: 0 };
    await pagefind.options({ excerptLength: 28, ranking: { metaWeights } });
    await pagefind.init();
    const weights = Object.keys((await pagefind.filters()).weight ?? {});
    return { pagefind, weights };
  });
  return engine;
}

// Without them the site can still be searched, for the words as they were typed.
function words() {
  const read = async (path) => (await fetch(new URL(path, import.meta.url))).json();
  const own = (name) => (root.dataset.language ? `${name}-${root.dataset.language}.json` : `${name}.json`);
  known ??= Promise.all([read(`../pagefind/${own("words")}`), read(own("synonyms")), read(own("asking"))])
    .then((files) => new Words(...files))
    .catch(() => new Words([], []));
  return known;
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
  // An excerpt that begins within a number, as 000 kronor, would be untrue.
  const first = parsed.firstChild;
  if (first?.nodeType === Node.TEXT_NODE) first.textContent = first.textContent.replace(/^\s*(\d{3}\s+)+(?=\D)/, "");
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
  if (data.tag) heading.firstChild.lang = heading.firstChild.hreflang = data.tag;
  item.append(heading);
  if (data.meta.section) item.append(element("p", "hit-section", data.meta.section));
  if (data.meta.answer) item.append(element("p", "hit-answer", data.meta.answer));
  if (data.excerpt) item.append(excerpt(data.excerpt));
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

// Every page that one of the queries finds, by the best of its scores; a list counts less than what it lists, unless
// nothing but a question is asked, as who is responsible: that is asked about all.
async function gather(pagefind, weights, queries, isBare, best = new Map()) {
  for (const [query, weight] of queries) {
    for (const own of weights) {
      const { results: found } = await pagefind.search(query, { filters: { weight: own } });
      for (const result of found) {
        const score = result.score * weight * (isBare ? 1 : Number(own));
        if (score > (best.get(result.id)?.score ?? 0)) best.set(result.id, { result, score });
      }
    }
  }
  return best;
}

// The lists that were asked for, then the pages that say most of what was asked about. What few pages say counts more than
// what many do, and a page that says less than half of what the best one says is none.
async function rank(pagefind, weights, { about, isBare, lists, ones, typed }) {
  const each = [];
  const texts = new Map();
  for (const one of about) {
    const { best, text } = await answerTo(pagefind, weights, one, isBare);
    texts.set(one, text);
    const { queries, faint } = one;
    const isYear = /^\d{4}$/.test(queries[0][0]);
    if (best.size) each.push({ best, isYear, faint, top: Math.max(...[...best.values()].map(({ score }) => score)) });
  }
  const [answers, meant] = [await ofFirst(pagefind, lists), await ofKinds(pagefind, ones)];
  const count = new Set(each.flatMap(({ best }) => [...best.keys()])).size;
  const pages = new Map();
  // A word that is faint does not decide which pages are found, unless there are no others.
  const isFaint = (faint) => faint && each.some((one) => !one.faint);
  for (const { best, top, isYear, faint } of each) {
    const rare = Math.max(Math.log(1 + count / best.size) * (faint ? FAINT : 1), isYear ? YEAR : 0);
    for (const [id, { result, score }] of best) {
      const page = pages.get(id) ?? { result, score: 0, said: 0 };
      page.score += (rare * score) / top;
      page.said += isFaint(faint) ? 0 : rare;
      pages.set(id, page);
    }
  }
  const most = Math.max(...[...pages.values()].map(({ said }) => said));
  const ranked = [...pages.values()]
    .filter(({ said }) => said >= most / 2)
    .filter(({ result }) => !answers.has(result.id))
    .map(({ result, score, said }) => ({ result, score: score * said * (meant.has(result.id) ? OF_KIND : 1) }))
    .sort((one, other) => other.score - one.score);
  const asked = new Set(about.flatMap(({ queries }) => queries).flatMap(([words]) => words.split(" ")));
  const year = [...asked].every((word) => /^\d{4}$/.test(word)) ? YEAR_ALONE : YEAR;
  const first = await Promise.all(ranked.slice(0, PAGE).map((page) => named(page, asked, year, typed)));
  first.sort((one, other) => other.score - one.score);
  const found = [...answers].map(([id, result]) => pages.get(id)?.result ?? result);
  return { results: [...found, ...[...first, ...ranked.slice(PAGE)].map(({ result }) => result)], texts };
}

// The pages for one thing that is asked about, and what it is called in their words: as it was asked, or by a synonym where
// the site does not have it, or "" where it has neither.
async function answerTo(pagefind, weights, { words, queries, isSure, synonyms, others }, isBare) {
  const own = await gather(pagefind, weights, queries, isBare);
  const isHere = isSure || (await isFound(words, own));
  const best = await gather(pagefind, weights, others, isBare, isHere ? own : new Map());
  return { best, text: isHere ? words.join(" ") : (synonyms[0] ?? "") };
}

// Whether one of the best pages for some words has them: if none of these has, no other has. In a search without
// diacritics it may write them with other letters.
async function isFound(words, best) {
  const first = [...best.values()].sort((one, other) => other.score - one.score).slice(0, MOST_READ);
  const read = await Promise.all(first.map(({ result }) => result.data()));
  const texts = read.map(({ meta, content }) => [...Object.values(meta), content].join(" "));
  return texts.some((text) => words.every((word) => isSaid(word, text) || isSaid(plain(word), plain(text))));
}

// The pages of the first kinds that the site has.
async function ofFirst(pagefind, lists) {
  for (const kinds of lists) {
    const pages = await ofKinds(pagefind, kinds);
    if (pages.size) return pages;
  }
  return new Map();
}

// The pages of some kinds, by their ids, kind by kind.
async function ofKinds(pagefind, kinds) {
  const pages = new Map();
  for (const kind of kinds) {
    const { results: found } = await pagefind.search(null, { filters: { kind } });
    for (const result of found) pages.set(result.id, result);
  }
  return pages;
}

// A page whose title begins with what was asked for is about that, and so is one of a year; a number before its words is
// none of them, nor is a year that is one of several.
async function named({ result, score }, asked, year, typed) {
  const { meta } = await result.data();
  const title = (meta.title ?? "").toLowerCase();
  const isTitle = typed.length > 1 && title.includes(typed.join(" "));
  const begins = title.match(/\p{L}[\p{L}-]*/u)?.[0];
  const isOfYear = title.split(/\s+/).some((word) => /^\d{4}$/.test(word) && asked.has(word));
  return { result, score: score * (isTitle ? TITLE : asked.has(begins) ? BEGINS : 1) * (isOfYear ? year : 1) };
}

// Å, ä and ö are letters of their own; only when nothing is found may `jobbspar` mean `jobbspår`.
async function ask(query) {
  const [{ pagefind, weights }, vocabulary] = await Promise.all([load(), words()]);
  const meaning = vocabulary.meaning(query);
  for (const exactDiacritics of [true, false]) {
    await pagefind.options({ exactDiacritics });
    const { results: answer, texts } = await rank(pagefind, weights, meaning);
    if (answer.length) return { results: answer, meant: meantBy(meaning, texts) };
  }
  return { results: [], meant: "" };
}

// A query in the words that were found, if they are others than those typed.
function meantBy({ typed, texts }, found) {
  const meant = texts.map((text) => found.get(text) ?? text).filter(Boolean).join(" ");
  return meant === typed.join(" ") ? "" : meant;
}

// Another language of the site, asked for by its own name or by what it is called here, with one word more at most.
const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
function versions(query) {
  const asked = plain(query).split(/\P{L}+/u).filter(Boolean);
  const isAsked = (name) => name && plain(name).split(/\s+/).every((word) => asked.includes(word));
  if (asked.length > 2) return [];
  return JSON.parse(root.dataset.versions ?? "[]").filter(({ names }) => names.some(isAsked)).map((version) => ({
    data: async () => ({ ...version, meta: { title: version.title }, excerpt: "", sub_results: [] }),
  }));
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
  const waiting = setTimeout(() => { if (mine === turn) found.textContent = say("loading", {}); }, 400);
  try {
    const answer = await ask(query);
    if (mine !== turn) return;
    clear();
    results = [...versions(query), ...answer.results];
    await show(mine);
    if (mine !== turn) return;
    const name = results.length === 0 ? "none" : results.length === 1 ? "one" : "many";
    const corrected = answer.meant ? `${say("meant", { query, meant: answer.meant })} ` : "";
    found.textContent = corrected + say(name, { query: answer.meant || query, count: results.length });
    nothing.hidden = results.length > 0;
  } catch {
    engine = null;
    clear();
    found.textContent = say("failed", {});
  } finally {
    clearTimeout(waiting);
  }
}

function remember(query) {
  const address = new URL(location.href);
  if (query) address.searchParams.set("q", query);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
  name(query);
}

// The title says what was searched for, in tabs and in history.
function name(query) {
  document.title = query ? `${query} – ${title}` : title;
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

// On a slow line somebody may have typed before this script was there.
field.value ||= new URLSearchParams(location.search).get("q") ?? "";
name(field.value.trim());
if (location.protocol !== "file:" && field.value) now();
