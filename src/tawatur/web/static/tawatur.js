// What pages do beyond plain HTML: the words of a value open beside the page, and single keys.
// Everything here has a link or a form that does the same without it.
(() => {
  "use strict";

  const panel = document.getElementById("evidence");

  /** Opens the words behind a value in the panel; without a panel, or on failure, the link is followed. */
  const open = async (link) => {
    const answer = await fetch(link.href, { headers: { accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = page.querySelector("[data-part]");
    if (!part) throw new Error("no part");
    panel.replaceChildren(document.importNode(part, true));
    panel.classList.add("filled");
    panel.scrollTop = 0;
    for (const other of document.querySelectorAll("[data-evidence][aria-current]")) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-evidence]");
    if (!panel || !link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const href = link.getAttribute("href");
    open(link).catch(() => { location.href = href; });
  });

  // A note in the margin and its word in the text light up together.
  for (const note of document.querySelectorAll("[data-claim]")) {
    const word = document.getElementById(note.dataset.claim);
    if (!word) continue;
    for (const [one, other] of [[note, word], [word, note]]) {
      one.addEventListener("pointerenter", () => other.classList.add("lit"));
      one.addEventListener("pointerleave", () => other.classList.remove("lit"));
    }
    note.addEventListener("focusin", () => word.classList.add("lit"));
    note.addEventListener("focusout", () => word.classList.remove("lit"));
  }

  // --- keys: by their place on the keyboard, so that they work under an Arabic layout ----------

  const items = () => [...document.querySelectorAll("main .card, main .hits > li, main .days > li, main .places > li, .accounts > li, .tree > li")];
  let place = -1;

  const go = (step) => {
    const all = items();
    if (!all.length) return;
    place = Math.max(0, Math.min(all.length - 1, place + step));
    all.forEach((one, at) => one.classList.toggle("current", at === place));
    const link = all[place].querySelector("a[href]");
    link?.focus({ preventScroll: true });
    all[place].scrollIntoView({ block: "nearest" });
  };

  const press = (selector) => document.querySelector(selector)?.click();
  const does = {
    Slash: (event) => (event.shiftKey ? press('a[href^="/settings"]') : document.getElementById("find")?.focus()),
    KeyJ: () => go(1),
    KeyK: () => go(-1),
    KeyA: () => press("button[data-key=accept]"),
    KeyX: () => press("button[data-key=reject]"),
    KeyU: () => press("button[data-key=undo]"),
  };

  document.addEventListener("keydown", (event) => {
    if (document.documentElement.dataset.keys === "off") return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.("input, select, textarea, [contenteditable]")) return;
    const act = does[event.code];
    if (!act) return;
    event.preventDefault();
    act(event);
  });
})();
