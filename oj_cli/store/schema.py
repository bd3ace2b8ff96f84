"""The tables of a store, and how a value is put into one as JSON."""

import json

from oj_cli.domain.encoding import encode

VERSION = 5
BUSY_MS = 5000

SCHEMA = """
CREATE TABLE lan (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE kommun (code TEXT PRIMARY KEY, name TEXT NOT NULL, lan TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE edition (id TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE membership (
    edition TEXT NOT NULL, kommun TEXT NOT NULL, grupp TEXT NOT NULL,
    PRIMARY KEY (edition, kommun)) WITHOUT ROWID;
CREATE TABLE population (
    kommun TEXT NOT NULL, year INTEGER NOT NULL, inhabitants INTEGER NOT NULL,
    PRIMARY KEY (kommun, year)) WITHOUT ROWID;
CREATE TABLE themes (json TEXT NOT NULL);
CREATE TABLE priorities (digest TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE catalogue (
    area TEXT PRIMARY KEY, position INTEGER NOT NULL, purpose TEXT NOT NULL,
    json TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
    id INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, json TEXT NOT NULL, sheets TEXT);
CREATE TABLE coverage (
    source INTEGER NOT NULL, area TEXT NOT NULL, first_year INTEGER NOT NULL,
    last_year INTEGER NOT NULL, rows INTEGER NOT NULL, indicators INTEGER NOT NULL,
    units INTEGER NOT NULL, PRIMARY KEY (source, area)) WITHOUT ROWID;
CREATE TABLE indicator (
    id INTEGER PRIMARY KEY, area TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (area, key));
CREATE TABLE unit (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (kind, key));
CREATE TABLE block (
    source INTEGER NOT NULL, indicator INTEGER NOT NULL, year INTEGER NOT NULL,
    gender TEXT NOT NULL,
    unit BLOB NOT NULL, answer BLOB, value BLOB, n_yes BLOB, n BLOB, locator BLOB,
    UNIQUE (indicator, year, source, gender));
CREATE TABLE counts (source INTEGER PRIMARY KEY, json TEXT NOT NULL);
"""
"""Results are asked for by indicator and year, and nearly always for all units at once. So they lie
together, a packed column each (see `packing`): one row of `block` in place of some hundreds. It is
read and written many times faster, takes a third of the room, and has a checksum."""


def dump(model: object) -> str:
    """Return a model as the JSON that `Connected.load` reads."""
    return json.dumps(encode(model), ensure_ascii=False, separators=(",", ":"))
