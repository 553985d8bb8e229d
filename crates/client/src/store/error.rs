//! What can go wrong with an account's file. Opening and using it fail differently: the first decides whether the file
//! is set aside, the second whether the person must free space.

use sqlx::sqlite::SqliteError;

/// Primary result codes of SQLite that decide something here.
mod code {
    pub const CORRUPT: i32 = 11;
    pub const FULL: i32 = 13;
    pub const NOT_A_DATABASE: i32 = 26;
}

/// Why an account's file could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file cannot be read with this key: damaged, or another key's. It is never recreated, but set aside.
    #[error("the file is damaged or the key is not its key")]
    Unreadable,
    /// The file is whole, but has lost commits that it had: it was restored, or its log is gone.
    #[error("the file has taken {found} commits, and had taken {seen}")]
    Older {
        /// Its commits.
        found: u64,
        /// Those that were seen in it.
        seen: u64,
    },
    /// There is no file.
    #[error("there is no file")]
    Missing,
    /// A file exists where a new one was to be created.
    #[error("there is a file already")]
    Exists,
    /// The file was written by a newer version of the application.
    #[error("the file has schema {found}, this version knows up to {known}")]
    Newer {
        /// Its schema.
        found: i64,
        /// The newest that is known here.
        known: i64,
    },
    /// This build has a SQLite without encryption.
    #[error("this build cannot encrypt")]
    NotEncrypting,
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// Anything else; trying again may help, the file is left as it is.
    #[error("the file could not be opened: {0}")]
    Other(String),
}

/// Why a read or write failed. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk is full; what was to be written is not in the file.
    #[error("the disk is full")]
    Full,
    /// The file is damaged.
    #[error("the file is damaged")]
    Corrupt,
    /// A row is not what this version writes.
    #[error("a row of {table} cannot be read: {reason}")]
    Row {
        /// Its table.
        table: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// Anything else.
    #[error("the store failed: {0}")]
    Other(String),
}

impl StoreError {
    /// A row that cannot be read or written. What stands in it stays out of the reason, and so out of every log.
    pub(super) fn row(table: &'static str, error: &(dyn std::error::Error + 'static)) -> StoreError {
        let reason = match error.downcast_ref::<serde_json::Error>() {
            Some(json) => format!("{:?} at {}:{}", json.classify(), json.line(), json.column()),
            None => error.to_string(),
        };
        StoreError::Row { table, reason }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match primary_code(&error) {
            Some(code::FULL) => StoreError::Full,
            Some(code::CORRUPT | code::NOT_A_DATABASE) => StoreError::Corrupt,
            _ => StoreError::Other(error.to_string()),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull => StoreError::Full,
            _ => StoreError::Other(error.to_string()),
        }
    }
}

impl From<sqlx::Error> for OpenError {
    fn from(error: sqlx::Error) -> Self {
        StoreError::from(error).into()
    }
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => OpenError::Full,
            StoreError::Corrupt | StoreError::Row { .. } => OpenError::Unreadable,
            other => OpenError::Other(other.to_string()),
        }
    }
}

impl From<std::io::Error> for OpenError {
    fn from(error: std::io::Error) -> Self {
        StoreError::from(error).into()
    }
}

fn primary_code(error: &sqlx::Error) -> Option<i32> {
    let sqlx::Error::Database(error) = error else { return None };
    let error = error.try_downcast_ref::<SqliteError>()?;
    let extended: i32 = sqlx::error::DatabaseError::code(error)?.parse().ok()?;
    Some(extended & 0xff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_a_row_is_not_in_its_error() {
        let error = serde_json::from_str::<u64>(r#""charged in Sudbury""#).unwrap_err();
        assert!(error.to_string().contains("Sudbury"), "the reader says what it found");
        let told = StoreError::row("edits", &error).to_string();
        assert_eq!(told, "a row of edits cannot be read: Data at 1:20");
    }
}
