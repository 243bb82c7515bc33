"use strict";
// The table of licenses: rows made from the page's data, sorted, filtered and searched; the clause behind an answer.
// License text reaches the page as text nodes only.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const body = byId("rows");
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const number = new Intl.NumberFormat("en-US");
  const answerOf = (row, column) => data.columns[column].answers[row.cells[column].answer];

  // Rows
  body.parentElement.style.setProperty("--columns", data.columns.length);
  const rows = data.rows.map((row, index) => {
    const header = make("th", { role: "rowheader", scope: "row", dir: "auto" }, make("strong", {}, row.name));
    const about = [row.title, row.version && !row.title.includes(row.version) && row.version].filter(Boolean).join(", ");
    if (about) header.append(about);
    const element = make("tr", { role: "row" }, header);
    row.cells.forEach((cell, column) => {
      const answer = answerOf(row, column);
      const item = make("td", { role: "gridcell", className: answer.severity }, answer.text);
      if (cell.review) item.append(" ", make("span", { className: "review" }, "⚑ review"));
      if (cell.verdict && cell.verdict[0] !== "same") item.append(" ", make("span", { className: "verdict" }, cell.verdict[0]));
      element.append(item);
    });
    element.row = index;
    return element;
  });

  // Header: a button that sorts and a list that filters, for each column
  const filters = data.columns.map((column, index) => {
    const counts = new Map();
    for (const row of data.rows) for (const value of answerOf(row, index).values) counts.set(value, (counts.get(value) || 0) + 1);
    const select = make("select", { ariaLabel: `Filter by ${column.title}` }, make("option", { value: "" }, "all"));
    const values = new Set(column.answers.flatMap((answer) => answer.values));
    for (const value of values) select.append(make("option", { value }, `${value} (${number.format(counts.get(value))})`));
    return select;
  });
  const titles = ["License", ...data.columns.map((column) => column.title)];
  const heads = titles.map((title) => make("th", { role: "columnheader", scope: "col", ariaSort: "none" }, make("button", { type: "button" }, title)));
  const filterCells = filters.map((select) => make("th", { role: "gridcell" }, select));
  const thead = body.parentElement.tHead;
  thead.append(
    make("tr", { role: "row" }, ...heads),
    make("tr", { role: "row" }, make("th", { role: "gridcell" }, "Filter"), ...filterCells),
  );

  // Sorting: by name, or by severity and answer; a second time the other way round
  let order = rows.map((_, index) => index);
  const sort = (column) => {
    const head = heads[column];
    const ascending = head.ariaSort !== "ascending";
    for (const other of heads) other.ariaSort = "none";
    head.ariaSort = ascending ? "ascending" : "descending";
    const compareNames = (a, b) => data.rows[a].name.localeCompare(data.rows[b].name, "en", { numeric: true });
    const compare = column === 0 ? compareNames : (a, b) => data.rows[a].cells[column - 1].answer - data.rows[b].cells[column - 1].answer;
    order = rows.map((_, index) => index).sort((a, b) => (ascending ? compare(a, b) : compare(b, a)) || a - b);
    body.append(...order.map((index) => rows[index]));
  };
  heads.forEach((head, column) => head.firstChild.addEventListener("click", () => sort(column)));

  // Searching and filtering
  let only = null;
  let haystacks = null;
  const haystack = (row) =>
    [row.name, row.document, row.title, ...row.cells.map((_, column) => answerOf(row, column).text), ...row.clauses.map((clause) => clause[1])]
      .join("\n").replace(/\s+/g, " ").toLowerCase();
  const narrow = () => {
    const terms = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    if (terms.length && !haystacks) haystacks = data.rows.map(haystack);
    const wanted = filters.map((select, column) => [column, select.value]).filter(([, value]) => value !== "");
    for (const select of filters) select.classList.toggle("set", select.value !== "");
    let count = 0;
    data.rows.forEach((row, index) => {
      const shown =
        (!only || only.has(index)) &&
        terms.every((term) => haystacks[index].includes(term)) &&
        wanted.every(([column, value]) => answerOf(row, column).values.includes(value)) &&
        (!byId("doubtful").checked || (wanted.length ? wanted : row.cells.map((_, column) => [column])).some(([column]) => row.cells[column].review));
      rows[index].hidden = !shown;
      count += shown ? 1 : 0;
    });
    byId("shown").textContent = `${number.format(count)} of ${number.format(rows.length)} licenses shown.`;
    settle();
  };
  let timer = 0;
  byId("search").addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(narrow, 120); });
  byId("doubtful").addEventListener("change", narrow);
  for (const select of filters) select.addEventListener("change", narrow);
  byId("clear").addEventListener("click", () => {
    byId("search").value = "";
    byId("doubtful").checked = false;
    for (const select of filters) select.value = "";
    only = null;
    narrow();
  });
  for (const button of document.querySelectorAll("button[data-only]")) {
    button.addEventListener("click", () => {
      byId("clear").click();
      only = new Set(button.dataset.only.split(" ").map(Number));
      narrow();
      byId("licenses").scrollIntoView();
    });
  }

  // Moving: one cell of the table is a stop of the Tab key, the arrow keys go from there
  let current = null;
  const settle = (cell) => {
    const next = cell || (current && !current.parentElement.hidden ? current : body.querySelector("tr:not([hidden]) > td"));
    if (current && current !== next) current.removeAttribute("tabindex");
    current = next;
    if (current) current.tabIndex = 0;
  };
  const go = (cell) => {
    settle(cell);
    cell.focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const step = (row, count) => {
    let at = row;
    for (let left = Math.abs(count); left > 0; ) {
      const next = count > 0 ? at.nextElementSibling : at.previousElementSibling;
      if (!next) break;
      at = next;
      if (!at.hidden) { row = at; left -= 1; }
    }
    return row;
  };
  body.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td");
    if (!cell) return;
    const row = cell.parentElement;
    const column = [...row.children].indexOf(cell);
    const across = (index) => row.children[Math.min(Math.max(index, 1), row.children.length - 1)];
    const all = event.ctrlKey || event.metaKey;
    const moves = {
      ArrowRight: () => across(column + 1),
      ArrowLeft: () => across(column - 1),
      ArrowDown: () => step(row, all ? Infinity : 1).children[column],
      ArrowUp: () => step(row, all ? -Infinity : -1).children[column],
      PageDown: () => step(row, 10).children[column],
      PageUp: () => step(row, -10).children[column],
      Home: () => (all ? step(row, -Infinity).children[1] : across(1)),
      End: () => (all ? step(row, Infinity) : row).lastElementChild,
    };
    if (event.key === "Enter" || event.key === " ") open(cell);
    else if (moves[event.key]) go(moves[event.key]());
    else return;
    event.preventDefault();
  });
  body.addEventListener("click", (event) => {
    const cell = event.target.closest("td");
    if (!cell || String(getSelection())) return;
    go(cell);
    open(cell);
  });
  // The link over the columns' heads leads to the first answer.
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    if (current) go(current);
  });

  // The clause behind an answer
  const dialog = byId("proof");
  const marked = (text, marks) => {
    const pieces = [];
    let position = 0;
    for (const [start, end] of marks) {
      pieces.push(text.slice(position, start), make("mark", {}, text.slice(start, end)));
      position = end;
    }
    return [...pieces, text.slice(position)];
  };
  const open = (cell) => {
    const row = data.rows[cell.parentElement.row];
    const column = [...cell.parentElement.children].indexOf(cell) - 1;
    const { review, score, proofs, verdict } = row.cells[column];
    const answer = answerOf(row, column);
    byId("proof-title").textContent = `${data.columns[column].title}: ${row.name}`;
    const chip = make("span", { className: `answer ${answer.severity}` }, make("span", { className: "sign", ariaHidden: "true" }), answer.text);
    const meaning = answer.severity.replaceAll("_", " ");
    const means = meaning === answer.text || !proofs.length ? "" : `(${meaning}), `;
    const line = make("p", {}, chip, ` ${means}certain to ${Math.min(99, Math.floor(score * 100))} % `);
    if (review) line.append(make("span", { className: "review" }, "⚑ needs review"));
    const parts = [make("p", { className: "soft words", dir: "auto" }, [row.document, row.title, row.version].filter(Boolean).join(" · ")), line];
    if (verdict) parts.push(make("p", { className: "words" }, `Beside ${data.against}: ${verdict[0]} (${verdict[1]}).`));
    if (!proofs.length) parts.push(make("p", {}, "No words were found that answer it."));
    for (const [clause, marks] of proofs) {
      const [place, text] = row.clauses[clause];
      parts.push(make("blockquote", { dir: "auto" }, make("cite", {}, place), ...marked(text, marks)));
    }
    byId("proof-body").replaceChildren(...parts);
    dialog.showModal();
    dialog.scrollTop = 0;
  };
  byId("close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });

  // Two licenses clause by clause: what became of the clauses that are shown
  const fates = [...document.querySelectorAll("button[data-fate]")];
  for (const button of fates) {
    button.addEventListener("click", () => {
      button.ariaPressed = button.ariaPressed === "true" ? "false" : "true";
      const shown = new Set(fates.filter((other) => other.ariaPressed === "true").map((other) => other.dataset.fate));
      for (const item of document.querySelectorAll("li[data-fate]")) item.hidden = !shown.has(item.dataset.fate);
    });
  }

  // Paper shows everything that is not filtered out.
  window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((item) => { item.open = true; }));

  body.append(...rows);
  narrow();
})();
