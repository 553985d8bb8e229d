//! `cargo xtask demo`: makes the journey and leaves its account and pictures in the folder given by `--out`.

use std::process::ExitCode;

#[cfg(target_os = "linux")]
#[tokio::main]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [option, out] = words.as_slice() else { return usage() };
    if option != "--out" {
        return usage();
    }
    let out = std::path::Path::new(out);
    match portal_harness::journey::make(out).await {
        Ok(()) => {
            println!("The account and the pictures are in {}.", out.display());
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(target_os = "linux")]
fn usage() -> ExitCode {
    eprintln!("Usage: journey --out DIR");
    ExitCode::from(2)
}

#[cfg(not(target_os = "linux"))]
fn main() -> ExitCode {
    eprintln!("The window can be driven on Linux only.");
    ExitCode::FAILURE
}
