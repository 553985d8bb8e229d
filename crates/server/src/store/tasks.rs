//! What the College's staff has to see to.

use portal_forms::Micros;
use portal_record::RegistrantId;

use super::{Connection, StoreError, id};

/// What kind of thing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An invoice was paid too much: the credit is to be returned.
    Credit,
    /// A charge that the record does not take.
    Payment,
    /// Whoever holds a corporation's certificate resigns: what becomes of the corporation is to be settled.
    Corporation,
}

impl Kind {
    const ALL: [(Kind, &'static str); 3] =
        [(Kind::Credit, "credit"), (Kind::Payment, "payment"), (Kind::Corporation, "corporation")];

    /// As it is stored and shown.
    pub fn code(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, code)| code)
    }

    /// The id of the task about this.
    pub fn task(self, about: &str) -> String {
        format!("{}:{about}", self.code())
    }
}

/// Something to be seen to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What kind of thing.
    pub kind: Kind,
    /// The registrant that it belongs to.
    pub registrant: RegistrantId,
    /// An invoice's number, a try's id, a certificate's number.
    pub about: String,
    /// Since when.
    pub opened_at: Micros,
}

impl Task {
    /// One task for each thing.
    pub fn id(&self) -> String {
        self.kind.task(&self.about)
    }
}

/// Opens it; one that was done is open again.
pub async fn open(db: &mut Connection, task: &Task) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO tasks (id, registrant, kind, about, opened_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (id) DO UPDATE SET done_at = NULL",
    )
    .bind(task.id())
    .bind(task.registrant.0.to_string())
    .bind(task.kind.code())
    .bind(&task.about)
    .bind(task.opened_at.0)
    .execute(db)
    .await?;
    Ok(())
}

/// It was seen to. Says whether there was such a task.
pub async fn done(db: &mut Connection, id: &str, now: Micros) -> Result<bool, StoreError> {
    let done = sqlx::query("UPDATE tasks SET done_at = $2 WHERE id = $1 AND done_at IS NULL")
        .bind(id)
        .bind(now.0)
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// All that are open, the oldest first.
pub async fn all_open(db: &mut Connection) -> Result<Vec<Task>, StoreError> {
    let rows: Vec<(String, String, String, i64)> = sqlx::query_as(
        "SELECT kind, registrant, about, opened_at FROM tasks WHERE done_at IS NULL ORDER BY opened_at, id",
    )
    .fetch_all(db)
    .await?;
    let task = |(kind, registrant, about, opened_at): (String, String, String, i64)| {
        let known = Kind::ALL.iter().find(|(_, code)| *code == kind);
        let (kind, _) = *known.ok_or(StoreError::Misshapen("task"))?;
        let registrant = RegistrantId(id(&registrant)?);
        Ok(Task { kind, registrant, about, opened_at: Micros(opened_at) })
    };
    rows.into_iter().map(task).collect()
}
