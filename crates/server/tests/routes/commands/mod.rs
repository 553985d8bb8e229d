mod get;
mod put;
mod restart;
