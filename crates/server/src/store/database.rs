//! Which database a server keeps its data in: a SQLite file of its own, or a PostgreSQL that several servers share.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use sqlx::any::AnyConnectOptions;
use sqlx::{ConnectOptions, Error};

/// The database of a server.
#[derive(Clone)]
pub enum Database {
    /// A SQLite file in this folder, which is made when missing. One server at a time.
    Embedded(PathBuf),
    /// A database of a PostgreSQL server, for as many servers as there are.
    Postgres(Postgres),
}

/// Where a PostgreSQL database is, and as whom to use it.
#[derive(Clone)]
pub struct Postgres(AnyConnectOptions);

/// The text is no address of a PostgreSQL database.
#[derive(Debug, thiserror::Error)]
pub enum NotADatabase {
    /// It is no URL.
    #[error("a database is named by a URL such as postgres://user@host/name: {0}")]
    NotAUrl(Error),
    /// It is the URL of something else.
    #[error("a database is named by a URL that begins with postgres://, not with {0}://")]
    OtherScheme(String),
}

impl Postgres {
    pub(super) fn options(&self) -> AnyConnectOptions {
        self.0.clone().disable_statement_logging()
    }
}

impl FromStr for Database {
    type Err = NotADatabase;

    fn from_str(url: &str) -> Result<Self, NotADatabase> {
        let options: AnyConnectOptions = url.parse().map_err(NotADatabase::NotAUrl)?;
        match options.database_url.scheme() {
            "postgres" | "postgresql" => Ok(Self::Postgres(Postgres(options))),
            other => Err(NotADatabase::OtherScheme(other.to_owned())),
        }
    }
}

/// Without the password.
impl fmt::Debug for Database {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Embedded(folder) => out.debug_tuple("Embedded").field(folder).finish(),
            Self::Postgres(Postgres(options)) => {
                let url = &options.database_url;
                let place = format!("{}{}", url.host_str().unwrap_or_default(), url.path());
                out.debug_tuple("Postgres").field(&place).finish()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_named_by_a_postgres_url() {
        for (url, taken) in [
            ("postgres://portal:secret@db.example.org/college", true),
            ("postgresql:///college?host=/run/postgresql", true),
            ("sqlite://college.sqlite", false),
            ("mysql://db.example.org/college", false),
            ("college", false),
            ("", false),
        ] {
            assert_eq!(url.parse::<Database>().is_ok(), taken, "{url}");
        }
    }

    #[test]
    fn a_password_is_not_written_to_the_log() {
        let database: Database =
            "postgres://portal:secret@db.example.org/college?password=other".parse().unwrap();
        assert_eq!(format!("{database:?}"), r#"Postgres("db.example.org/college")"#);
    }
}
