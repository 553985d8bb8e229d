//! A migration that is added to the folder is compiled in, too: the macro that takes the folder in is not asked again otherwise.

fn main() {
    println!("cargo::rerun-if-changed=migrations");
}
