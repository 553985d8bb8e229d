//! The registration card: the file, what is printed where, and that it copies out.

mod file;
mod layout;
mod text;
