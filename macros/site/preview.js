// The page of a preview asks to be told when there is something newer, and then loads itself again.
"use strict";

(() => {
  const seen = document.currentScript.dataset.seen;
  const news = new EventSource(`/.preview/changes?seen=${encodeURIComponent(seen)}`);
  news.onmessage = () => {
    news.close();
    location.reload();
  };
  // A browser holds few lines to one server: a page that is left lets go of its own.
  addEventListener("pagehide", () => news.close());
})();
