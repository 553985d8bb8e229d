//! The desktop program: everything is in the library, so that it can be tested.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    portal_desktop::run()
}
