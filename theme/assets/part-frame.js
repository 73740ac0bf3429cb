// Tells the page around this frame how high its content is, and nothing else, and takes its colours and font from it; only
// if it is one of the sites named here.
(() => {
  if (parent === window) return;
  let around = location.ancestorOrigins ? location.ancestorOrigins[0] : "";
  try {
    around = around || new URL(document.referrer).origin;
  } catch {
    return;
  }
  const root = document.documentElement;
  if (around !== location.origin && !root.dataset.sites.split(" ").includes(around)) return;
  const tell = () => parent.postMessage({ partHeight: Math.ceil(document.body.getBoundingClientRect().height) }, around);
  // Colours and fonts, and nothing else that a value might be.
  const take = (look) => {
    for (const name of ["ground", "text", "muted", "link", "line", "font"]) {
      const value = look[`--part-${name}`];
      const fits = typeof value === "string" && CSS.supports(name === "font" ? "font-family" : "color", value);
      root.style.setProperty(`--part-${name}`, fits ? value : "");
    }
  };
  new ResizeObserver(tell).observe(document.body);
  addEventListener("load", tell);
  // A page whose script comes later than this frame asks for what it has missed.
  addEventListener("message", (event) => {
    if (event.source !== parent || event.origin !== around) return;
    if (event.data === "partHeight") tell();
    else if (event.data?.partLook) take(event.data.partLook);
  });
})();
