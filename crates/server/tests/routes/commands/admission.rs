//! More commands than can be decided in good time: what is refused was never kept, and what was kept is decided.

use portal_protocol::CommandReply;
use portal_record::Outcome;
use reqwest::{StatusCode, header};
use tokio::task::JoinSet;

use crate::DATABASE;
use crate::college::{College, LAVOIE, refused};
use crate::databases::Kind;

/// Sent at the same time: more of one registrant than wait for each other.
const SENT: usize = 100;
/// As many as wait for each other.
const KEPT: usize = 64;

#[tokio::test]
async fn what_cannot_be_decided_soon_is_refused_before_it_is_kept() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let mut held = college.look_into().await;
    let hold = match DATABASE {
        Kind::Embedded => "BEGIN IMMEDIATE",
        #[cfg(target_os = "linux")]
        Kind::Postgres => "BEGIN; LOCK TABLE commands IN EXCLUSIVE MODE",
    };
    sqlx::raw_sql(hold).execute(&mut held).await.unwrap();
    let mut sends = JoinSet::new();
    for number in 0..SENT {
        let (computer, envelope) =
            (computer.clone(), computer.new_activity(&college, u32::try_from(number).unwrap()));
        sends.spawn(async move { computer.send_command(&envelope).await });
    }
    for _ in KEPT..SENT {
        let reply = sends.join_next().await.unwrap().unwrap();
        assert_eq!(reply.headers()[header::RETRY_AFTER], "2");
        refused(reply, 503, "overloaded").await;
    }
    sqlx::raw_sql("ROLLBACK").execute(&mut held).await.unwrap();
    while let Some(reply) = sends.join_next().await {
        let reply = reply.unwrap();
        assert_eq!(reply.status(), StatusCode::OK, "what was not refused is decided");
        let reply: CommandReply = reply.json().await.unwrap();
        assert!(matches!(reply.outcome, Outcome::Accepted { .. }), "{:?}", reply.outcome);
    }
    let kept: i64 = sqlx::query_scalar("SELECT count(*) FROM commands").fetch_one(&mut held).await.unwrap();
    assert_eq!(usize::try_from(kept).unwrap(), KEPT, "nothing is kept of what was refused");
}
