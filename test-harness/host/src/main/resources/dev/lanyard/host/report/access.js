// Who has what, directly and through others: the same answers as the host's own EffectiveAccess.

const EXPANDABLE = 4;
const WITH_TERMS = 8;

/** Makes objects of the rows in which a report is written; ReportRecords describes them. */
class Access {
  constructor(data) {
    this.data = data;
    this.bits = Object.fromEntries(data.traits.map((name, place) => [name, 1 << place]));
    this.resources = data.resources.map((row, number) => ({
      number,
      key: row[0],
      type: row[0].slice(0, row[0].indexOf("/")),
      name: row[1],
      status: row[2] < 0 ? "NOT_READ" : data.statuses[row[2]],
      traits: row[3],
      parent: row[4],
      login: row[5] || "",
      facts: row[6] || {},
    }));
    this.entitlements = data.entitlements.map((row, number) => ({
      number,
      resource: this.resources[row[0]],
      slug: row[1],
      name: row[2],
      purpose: data.purposes[row[3]],
    }));
    this.grants = [];
    this.readGrants(data.grants);
    this.children = group(this.resources, (resource) => resource.parent);
    this.entitlementsOn = group(this.entitlements, (entitlement) => entitlement.resource.number);
    this.heldByPrincipal = group(this.grants, (grant) => grant.principal.number);
    this.givenOfEntitlement = group(this.grants, (grant) => grant.entitlement.number);
    this.byKey = new Map(this.resources.map((resource) => [resource.key, resource]));
  }

  readGrants(flat) {
    let entitlement = 0;
    for (let at = 0; at < flat.length; ) {
      entitlement += flat[at];
      const flags = flat[at + 2];
      const grant = {
        entitlement: this.entitlements[entitlement],
        principal: this.resources[flat[at + 1]],
        holding: this.data.holdings[flags & 3],
        expandable: (flags & EXPANDABLE) !== 0,
        scope: "",
        from: "",
        until: "",
        through: null,
      };
      at += 3;
      if (flags & WITH_TERMS) {
        const [scope, from, until, through] = flat[at];
        Object.assign(grant, { scope: scope || "", from: from || "", until: until || "" });
        grant.through = through < 0 ? null : this.resources[through];
        at += 1;
      }
      this.grants.push(grant);
    }
    this.putBestFirst();
  }

  /** Of several grants that one principal has of one entitlement, which stand together, the first is the one that counts. */
  putBestFirst() {
    for (let from = 0; from < this.grants.length; ) {
      const { entitlement, principal } = this.grants[from];
      let to = from + 1;
      while (to < this.grants.length && this.grants[to].entitlement === entitlement && this.grants[to].principal === principal) {
        to += 1;
      }
      if (to - from > 1) {
        const several = this.grants.slice(from, to);
        this.grants.splice(from, to - from, ...[...several].sort((one, other) => compareTerms(one, other, several)));
      }
      from = to;
    }
  }

  has(resource, trait) {
    return (resource.traits & this.bits[trait]) !== 0;
  }

  with(trait) {
    return this.resources.filter((resource) => this.has(resource, trait));
  }

  entitlementsOf(resource) {
    return this.entitlementsOn.get(resource.number) || [];
  }

  /** The grants that a principal was given itself. */
  held(principal) {
    return this.heldByPrincipal.get(principal.number) || [];
  }

  /** The grants that were given of an entitlement itself. */
  given(entitlement) {
    return this.givenOfEntitlement.get(entitlement.number) || [];
  }

  /**
   * Everything that a principal has: each of its own grants, and what follows from belonging to others, each entitlement
   * once and by a shortest way. What must be activated first is passed on to nobody. Circles end.
   */
  heldBy(principal) {
    const own = this.held(principal);
    const ways = new Map();
    const waiting = [];
    const reach = (grant, before) => {
      if (grant.holding !== "ELIGIBLE" && !ways.has(grant.entitlement)) {
        ways.set(grant.entitlement, before.concat(grant));
        waiting.push(grant.entitlement);
      }
    };
    own.forEach((grant) => reach(grant, []));
    for (let next = 0; next < waiting.length; next += 1) {
      const entitlement = waiting[next];
      if (entitlement.purpose === "MEMBERSHIP") {
        this.held(entitlement.resource)
          .filter((grant) => grant.expandable)
          .forEach((grant) => reach(grant, ways.get(entitlement)));
      }
    }
    const nested = [...ways.values()].filter((way) => way.length > 1);
    return own.map((grant) => found(grant, [grant])).concat(nested.map((way) => found(way[way.length - 1], way)));
  }

  /** Everyone who has an entitlement: each grant of it, and who has it through others, each principal once. */
  holders(entitlement) {
    const ways = new Map([[entitlement, []]]);
    const waiting = [entitlement];
    const holders = [];
    const seen = new Set(
      this.given(entitlement)
        .filter((grant) => grant.holding !== "ELIGIBLE")
        .map((grant) => grant.principal),
    );
    for (let next = 0; next < waiting.length; next += 1) {
      const way = ways.get(waiting[next]);
      for (const grant of this.given(waiting[next])) {
        if (next === 0) {
          holders.push(found(grant, [grant]));
        } else if (grant.holding !== "ELIGIBLE" && !seen.has(grant.principal)) {
          seen.add(grant.principal);
          holders.push(found(grant, [grant].concat(way), entitlement));
        }
        if (grant.expandable && grant.holding !== "ELIGIBLE") {
          this.entitlementsOf(grant.principal)
            .filter((inner) => inner.purpose === "MEMBERSHIP" && !ways.has(inner))
            .forEach((inner) => {
              ways.set(inner, [grant].concat(way));
              waiting.push(inner);
            });
        }
      }
    }
    return holders;
  }
}

/**
 * Orders grants as the host's GrantTerms does: one in force before one that is eligible, and what lasts longest. One for
 * a time says of one without an end, in the same scope, that it ends.
 */
function compareTerms(one, other, several) {
  const ends = (grant) =>
    grant.holding === "ACTIVE" && several.some((each) => each.holding === "TEMPORARY" && each.scope === grant.scope);
  return (
    (one.holding === "ELIGIBLE") - (other.holding === "ELIGIBLE") ||
    ends(one) - ends(other) ||
    (one.until !== "") - (other.until !== "") ||
    compareTexts(other.until, one.until) ||
    compareTexts(one.from, other.from)
  );
}

function compareTexts(one, other) {
  return one < other ? -1 : Number(one > other);
}

/** A grant, or the end of a way of grants, as it is shown: it lasts as long as every step does. */
function found(grant, way, entitlement) {
  const last = way[way.length - 1];
  const until = way.map((step) => step.until).filter(Boolean).sort()[0] || "";
  const from = way.map((step) => step.from).filter(Boolean).sort().pop() || "";
  const through = way.slice(0, -1).map((step) => step.entitlement.resource);
  return {
    entitlement: entitlement || grant.entitlement,
    principal: way[0].principal,
    holding: way.some((step) => step.holding === "TEMPORARY") ? "TEMPORARY" : last.holding,
    scope: last.scope,
    from,
    until,
    path: grant.through && way.length === 1 ? [grant.through] : through,
    direct: way.length === 1 && !grant.through,
    nested: way.length > 1,
  };
}

function group(values, key) {
  const groups = new Map();
  for (const value of values) {
    const name = key(value);
    const members = groups.get(name);
    if (members) {
      members.push(value);
    } else {
      groups.set(name, [value]);
    }
  }
  return groups;
}
