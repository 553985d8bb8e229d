mod device_cookies;
mod get;
mod post;
mod proxies;
