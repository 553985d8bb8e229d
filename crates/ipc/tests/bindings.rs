//! The committed TypeScript is what the table says. `cargo xtask bindings` writes it anew.
#![cfg(feature = "typescript")]

use std::{fs, path::Path};

#[test]
fn committed_bindings_are_what_the_table_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/host/bindings.ts");
    let expected = portal_ipc::table::typescript();
    if std::env::var_os("PORTAL_WRITE_BINDINGS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &expected).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(committed, expected, "ui/src/host/bindings.ts is stale: run `cargo xtask bindings`");
}
