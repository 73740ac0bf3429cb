// The ledger's choices in place: shows the rows that match, says how many they are, keeps the choice in the address.
"use strict";

(() => {
  const form = document.getElementById("sift");
  const said = document.getElementById("sifted");
  const fields = [...form.querySelectorAll("select")];
  const reset = form.querySelector("button");

  // The links to the pages of choices are what a reader without script has; each becomes an option.
  for (const field of fields) {
    for (const link of document.querySelectorAll(`:is(.outcome, .choices) a[data-choices^="${field.name}:"]`)) {
      const value = link.dataset.choices.slice(field.name.length + 1);
      // How many there are stands after the link, in brackets or alone.
      const many = link.parentElement.textContent.trim().slice(link.textContent.length).trim();
      field.add(new Option(`${link.textContent} ${many.startsWith("(") ? many : `(${many})`}`, value));
    }
    field.closest("p").hidden = field.length === 1;
  }

  const boxes = [...document.querySelectorAll(".ledger")].map((box) => ({
    box,
    heading: box.previousElementSibling,
    rows: [...box.querySelectorAll("tbody tr")].map((row) => ({
      row,
      choices: new Set(row.querySelector("[data-choices]").dataset.choices.split(" ")),
    })),
  }));
  const total = boxes.reduce((sum, { rows }) => sum + rows.length, 0);

  function show() {
    const wanted = fields.filter((field) => field.value).map((field) => `${field.name}:${field.value}`);
    let count = 0;
    for (const { box, heading, rows } of boxes) {
      let here = 0;
      for (const { row, choices } of rows) {
        row.hidden = !wanted.every((choice) => choices.has(choice));
        if (!row.hidden) here += 1;
      }
      box.hidden = heading.hidden = here === 0;
      count += here;
    }
    reset.hidden = wanted.length === 0;
    return count;
  }

  function tell(count) {
    const words = count ? said.dataset.count : said.dataset.none;
    said.textContent = words.replace("{count}", count).replace("{total}", total);
  }

  function remember() {
    const address = new URL(location.href);
    for (const { name, value } of fields) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    history.replaceState(null, "", address);
  }

  function recall() {
    const asked = new URLSearchParams(location.search);
    for (const field of fields) {
      const value = asked.get(field.name) ?? "";
      field.value = [...field.options].some((option) => option.value === value) ? value : "";
    }
    tell(show());
  }

  form.addEventListener("change", () => {
    tell(show());
    remember();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const field of fields) field.value = "";
    tell(show());
    remember();
    // The button goes away with the choice; whoever pressed it goes on where the choosing begins.
    fields.find((field) => !field.closest("p").hidden)?.focus();
  });
  recall();
})();
