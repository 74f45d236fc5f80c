// The page of settings of a connector, made of its description alone.

openPage((description) => {
  const schema = description.settings;
  const rules = schema.allOf || [];
  const fields = new Map();

  /** A field that applies only while another has one of certain values: that is how the schema says it. */
  function conditionOf(name) {
    const rule = rules.find((each) => each.else && each.else.not.required[0] === name);
    if (!rule) {
      return null;
    }
    const [field, value] = Object.entries(rule.if.properties)[0];
    const values = (value.enum || [value.const]).map(String);
    return { field, values, required: Boolean(rule.then) };
  }

  Object.entries(schema.properties)
    .sort((one, other) => one[1]["x-order"] - other[1]["x-order"])
    .forEach(([name, property]) => {
      const condition = conditionOf(name);
      const required = (schema.required || []).includes(name) || (condition !== null && condition.required);
      fields.set(name, new Field(name, property, required, condition));
    });

  const alternatives = rules.filter((rule) => rule.oneOf).map((rule) => rule.oneOf.map((each) => each.required[0]));

  function applies(field) {
    if (field.condition === null) {
      return true;
    }
    const other = fields.get(field.condition.field);
    return applies(other) && field.condition.values.includes(other.effective());
  }

  function problems() {
    const found = [...fields.values()].filter(applies).map((field) => [field, field.check()]).filter((pair) => pair[1] !== "");
    for (const names of alternatives) {
      const open = names.map((name) => fields.get(name)).filter(applies);
      if (open.length > 0 && open.filter((field) => field.text() !== "").length !== 1) {
        found.push([open[0], "or another must be set: exactly one of " + open.map((field) => field.name).join(", ")]);
      }
    }
    return found;
  }

  function property(text) {
    return text.replaceAll("\\", "\\\\").replaceAll("${", "$${").replaceAll("\n", "\\n");
  }

  /** The file that `lanyard --config` takes; a secret is only referred to. */
  function file() {
    const lines = ["connector=" + description.id];
    for (const field of fields.values()) {
      if (!applies(field) || field.text() === "") {
        continue;
      }
      if (field.secret) {
        const variable = field.name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase();
        lines.push(field.name + "=${env:LANYARD_" + variable + "}");
      } else if (field.property.contentMediaType) {
        lines.push(field.name + "=${file:" + field.name + ".pem}");
      } else {
        lines.push(field.name + "=" + property(field.text()));
      }
    }
    return lines.join("\n") + "\n";
  }

  const outcome = el("div", { class: "outcome", role: "status", hidden: true });
  const preview = el("pre", { id: "file", tabindex: "0", "aria-label": "Settings file" });
  const consent = el("tbody", {});

  function refresh() {
    for (const field of fields.values()) {
      field.element.hidden = !applies(field);
    }
    for (const [heading, set] of sets) {
      set.hidden = [...fields.values()].every((field) => (field.property["x-group"] || "Settings") !== heading || !applies(field));
    }
    const wrong = new Map(problems());
    for (const field of fields.values()) {
      field.show(field.touched && applies(field) ? wrong.get(field) || "" : "");
    }
    preview.textContent = file();
    consent.replaceChildren(...permissions().map(permissionLine));
  }

  function check() {
    fields.forEach((field) => (field.touched = true));
    refresh();
    const wrong = problems();
    outcome.hidden = false;
    outcome.className = "outcome " + (wrong.length === 0 ? "good" : "bad");
    outcome.replaceChildren(
      wrong.length === 0 ? "Everything that is needed is set." : el("strong", {}, counted(wrong.length, "problem")),
      wrong.length === 0 ? "" : el("ul", {}, wrong.map(([field, problem]) =>
        el("li", {}, el("a", { href: "#setting-" + field.name, onclick: (event) => {
          event.preventDefault();
          field.control.focus();
        } }, field.property.title || field.name), " " + problem))),
    );
    if (wrong.length > 0) {
      wrong[0][0].control.focus();
    }
  }

  // ---- what the connector must be allowed to do

  function permissions() {
    const lines = [];
    const add = (part, of, permission, roles) => lines.push({ part, of, permission, roles });
    [...description.streams, ...description.feeds].forEach((read) => read.permissions.forEach((each) => add("Read", read.displayName, each)));
    for (const field of fields.values()) {
      const on = applies(field) && (field.property.type === "boolean" ? field.effective() === "true" : field.text() !== "");
      if (on) {
        (field.property["x-permissions"] || []).forEach((each) => add("Setting", field.property.title || field.name, each));
      }
    }
    [...description.changes, ...description.actions].forEach((change) =>
      change.permissions.forEach((each) => add("Change", change.displayName, each, change.privilegedRoles)),
    );
    return lines;
  }

  function permissionLine({ part, of, permission, roles }) {
    const [least, ...others] = permission.anyOf;
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, of),
      el("td", {}, badge(part, { Read: "good", Setting: "plain", Change: "warn" }[part])),
      el("td", {}, el("code", {}, least), others.length > 0 ? el("div", { class: "muted" }, "or " + others.join(", ")) : null),
      el("td", {}, permission.purpose, roles && roles.length > 0 ? el("div", { class: "muted" }, "For some objects the role " + roles.join(" or ") + " as well") : null),
      el("td", {}, permission.optional ? "Optional" : "Yes"),
    );
  }

  // ---- the page

  const sets = new Map();
  for (const field of fields.values()) {
    const heading = field.property["x-group"] || "Settings";
    if (!sets.has(heading)) {
      sets.set(heading, el("fieldset", { id: "group-" + sets.size }, el("legend", {}, heading)));
    }
    sets.get(heading).append(field.element);
    field.control.addEventListener("input", refresh);
    field.control.addEventListener("change", () => {
      field.touched = true;
      refresh();
    });
  }

  document.title = description.displayName + " – Connector settings";
  document.getElementById("top").append(
    el("span", { class: "brand" }, el("strong", {}, "Lanyard"), " Connector settings"),
    el("p", { class: "note" }, description.id + " " + description.version),
  );
  const places = [...sets].map(([heading, set]) => [heading, set.id]).concat([["Settings file", "settings-file"], ["Permissions", "permissions"]]);
  document.getElementById("nav").append(el("ul", {}, places.map(([heading, id]) => el("li", {}, el("a", { href: "#" + id }, heading)))));
  document.getElementById("main").replaceChildren(
    el("h1", {}, description.displayName),
    el("p", { class: "lead" }, "Settings, and what the connector must be allowed to do. Nothing that is entered here leaves this page."),
    el("form", { novalidate: true, autocomplete: "off", onsubmit: (event) => {
      event.preventDefault();
      check();
    } },
      [...sets.values()],
      el("div", { class: "actions" }, el("button", { type: "submit", class: "primary" }, "Check settings")),
      outcome,
    ),
    el("h2", { id: "settings-file" }, "Settings file"),
    el("p", { class: "lead" }, "What differs from the defaults, as ", el("code", {}, "--config"), " takes it. Secrets are referred to, not contained."),
    preview,
    el("h2", { id: "permissions" }, "Permissions to consent to"),
    el("p", { class: "lead" }, "Of each line, the first permission is enough and the least privileged. Settings are listed while they are on."),
    el("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": "Permissions" },
      el("table", { id: "consent" },
        el("caption", {}, "Permissions to consent to"),
        el("thead", {}, el("tr", {}, ["For", "Part", "Permission", "Purpose", "Needed"].map((name) => el("th", { scope: "col", class: "plain" }, name)))),
        consent)),
  );
  refresh();
});
