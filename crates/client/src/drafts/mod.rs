//! Drafts as they are filled: reading what was entered, the open draft with its evaluation, forms by version.
//!
//! Not here: how edits merge and what is valid (`portal_forms`), and what a page shows of it (`pages`).

pub mod entry;
mod forms;
mod numbers;
mod open;
mod previous;
pub(crate) mod times;
mod unopened;

pub use forms::Forms;
pub(crate) use open::COUNTER_REUSED;
pub use open::{OpenDraft, RefusedAnswer};
pub(crate) use previous::Previous;
pub use unopened::Unopened;
