// What a query means on this site: its words in other forms, synonyms, and the word that a misspelt one was to be.

const MOST_VARIANTS = 12;
const MOST_FORMS = 4;
const OTHER_FORM = 0.9;
const SYNONYM = 0.7;
const SHORTEST_MISSPELT = 4;
const LONG = 8;
const SHORTEST_PART = 3;
const SHORTEST_END = 4;
const SHORTEST_STEM = 6;
const LONGEST_ENDING = 3;

const wordsOf = (text) =>
  text.toLowerCase().split(/\s+/).map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")).filter(Boolean);

const plainMarks = (word) => (/\d/.test(word) ? word.replaceAll(",", ".") : word.replace(/[^\p{L}]+/gu, ""));

// A text as words without marks within them: e-post is one, and so are its halves; 12,5 is not 125.
const textWords = (text) =>
  text.toLowerCase().split(/\s+/).flatMap((word) => [...wordsOf(word), ...word.split(/[^\p{L}\p{N}]+/u)]).map(plainMarks);

// Whether a text has a word, or one that begins with it, or it without its ending: Pagefind answers with pages that have
// only the beginning of a word that stands nowhere.
export function isSaid(word, text) {
  const typed = plainMarks(word.toLowerCase());
  return textWords(text).some((known) => known.startsWith(typed)
    || (known.length >= SHORTEST_STEM && typed.startsWith(known) && typed.length - known.length <= LONGEST_ENDING));
}

// Each query once, with the most that it counts.
function inText(queries) {
  const most = new Map();
  for (const [words, weight] of queries) most.set(words.join(" "), Math.max(weight, most.get(words.join(" ")) ?? 0));
  return [...most];
}

// How many letters differ, are missing or have changed places; more than `most` are not counted out.
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = null;
  let above = [...Array(other.length + 1).keys()];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      row[j] = Math.min(row[j - 1] + 1, above[j] + 1, above[j - 1] + same);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...row) > most) return most + 1;
    [before, above] = [above, row];
  }
  return above[other.length];
}

export class Words {
  // `lines` are words of one meaning, those of the site before a bar; `synonyms` are pairs: what is typed, what is found.
  // Of the words of questions, `asking` only ask, `states` say how far something is, and `pages` are words that mean pages
  // of a kind: `lists`, the pages that list them, and `one`, each of them.
  constructor(lines, synonyms, { asking = [], states = [], pages = [] } = {}) {
    this.asking = new Set(asking);
    this.states = new Set(states);
    this.rows = pages;
    this.pages = new Set(pages.flatMap(({ words }) => words));
    this.own = lines.map((line) => line.split("|")[0].split(" "));
    this.site = new Map(this.own.flatMap((words, group) => words.map((word) => [word, group])));
    const others = lines.flatMap((line, group) => (line.split("|")[1] ?? "").split(" ").map((word) => [word, group]));
    this.group = new Map([...others, ...this.site]);
    this.group.delete("");
    this.typed = synonyms.map(([typed]) => wordsOf(typed)).filter(({ length }) => length === 1).flat();
    this.synonyms = synonyms.map(([typed, found]) => [wordsOf(typed).map((word) => this.key(word)), wordsOf(found)]);
  }

  // What is the same for all forms of a word.
  key(word) {
    return this.group.get(word) ?? this.group.get(word.replace(/'?s$/, "")) ?? word;
  }

  // A word that is only begun, or the last part of a longer one, is no misspelling.
  isKnown(word) {
    if (word.length < SHORTEST_MISSPELT || /\d/.test(word) || typeof this.key(word) === "number") return true;
    if (this.asking.has(word) || this.states.has(word) || this.pages.has(word)) return true;
    return [...this.site.keys()].some((known) => known.startsWith(word) || known.endsWith(word));
  }

  // Whether the site has a word in some form, without a doubt: its parts and its numbers are not among its words.
  isOwn(word) {
    return typeof this.key(word) === "number";
  }

  // The forms of a word that the site has, each with how much it counts.
  forms(word) {
    // A number that somebody types is a word, and not that of a group.
    const group = this.key(word);
    const own = typeof group === "number" ? this.own[group] : [];
    const others = own.filter((form) => form !== word).slice(0, MOST_FORMS);
    const typed = this.site.has(word) || own.length === 0 ? [[word, 1]] : [];
    return [...typed, ...others.map((form) => [form, typed.length ? OTHER_FORM : 1])];
  }

  // The nearest word as the site or its synonyms have it, the commoner of two that are as near; the word itself where none
  // is near. Who
  // mistypes two letters gets the first one right: förskola is no högskola.
  nearest(word) {
    let most = word.length < LONG ? 1 : 2;
    let found = word;
    for (const known of [...this.group.keys(), ...this.typed]) {
      const limit = known[0] === word[0] ? most : Math.min(most, 1);
      const steps = distance(word, known, limit);
      if (steps > limit) continue;
      const better = steps < most || (found === word && steps === most);
      if (better || (steps === most && this.site.has(known) && !this.site.has(found))) [found, most] = [known, steps];
    }
    return this.site.has(found) ? found : this.own[this.group.get(found)]?.[0] ?? found;
  }

  // The words of the site that a compound is made of: both where it has both, or else its end, which says what it is; none
  // where the site has neither. The longest end is taken.
  parts(word) {
    const cuts = [...Array(word.length).keys()].slice(SHORTEST_PART, -SHORTEST_END + 1);
    const halves = cuts.map((cut) => [word.slice(0, cut), word.slice(cut)]).filter(([, end]) => this.isOwn(end));
    // What only asks or joins, as `för`, makes another word of it: förskola is no school.
    if (halves.some(([head]) => this.asking.has(head))) return [];
    return halves.find(([head]) => this.isOwn(head)) ?? halves.slice(0, 1).map(([, end]) => end);
  }

  // Every form of every word, the likeliest first: [query, how much it counts].
  variants(words, weight) {
    let found = [[[], weight]];
    for (const word of words) {
      found = found.flatMap(([before, own]) => this.forms(word).map(([form, part]) => [[...before, form], own * part]));
      found = found.slice(0, MOST_VARIANTS);
    }
    return found;
  }

  // The synonyms that begin at a place in a query: how many words they stand for, and what is found for these.
  synonymsAt(keys, at) {
    const fitting = this.synonyms.filter(([typed]) => typed.every((key, step) => keys[at + step] === key));
    const length = Math.max(0, ...fitting.map(([typed]) => typed.length));
    return { length, found: fitting.filter(([typed]) => typed.length === length).map(([, found]) => found) };
  }

  // The kinds of pages that a query means: `lists`, the likeliest first, where it names nothing but them and how far they
  // are, as "which plans are finished"; or else `ones`, as in "phone number of the job centre".
  kinds(typed) {
    const named = this.rows.filter(({ words }) => typed.some((word) => words.includes(word)));
    const isOnlyThat = typed.every((word) => this.asking.has(word) || this.states.has(word) || this.pages.has(word));
    const [lists, ones] = [named.map((row) => row.lists ?? []), named.flatMap(({ one }) => one ?? [])];
    return isOnlyThat ? { lists, ones: [] } : { lists: [], ones };
  }

  // A word as the site or its synonyms know it: corrected where it is misspelt, in parts where the site has those alone.
  corrected(word) {
    const { found } = this.synonymsAt([this.key(word)], 0);
    const isUnderstood = this.isKnown(word) || found.some((words) => words.every((one) => this.isKnown(one)));
    const near = isUnderstood ? word : this.nearest(word);
    return { near, parts: isUnderstood || near !== word ? [] : this.parts(word) };
  }

  // What is asked for by some words of a query, and by their synonyms that the site has.
  asked(own, synonyms) {
    const others = synonyms.filter((words) => words.every((word) => this.isKnown(word)));
    return {
      words: own,
      queries: inText(this.variants(own, 1)),
      isSure: own.every((word) => this.isOwn(word)),
      synonyms: others.map((words) => words.join(" ")),
      others: inText(others.flatMap((words) => this.variants(words, SYNONYM))).slice(0, MOST_VARIANTS),
      faint: own.every((word) => this.pages.has(word)),
    };
  }

  // What to ask for, for each thing that is asked about: its `words`, their `queries`, [query, how much it counts], whether
  // the site has them for sure, `isSure`, their `synonyms` with the queries for these, `others`, and whether they are
  // `faint`, words that are on nearly every page of their kind, or say little. Words that only ask are left out, unless
  // there are no others: then the query `isBare`. `typed` are its words; `texts` are what it is in words of the site: words
  // that only ask, and what is asked about.
  meaning(query) {
    const typed = wordsOf(query);
    const isBare = typed.every((word) => this.asking.has(word));
    const texts = [];
    for (let at = 0; at < typed.length; ) {
      const { length } = this.synonymsAt(typed.map((word) => this.key(word)), at);
      const taken = typed.slice(at, at + Math.max(1, length));
      at += taken.length;
      if (!isBare && taken.every((word) => this.asking.has(word))) {
        texts.push(...taken);
        continue;
      }
      const { near, parts } = taken.length > 1 ? { near: taken[0], parts: [] } : this.corrected(taken[0]);
      if (parts.length) {
        // The end alone says little.
        texts.push(...parts.map((part) => ({ ...this.asked([part], []), faint: parts.length === 1 })));
        continue;
      }
      const own = taken.length > 1 ? taken : [near];
      const { found } = this.synonymsAt(own.map((word) => this.key(word)), 0);
      texts.push(this.asked(own, found));
    }
    return { typed, texts, about: texts.filter((text) => text.queries), isBare, ...this.kinds(typed) };
  }
}
