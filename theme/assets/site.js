// What the pages do beyond being read: the menu on a small screen, tables that scroll. Everything works without it.
"use strict";

(() => {
  const button = document.querySelector(".menu-button");

  if (button) {
    const menu = document.getElementById(button.getAttribute("aria-controls"));
    const isOpen = () => button.getAttribute("aria-expanded") === "true";
    const set = (open) => {
      button.setAttribute("aria-expanded", String(open));
      menu.classList.toggle("open", open);
    };
    button.addEventListener("click", () => set(!isOpen()));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !isOpen() || event.defaultPrevented) return;
      set(false);
      button.focus();
    });
  }

  // On a phone, what only helps to find one's way is folded until it is asked for. Without script it stands open.
  if (matchMedia("(max-width: 47.99rem)").matches) {
    document.querySelectorAll(".contents-list, .sift-fold").forEach((fold) => {
      fold.open = false;
      fold.classList.add("folded");
    });
  }

  // A table wider than the screen scrolls in its own box, which then needs a name that no other has, and a place in the
  // tab order. What is written in a fixed width needs the place alone: it says what it is.
  const named = (box) => box.querySelector("caption")?.textContent.trim() || document.documentElement.dataset.table;
  const label = (box) => {
    const same = [...document.querySelectorAll(".table")].filter((other) => named(other) === named(box));
    return same.length > 1 ? `${named(box)} (${same.indexOf(box) + 1})` : named(box);
  };
  const fit = (box) => {
    if (box.scrollWidth > box.clientWidth + 1) {
      box.tabIndex = 0;
      if (box.localName === "pre") return;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", label(box));
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    }
  };
  const watcher = new ResizeObserver((entries) => entries.forEach((entry) => fit(entry.target)));
  document.querySelectorAll(".table, pre").forEach((box) => watcher.observe(box));

  // A site opened from a folder has no server that turns `planer/` into `planer/index.html`.
  if (location.protocol === "file:") {
    document.querySelectorAll("a[href]").forEach((link) => {
      const address = new URL(link.href);
      if (address.protocol !== "file:" || !address.pathname.endsWith("/")) return;
      address.pathname += "index.html";
      link.href = address.href;
    });
    const form = document.querySelector(".site-header .find");
    if (form) form.action = new URL("index.html", form.action).href;
    const search = document.getElementById("search");
    if (search) document.getElementById("found").textContent = search.dataset.server;
  }
})();
