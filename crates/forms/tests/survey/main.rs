//! The annual renewal survey of `assets/forms`, tried as registrants of every kind answer it.
//!
//! Here: that the published data is sound, who is asked what, and whole walks from the first page to a valid response.
//! Not here: the engine's own behaviour, which has its own tests.

mod branching;
mod checks;
mod published;
mod registrant;
mod walks;
