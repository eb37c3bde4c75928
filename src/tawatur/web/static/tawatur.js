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

  // A histogram that is wider than the screen opens at the bar that the server names, not at its oldest.
  for (const bar of document.querySelectorAll("[data-open]")) {
    const frame = bar.closest(".histogram");
    const [inner, outer] = [bar, frame].map((one) => one.getBoundingClientRect());
    frame.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
  }

  // --- the words of a decision: what is selected in the report stands in the form ---------------

  const words = document.querySelector("[data-evidence-words]");
  const [begin, stop] = ["start", "end"].map((name) => document.querySelector(`[data-evidence-${name}]`));

  /** The line of the report that holds a node, and how many letters (code points) stand before a place in it. */
  const within = (node, offset) => {
    const line = (node.nodeType === 1 ? node : node.parentElement)?.closest("[data-start]");
    if (!line) return null;
    const before = document.createRange();
    before.setStart(line, 0);
    before.setEnd(node, offset);
    return Number(line.dataset.start) + [...before.toString()].length;
  };

  const take = () => {
    const chosen = document.getSelection();
    if (!words || !chosen || chosen.isCollapsed || !chosen.rangeCount) return;
    const range = chosen.getRangeAt(0);
    let [from, to] = [within(range.startContainer, range.startOffset), within(range.endContainer, range.endOffset)];
    if (from === null || to === null) return;
    const text = chosen.toString();
    from += [...text].length - [...text.trimStart()].length;
    to -= [...text].length - [...text.trimEnd()].length;
    if (to <= from) return;
    words.value = text.trim();
    begin.value = from;
    stop.value = to;
    const details = words.closest("details");
    if (details) details.open = true;
  };

  if (words && begin && stop) {
    for (const line of document.querySelectorAll("[data-start]")) line.classList.add("selectable");
    document.addEventListener("pointerup", () => setTimeout(take));
    document.addEventListener("keyup", (event) => { if (event.shiftKey) take(); });
    words.addEventListener("input", () => { begin.value = stop.value = ""; });
  }

  // --- many at once ----------------------------------------------------------------------------

  const every = document.querySelector("[data-all]");
  if (every) {
    const boxes = [...document.querySelectorAll(".batch [name=object]")];
    const tell = document.querySelector("[data-chosen]");
    const count = () => {
      const chosen = boxes.filter((box) => box.checked).length;
      every.checked = chosen > 0 && chosen === boxes.length;
      every.indeterminate = chosen > 0 && chosen < boxes.length;
      if (tell) tell.textContent = `${chosen} / ${boxes.length}`;
    };
    every.hidden = false;
    every.addEventListener("change", () => { for (const box of boxes) box.checked = every.checked; count(); });
    for (const box of boxes) box.addEventListener("change", count);
    count();
  }

  // On a narrow page the filters would stand before everything else.
  const rail = document.querySelector(".rail details:not([data-narrowed])");
  if (rail && matchMedia("(max-width: 62rem)").matches) rail.open = false;

  // --- keys: by their place on the keyboard, so that they work under an Arabic layout ----------

  const items = () => [...document.querySelectorAll("main .card, main .hits > li, main .days > li, main .places > li, main .thread, .accounts > li, .tree > li")];
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

  /** The next card of a queue; elsewhere the next thing of the page. */
  const move = (step) => {
    const way = document.querySelector(".review-card ~ .pager");
    if (!way) return go(step);
    way.querySelector(`a[rel=${step > 0 ? "next" : "prev"}]`)?.click();
  };

  const press = (selector) => document.querySelector(selector)?.click();

  /** A button that needs something chosen: where nothing is, the first choice is gone to. */
  const pressChosen = (name) => {
    const button = document.querySelector(`button[data-key=${name}]`);
    const boxes = [...(button?.form.querySelectorAll("[type=checkbox]") ?? [])];
    if (!boxes.length || boxes.some((box) => box.checked)) return button?.click();
    boxes[0].focus();
    boxes[0].scrollIntoView({ block: "center" });
  };
  const does = {
    Slash: (event) => (event.shiftKey ? press('a[href^="/settings"]') : document.getElementById("find")?.focus()),
    KeyJ: () => move(1),
    KeyK: () => move(-1),
    KeyE: () => press("a[data-key=edit]"),
    KeyS: () => (document.querySelector("button[data-key=same]") ? press("button[data-key=same]") : pressChosen("split")),
    KeyM: () => pressChosen("merge"),
    KeyD: () => press("button[data-key=different]"),
    KeyN: () => press("button[data-key=unsure]"),
    KeyA: () => press("button[data-key=accept]"),
    KeyX: () => press("button[data-key=reject]"),
    KeyU: () => press("button[data-key=undo]"),
  };

  document.addEventListener("keydown", (event) => {
    if (document.documentElement.dataset.keys === "off") return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.("input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]")) return;
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    const choice = digit && document.querySelector(`[data-choice="${digit[1]}"]`);
    const act = choice ? () => { choice.click(); choice.focus(); } : does[event.code];
    if (!act) return;
    event.preventDefault();
    act(event);
  });
})();
