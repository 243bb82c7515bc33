"use strict";
// The legend: pressed labels narrow the text to their clauses and underline the words that prove them.
(() => {
  const legend = document.getElementById("legend");
  const buttons = [...legend.querySelectorAll("button[data-label]")];
  const clauses = [...document.querySelectorAll(".clause")];
  const frames = [...document.querySelectorAll("svg [data-labels]")];
  const proofs = [...document.querySelectorAll("[data-proof]")];
  const words = (text) => text.split(" ").filter(Boolean);

  function show() {
    const wanted = new Set(buttons.filter((b) => b.ariaPressed === "true").map((b) => b.dataset.label));
    const holds = (text) => words(text).some((label) => wanted.has(label));
    let count = 0;
    for (const clause of clauses) {
      clause.hidden = wanted.size > 0 && !holds(clause.dataset.labels);
      count += clause.hidden ? 0 : 1;
    }
    for (const frame of frames) frame.toggleAttribute("hidden", wanted.size > 0 && !holds(frame.dataset.labels));
    for (const proof of proofs) proof.classList.toggle("on", holds(proof.dataset.proof));
    document.getElementById("shown").textContent = wanted.size ? `${count} of ${clauses.length} segments shown.` : "";
  }

  legend.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.id === "everything") for (const other of buttons) other.ariaPressed = "false";
    else button.ariaPressed = button.ariaPressed === "true" ? "false" : "true";
    show();
  });

  // A link into the text must find its clause, whatever is filtered out.
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const clause = target && target.closest(".clause");
    if (!clause || !clause.hidden) return;
    for (const button of buttons) button.ariaPressed = "false";
    show();
    target.scrollIntoView();
  });

  // Paper shows everything.
  const details = [...document.querySelectorAll("details")];
  window.addEventListener("beforeprint", () => details.forEach((item) => { item.open = true; }));
  legend.hidden = buttons.length === 0;
})();
