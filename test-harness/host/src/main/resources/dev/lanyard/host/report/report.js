// The views of the report. Each has an address of its own (#/…), so that the browser's Back works and links can be kept.

const STATUS = { ENABLED: "Enabled", DISABLED: "Disabled", DELETED: "Deleted", NOT_READ: "Not read" };
const HOLDING = { ACTIVE: "Active", ELIGIBLE: "Eligible", TEMPORARY: "Active, for a time" };
const DAY = 86400000;

openPage((data) => {
  const access = new Access(data);
  const at = Date.parse(data.at);
  const figures = data.figures;

  // ---- how things are shown

  function title(type) {
    return type.charAt(0).toUpperCase() + type.slice(1).replaceAll("-", " ");
  }

  function link(resource) {
    return el("a", { href: "#/of/" + encodeURIComponent(resource.key) }, named(resource.name));
  }

  function statusBadge(resource) {
    const kind = { ENABLED: "good", DISABLED: "bad", DELETED: "bad" }[resource.status];
    return badge(STATUS[resource.status], kind);
  }

  function holdingBadge(row) {
    return badge(HOLDING[row.holding], { ACTIVE: "good", ELIGIBLE: "plain", TEMPORARY: "warn" }[row.holding]);
  }

  function way(row) {
    return row.path.length === 0
      ? el("span", { class: "muted" }, "Directly")
      : el("span", { class: "way" }, row.path.map((step, place) => [place > 0 ? " › " : "", link(step)]));
  }

  function wayText(row) {
    return row.path.length === 0 ? "Directly" : row.path.map((step) => step.name).join(" › ");
  }

  function time(text) {
    return text === "" ? "" : el("time", { datetime: text }, text.slice(0, 16).replace("T", " "));
  }

  function day(text) {
    return text === "" ? "" : el("time", { datetime: text, title: text }, text.slice(0, 10));
  }

  function distance(text) {
    if (Number.isNaN(Date.parse(text))) {
      return "";
    }
    const days = Math.ceil((Date.parse(text) - at) / DAY);
    if (days <= 0) {
      return days === 0 ? "today" : counted(-days, "day") + " ago";
    }
    return "in " + counted(days, "day");
  }

  function column(name, value, cell, more) {
    return Object.assign({ name, value, cell }, more);
  }

  /** A link, and below it what it signs in with. */
  function linkWithLogin(resource) {
    return [link(resource), resource.login === "" ? null : el("div", { class: "muted" }, named(resource.login))];
  }

  /** What one would want to know of a principal besides that it is an account in use. */
  function badges(resource) {
    const off = resource.status === "DISABLED" || resource.status === "DELETED";
    const plain = isAccount(resource) && !access.has(resource, "GUEST");
    return [plain ? null : badge(kind(resource), "plain"), off ? [" ", statusBadge(resource)] : null];
  }

  const WRITTEN_ONLY = { hidden: true };
  const who = (row) => row.principal;
  const principalColumns = [
    column("Who", (row) => who(row).name, (row) => [linkWithLogin(who(row)), el("div", {}, badges(who(row)))]),
    column("Login", (row) => who(row).login, undefined, WRITTEN_ONLY),
    column("Kind", (row) => kind(who(row)), undefined, WRITTEN_ONLY),
    column("Status", (row) => STATUS[who(row).status], undefined, WRITTEN_ONLY),
  ];
  const termColumns = [
    column("How", (row) => HOLDING[row.holding], holdingBadge),
    column("Through", wayText, way),
    column("Scope", (row) => row.scope, (row) => (row.scope === "" ? el("span", { class: "muted" }, "Everywhere") : el("span", { class: "scope" }, named(scope(row)))), { wide: true }),
    column("From", (row) => row.from, undefined, WRITTEN_ONLY),
    column("Until", (row) => row.until, (row) => [
      row.until === "" ? el("span", { class: "muted" }, "No end") : [day(row.until), " ", el("span", { class: "muted" }, distance(row.until))],
      row.from === "" ? null : el("div", { class: "muted" }, "from ", day(row.from)),
    ], { wide: true }),
  ];

  /** A scope is a path of the system's; where it ends with the id of something that was read, that has a name. */
  function scope(row) {
    const id = row.scope.slice(row.scope.lastIndexOf("/") + 1);
    const known = scopes().get(id);
    return known ? known.name : row.scope;
  }

  let scoped = null;

  function scopes() {
    scoped ??= new Map(access.resources.map((resource) => [resource.key.slice(resource.key.indexOf("/") + 1), resource]));
    return scoped;
  }

  function kind(resource) {
    return access.has(resource, "GUEST") ? "Guest" : title(resource.type);
  }

  // ---- what reviewers ask

  const isAccount = (resource) => access.has(resource, "ACCOUNT");
  const isOff = (resource) => resource.status !== "ENABLED";
  const isLicence = (grant) => access.has(grant.entitlement.resource, "LICENCE");

  function roleHolders() {
    return access
      .with("ROLE")
      .concat(access.with("PRIVILEGED").filter((resource) => !access.has(resource, "ROLE")))
      .flatMap((role) => access.entitlementsOf(role))
      .flatMap((entitlement) => access.holders(entitlement));
  }

  function disabledWithAccess() {
    return access
      .with("ACCOUNT")
      .filter(isOff)
      .map((account) => ({ account, grants: access.held(account) }))
      .filter((row) => row.grants.some((grant) => !isLicence(grant)));
  }

  function credentialState(credential) {
    const ends = credential.facts.expires ? Date.parse(credential.facts.expires) : Infinity;
    if (Number.isNaN(ends)) {
      return "Unclear";
    }
    if (ends <= at) {
      return "Expired";
    }
    return ends <= at + data.soonDays * DAY ? "Expires soon" : ends === Infinity ? "Never expires" : "In order";
  }

  function licenceRows() {
    return access.with("LICENCE").map((licence) => {
      const holders = new Set(
        access.entitlementsOf(licence).flatMap((entitlement) => access.given(entitlement)).map((grant) => grant.principal),
      );
      const bought = licence.facts.unitsBought;
      const used = licence.facts.unitsUsed || 0;
      return {
        licence,
        bought: bought === undefined ? "" : bought,
        used,
        unused: bought === undefined ? "" : Math.max(bought - used, 0),
        disabled: [...holders].filter((holder) => isAccount(holder) && isOff(holder)),
      };
    });
  }

  function ownerless() {
    return access.with("APPLICATION").filter(
      (application) =>
        !access.entitlementsOf(application).some(
          (entitlement) => entitlement.purpose === "OWNERSHIP" && access.given(entitlement).length > 0,
        ),
    );
  }

  // ---- the views

  function resourceTable(caption, rows, what, more = []) {
    return table({
      caption,
      rows,
      what,
      sort: ["Name", false],
      empty: "There is none.",
      filters: [
        { name: "Kind", value: kind },
        { name: "Status", value: (row) => STATUS[row.status] },
      ],
      columns: [
        column("Name", (row) => row.name, linkWithLogin),
        column("Login", (row) => row.login, undefined, WRITTEN_ONLY),
        column("Kind", kind),
        column("Status", (row) => STATUS[row.status], statusBadge),
        ...more,
      ],
    });
  }

  const heldColumn = column("Granted to it", (row) => access.held(row).length, undefined, { numeric: true });

  function overview() {
    const roles = figures.privilegedActive + figures.privilegedThroughGroups;
    const resourcesChanged = figures.resourcesAdded + figures.resourcesRemoved + figures.statusesChanged;
    const grantsChanged = figures.grantsAdded + figures.grantsRemoved;
    return [
      el("p", { class: "lead" }, "Who has what in the connected system, as it was synced ", time(data.synced),
        ". What is about to expire is judged as of ", time(data.at), " (UTC)."),
      el("h2", {}, "To look at first"),
      el("div", { class: "cards" },
        card("roles", roles, "Privileged roles in force",
          count(figures.privilegedThroughGroups) + " of them through groups; " + count(figures.privilegedEligible) + " more eligible", "warn"),
        card("disabled", figures.disabledWithAccess, "Disabled, still with access",
          "of " + counted(figures.disabledAccounts, "account") + " not enabled", "bad"),
        card("credentials", figures.credentialsExpired, "Credentials expired",
          count(figures.credentialsExpiring) + " more within " + data.soonDays + " days", "bad"),
        card("licences", figures.licencesUnused, "Licences unused",
          "of " + count(figures.licencesBought) + " bought; " + count(figures.licencesOfDisabled) + " more with disabled accounts", "warn"),
        card("ownerless", figures.applicationsWithoutOwner, "Applications without owner",
          "of " + counted(figures.applications, "application"), "warn"),
        card("changes", resourcesChanged + grantsChanged, "Changes since the sync before",
          data.comparedWith ? count(grantsChanged) + " of grants, " + count(resourcesChanged) + " of resources" : "this was the first sync"),
      ),
      el("h2", {}, "What there is"),
      el("div", { class: "cards" },
        card("accounts", figures.accounts, "Accounts", count(figures.disabledAccounts) + " not enabled"),
        card("guests", figures.guests, "Guests", "accounts of people from outside"),
        card("resources", figures.grants, "Grants", counted(figures.groups, "group") + ", " + counted(figures.applications, "application")),
      ),
    ];
  }

  function card(view, number, name, note, kindWhenAny) {
    return el(
      "a",
      { class: "card " + (number > 0 && kindWhenAny ? kindWhenAny : ""), href: "#/" + view, "data-figure": view },
      el("span", { class: "figure" }, count(number)),
      el("span", { class: "name" }, name),
      el("span", { class: "note" }, note),
    );
  }

  function accounts() {
    return [
      el("p", { class: "lead" }, "Open an account to see everything it has, and through what."),
      resourceTable("Accounts", access.with("ACCOUNT"), "account", [heldColumn]),
    ];
  }

  function resources() {
    const rows = access.resources.filter((resource) => !isAccount(resource) && access.entitlementsOf(resource).length > 0);
    const holders = (row) => access.entitlementsOf(row).reduce((sum, each) => sum + access.given(each).length, 0);
    return [
      el("p", { class: "lead" }, "Open a group, application, role or licence to see who has it, and through what."),
      resourceTable("What can be had", rows, "resource", [column("Grants of it", holders, undefined, { numeric: true })]),
    ];
  }

  function roles() {
    const privileged = access.bits[data.privileged];
    const isPrivileged = (row) => (row.entitlement.resource.traits & privileged) !== 0;
    return [
      el("p", { class: "lead" }, "Who has a role now, and who may activate one. Members of a group that has a role stand here with the group on their way. Whoever must first activate a membership, or belongs to a group that may activate a role, stands on the page of that group."),
      data.privileged === "PRIVILEGED" ? null : el("p", {}, "The connector does not tell which roles are privileged: all are shown as such."),
      table({
        caption: "Roles, active and eligible",
        rows: roleHolders(),
        what: "row",
        sort: ["Role", false],
        empty: "Nobody has a role.",
        filters: [
          { name: "Role", value: (row) => (isPrivileged(row) ? "Privileged" : "Other"), chosen: "Privileged" },
          { name: "How", value: (row) => HOLDING[row.holding] },
          { name: "Kind", value: (row) => kind(row.principal) },
        ],
        columns: [
          column("Role", (row) => row.entitlement.resource.name, (row) => [
            link(row.entitlement.resource),
            isPrivileged(row) && data.privileged === "PRIVILEGED" ? [" ", badge("Privileged", "warn")] : null,
          ]),
          ...principalColumns,
          ...termColumns,
        ],
      }),
    ];
  }

  function guests() {
    return [
      el("p", { class: "lead" }, "Accounts of people from outside, and how much was granted to each."),
      resourceTable("Guests", access.with("GUEST"), "guest", [heldColumn]),
    ];
  }

  function disabled() {
    return [
      el("p", { class: "lead" }, "Accounts that are switched off or deleted and still have something. Switched on again, they have it at once."),
      table({
        caption: "Disabled accounts that still have access",
        rows: disabledWithAccess(),
        what: "account",
        sort: ["Account", false],
        empty: "No disabled account has anything.",
        filters: [{ name: "Has", value: (row) => [...new Set(row.grants.map((grant) => title(grant.entitlement.resource.type)))] }],
        columns: [
          column("Account", (row) => row.account.name, (row) => linkWithLogin(row.account)),
          column("Login", (row) => row.account.login, undefined, WRITTEN_ONLY),
          column("Status", (row) => STATUS[row.account.status], (row) => statusBadge(row.account)),
          column("Granted to it", (row) => row.grants.length, undefined, { numeric: true }),
          column("Of these, licences", (row) => row.grants.filter(isLicence).length, undefined, { numeric: true }),
        ],
      }),
    ];
  }

  function credentials() {
    const owner = (row) => access.resources[row.parent];
    return [
      el("p", { class: "lead" }, "As of " + data.at.slice(0, 10) + ": what has expired, and what will within " + data.soonDays + " days."),
      table({
        caption: "Credentials",
        rows: access.with("CREDENTIAL"),
        what: "credential",
        sort: ["Expires", false],
        empty: "There is no credential.",
        filters: [{ name: "State", value: credentialState }],
        columns: [
          column("Credential", (row) => row.name, (row) => named(row.name)),
          column("Of", (row) => (owner(row) ? owner(row).name : ""), (row) => (owner(row) ? link(owner(row)) : "")),
          column("Expires", (row) => row.facts.expires || "", (row) =>
            row.facts.expires ? [day(row.facts.expires), " ", el("span", { class: "muted" }, distance(row.facts.expires))] : ""),
          column("State", credentialState, (row) => {
            const state = credentialState(row);
            return badge(state, { Expired: "bad", "Expires soon": "warn", "In order": "good" }[state] || "plain");
          }),
        ],
      }),
    ];
  }

  function licences() {
    const rows = licenceRows();
    return [
      el("p", { class: "lead" }, "Units bought and not used, and units that accounts have which nobody can sign in with."),
      table({
        caption: "Licences",
        rows,
        what: "licence",
        sort: ["Unused", true],
        empty: "There is no licence.",
        columns: [
          column("Licence", (row) => row.licence.name, (row) => link(row.licence)),
          column("Bought", (row) => row.bought, undefined, { numeric: true }),
          column("Used", (row) => row.used, undefined, { numeric: true }),
          column("Unused", (row) => row.unused, undefined, { numeric: true }),
          column("With disabled accounts", (row) => row.disabled.length, undefined, { numeric: true }),
        ],
      }),
      el("h2", {}, "Disabled accounts with a licence"),
      table({
        caption: "Disabled accounts with a licence",
        rows: rows.flatMap((row) => row.disabled.map((account) => ({ account, licence: row.licence }))),
        what: "row",
        sort: ["Account", false],
        empty: "No disabled account has a licence.",
        filters: [{ name: "Licence", value: (row) => row.licence.name }],
        columns: [
          column("Account", (row) => row.account.name, (row) => linkWithLogin(row.account)),
          column("Login", (row) => row.account.login, undefined, WRITTEN_ONLY),
          column("Licence", (row) => row.licence.name, (row) => link(row.licence)),
        ],
      }),
    ];
  }

  function withoutOwner() {
    return [
      el("p", { class: "lead" }, "Applications that nobody is responsible for, and how many have access to each."),
      resourceTable("Applications without owner", ownerless(), "application", [
        column("Grants of it", (row) => access.entitlementsOf(row).reduce((sum, each) => sum + access.given(each).length, 0), undefined, { numeric: true }),
      ]),
    ];
  }

  const CHANGE = { added: ["Added", "good"], removed: ["Removed", "bad"], status: ["Status changed", "warn"] };

  function known(key, name) {
    const resource = access.byKey.get(key);
    return resource ? link(resource) : named(name);
  }

  function changes() {
    const before = data.comparedWith;
    const badgeOf = (row) => badge(...CHANGE[row[0]]);
    const resourceRows = data.changes.filter((row) => row.length === 5);
    const grantRows = data.changes.filter((row) => row.length !== 5);
    return [
      el("p", { class: "lead" }, before
        ? ["Between the sync of ", time(before), " and that of ", time(data.synced), " (UTC)."]
        : "This was the first sync: there is nothing to compare it with."),
      el("h2", {}, "Grants"),
      table({
        caption: "Grants that were added or removed",
        rows: grantRows,
        what: "change",
        empty: "No grant has changed.",
        filters: [
          { name: "Change", value: (row) => CHANGE[row[0]][0] },
          { name: "Of", value: (row) => title(row[1].slice(0, row[1].indexOf("/"))) },
        ],
        columns: [
          column("Who", (row) => row[6], (row) => known(row[5], row[6])),
          column("Change", (row) => CHANGE[row[0]][0], badgeOf),
          column("What", (row) => row[4]),
          column("On", (row) => row[2], (row) => known(row[1], row[2])),
          column("Terms", (row) => row[7].slice(1).replaceAll(";", ", ")),
        ],
      }),
      el("h2", {}, "Resources"),
      table({
        caption: "Resources that were added or removed, or whose status is another",
        rows: resourceRows,
        what: "change",
        empty: "No resource has come or gone.",
        filters: [
          { name: "Change", value: (row) => CHANGE[row[0]][0] },
          { name: "Kind", value: (row) => title(row[1].slice(0, row[1].indexOf("/"))) },
        ],
        columns: [
          column("Name", (row) => row[2], (row) => known(row[1], row[2])),
          column("Kind", (row) => title(row[1].slice(0, row[1].indexOf("/")))),
          column("Change", (row) => CHANGE[row[0]][0], badgeOf),
          column("Before", (row) => (row[3] ? STATUS[row[3]] : "")),
          column("After", (row) => (row[4] ? STATUS[row[4]] : "")),
        ],
      }),
    ];
  }

  function one(key) {
    const resource = access.byKey.get(key);
    if (!resource) {
      return ["Not in this report", el("p", {}, "There is nothing of the key ", el("code", {}, key), ".")];
    }
    const held = access.heldBy(resource);
    const holders = access.entitlementsOf(resource).flatMap((entitlement) => access.holders(entitlement));
    const children = access.children.get(resource.number) || [];
    const parent = access.resources[resource.parent];
    return [
      resource.name,
      el("p", { class: "facts" }, badge(kind(resource), "plain"), " ", statusBadge(resource), " ", named(resource.login),
        parent ? [" belongs to ", link(parent)] : null, " ", el("code", {}, resource.key)),
      held.length > 0 || isAccount(resource) ? [
        el("h2", {}, "What it has"),
        table({
          caption: "What " + resource.name + " has",
          rows: held,
          what: "row",
          sort: ["On", false],
          empty: "Nothing.",
          filters: [
            { name: "Kind", value: (row) => title(row.entitlement.resource.type) },
            { name: "Way", value: (row) => (row.path.length === 0 ? "Directly" : "Through others") },
          ],
          columns: [
            column("On", (row) => row.entitlement.resource.name, (row) => link(row.entitlement.resource)),
            column("What", (row) => row.entitlement.name),
            column("Kind", (row) => title(row.entitlement.resource.type)),
            ...termColumns,
          ],
        }),
      ] : null,
      access.entitlementsOf(resource).length > 0 ? [
        el("h2", {}, "Who has it"),
        table({
          caption: "Who has " + resource.name,
          rows: holders,
          what: "row",
          sort: ["Who", false],
          empty: "Nobody.",
          filters: [
            { name: "What", value: (row) => row.entitlement.name },
            { name: "Way", value: (row) => (row.path.length === 0 ? "Directly" : "Through others") },
          ],
          columns: [...principalColumns, column("What", (row) => row.entitlement.name), ...termColumns],
        }),
      ] : null,
      children.length > 0 ? [
        el("h2", {}, "What belongs to it"),
        resourceTable("What belongs to " + resource.name, children, "resource"),
      ] : null,
    ];
  }

  const VIEWS = {
    overview: ["Overview", overview],
    accounts: ["Accounts", accounts],
    resources: ["Groups, applications, roles", resources],
    roles: ["Privileged roles", roles],
    guests: ["Guests", guests],
    disabled: ["Disabled with access", disabled],
    credentials: ["Credentials", credentials],
    licences: ["Licences", licences],
    ownerless: ["Without owner", withoutOwner],
    changes: ["Changes", changes],
  };

  document.getElementById("top").append(
    el("a", { class: "brand", href: "#/overview" }, el("strong", {}, "Lanyard"), " Access report"),
    el("p", { class: "note" }, data.connector, " · synced ", time(data.synced), " UTC"),
  );
  const links = Object.entries(VIEWS).map(([name, view]) => el("a", { href: "#/" + name }, view[0]));
  document.getElementById("nav").append(el("ul", {}, links.map((each) => el("li", {}, each))));

  function show(first) {
    const [, name = "overview", argument] = location.hash.split("/");
    let content;
    let heading;
    if (name === "of" && argument) {
      [heading, ...content] = one(decodeURIComponent(argument));
    } else {
      const view = Object.hasOwn(VIEWS, name) ? VIEWS[name] : VIEWS.overview;
      heading = view[0];
      content = view[1]();
    }
    const h1 = el("h1", { tabindex: "-1" }, named(heading));
    const main = document.getElementById("main");
    main.replaceChildren(h1);
    append(main, [content]);
    main.dataset.view = location.hash;
    document.title = heading + " – Access report";
    links.forEach((each) => {
      if (each.getAttribute("href") === "#/" + name || (name === "" && each === links[0])) {
        each.setAttribute("aria-current", "page");
      } else {
        each.removeAttribute("aria-current");
      }
    });
    if (!first) {
      scrollTo(0, 0);
      h1.focus();
    }
  }

  addEventListener("hashchange", () => location.hash.startsWith("#/") && show(false));
  if (!location.hash.startsWith("#/")) {
    history.replaceState(null, "", "#/overview");
  }
  show(true);
});
