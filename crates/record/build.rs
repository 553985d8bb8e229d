//! A file that is added to a folder is compiled in, too: the macro that takes the folder in is not asked again otherwise.

fn main() {
    for folder in ["college", "forms", "lists", "services"] {
        println!("cargo::rerun-if-changed=../../assets/{folder}");
    }
}
