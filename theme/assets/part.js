// Shows parts of the publication on another site: <publication-part src="…/bit/">, and frames that get the height they need.
(() => {
  const home = document.currentScript ? new URL(".", document.currentScript.src) : new URL(".", location.href);

  // A frame inherits nothing of the page around it, so it is given the look that the page sets.
  const look = ["ground", "text", "muted", "link", "line", "font"].map((name) => `--part-${name}`);
  const colour = (frame) => {
    const style = getComputedStyle(frame);
    const partLook = Object.fromEntries(look.map((name) => [name, style.getPropertyValue(name).trim()]));
    frame.contentWindow?.postMessage({ partLook }, new URL(frame.src).origin);
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    for (const frame of document.querySelectorAll("iframe[data-part][style]")) colour(frame);
  });

  addEventListener("message", (event) => {
    const height = event.data && event.data.partHeight;
    if (typeof height !== "number" || !(height > 0)) return;
    for (const frame of document.querySelectorAll("iframe[data-part]")) {
      if (frame.contentWindow === event.source && new URL(frame.src).origin === event.origin) {
        frame.style.height = `${Math.min(Math.ceil(height), 5000)}px`;
        colour(frame);
      }
    }
  });

  // A frame that was there before this script has said its height already, to nobody.
  for (const frame of document.querySelectorAll("iframe[data-part]")) frame.contentWindow?.postMessage("partHeight", "*");

  // Nothing that runs comes along, whatever is fetched.
  const harmless = (part) => {
    for (const each of part.querySelectorAll("script, style, link, iframe, object, embed, form")) each.remove();
    for (const each of [part, ...part.querySelectorAll("*")]) {
      for (const { name, value } of [...each.attributes]) {
        const leads = name === "href" || name === "src";
        if (name.startsWith("on") || name === "style" || (leads && !/^https?:/i.test(value))) each.removeAttribute(name);
      }
    }
    return part;
  };

  class PublicationPart extends HTMLElement {
    static observedAttributes = ["src"];

    connectedCallback() {
      if (!this.shadowRoot) {
        this.attachShadow({ mode: "open" });
        const sheet = document.createElement("link");
        sheet.rel = "stylesheet";
        sheet.href = new URL("part.css", home);
        // What stands within the element, such as a link, is shown until the part is there.
        this.shadowRoot.append(sheet, document.createElement("slot"));
      }
      this.show();
    }

    attributeChangedCallback() {
      if (this.isConnected && this.shadowRoot) this.show();
    }

    async show() {
      const given = this.getAttribute("src");
      if (!given) return;
      const address = new URL(given.replace(/\/?$/, "/fragment.txt"), location.href);
      try {
        const answer = await fetch(address, { credentials: "omit" });
        if (!answer.ok || given !== this.getAttribute("src")) return;
        const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("article.part");
        if (found) this.shadowRoot.lastElementChild.replaceWith(harmless(found));
      } catch {
        // The server did not answer: what stands within the element stays.
      }
    }
  }

  // Whoever pastes several parts pastes this script as often, maybe from several publications.
  if (!customElements.get("publication-part")) customElements.define("publication-part", PublicationPart);
})();
