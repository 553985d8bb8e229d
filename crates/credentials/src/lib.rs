#![doc = include_str!("../README.md")]

mod cbor;
pub mod keys;
pub mod receipt;
pub mod registration;
