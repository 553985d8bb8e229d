//! The rooms and what each may know: reads `cargo metadata` and fails on a forbidden edge. Also keeps the tree tidy.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so by panicking")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

/// A room, the rooms it may know, and outside libraries that it must not.
const ROOMS: [(&str, &[&str], &[&str]); 14] = [
    ("portal-forms", &[], &["tokio", "sqlx", "reqwest", "axum", "tauri", "tracing", "jiff"]),
    (
        "portal-record",
        &["portal-forms", "portal-texts"],
        &["tokio", "sqlx", "reqwest", "axum", "tauri", "tracing"],
    ),
    (
        "portal-attachments",
        &["portal-record", "portal-texts"],
        &["tokio", "sqlx", "reqwest", "axum", "tauri", "tracing", "jiff"],
    ),
    (
        "portal-published",
        &["portal-forms", "portal-record", "portal-texts"],
        &["tokio", "sqlx", "reqwest", "axum", "tauri", "tracing"],
    ),
    ("portal-texts", &[], &["tokio", "sqlx", "reqwest", "axum", "tauri"]),
    ("portal-credentials", &[], &["tokio", "sqlx", "reqwest", "axum", "tauri", "printpdf"]),
    (
        "portal-documents",
        &["portal-credentials", "portal-forms", "portal-record", "portal-texts"],
        &["tokio", "sqlx", "reqwest", "axum", "tauri"],
    ),
    (
        "portal-protocol",
        &["portal-credentials", "portal-record", "portal-forms"],
        &["tokio", "sqlx", "reqwest", "axum", "tauri", "ts-rs"],
    ),
    (
        "portal-ipc",
        &["portal-record", "portal-forms"],
        &["tokio", "sqlx", "reqwest", "axum", "tauri", "jiff"],
    ),
    (
        "portal-client",
        &[
            "portal-attachments",
            "portal-credentials",
            "portal-forms",
            "portal-record",
            "portal-documents",
            "portal-ipc",
            "portal-protocol",
            "portal-texts",
        ],
        &["tauri", "axum"],
    ),
    (
        "portal-server",
        &[
            "portal-attachments",
            "portal-published",
            "portal-credentials",
            "portal-forms",
            "portal-record",
            "portal-documents",
            "portal-protocol",
            "portal-texts",
        ],
        &["tauri", "libsqlite3-sys"],
    ),
    (
        "portal-verify",
        &["portal-credentials", "portal-texts"],
        &["tokio", "sqlx", "reqwest", "axum", "tauri", "printpdf"],
    ),
    // Only tests know it: it stands in nobody's list.
    (
        "portal-testkit",
        &["portal-forms", "portal-ipc", "portal-record"],
        &["tokio", "sqlx", "reqwest", "axum", "tauri", "tracing"],
    ),
    (
        "portal-desktop",
        &["portal-published", "portal-client", "portal-ipc", "portal-texts"],
        &["sqlx", "reqwest", "axum"],
    ),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn metadata() -> Value {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let out = Command::new(cargo)
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(out.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

/// Names of what a package depends on when it runs; tests may know more.
fn dependencies(package: &Value) -> BTreeSet<&str> {
    let all = package["dependencies"].as_array().unwrap().iter();
    all.filter(|dependency| dependency["kind"].is_null())
        .map(|dependency| dependency["name"].as_str().unwrap())
        .collect()
}

#[test]
fn no_room_knows_what_it_must_not() {
    let metadata = metadata();
    for (room, may_know, must_not) in ROOMS {
        let package = metadata["packages"].as_array().unwrap().iter().find(|package| package["name"] == room);
        let known = dependencies(package.unwrap_or_else(|| panic!("{room} is not in the workspace")));
        for name in known.iter().filter(|name| name.starts_with("portal-")) {
            assert!(may_know.contains(name), "{room} must not know {name}");
        }
        for name in must_not {
            assert!(!known.contains(name), "{room} must not depend on {name}");
        }
    }
}

#[test]
fn every_room_is_in_the_table() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap().iter();
    for package in packages {
        let path = package["manifest_path"].as_str().unwrap();
        let name = package["name"].as_str().unwrap();
        if Path::new(path).starts_with(root().join("crates")) {
            assert!(
                ROOMS.iter().any(|(room, ..)| *room == name),
                "{name} is a room without a line in this table"
            );
            let readme = Path::new(path).with_file_name("README.md");
            assert!(
                fs::metadata(readme).is_ok_and(|file| file.len() > 200),
                "{name} has no README that says what it is"
            );
        }
    }
}

/// Every source file of ours with these endings.
fn sources(endings: &[&str]) -> Vec<PathBuf> {
    let out = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .unwrap();
    let list = String::from_utf8(out.stdout).unwrap();
    let paths: Vec<PathBuf> =
        list.lines().map(PathBuf::from).filter(|path| root().join(path).exists()).collect();
    assert!(!paths.is_empty(), "the tree is read through git");
    paths
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| endings.iter().any(|known| ending == *known)))
        .collect()
}

#[test]
fn only_the_host_folder_imports_the_desktops_api() {
    for path in sources(&["ts", "svelte"]) {
        let text = fs::read_to_string(root().join(&path)).unwrap();
        let imports = path.starts_with("ui/src") && text.contains("@tauri-apps");
        assert!(!imports || path.starts_with("ui/src/host"), "{} imports @tauri-apps", path.display());
    }
}

/// What a person's computer keeps and sends is not made for one window: another could be put on top of it.
#[test]
fn only_what_makes_pages_knows_the_windows_types() {
    let windowless =
        ["replica", "drafts", "store", "sync"].map(|module| format!("crates/client/src/{module}"));
    let mut known = 0;
    for path in sources(&["rs"]) {
        let text = fs::read_to_string(root().join(&path)).unwrap();
        let knows = text.contains("portal_ipc");
        known += usize::from(knows && path.starts_with("crates/client/src"));
        let must_not = windowless.iter().any(|module| path.starts_with(module));
        assert!(!(knows && must_not), "{} knows a type of the window", path.display());
    }
    assert!(known > 10, "the pages are found: {known}");
}

/// A page may hold text that somebody else wrote: nothing in it is a script or a style of its own.
#[test]
fn no_page_allows_scripts_or_styles_within_its_text() {
    let mut policies = 0;
    for path in sources(&["rs", "json", "html", "svelte", "ts", "js", "mjs"]) {
        if path == Path::new("tests/architecture.rs") || path.starts_with("assets") {
            continue;
        }
        let text = fs::read_to_string(root().join(&path)).unwrap();
        policies += text.matches("default-src 'none'").count() + text.matches("default-src 'self'").count();
        for allowed in ["'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'"] {
            assert!(!text.contains(allowed), "{} allows {allowed}", path.display());
        }
    }
    assert!(policies >= 3, "the policies of window, server and loopback are found: {policies}");
    for path in sources(&["svelte", "html"]) {
        let text = fs::read_to_string(root().join(&path)).unwrap();
        let of_the_interface = path.starts_with("ui/src") || path == Path::new("ui/index.html");
        assert!(!of_the_interface || !text.contains(" style="), "{} has a style attribute", path.display());
    }
}

#[test]
fn files_are_one_thing_each() {
    for path in sources(&["rs", "ts", "svelte", "css"]) {
        if path.ends_with("bindings.ts") {
            continue;
        }
        let lines = fs::read_to_string(root().join(&path)).unwrap().lines().count();
        assert!(lines <= 450, "{} has {lines} lines: is it still one thing?", path.display());
        let name = path.file_stem().unwrap().to_string_lossy();
        let bag = ["util", "utils", "common", "helpers", "misc", "manager"];
        assert!(!bag.contains(&name.as_ref()), "{} is a bag: name it for what it holds", path.display());
    }
}

/// What several programs share is a crate or a folder. Examples alone cannot reach the modules of tests otherwise.
#[test]
fn modules_stand_where_their_names_say() {
    let borrowed = sources(&["rs"]).into_iter().filter(|path| {
        let text = fs::read_to_string(root().join(path)).unwrap();
        text.lines().any(|line| line.trim_start().starts_with("#[path"))
    });
    let expected =
        ["strain", "submissions"].map(|it| PathBuf::from(format!("crates/server/examples/{it}/main.rs")));
    assert_eq!(borrowed.collect::<BTreeSet<_>>(), BTreeSet::from(expected));
}

#[test]
fn every_command_of_the_table_has_its_permission_and_the_window_has_it() {
    let permissions = fs::read_to_string(root().join("src-tauri/permissions/commands.toml")).unwrap();
    let window = fs::read_to_string(root().join("src-tauri/capabilities/main.json")).unwrap();
    let handlers = fs::read_to_string(root().join("src-tauri/commands/mod.rs")).unwrap();
    let commands = portal_ipc::table::COMMANDS;
    for command in commands {
        let name = command.name;
        let permission = format!("allow-{}", name.replace('_', "-"));
        assert!(permissions.contains(&format!("commands.allow = [\"{name}\"]")), "{name} has no permission");
        assert!(window.contains(&format!("\"{permission}\"")), "{permission} is not granted");
        assert!(handlers.contains(&format!("::{name},")), "{name} has no handler");
    }
    assert_eq!(
        permissions.matches("[[permission]]").count(),
        commands.len(),
        "no permission without its command"
    );
}

#[test]
fn every_work_that_is_built_in_is_named_with_its_licence() {
    let licences = fs::read_to_string(root().join("assets/licences.json")).unwrap();
    let licences: Value = serde_json::from_str(&licences).unwrap();
    let works = licences["works"].as_array().unwrap();
    let named: BTreeSet<String> = works
        .iter()
        .map(|work| format!("{} {}", work["name"].as_str().unwrap(), work["version"].as_str().unwrap()))
        .collect();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let asked = ["tree", "--offline", "--package", "portal-desktop", "--edges", "normal", "--prefix", "none"];
    let tree = Command::new(cargo).args(asked).current_dir(root()).output().unwrap();
    assert!(tree.status.success(), "cargo tree: {}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).unwrap();
    let others = tree.lines().filter(|line| !line.contains(root().to_str().unwrap()));
    let crates: BTreeSet<String> = others
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            Some(format!("{} {}", words.next()?, words.next()?.trim_start_matches('v')))
        })
        .collect();
    assert!(crates.len() > 200, "the crates are found: {}", crates.len());
    let interface: Value =
        serde_json::from_str(&fs::read_to_string(root().join("ui/package.json")).unwrap()).unwrap();
    let packages = interface["dependencies"].as_object().unwrap();
    let packages = packages.iter().map(|(name, version)| format!("{name} {}", version.as_str().unwrap()));
    let missing: Vec<String> =
        crates.into_iter().chain(packages).filter(|work| !named.contains(work)).collect();
    assert!(missing.is_empty(), "`npm run licences` in ui names them: {missing:?}");
    for work in works {
        assert!(work["licence"].as_str().is_some_and(|licence| licence.len() > 2), "{work} has no licence");
    }
}

/// Whoever chooses the language of a program does it in one place, and passes the texts on.
#[test]
fn texts_are_chosen_by_their_owners_and_passed_to_everybody_else() {
    let owners = [
        // What a form is filled in with is filed, the same on every computer.
        "crates/record/src/facts.rs",
        "crates/client/src/portal/mod.rs",
        // Every language is asked whether it has the words.
        "crates/published/src/lib.rs",
        "crates/server/src/language.rs",
        "crates/verify/src/facts.rs",
        "crates/verify/src/main.rs",
        "src-tauri/language.rs",
    ];
    let mut chosen = BTreeSet::new();
    for path in sources(&["rs"]) {
        let named = path.to_string_lossy().into_owned();
        let is_program =
            named.starts_with("src-tauri") || named.starts_with("crates/") && named.contains("/src/");
        if !is_program || named.starts_with("crates/texts/") || named.ends_with("tests.rs") {
            continue;
        }
        let text = fs::read_to_string(root().join(&path)).unwrap();
        let shipped = text.split("#[cfg(test)]").next().unwrap_or_default();
        if shipped.contains("Texts::of") || shipped.contains("Texts::english") {
            chosen.insert(named);
        }
    }
    assert_eq!(chosen, owners.map(str::to_owned).into(), "everybody else is given `&Texts`");
}
