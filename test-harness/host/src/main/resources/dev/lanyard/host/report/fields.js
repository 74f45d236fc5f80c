// Fields of a settings schema: how each is shown, and the same rules for its value that the SPI's ConfigSchema has.

const SHORT_DURATION = /^(\d{1,9})(ms|s|m|h|d)$/;
const ISO_DURATION =
  /^([-+]?)P(?:([-+]?\d+)D)?(?:T(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+)(?:[.,](\d{0,9}))?S)?)?$/i;
const UNITS = { ms: 1, s: 1000, m: 60000, h: 3600000, d: 86400000 };

/** Milliseconds, or NaN for what is no duration. */
function duration(text) {
  const short = SHORT_DURATION.exec(text);
  if (short) {
    return Number(short[1]) * UNITS[short[2]];
  }
  const iso = ISO_DURATION.exec(text);
  if (!iso || /[PT]$/i.test(text)) {
    return NaN;
  }
  const [, sign, days, hours, minutes, seconds, fraction] = iso;
  const part = Number("0." + (fraction || "0")) * (String(seconds).startsWith("-") ? -1 : 1);
  const sum =
    Number(days || 0) * UNITS.d + Number(hours || 0) * UNITS.h + Number(minutes || 0) * UNITS.m + (Number(seconds || 0) + part) * UNITS.s;
  return sign === "-" ? -sum : sum;
}

/** Whether an address has the scheme and a host, and no name or password in it. */
function isAddress(text, scheme) {
  // What URL mends silently is refused, as the connector refuses it.
  const host = /^([a-z][a-z0-9+.-]*):\/\/([^\s/?#@\\]+)([/?#][^\s\\"<>^`{|}]*)?$/i.exec(text);
  return host !== null && host[1].toLowerCase() === scheme.toLowerCase() && /^(\[[0-9a-f:.]+\]|[a-z0-9.-]*[a-z0-9]\.?)(:\d*)?$/i.test(host[2]);
}

/** What is wrong with a text, or "". */
function problemOf(property, text) {
  if (property.type === "boolean") {
    return /^(true|false)$/i.test(text) ? "" : "must be true or false";
  }
  if (property.type === "integer") {
    const fits = /^[-+]?\d+$/.test(text) && Number(text) >= property.minimum && Number(text) <= property.maximum;
    return fits ? "" : "must be a whole number from " + property.minimum + " to " + property.maximum;
  }
  if (property.enum) {
    return property.enum.includes(text) ? "" : "must be one of " + property.enum.join(", ");
  }
  if (property.format === "duration") {
    const value = duration(text);
    if (Number.isNaN(value)) {
      return "must be a duration such as 30s, 2m or PT2M";
    }
    const fits = value >= duration(property["x-minimum"]) && value <= duration(property["x-maximum"]);
    return fits ? "" : "must be a duration from " + property["x-minimum"] + " to " + property["x-maximum"];
  }
  if (property.format === "uri") {
    return isAddress(text, property["x-scheme"]) ? "" : "must be a URL such as " + property["x-scheme"] + "://host.example";
  }
  if (property.contentMediaType) {
    const fits = text.includes("-----BEGIN CERTIFICATE-----") && !text.includes("PRIVATE KEY-----");
    return fits ? "" : "must hold one or more certificates in PEM form (-----BEGIN CERTIFICATE----- …) and no private key";
  }
  return property.pattern && !matches(property.pattern, text) ? "must be " + property["x-expectation"] : "";
}

function matches(pattern, text) {
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    // A pattern that only Java knows: the platform checks it when the settings arrive.
    return true;
  }
}

/** A setting on the page: a label, what it does, a control, and a place for what is wrong. */
class Field {
  constructor(name, property, required, condition) {
    this.name = name;
    this.property = property;
    this.required = required;
    this.condition = condition;
    this.touched = false;
    const id = "setting-" + name;
    this.control = this.makeControl(id);
    this.problem = el("p", { class: "problem", id: id + "-problem", role: "alert", hidden: true });
    const help = el("p", { class: "help", id: id + "-help" }, property.description, this.hint());
    this.control.setAttribute("aria-describedby", help.id + " " + this.problem.id);
    const label = el("label", { for: id }, property.title || name, this.required ? [" ", el("span", { class: "required" }, "(required)")] : null);
    this.element = el(
      "div",
      { class: "setting", "data-setting": name },
      property.type === "boolean" ? [el("div", { class: "flag" }, this.control, label), help] : [label, help, this.control],
      this.problem,
      this.needs(),
    );
  }

  get secret() {
    return this.property["x-secret"] === true;
  }

  makeControl(id) {
    const property = this.property;
    const common = { id, name: this.name, autocomplete: "off", "aria-required": this.required ? "true" : undefined };
    if (property.type === "boolean") {
      return el("input", { ...common, type: "checkbox", checked: property.default === true });
    }
    if (property.enum) {
      const none = property.default === undefined ? [el("option", { value: "" }, "Not set")] : [];
      return el(
        "select",
        common,
        none,
        property.enum.map((value) => el("option", { value, selected: value === property.default }, value)),
      );
    }
    const placeholder = property.default !== undefined ? String(property.default) : property.examples ? String(property.examples[0]) : undefined;
    if (property.contentMediaType) {
      return el("textarea", { ...common, rows: 5, spellcheck: "false", placeholder: placeholder || "-----BEGIN CERTIFICATE-----" });
    }
    if (this.secret) {
      return el("input", { ...common, type: "password", autocomplete: "new-password" });
    }
    const kind = property.type === "integer" ? { inputmode: "numeric" } : property.format === "uri" ? { inputmode: "url" } : {};
    return el("input", { ...common, ...kind, type: "text", spellcheck: "false", placeholder });
  }

  hint() {
    const property = this.property;
    const hints = [];
    if (property.default !== undefined && property.type !== "boolean") {
      hints.push("Default: " + property.default + ".");
    } else if (property.examples && property.type !== "boolean") {
      hints.push("Example: " + property.examples[0] + ".");
    }
    if (property.type === "integer") {
      hints.push("From " + property.minimum + " to " + property.maximum + ".");
    }
    if (this.secret) {
      hints.push("Secret: it is never shown, and only referred to in the settings file.");
    }
    return hints.map((text) => [" ", text]);
  }

  needs() {
    const needed = (this.property["x-permissions"] || []).map((permission) => permission.anyOf[0]);
    const licence = this.property["x-licence"];
    if (needed.length === 0 && !licence) {
      return null;
    }
    return el("p", { class: "needs" }, this.property.type === "boolean" ? "When on, needs " : "When set, needs ", needed.map((name, place) => [place > 0 ? ", " : "", el("code", {}, name)]),
      licence ? [needed.length > 0 ? " and " : "", licence] : null);
  }

  /** The text that is set, or "" for none; a flag is set where it is not as by default. */
  text() {
    if (this.property.type === "boolean") {
      const byDefault = this.property.default === true;
      return this.control.checked === byDefault ? "" : String(this.control.checked);
    }
    const text = this.control.value.trim();
    return this.property.enum && text === this.property.default ? "" : text;
  }

  /** The text that counts. */
  effective() {
    return this.text() || (this.property.default === undefined ? "" : String(this.property.default));
  }

  check() {
    const text = this.effective();
    if (text === "") {
      return this.required ? "is required but not set" : "";
    }
    return problemOf(this.property, text);
  }

  show(problem) {
    this.problem.textContent = problem === "" ? "" : (this.property.title || this.name) + " " + problem + ".";
    this.problem.hidden = problem === "";
    this.control.setAttribute("aria-invalid", problem === "" ? "false" : "true");
  }
}
