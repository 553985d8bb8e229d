//! What calls the server as its callers do: the College under test on either database, registrants who are signed in at a computer, and their
//! surveys. For the suites here, and for the measures in `examples`.

#![allow(dead_code, reason = "each program uses its part of it")]

pub mod college;
pub mod computer;
pub mod databases;
pub mod survey;
