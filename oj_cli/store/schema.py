"""The tables of a store, and how a value is put into one as JSON."""

import json

from oj_cli.documents.decode import encode

VERSION = 4
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
CREATE TABLE result (
    indicator INTEGER NOT NULL, year INTEGER NOT NULL, unit INTEGER NOT NULL,
    gender TEXT NOT NULL, source INTEGER NOT NULL,
    answer TEXT, value REAL, n_yes INTEGER, n INTEGER, locator,
    PRIMARY KEY (source, indicator, year, unit, gender)) WITHOUT ROWID;
CREATE TABLE part (
    indicator INTEGER NOT NULL, year INTEGER NOT NULL, source INTEGER NOT NULL,
    answers INTEGER NOT NULL, PRIMARY KEY (indicator, year, source)) WITHOUT ROWID;
CREATE TABLE counts (source INTEGER PRIMARY KEY, json TEXT NOT NULL);
"""
"""A source's results lie together, so that a new one is added at the end, and one that goes is
taken away in one piece. `part` tells which years of which indicators each source gives: by it
any result is found by its key, and no index has to be kept."""


def dump(model: object) -> str:
    """Return a model as the JSON that `Connected.load` reads."""
    return json.dumps(encode(model), ensure_ascii=False, separators=(",", ":"))
