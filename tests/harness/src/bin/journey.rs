//! `cargo xtask demo`: makes the journey and leaves its account and pictures in the folder given by `--out`; those that the
//! documentation shows go to the folder given by `--pictures` as well.

#[cfg(target_os = "linux")]
use std::path::Path;
use std::process::ExitCode;

#[cfg(target_os = "linux")]
use portal_harness::journey;

#[cfg(target_os = "linux")]
#[tokio::main]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (out, pictures) = match words.as_slice() {
        ["--out", out] => (Path::new(out), None),
        ["--out", out, "--pictures", pictures] => (Path::new(out), Some(Path::new(pictures))),
        _ => return usage(),
    };
    let made = journey::make(out).await;
    let made = made.and_then(|()| pictures.map_or(Ok(()), |pictures| journey::gallery::hang(out, pictures)));
    match made {
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
    eprintln!("Usage: journey --out DIR [--pictures DIR]");
    ExitCode::from(2)
}

#[cfg(not(target_os = "linux"))]
fn main() -> ExitCode {
    eprintln!("The window can be driven on Linux only.");
    ExitCode::FAILURE
}
