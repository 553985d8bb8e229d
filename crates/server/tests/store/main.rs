//! The contract of the store, kept by both databases: every test here runs on SQLite and on a real PostgreSQL. One file
//! per area, as in `src/store`; `work` is about transactions themselves, `at_once` about many of them, `postgres` about
//! what only a server on its own can do: go away.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that fails says so")]

/// Makes each of these functions a test on either database.
macro_rules! on_both {
    ($($test:ident)*) => {
        mod on_sqlite {
            $(#[tokio::test]
            async fn $test() {
                super::$test(crate::stage::Stage::sqlite().await).await;
            })*
        }

        #[cfg(target_os = "linux")]
        mod on_postgres {
            $(#[tokio::test]
            async fn $test() {
                super::$test(crate::stage::Stage::postgres().await).await;
            })*
        }
    };
}

mod accounts;
mod allowances;
mod appending;
mod at_once;
mod attempts;
mod cases;
mod checkouts;
mod codes;
mod commands;
mod credentials;
mod drafts;
mod grants;
mod mails;
#[cfg(target_os = "linux")]
mod postgres;
mod receipts;
mod register;
mod snapshots;
mod stage;
mod streams;
mod webhooks;
mod work;
