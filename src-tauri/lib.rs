//! Portal Desktop's shell: windows, commands, keychain, printing. No rules here.

/// Opens the application and returns when its last window is closed.
pub fn run() {
    let outcome = tauri::Builder::default().run(tauri::generate_context!("./tauri.conf.json"));
    if let Err(error) = outcome {
        tracing::error!(%error, "the application could not run");
    }
}
