mod get;
mod known;
mod post;
mod proxies;
