-- The tables of a store. SCHEMA.md tells how they are used.

CREATE TABLE store_property (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- One full reading of a system, or the changes since the one in 'base'. At most one of each state but 'retired'.
CREATE TABLE generation (
    id                INTEGER PRIMARY KEY,
    state             TEXT NOT NULL CHECK (state IN
        ('building', 'current', 'held', 'retired', 'told', 'replaced')),
    connector         TEXT NOT NULL,
    connector_version TEXT NOT NULL,
    fingerprint       TEXT NOT NULL,
    streams           TEXT NOT NULL,
    started_at        INTEGER NOT NULL,
    finished_at       INTEGER,
    base              INTEGER,
    read_whole_at     INTEGER NOT NULL
);
CREATE UNIQUE INDEX generation_by_state ON generation (state) WHERE state <> 'retired';

-- Where records come from: a stream, or a shard of one.
CREATE TABLE source (
    id     INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    shard  TEXT NOT NULL,
    UNIQUE (stream, shard)
);

-- How far a source has been read in a generation; committed together with the records.
CREATE TABLE reading (
    generation     INTEGER NOT NULL,
    source         INTEGER NOT NULL,
    incremental    INTEGER NOT NULL,
    definition     TEXT NOT NULL,
    read_from      INTEGER NOT NULL,
    cursor         TEXT NOT NULL DEFAULT '',
    done           INTEGER NOT NULL DEFAULT 0,
    restarts       INTEGER NOT NULL DEFAULT 0,
    records        INTEGER NOT NULL DEFAULT 0,
    skipped        INTEGER NOT NULL DEFAULT 0,
    requests       INTEGER NOT NULL DEFAULT 0,
    resource_units INTEGER NOT NULL DEFAULT 0,
    wall_nanos     INTEGER NOT NULL DEFAULT 0,
    cpu_nanos      INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (generation, source)
) WITHOUT ROWID;

CREATE TABLE checkpoint (
    generation INTEGER NOT NULL,
    source     INTEGER NOT NULL,
    stream     TEXT NOT NULL,
    shard      TEXT NOT NULL,
    value      TEXT NOT NULL,
    PRIMARY KEY (generation, source)
) WITHOUT ROWID;

CREATE TABLE skipped_row (
    generation INTEGER NOT NULL,
    source     INTEGER NOT NULL,
    subject    TEXT NOT NULL,
    reason     TEXT NOT NULL,
    detail     TEXT NOT NULL
);
CREATE INDEX skipped_row_by_generation ON skipped_row (generation, source);

CREATE TABLE notice (
    generation INTEGER NOT NULL,
    source     INTEGER NOT NULL,
    code       TEXT NOT NULL,
    message    TEXT NOT NULL,
    remedy     TEXT NOT NULL,
    PRIMARY KEY (generation, source, code)
) WITHOUT ROWID;

-- Canonical key texts of resources and entitlements, each once for all generations.
CREATE TABLE record_key (
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
);

CREATE TABLE resource (
    generation   INTEGER NOT NULL,
    key          INTEGER NOT NULL,
    source       INTEGER NOT NULL,
    display_name TEXT NOT NULL,
    status       TEXT NOT NULL,
    traits       TEXT NOT NULL,
    parent       INTEGER,
    attributes   TEXT NOT NULL,
    read_at      INTEGER NOT NULL,
    UNIQUE (generation, key)
);

-- Case-folded names under which a resource can be looked up: hints, checked against the resource itself.
CREATE TABLE resource_name (
    generation INTEGER NOT NULL,
    name       TEXT NOT NULL,
    key        INTEGER NOT NULL,
    PRIMARY KEY (generation, name, key)
) WITHOUT ROWID;

CREATE TABLE entitlement (
    generation      INTEGER NOT NULL,
    key             INTEGER NOT NULL,
    source          INTEGER NOT NULL,
    resource        INTEGER NOT NULL,
    display_name    TEXT NOT NULL,
    purpose         TEXT NOT NULL,
    principal_types TEXT NOT NULL,
    refusal_code    TEXT,
    refusal_reason  TEXT,
    read_at         INTEGER NOT NULL,
    PRIMARY KEY (generation, key)
) WITHOUT ROWID;
CREATE INDEX entitlement_by_resource ON entitlement (generation, resource);

CREATE TABLE grant (
    generation  INTEGER NOT NULL,
    entitlement INTEGER NOT NULL,
    principal   INTEGER NOT NULL,
    qualifier   TEXT NOT NULL,
    source      INTEGER NOT NULL,
    holding     TEXT NOT NULL,
    eligible    INTEGER GENERATED ALWAYS AS (holding = 'ELIGIBLE') VIRTUAL,
    scope       TEXT,
    through     INTEGER,
    expandable  INTEGER NOT NULL,
    external    INTEGER NOT NULL,
    valid_from  TEXT,
    valid_until TEXT,
    attributes  TEXT NOT NULL,
    read_at     INTEGER NOT NULL,
    PRIMARY KEY (generation, entitlement, principal, qualifier)
) WITHOUT ROWID;
CREATE INDEX grant_by_principal ON grant (generation, principal);

-- What changes take away from the generation that they are applied to. An empty text stands for what a kind has not.
CREATE TABLE removal (
    generation INTEGER NOT NULL,
    source     INTEGER NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('resource', 'entitlement', 'grant', 'holdings', 'left-out')),
    what       TEXT NOT NULL,
    principal  TEXT NOT NULL,
    qualifier  TEXT NOT NULL,
    read_at    INTEGER NOT NULL,
    PRIMARY KEY (generation, source, kind, what, principal, qualifier)
) WITHOUT ROWID;

-- What readers see since the last publishing and did not see before, or the other way round. Belongs to no generation.
CREATE TABLE latest_change (
    change           TEXT NOT NULL CHECK (change IN ('added', 'removed', 'status')),
    resource         TEXT NOT NULL,
    resource_name    TEXT NOT NULL,
    entitlement      TEXT,
    entitlement_name TEXT,
    principal        TEXT,
    principal_name   TEXT,
    qualifier        TEXT NOT NULL DEFAULT '',
    status_before    TEXT,
    status_after     TEXT
);

-- How far each feed has been read, apart for what was only shown and for what was taken into the store.
CREATE TABLE feed (
    name     TEXT NOT NULL,
    purpose  TEXT NOT NULL CHECK (purpose IN ('shown', 'taken-in')),
    cursor   TEXT,
    lost_at  INTEGER,
    PRIMARY KEY (name, purpose)
) WITHOUT ROWID;

-- When a principal last used something, by number of record_key; 0 stands for what no sync reads.
CREATE TABLE last_use (
    principal INTEGER NOT NULL,
    used      INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (principal, used)
) WITHOUT ROWID;

-- What was asked for under an operation id, and what has come of it. Belongs to no generation.
CREATE TABLE operation (
    id           TEXT PRIMARY KEY,
    fingerprint  TEXT NOT NULL,
    state        TEXT NOT NULL
        CHECK (state IN ('begun', 'changed', 'already-so', 'refused', 'in-progress', 'failed')),
    requested_by TEXT NOT NULL,
    begun_at     INTEGER NOT NULL,
    result       TEXT
) WITHOUT ROWID;

-- Every answer that a connector gave to a request for a change. Rows are only ever added.
CREATE TABLE audit (
    id           INTEGER PRIMARY KEY,
    at           INTEGER NOT NULL,
    requested_by TEXT NOT NULL,
    operation    TEXT NOT NULL,
    connector    TEXT NOT NULL,
    kind         TEXT NOT NULL,
    subject      TEXT NOT NULL,
    detail       TEXT NOT NULL,
    outcome      TEXT NOT NULL,
    reason       TEXT NOT NULL,
    request_id   TEXT NOT NULL
);
CREATE INDEX audit_by_operation ON audit (operation);
