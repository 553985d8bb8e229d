mod edits;
mod get;
