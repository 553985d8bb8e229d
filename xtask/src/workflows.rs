//! The workflows call what there is: their tasks, packages and scripts exist, and the server, which is for Unix, is built there.
//! They run only when a version is tagged, which is too late to find out.

use std::fs;
use std::path::Path;

use crate::places;

/// Commands of a workflow, each with what its job runs on.
fn commands(workflow: &str) -> Vec<(String, String)> {
    let mut commands = Vec::new();
    let mut runs_on = String::new();
    for line in workflow.lines().map(str::trim) {
        if let Some(system) = line.strip_prefix("runs-on:") {
            runs_on = system.trim().to_owned();
        }
        let line = line.trim_start_matches("- ").trim_start_matches("run:");
        let all = line.split("&&").map(|command| (runs_on.clone(), command.trim().to_owned()));
        commands.extend(all.filter(|(_, command)| !command.is_empty() && !command.starts_with('#')));
    }
    commands
}

/// What is wrong with a command, in words.
fn fault(runs_on: &str, command: &str) -> Option<String> {
    let words: Vec<&str> = command.split_whitespace().collect();
    let after = |flags: &[&str]| {
        let at = words.iter().position(|word| flags.contains(word))?;
        words.get(at + 1).copied()
    };
    match words.as_slice() {
        ["cargo", "xtask", task @ ..] => {
            crate::parse(task).is_none().then(|| format!("there is no task `{}`", task.join(" ")))
        }
        ["cargo", "install", ..] => None,
        ["cargo", ..] => {
            let package = after(&["-p", "--package"])?;
            if !is_package(package) {
                return Some(format!("there is no package {package}"));
            }
            let unix = ["ubuntu", "macos"].iter().any(|system| runs_on.starts_with(system));
            (package == "portal-server" && !unix).then(|| format!("the server is not made for {runs_on}"))
        }
        ["npm", "run", script, ..] => {
            let scripts = fs::read_to_string(places::root().join("ui/package.json")).unwrap_or_default();
            (!scripts.contains(&format!("\"{script}\":"))).then(|| format!("there is no script {script}"))
        }
        // Without a version another program is run on another day; without a scope `tauri` is another program.
        ["npx", ..] => (!words.iter().any(|word| word.rfind('@').is_some_and(|at| at > 0)))
            .then(|| format!("`{command}` names no version")),
        _ => None,
    }
}

fn is_package(name: &str) -> bool {
    let wanted = format!("name = \"{name}\"");
    let says = |folder: &Path| {
        fs::read_to_string(folder.join("Cargo.toml")).is_ok_and(|manifest| manifest.contains(&wanted))
    };
    let below = |folder: &str| fs::read_dir(places::root().join(folder)).into_iter().flatten().flatten();
    says(places::root()) || below("crates").chain(below("tests")).any(|folder| says(&folder.path()))
}

#[test]
fn the_workflows_call_what_there_is() {
    let folder = places::root().join(".github/workflows");
    let mut looked_at = 0;
    for file in fs::read_dir(&folder).expect("there are workflows").flatten() {
        let workflow = fs::read_to_string(file.path()).expect("it is text");
        for (runs_on, command) in commands(&workflow) {
            let fault = fault(&runs_on, &command);
            assert_eq!(fault, None, "{}: {command}", file.path().display());
            looked_at += usize::from(command.starts_with("cargo "));
        }
    }
    assert!(looked_at >= 4, "the commands are found: {looked_at}");
}

#[test]
fn what_a_workflow_cannot_do_is_told() {
    for (runs_on, command, wanted) in [
        ("ubuntu-24.04", "cargo xtask packages", Some("there is no task `packages`")),
        ("ubuntu-24.04", "cargo xtask system", None),
        ("ubuntu-24.04", "cargo build -p portal-servr", Some("there is no package portal-servr")),
        (
            "windows-2022",
            "cargo build --package portal-server",
            Some("the server is not made for windows-2022"),
        ),
        (
            "${{ matrix.os }}",
            "cargo build -p portal-server",
            Some("the server is not made for ${{ matrix.os }}"),
        ),
        ("macos-14", "cargo build -p portal-server", None),
        ("ubuntu-24.04", "npm run bild --prefix ui", Some("there is no script bild")),
        (
            "ubuntu-24.04",
            "npx --prefix ui tauri build",
            Some("`npx --prefix ui tauri build` names no version"),
        ),
        ("ubuntu-24.04", "npx --yes @tauri-apps/cli@2.12.5 build", None),
        (
            "ubuntu-24.04",
            "npx --yes @tauri-apps/cli build",
            Some("`npx --yes @tauri-apps/cli build` names no version"),
        ),
    ] {
        assert_eq!(fault(runs_on, command).as_deref(), wanted, "{command} on {runs_on}");
    }
}
