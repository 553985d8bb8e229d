//! The program begins anew in this process, with the same arguments: what a variable says is read once, before the first window, and
//! what failed while the application was built cannot be built again beside it.

use std::os::unix::process::CommandExt as _;
use std::process::Command;
use std::{env, io};

/// How often an instance that is ending was met.
const MET_VARIABLE: &str = "PORTAL_MET_AN_ENDING";
/// Each beginning takes longer than it takes to end.
const MEETINGS_MAX: u32 = 20;

/// Comes back only with the error that kept it from beginning.
pub fn begin(variable: &str, value: &str) -> io::Error {
    match env::current_exe() {
        Ok(program) => Command::new(program).args(env::args_os().skip(1)).env(variable, value).exec(),
        Err(error) => error,
    }
}

/// Somebody closed the window and opened it again at once: the instance that is there still has its name, but hears nobody any more.
/// Comes back when that is not it, or when it does not end.
pub fn after_an_ending(error: &tauri::Error) {
    let met = env::var(MET_VARIABLE).ok().and_then(|met| met.parse().ok()).unwrap_or(0);
    if is_of_the_name(error) && met < MEETINGS_MAX {
        let error = begin(MET_VARIABLE, &(met + 1).to_string());
        tracing::warn!(%error, "the instance that is ending is not waited for");
    }
}

fn is_of_the_name(error: &tauri::Error) -> bool {
    matches!(error, tauri::Error::PluginInitialization(plugin, _) if plugin == "single-instance")
}
