//! The documents with a frame, the certificate of conduct, and the code on the card: made from facts and from records, and read
//! back with independent tools.

mod code;
mod door;
mod layout;
mod structure;
mod text;
