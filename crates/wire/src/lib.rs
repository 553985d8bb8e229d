#![doc = include_str!("../README.md")]

mod any_edit;
pub mod sync;
pub mod window;
