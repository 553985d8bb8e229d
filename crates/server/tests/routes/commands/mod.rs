mod admission;
#[cfg(target_os = "linux")]
mod documents;
mod get;
mod put;
mod restart;
