// What is pasted into a text becomes Markdown: from Word, Outlook, Excel, LibreOffice, Google Docs and web pages.
"use strict";

globalThis.pasting = (() => {
  const tidy = (text) => text
    .replace(/\r\n?/g, "\n").replace(/\u00ad/g, "").replace(/\u00a0/g, " ").replace(/[\u2028\u2029\u000b]/g, "\n")
    .replace(/[\u200b\u2060\ufeff]/g, "");
  const clean = (text) => tidy(text)
    .replace(/^[ \t]*(?:[•·▪◦‣\uf0a7\uf0b7][ \t]*|[o§–][ ]?\t+)/gm, "- ")
    .replace(/^[ \t]*(\d{1,3}[.)])[ ]?\t+/gm, "$1 ");
  // A spreadsheet puts a cell of several lines in quotation marks; a table in a text has such a cell on one line.
  const onOneLine = (text) => text.replace(/(^|\t|\n)"((?:[^"]|"")*\n(?:[^"]|"")*)"(?=(\t|\n|$))/g, (all, before, cell, after) => (
    before === "\t" || after === "\t" ? `${before}${cell.replaceAll('""', '"').replace(/\s*\n\s*/g, " ")}` : all));
  const row = (cells) => `| ${cells.map((cell) => cell.trim().replaceAll("|", "\\|")).join(" | ")} |`;
  const table = (rows) => [row(rows[0]), row(rows[0].map(() => "---")), ...rows.slice(1).map(row)];
  // Rows of cells that follow each other are a table, wherever in the text they stand.
  const tabbed = (text) => {
    const made = [];
    let rows = [];
    const end = () => {
      if (rows.length > 1) made.push("", ...table(rows), "");
      else made.push(...rows.map((each) => each.join("\t")));
      rows = [];
    };
    for (const each of text.split("\n")) {
      const cells = each.split("\t");
      if (rows.length && cells.length !== rows[0].length) end();
      if (cells.length > 1) rows.push(cells);
      else { end(); made.push(each); }
    }
    end();
    return made.join("\n").replace(/\n{3,}/g, "\n\n");
  };
  const fromPlain = (text, whole) => (whole && tabbed(onOneLine(clean(text)))) || clean(text);

  // The style as it is written: a browser drops what only Word understands, and complains of styles in a page at all.
  const style = (node) => node.getAttribute("data-written") ?? "";
  const unstyled = (source) => source.replace(/<style[\s\S]*?<\/style>/gi, "")
    .replace(/<[a-z](?:[^<>"']|"[^"]*"|'[^']*')*>/gi, (tag) => tag.replace(/(\s)style(?=\s*=)/i, "$1data-written").replace(/(\s)on\w+(?=\s*=)/gi, "$1data-left-out"));
  // What no reader of the document sees: codes, deleted words, and what colleagues have noted in the margin.
  const skipped = (node) => node.matches("style, script, title, template, xml, del, img, colgroup, [class*=MsoComment], [class*=msocom]")
    || /mso-list:\s*ignore|mso-hide:\s*all|mso-element:\s*comment|display:\s*none/i.test(style(node));
  const BLOCKS = "p, div, h1, h2, h3, h4, h5, h6, ul, ol, li, table, blockquote, pre, section, article, main, header, footer, figure, dl, dt, dd, hr";
  const SIGNS = { sup: "⁰¹²³⁴⁵⁶⁷⁸⁹", sub: "₀₁₂₃₄₅₆₇₈₉" };
  const safe = (text) => text.replace(/\\(?=[!-/:-@[-`{-~])/g, "\\\\").replace(/(?<=\S)[*]|[*](?=\S)/g, "\\*").replace(/`/g, "\\`")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_").replace(/<(?=[a-z/!?])/gi, "\\<");
  // Marks of bold and italics stand close to the words.
  const around = (mark, text) => text.replace(/^(\s*)([\s\S]*?)(\s*)$/, (all, before, inner, after) => (
    inner && !inner.includes("\n") ? `${before}${mark}${inner}${mark}${after}` : all));
  const numbered = (found) => found && (found[1] === "edn" ? `e${found[2]}` : found[2]);
  const note = (node) => (/mso-(?:foot|end)note-id/i.test(style(node)) ? numbered(/_(ftn|edn)(\d+)$/.exec(node.getAttribute("href") ?? "")) : null);

  const converter = (whole) => {
    const inline = (node, plain, within = {}) => {
      if (node.nodeType === Node.TEXT_NODE) return safe(node.data.replace(/[ \t\r\n\f]+/g, " "));
      if (node.nodeType !== Node.ELEMENT_NODE || skipped(node)) return "";
      const name = node.localName;
      const weight = /font-weight:\s*(\w+)/i.exec(style(node))?.[1].toLowerCase();
      const bold = weight ? weight === "bold" || weight >= "600" : name === "b" || name === "strong";
      const slant = /font-style:\s*(\w+)/i.exec(style(node))?.[1].toLowerCase();
      const italic = slant ? slant === "italic" : name === "i" || name === "em";
      const inner = () => [...node.childNodes].map((each) => inline(each, plain, { bold: within.bold || bold, italic: within.italic || italic })).join("");
      if (name === "br") return "\n";
      if (name === "a") {
        const found = note(node);
        if (found) return whole ? `[^${found}]` : ` (${found})`;
        const text = inner();
        const address = (node.getAttribute("href") ?? "").trim();
        if (plain || !text.trim() || !/^(?:https?:\/\/|mailto:)/i.test(address)) return text;
        const linked = address.replace(/[\s()<>]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
        return text.replace(/^(\s*)([\s\S]*?)(\s*)$/, (all, before, shown, after) => (
          `${before}[${shown.replace(/\s+/g, " ").replace(/[[\]]/g, "\\$&")}](${linked})${after}`));
      }
      const text = inner();
      if (SIGNS[name] && /^\s*\d+\s*$/.test(text)) return text.replace(/\d/g, (each) => SIGNS[name][each]);
      if (plain) return text;
      const slanted = italic && !within.italic ? around("*", text) : text;
      return bold && !within.bold ? around("**", slanted) : slanted;
    };
    // Marks that end and begin again at the same place, as Word writes a bold line in pieces, are one.
    const flowing = (nodes, plain) => tidy(nodes.map((each) => inline(each, plain)).join(""))
      .replace(/(?<=[^\s*\\])\*\*(\s*)\*\*(?=[^\s*])/g, "$1").replace(/[ \t]+/g, " ").replace(/ ?\n ?/g, "\n").trim();
    const oneLine = (node, plain) => flowing([...node.childNodes], plain).replace(/\s*\n\s*/g, " ");

    const blocks = [];
    const add = (kind, text, depth = 0) => { if (text) blocks.push({ kind, text, depth }); };
    // A list of Word's is paragraphs, each with its level and with the mark that its reader sees.
    const listed = (node) => {
      const found = /mso-list:\s*l\d+\s+level(\d+)/i.exec(style(node));
      const mark = [...node.querySelectorAll("[data-written]")].find((each) => /mso-list:\s*ignore/i.test(style(each)));
      return found && mark ? { depth: Number(found[1]) - 1, mark: tidy(mark.textContent).trim() } : null;
    };
    const rowsOf = (node) => {
      const rows = [];
      const spans = [];
      for (const each of node.rows) {
        const cells = [];
        const fill = () => { while (spans[cells.length] > 0) { spans[cells.length]--; cells.push(""); } };
        for (const cell of each.cells) {
          fill();
          const text = inCell(cell);
          for (let at = 0; at < Math.min(cell.colSpan, 100); at++) { spans[cells.length] = cell.rowSpan - 1; cells.push(at ? "" : text); }
        }
        fill();
        if (cells.some(Boolean)) rows.push(cells);
      }
      const width = Math.max(0, ...rows.map((cells) => cells.length));
      const padded = rows.map((cells) => [...cells, ...Array(width - cells.length).fill("")]);
      // A column without a word, as Excel has it between tables, is none.
      const used = [...Array(width).keys()].filter((at) => padded.some((cells) => cells[at]));
      return padded.map((cells) => used.map((at) => cells[at]));
    };
    // What stands in a cell is on one line there; in the first row nothing is bold that is bold anyway.
    const inCell = (cell) => {
      const own = cell.cloneNode(true);
      for (const each of own.querySelectorAll(`${BLOCKS}, td, th`)) { each.prepend(" "); each.append(" "); }
      return oneLine(own, cell.localName === "th" || cell.parentElement.rowIndex === 0);
    };
    const list = (node, depth) => {
      let number = node.localName === "ol" ? Math.max(1, node.start || 1) : 0;
      for (const each of node.children) {
        if (each.matches("ul, ol")) { list(each, depth + 1); continue; }
        if (each.localName !== "li" || skipped(each)) continue;
        const inner = [...each.querySelectorAll("ul, ol")].filter((found) => found.parentElement.closest("li") === each);
        const own = each.cloneNode(true);
        for (const found of own.querySelectorAll("ul, ol")) found.remove();
        for (const found of own.querySelectorAll(BLOCKS)) { found.prepend(" "); found.append(" "); }
        add(number ? "number" : "point", oneLine(own, false), depth);
        if (number) { blocks.at(-1).number = number; number++; }
        for (const found of inner) list(found, depth + 1);
      }
    };
    const walk = (parent) => {
      let run = [];
      const end = () => {
        const text = flowing(run, false);
        // A sign for a point that somebody typed is one.
        const point = /^[•·▪◦‣\uf0a7\uf0b7]\s*/.exec(text);
        add(point ? "point" : "text", point ? text.slice(point[0].length).replace(/\n/g, " ") : text);
        run = [];
      };
      for (const node of parent.childNodes) {
        if (node.nodeType === Node.ELEMENT_NODE && skipped(node)) continue;
        if (node.nodeType !== Node.ELEMENT_NODE || (!node.matches(BLOCKS) && !node.querySelector(BLOCKS))) { run.push(node); continue; }
        end();
        block(node);
      }
      end();
    };
    const block = (node) => {
      const name = node.localName;
      const level = /^h[1-6]$/.test(name) ? Number(name[1]) : /mso(?:title|heading)/i.test(node.className) ? 1 : 0;
      if (node.matches("ul, ol")) { list(node, 0); return; }
      if (name === "table") {
        if (node.rows.length === 1 && node.rows[0].cells.length === 1) { walk(node.rows[0].cells[0]); return; }
        const rows = rowsOf(node);
        if (!rows.length) return;
        // A title over all columns stands above the table.
        while (rows.length > 2 && rows[0].length > 2 && rows[0][0] && !rows[0].slice(1).some(Boolean)) add("text", rows.shift()[0]);
        if (whole && rows.length > 1 && rows[0].length > 1) add("table", table(rows).join("\n"));
        else add("text", rows.map((cells) => cells.filter(Boolean).join("\t")).join("\n"));
        return;
      }
      if (level) {
        const number = tidy(listed(node)?.mark ?? "");
        const text = oneLine(node, true);
        if (text) blocks.push({ kind: whole ? "heading" : "text", text: [number, text].filter(Boolean).join(" "), depth: level });
        return;
      }
      const footnote = /mso-element:\s*(?:foot|end)note(?!-)/i.test(style(node)) && numbered(/^(ftn|edn)(\d+)$/.exec(node.id));
      if (footnote) {
        const own = node.cloneNode(true);
        for (const each of own.querySelectorAll("a[href*='_ftnref'], a[href*='_ednref']")) each.remove();
        const text = [...own.childNodes].map((each) => (each.childNodes.length ? oneLine(each, false) : "")).filter(Boolean).join(" ");
        add("text", text && (whole ? `[^${footnote}]: ${text}` : `(${footnote}) ${text}`));
        return;
      }
      const item = name === "p" && listed(node);
      if (item) {
        const number = /^(\d+)[.)]$/.exec(item.mark);
        add(number || /^[a-z]{1,3}[.)]$/i.test(item.mark) ? "number" : "point", oneLine(node, false), item.depth);
        if (number && blocks.at(-1)?.kind === "number") blocks.at(-1).number = Number(number[1]);
        return;
      }
      if (name === "hr") return;
      walk(node);
    };

    // The uppermost heading is one of the text: the page has its own title. No level is left out on the way down.
    const headed = () => {
      const open = [];
      for (const each of blocks.filter((found) => found.kind === "heading")) {
        while (open.length && open.at(-1) >= each.depth) open.pop();
        open.push(each.depth);
        each.text = `${"#".repeat(Math.min(open.length + 1, 6))} ${each.text}`;
      }
    };
    const itemized = () => {
      let levels = [];
      for (const each of blocks) {
        if (each.kind !== "point" && each.kind !== "number") { levels = []; continue; }
        const depth = Math.min(each.depth, levels.length);
        const before = levels[depth];
        const number = each.number ?? (before?.number ?? 0) + 1;
        const mark = each.kind === "number" ? `${number}. ` : "- ";
        each.apart = depth < levels.length && before.kind !== each.kind;
        const indent = levels.slice(0, depth).reduce((sum, one) => sum + one.width, 0);
        levels = [...levels.slice(0, depth), { width: mark.length, number, kind: each.kind }];
        each.text = `${" ".repeat(indent)}${mark}${each.text}`;
      }
    };
    const isItem = (each) => each?.kind === "point" || each?.kind === "number";
    return (page) => {
      walk(page.body);
      headed();
      itemized();
      // A line of its own that would begin something else is only words.
      for (const each of blocks) if (each.kind === "text" && !/^\[\^e?\d+\]: /.test(each.text)) each.text = each.text.replace(/^(?=#{1,6} |>)/gm, "\\");
      return blocks.map((each, at) => (at ? (isItem(each) && isItem(blocks[at - 1]) && !each.apart ? "\n" : "\n\n") : "") + each.text).join("");
    };
  };

  // What has no structure, as a line from an editor of code, is taken as it is.
  const STRUCTURE = "p, h1, h2, h3, h4, h5, h6, ul, ol, table, a[href], b, strong, i, em, sup, sub, [data-written*='font-weight'], [data-written*='font-style']";
  const fromPage = (source, whole) => {
    const page = new DOMParser().parseFromString(unstyled(source), "text/html");
    if (page.querySelector("pre") || !page.body.querySelector(STRUCTURE)) return "";
    return converter(whole)(page);
  };

  // The pictures in what is pasted. One that comes alone is a file; beside words a file is often a picture of these, as
  // Word gives one, and the pictures that are meant stand in the page.
  const fromAddress = (address) => {
    const found = /^data:(image\/(png|jpeg|gif|webp));base64,([a-z0-9+/=\s]+)$/i.exec(address ?? "");
    try {
      return found && new File([Uint8Array.from(atob(found[3]), (each) => each.charCodeAt(0))], `bild.${found[2]}`, { type: found[1] });
    } catch { return null; }
  };
  const pictures = (data) => {
    const files = [...data.files].filter((each) => each.type.startsWith("image/"));
    const page = new DOMParser().parseFromString(unstyled(data.getData("text/html")), "text/html");
    const shown = [...page.querySelectorAll("img")].filter((each) => !/display:\s*none/i.test(style(each)));
    const words = page.body.textContent.trim() || data.getData("text/plain").trim();
    if (words) return { alone: null, beside: shown.length > 0 };
    const file = files[0] ?? (shown.length === 1 ? fromAddress(shown[0].getAttribute("src")) : null);
    return { alone: files.length > 1 ? null : file, beside: files.length + shown.length > 0 && (!file || files.length > 1) };
  };

  const letters = (text) => text.match(/\p{L}/gu)?.length ?? 0;
  return {
    pictures,
    // `whole` is a text that may have headings and tables.
    made: (data, whole) => {
      const plain = data.getData("text/plain");
      const made = fromPage(data.getData("text/html"), whole);
      // Should a program write its pages in a way that is not known here, no words are left out.
      if (made && letters(made) >= 0.8 * letters(plain)) return made;
      return plain && fromPlain(plain, whole);
    },
    // As if it had been typed: the browser's own undo takes it back.
    put: (field, text) => {
      field.focus();
      if (document.activeElement === field && document.execCommand("insertText", false, text)) return;
      field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    },
    // Blocks stand apart from the lines before and after them.
    apart: (field, text) => {
      const before = field.value.slice(0, field.selectionStart);
      const after = field.value.slice(field.selectionEnd);
      if (!/\n\n|^(?:#{2,6}|-|\d+\.|\|) /m.test(text)) return text;
      const breaks = (near, words) => (words.trim() ? "\n".repeat(Math.max(0, 2 - near[0].length)) : "");
      return breaks(/\n*$/.exec(before), before) + text + breaks(/^\n*/.exec(after), after);
    },
  };
})();
