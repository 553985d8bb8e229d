//! The modules of a crate know each other in one direction: leaves lie at the bottom, and no ring of modules asks each other in turn.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so by panicking")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Every crate whose modules form no ring.
const CRATES: [&str; 10] = [
    "client",
    "credentials",
    "documents",
    "forms",
    "ipc",
    "protocol",
    "server",
    "testkit",
    "texts",
    "verify",
];

/// The areas of the record know what happens, and what can happen is made of theirs; a decision may look at all of it. Around them there
/// is no ring, and what is not named here stays below or above.
const CORE_OF_RECORD: [&str; 15] = [
    "addresses",
    "cases",
    "college",
    "contact",
    "context",
    "documents",
    "event",
    "identity",
    "ledger",
    "meanwhile",
    "messages",
    "practice",
    "record",
    "services",
    "upcast",
];

type Edges = BTreeMap<String, BTreeSet<String>>;

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let within = folders.iter().flat_map(|folder| sources(folder));
    within.chain(files).filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect()
}

/// What runs in the program: neither comments nor tests.
fn code(path: &Path) -> String {
    if path.ends_with("tests.rs") {
        return String::new();
    }
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn word(text: &str) -> &str {
    let text = text.trim_start();
    &text[..text.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(text.len())]
}

/// What stands at the beginning of each member of a list in braces: `a` and `b` of `a::{c, d}, b}`.
fn members(list: &str) -> Vec<&str> {
    let (mut depth, mut from, mut found) = (0, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                found.push(word(&list[from..at]));
                from = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    found
}

/// What is named right behind this path.
fn named<'t>(code: &'t str, path: &str) -> Vec<&'t str> {
    let behind = code.split(path).skip(1);
    behind.flat_map(|rest| rest.strip_prefix('{').map_or_else(|| vec![word(rest)], members)).collect()
}

/// The modules at the top of a crate, and which others each of them names.
fn edges(src: &Path) -> Edges {
    let module = |path: &Path| {
        let first = path.strip_prefix(src).unwrap().iter().next().unwrap().to_string_lossy().into_owned();
        first.trim_end_matches(".rs").to_owned()
    };
    let paths = sources(src);
    let names: BTreeSet<String> = paths.iter().map(|path| module(path)).collect();
    let root = code(&src.join("lib.rs"));
    // What the root gives out by another name belongs to the module that has it.
    let given_out = |name: &str| {
        names.iter().find(|module| named(&root, &format!("pub use {module}::")).contains(&name)).cloned()
    };
    let mut edges = Edges::new();
    for path in paths.iter().filter(|path| !path.ends_with("lib.rs") && !path.ends_with("main.rs")) {
        let (code, own) = (code(path), module(path));
        let mut asked = named(&code, "crate::");
        if path.parent() == Some(src) {
            asked.extend(named(&code, "super::"));
        }
        let known = asked.into_iter().filter_map(|name| names.get(name).cloned().or_else(|| given_out(name)));
        let known: BTreeSet<String> = known.filter(|name| *name != own).collect();
        edges.entry(own).or_default().extend(known);
    }
    edges
}

/// The modules that are left when, again and again, those are taken away that ask nobody who is left, or whom nobody left asks.
fn rings(mut edges: Edges) -> Edges {
    loop {
        let left: BTreeSet<String> = edges.keys().cloned().collect();
        let asked: BTreeSet<String> = edges.values().flatten().cloned().collect();
        let before = edges.len();
        edges.retain(|own, asks| asked.contains(own) && asks.iter().any(|name| left.contains(name)));
        if edges.len() == before {
            return edges;
        }
    }
}

#[test]
fn the_modules_of_a_crate_form_no_ring() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates");
    for name in CRATES {
        let edges = edges(&crates.join(name).join("src"));
        assert!(!edges.is_empty(), "the modules of {name} are found");
        assert_eq!(rings(edges), Edges::new(), "{name}: these, or some of them, ask each other in turn");
    }
}

#[test]
fn the_record_has_one_core_and_no_ring_around_it() {
    let edges = edges(&Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/record/src"));
    let found: Vec<String> = rings(edges).into_keys().collect();
    let others: Vec<_> = found.iter().filter(|name| !CORE_OF_RECORD.contains(&name.as_str())).collect();
    assert!(others.is_empty(), "these, or some of them, ask each other in turn with the core: {others:?}");
}

#[test]
fn a_ring_is_found_however_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    for (file, text) in [
        ("lib.rs", "mod a;\nmod b;\nmod c;\npub use b::{One, Two};\n"),
        ("a.rs", "use crate::{\n    Two,\n    c::{self, x},\n};\n"),
        ("b.rs", "fn f() { super::a::g() }\n"),
        ("c.rs", "//! crate::a\n#[cfg(test)]\nmod tests { use crate::a; }\n"),
    ] {
        fs::write(folder.path().join(file), text).unwrap();
    }
    let found = edges(folder.path());
    let names = |asked: &BTreeSet<String>| asked.iter().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(names(&found["a"]), "b c");
    assert_eq!(names(&found["b"]), "a");
    assert_eq!(names(&found["c"]), "");
    assert_eq!(rings(found).into_keys().collect::<Vec<_>>(), ["a", "b"]);
}
