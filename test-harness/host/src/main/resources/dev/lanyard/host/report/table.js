// Tables that are searched, filtered, sorted and paged in the page, and written as CSV.

const PAGE_SIZE = 50;

const COLLATOR = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

function fold(text) {
  return text.normalize("NFKC").toLowerCase();
}

function compare(one, other) {
  if (typeof one === "number" && typeof other === "number") {
    return one - other;
  }
  return COLLATOR.compare(String(one), String(other));
}

/** What a spreadsheet would take for a formula is written as text. */
function csvField(value) {
  let text = String(value);
  if (typeof value === "string" && /^[=+\-@\t\r]/.test(text)) {
    text = "'" + text;
  }
  return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
}

/**
 * Shows rows as a table.
 *
 * columns: {name, value(row): text or number to sort, search and write, cell(row): what to show instead, numeric, wide,
 * hidden: only searched and written}.
 * The first column names the row. filters: {name, value(row): text or texts, chosen}. sort: [name of a column,
 * descending].
 */
function table({ caption, columns, rows, filters = [], sort, empty, what }) {
  const state = { text: "", page: 0, column: sort ? columns.find((column) => column.name === sort[0]) : null, descending: sort ? sort[1] : false, shown: rows };
  const texts = new Map();
  const search = el("input", { type: "search", id: freshId(), autocomplete: "off", spellcheck: "false" });
  const selects = filters.map((filter) => choices(filter, rows));
  const status = el("p", { class: "count", role: "status", "aria-live": "polite" });
  const captionId = freshId();
  const body = el("tbody", {});
  const visible = columns.filter((column) => !column.hidden);
  const heads = visible.map((column) =>
    el(
      "th",
      { scope: "col", class: column.numeric ? "number" : undefined },
      el("button", { type: "button", onclick: () => sortBy(column) }, column.name),
    ),
  );
  const previous = el("button", { type: "button", onclick: () => turn(-1) }, "Previous");
  const next = el("button", { type: "button", onclick: () => turn(1) }, "Next");
  const place = el("span", { class: "place" });
  const pager = el("div", { class: "pager", role: "group", "aria-label": "Pages of " + caption }, previous, place, next);

  function textOf(row) {
    let text = texts.get(row);
    if (text === undefined) {
      text = fold(columns.map((column) => String(column.value(row))).join("\u0000"));
      texts.set(row, text);
    }
    return text;
  }

  function choose() {
    const words = fold(state.text).split(/\s+/).filter(Boolean);
    state.shown = rows.filter(
      (row) =>
        selects.every((select) => select.accepts(row)) &&
        (words.length === 0 || words.every((word) => textOf(row).includes(word))),
    );
    order();
  }

  function order() {
    if (state.column) {
      const value = state.column.value;
      const sign = state.descending ? -1 : 1;
      state.shown = state.shown
        .map((row) => [value(row), row])
        .sort((one, other) => {
          // What is not there comes last, in either direction.
          const absent = (one[0] === "") - (other[0] === "");
          return absent || sign * compare(one[0], other[0]);
        })
        .map((pair) => pair[1]);
    }
    state.page = 0;
    show();
  }

  function sortBy(column) {
    state.descending = state.column === column && !state.descending;
    state.column = column;
    order();
  }

  function turn(step) {
    state.page += step;
    show();
    // The button that was pressed may be at its end: keep the keyboard where it can go on.
    if (previous.disabled && step < 0) {
      next.focus();
    } else if (next.disabled && step > 0) {
      previous.focus();
    }
  }

  function show() {
    const first = state.page * PAGE_SIZE;
    const part = state.shown.slice(first, first + PAGE_SIZE);
    body.replaceChildren(...part.map(line));
    if (part.length === 0) {
      body.append(
        el("tr", {}, el("td", { colspan: visible.length, class: "empty" }, rows.length === 0 ? empty : "Nothing fits.")),
      );
    }
    heads.forEach((head, index) => {
      if (visible[index] === state.column) {
        head.setAttribute("aria-sort", state.descending ? "descending" : "ascending");
      } else {
        head.removeAttribute("aria-sort");
      }
    });
    status.textContent =
      state.shown.length === rows.length
        ? counted(rows.length, what)
        : count(state.shown.length) + " of " + counted(rows.length, what);
    previous.disabled = state.page === 0;
    next.disabled = first + PAGE_SIZE >= state.shown.length;
    pager.hidden = state.shown.length <= PAGE_SIZE;
    place.textContent = count(first + 1) + " to " + count(first + part.length) + " of " + count(state.shown.length);
  }

  function line(row) {
    return el(
      "tr",
      {},
      visible.map((column, index) =>
        el(
          index === 0 ? "th" : "td",
          { scope: index === 0 ? "row" : undefined, class: column.numeric ? "number" : column.wide ? "wide" : undefined },
          column.cell ? column.cell(row) : shown(column.value(row)),
        ),
      ),
    );
  }

  function shown(value) {
    return typeof value === "number" ? count(value) : named(value);
  }

  function download() {
    const lines = [columns.map((column) => csvField(column.name))].concat(
      state.shown.map((row) => columns.map((column) => csvField(column.value(row)))),
    );
    const file = new Blob(["\ufeff" + lines.map((fields) => fields.join(",")).join("\r\n") + "\r\n"], {
      type: "text/csv;charset=utf-8",
    });
    const address = URL.createObjectURL(file);
    el("a", { href: address, download: fold(caption).replace(/[^a-z0-9]+/g, "-") + ".csv" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  let typing = 0;
  search.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      state.text = search.value;
      choose();
    }, 100);
  });
  selects.forEach((select) => select.control.addEventListener("change", choose));
  choose();
  return el(
    "div",
    { class: "data" },
    el(
      "div",
      { class: "tools", role: "search", "aria-label": caption },
      el("div", { class: "field grow" }, el("label", { for: search.id }, "Search"), search),
      selects.map((select) => el("div", { class: "field" }, el("label", { for: select.control.id }, select.name), select.control)),
      el("button", { type: "button", class: "quiet", onclick: download }, "Save as CSV"),
    ),
    status,
    el(
      "div",
      { class: "scroll", role: "region", tabindex: "0", "aria-labelledby": captionId },
      el("table", {}, el("caption", { id: captionId }, caption), el("thead", {}, el("tr", {}, heads)), body),
    ),
    pager,
  );
}

/** A choice among the values that the rows have. */
function choices(filter, rows) {
  const values = new Map();
  for (const row of rows) {
    for (const value of [filter.value(row)].flat()) {
      values.set(value, (values.get(value) || 0) + 1);
    }
  }
  const known = [...values.keys()].sort(compare);
  const control = el(
    "select",
    { id: freshId() },
    el("option", { value: "" }, "All"),
    known.map((value) =>
      el("option", { value, selected: value === filter.chosen }, value + " (" + count(values.get(value)) + ")"),
    ),
  );
  return {
    name: filter.name,
    control,
    accepts: (row) => control.value === "" || [filter.value(row)].flat().includes(control.value),
  };
}
