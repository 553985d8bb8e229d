//! Generates the permission tables and the embedded interface of the desktop application.

fn main() {
    tauri_build::try_build(
        tauri_build::Attributes::new().capabilities_path_pattern("./src-tauri/capabilities/*"),
    )
    .unwrap_or_else(|error| {
        println!("cargo::error={error:#}");
        std::process::exit(1);
    });
}
