//! Every document as a file that is kept for years: PDF/A-1b by a judge of its own, the same bytes whoever makes it, read aloud in
//! order, and signed so that any reader tells whether it is whole.

mod archive;
mod everything;
mod many;
mod printed;
mod read_aloud;
mod same;
mod signed;
