#![doc = include_str!("../README.md")]

pub mod sync;
pub mod window;
