"""The tables of an område's file of values."""

VERSION = 6
BUSY_MS = 5000
PAGE = 8192  # blocks are some kilobytes each: in smaller pages a fifth is waste

SCHEMA = """
CREATE TABLE checksum (name TEXT PRIMARY KEY, crc INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE source (id INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, sheets TEXT);
CREATE TABLE coverage (
    source INTEGER PRIMARY KEY, first_year INTEGER NOT NULL, last_year INTEGER NOT NULL,
    rows INTEGER NOT NULL, indicators INTEGER NOT NULL, units INTEGER NOT NULL,
    counts TEXT NOT NULL);
CREATE TABLE indicator (id INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL);
CREATE TABLE unit (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (kind, key));
CREATE TABLE head (
    id INTEGER PRIMARY KEY, indicator INTEGER NOT NULL, year INTEGER NOT NULL,
    source INTEGER NOT NULL, gender TEXT NOT NULL, UNIQUE (indicator, year, source, gender));
CREATE TABLE heads (name TEXT PRIMARY KEY, packed BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE block (
    head INTEGER PRIMARY KEY,
    answer BLOB, value BLOB, n_yes BLOB, n BLOB, locator BLOB, unit BLOB NOT NULL);
CREATE TABLE line (
    unit INTEGER PRIMARY KEY,
    answer BLOB, value BLOB, n_yes BLOB, n BLOB, head BLOB NOT NULL);
CREATE TABLE summary (
    indicator INTEGER NOT NULL, year INTEGER NOT NULL, gender TEXT NOT NULL,
    n INTEGER NOT NULL, n_yes INTEGER, low REAL, q1 REAL, median REAL, q3 REAL, high REAL,
    moved REAL, PRIMARY KEY (indicator, year, gender)) WITHOUT ROWID;
"""
"""Results are kept both ways, in packed columns with a checksum each (see `packing`): a `block`
holds all units of one source, indicator, year and gender, a `line` all that there is of one unit. A
`head` says what a block is about, and `heads` holds all of them once more as packed columns, in
which they are read: thousands, for any question.

The column that is never lacking stands last: where damage makes another seem to lack, it ends up in
the wrong place, and its checksum tells."""
