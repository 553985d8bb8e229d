mod get;
mod rotate;
