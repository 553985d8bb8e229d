//! Documents that flow over pages: the receipt, the copy of a filed survey, the summary of the profile. Each is made through the
//! one door from a record that is made of events, and read back with independent tools.

mod letter;
mod odd;
mod profile;
mod receipt;
mod survey;
