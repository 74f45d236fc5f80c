// Builds the page. Texts are only ever set as text: nothing that a name holds can become markup.

/** Makes an element: attributes and properties by name, "on…" listeners, then children (nodes, texts, lists, nothing). */
function el(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (key.startsWith("on")) {
      element.addEventListener(key.slice(2), value);
    } else if (value === true) {
      element.setAttribute(key, "");
    } else {
      element.setAttribute(key, value);
    }
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== undefined && child !== null && child !== false) {
      element.append(child);
    }
  }
}

/** A name as people wrote it, in whatever script: it does not turn around what stands beside it. */
function named(text) {
  return el("bdi", {}, text);
}

function badge(text, kind) {
  return el("span", { class: "badge " + (kind || "") }, text);
}

const NUMBER = new Intl.NumberFormat("en-GB");

function count(number) {
  return NUMBER.format(number);
}

/** "1 account", "2 accounts". */
function counted(number, one, many) {
  return count(number) + " " + (number === 1 ? one : many || one + "s");
}

let ids = 0;

function freshId() {
  ids += 1;
  return "e" + ids;
}

/** Unpacks the data that stands in the page. */
async function unpack() {
  const text = document.getElementById("data").textContent;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/** Runs a page on its data; what goes wrong is told where the page would have been. */
function openPage(page) {
  unpack()
    .then(page)
    .catch((error) => {
      document.getElementById("main").replaceChildren(
        el("h1", {}, "This page cannot be shown"),
        el("p", { role: "alert" }, "Its data cannot be read: " + error.message + "."),
        el("p", {}, "Was the file changed or cut off on its way? A browser of 2023 or later is needed."),
      );
      throw error;
    });
}
