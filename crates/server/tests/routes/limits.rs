//! What somebody may send: so long an answer, so much a day, so many mails. What is refused is not kept, and is told as what it is.

use portal_forms::{Change, Draft, Edit, Value};
use portal_protocol::{CommandEnvelope, EditsPage, EditsPush, RefusedEdit};
use portal_record::{Command, CommandId, InvoiceId, Outcome, Verbatim};
use reqwest::{Response, StatusCode, header};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::college::{College, LAVOIE, OKAFOR, OVERDUE, refused};
use crate::computer::Computer;

const DAY: i64 = 24 * 60 * 60;

fn envelope(college: &College, command: Json) -> CommandEnvelope {
    let command: Verbatim<Command> = serde_json::from_value(command).unwrap();
    CommandEnvelope { id: CommandId(Uuid::now_v7()), claimed_at: college.clock.now(), command, seen: None }
}

fn text(college: &College, computer: &Computer, link_id: &str, length: usize, counter: u64) -> Edit {
    let change = Change::Answer(vec![Value::String("é".repeat(length))]);
    computer.edit(&Draft::default(), link_id, change, counter, college.clock.now())
}

/// All that there is of this kind for somebody is used.
async fn use_up(college: &College, computer: &Computer, kind: &str) {
    let far = college.clock.now().0 + 1_000 * DAY * 1_000_000;
    let used = "UPDATE allowances SET used_until = $1 WHERE kind = $2 AND subject = $3";
    let used = sqlx::query(used).bind(far).bind(kind).bind(computer.me.registrant.0.to_string());
    let used = used.execute(&mut college.look_into().await).await.unwrap();
    assert!(used.rows_affected() > 0, "something of {kind} was counted");
}

/// All of it is there again.
async fn use_nothing(college: &College) {
    let nothing = sqlx::query("UPDATE allowances SET used_until = 1");
    nothing.execute(&mut college.look_into().await).await.unwrap();
}

async fn count(college: &College, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(&mut college.look_into().await).await.unwrap()
}

/// The refusal says that it is for a while, and for how long.
async fn refused_for_now(reply: Response, code: &str) {
    let seconds: i64 = reply.headers()[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
    assert!(seconds > 0, "{code}: {seconds}");
    refused(reply, 429, code).await;
}

#[tokio::test]
async fn an_answer_that_is_longer_than_its_question_allows_is_refused_by_name_when_it_is_pushed() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let fits = text(&college, &computer, "J.5", 200, 1);
    let long = [
        text(&college, &computer, "J.5", 201, 2),
        text(&college, &computer, "J.5", 900_000, 3),
        // The form says nothing of it: a person has no field for it.
        text(&college, &computer, "A.1.name", 20_001, 4),
    ];
    for edit in &long {
        let page = computer.exchange(vec![edit.clone()]).await;
        let refusal = RefusedEdit { id: edit.id, code: "too-large".to_owned() };
        assert_eq!((page.refused, page.sequence), (vec![refusal], 0), "{:?}", edit.path);
    }
    let page = computer
        .exchange(vec![long[0].clone(), fits.clone(), text(&college, &computer, "A.1.name", 20_000, 5)])
        .await;
    assert_eq!((page.refused.len(), page.sequence), (1, 2), "the others are taken");
    // Whoever answers anew in fewer words builds on what was refused.
    let mended = Edit { base: vec![long[0].id], ..text(&college, &computer, "J.5", 20, 6) };
    assert_eq!(computer.exchange(vec![mended]).await.refused, []);
}

#[tokio::test]
async fn what_is_pulled_comes_in_pages_that_are_bounded_by_their_bytes() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let count = 120;
    for counter in 1..=count {
        let page = computer.exchange(vec![text(&college, &computer, "A.1.name", 20_000, counter)]).await;
        assert_eq!(page.refused, []);
    }
    let (mut after, mut history, mut pages) = (0, None, 0);
    while after < count {
        let push = EditsPush { after, history, ..computer.push(Vec::new()) };
        let reply = computer.send_push(&push).await;
        let body = reply.bytes().await.unwrap();
        assert!(body.len() < 1_200_000, "{} bytes", body.len());
        let page: EditsPage = serde_json::from_slice(&body).unwrap();
        assert_eq!(page.sequence, count, "it says that there is more");
        let numbers: Vec<u64> = page.edits.iter().map(|edit| edit.sequence).collect();
        let next: Vec<u64> = (after + 1..=after + numbers.len() as u64).collect();
        assert_eq!(numbers, next, "without a gap");
        assert!(!numbers.is_empty(), "and always something");
        (after, history, pages) = (after + numbers.len() as u64, page.history, pages + 1);
    }
    assert!(pages > 4, "{pages} pages");
}

#[tokio::test]
async fn of_commands_so_many_are_taken_a_day_and_what_was_taken_is_answered_as_ever() {
    let college = College::open().await;
    let (computer, other) = (college.sign_in(LAVOIE).await, college.sign_in(OKAFOR).await);
    let (first, second) = (computer.new_activity(&college, 1), computer.new_activity(&college, 2));
    let reply = computer.command(&first).await;
    for (kind, code) in [("commands", "too-many-commands"), ("bytes", "too-many-bytes")] {
        use_up(&college, &computer, kind).await;
        refused_for_now(computer.send_command(&second).await, code).await;
        let asked = computer.get(&format!("/v1/commands/{}", second.id.0)).await;
        refused(asked, 404, "not-found").await;
        assert_eq!(computer.command(&first).await, reply, "what was taken before is answered");
        other.command(&other.new_activity(&college, 1)).await;
        use_nothing(&college).await;
    }
}

#[tokio::test]
async fn of_edits_so_many_are_taken_a_day_and_the_rest_can_wait() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let push = |counter| computer.push(vec![text(&college, &computer, "J.5", 9, counter)]);
    let first = push(1);
    assert_eq!(computer.send_push(&first).await.status(), StatusCode::OK);
    for (kind, code) in [("edits", "too-many-edits"), ("bytes", "too-many-bytes")] {
        use_up(&college, &computer, kind).await;
        refused_for_now(computer.send_push(&push(2)).await, code).await;
        let reply = computer.send_push(&first).await;
        assert_eq!(reply.status(), StatusCode::OK, "what is there is sent again, and pulled");
        assert_eq!(reply.json::<EditsPage>().await.unwrap().sequence, 1, "nothing of it is kept");
        use_nothing(&college).await;
    }
    assert_eq!(computer.exchange(push(3).edits).await.sequence, 2, "then it is taken");
}

/// Not how often something is sent: how much of it.
#[tokio::test]
async fn what_is_used_is_as_much_as_was_sent() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let used = async |what: &str, edits: Vec<Edit>| {
        use_nothing(&college).await;
        let begun = college.clock.now().0;
        let page = computer.exchange(edits).await;
        assert_eq!(page.refused, [], "{what}");
        let of = async |kind: &str| -> f64 {
            let until: i64 = sqlx::query_scalar("SELECT used_until FROM allowances WHERE kind = $1")
                .bind(kind)
                .fetch_one(&mut college.look_into().await)
                .await
                .unwrap();
            (until - begun) as f64
        };
        (of("edits").await, of("bytes").await)
    };
    let say = |length, counters: std::ops::RangeInclusive<u64>| {
        counters.map(|counter| text(&college, &computer, "A.1.name", length, counter)).collect::<Vec<_>>()
    };
    let (one_edit, little) = used("one", say(10, 1..=1)).await;
    let (fifty_edits, more) = used("fifty", say(10, 2..=51)).await;
    let (long_edit, much) = used("a long one", say(19_000, 52..=52)).await;
    // Beside the time that passes meanwhile.
    assert!(
        fifty_edits > 25.0 * one_edit && more > 25.0 * little,
        "{one_edit} {fifty_edits} {little} {more}"
    );
    assert!(long_edit < 5.0 * one_edit && much > 25.0 * little, "{one_edit} {long_edit} {little} {much}");
}

/// So that what strangers leave behind stays bounded: as soon as a server runs, some at a time, until all of it is gone.
#[tokio::test]
async fn what_ran_out_is_forgotten_until_nothing_of_it_is_left() {
    let mut college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    college.stop().await;
    let numbers =
        "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 2500) ";
    let whose = computer.me.registrant.0;
    for rows in [
        "INSERT INTO attempts (subject, attempts, rests_until, forgotten_at) SELECT 's' || n, 1, 0, 7 FROM numbers"
            .to_owned(),
        format!(
            "INSERT INTO grants (id, registrant, email, device, device_name, access, refresh, created_at, used_at) \
             SELECT 'g' || n, '{whose}', 'e', 'd', 'd', 'a' || n, 'r' || n, 7, 7 FROM numbers"
        ),
        format!(
            "INSERT INTO authorization_codes \
             (digest, registrant, email, device, device_name, redirect_uri, challenge, expires_at) \
             SELECT 'd' || n, '{whose}', 'e', 'd', 'd', 'u', 'c', 7 FROM numbers"
        ),
    ] {
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!("{numbers}{rows}")));
        assert_eq!(rows.execute(&mut college.look_into().await).await.unwrap().rows_affected(), 2_500);
    }
    college.start().await;
    let left = "SELECT (SELECT count(*) FROM attempts WHERE forgotten_at = 7) + \
                (SELECT count(*) FROM grants WHERE used_at = 7) + \
                (SELECT count(*) FROM authorization_codes WHERE expires_at = 7)";
    let forgotten = async || (count(&college, left).await == 0).then_some(());
    college.until("all of it to be forgotten", forgotten).await;
    assert_eq!(computer.moved_to(&college).get("/v1/me").await.status(), StatusCode::OK, "nothing else is");
}

#[tokio::test]
async fn nobody_is_written_to_more_often_than_five_times_a_day_whoever_asks() {
    let college = College::open().await;
    let (mut computer, other) = (college.sign_in(LAVOIE).await, college.sign_in(OKAFOR).await);
    let ask = |address: &str| {
        envelope(
            &college,
            json!({ "command": "request-email-change", "request": Uuid::now_v7(), "address": address }),
        )
    };
    let stranger = "stranger@elsewhere.example";
    for number in 0..5 {
        let asked = if number % 2 == 0 { stranger.to_owned() } else { stranger.to_uppercase() };
        computer.command(&ask(&asked)).await;
    }
    for computer in [&computer, &other] {
        refused_for_now(computer.send_command(&ask(stranger)).await, "too-many-mails").await;
    }
    let mails = "SELECT count(*) FROM mails WHERE LOWER(recipient) LIKE 'stranger@%'";
    assert!(count(&college, mails).await <= 5);
    for number in 5..20 {
        computer.command(&ask(&format!("another-{number}@elsewhere.example"))).await;
    }
    let more = ask("one-more@elsewhere.example");
    refused_for_now(computer.send_command(&more).await, "too-many-mails").await;
    assert!(matches!(other.command(&more).await.outcome, Outcome::Accepted { .. }), "others may");
    college.pass(DAY);
    computer.refresh(&college).await;
    computer.command(&ask(stranger)).await;
}

#[tokio::test]
async fn of_rejected_commands_the_newest_are_kept() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let accepted = computer.command(&computer.new_activity(&college, 1)).await;
    let remove = json!({ "command": "remove-activity", "id": Uuid::nil(), "effective": "2027-05-20" });
    let mut last = None;
    for _ in 0..220 {
        let envelope = envelope(&college, remove.clone());
        let reply = computer.command(&envelope).await;
        assert!(matches!(reply.outcome, Outcome::Rejected { .. }), "{:?}", reply.outcome);
        last = Some((envelope, reply));
    }
    let kept = count(&college, "SELECT count(*) FROM commands WHERE rejected = 1").await;
    assert_eq!(kept, 200);
    let (envelope, reply) = last.unwrap();
    assert_eq!(computer.command(&envelope).await, reply, "the newest are answered as they were");
    let asked = computer.get(&format!("/v1/commands/{}", accepted.id.0)).await;
    assert_eq!(asked.status(), StatusCode::OK, "what was accepted stays");
}

#[tokio::test]
async fn a_command_that_is_larger_than_anybody_writes_is_not_taken() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let name = "x".repeat(1_900_000);
    let long = envelope(
        &college,
        json!({ "command": "add-activity", "id": Uuid::now_v7(), "name": name, "effective": "2027-05-20" }),
    );
    refused(computer.send_command(&long).await, 413, "too-large").await;
    assert_eq!(count(&college, "SELECT count(*) FROM commands").await, 0);
}

#[tokio::test]
async fn of_payment_pages_so_many_are_opened_a_day() {
    let college = College::open().await;
    let mut computer = college.sign_in(OVERDUE).await;
    let invoice = InvoiceId("INV-2026-900010".to_owned());
    let page = computer.checkout(&invoice).await;
    use_up(&college, &computer, "checkouts").await;
    assert_eq!(computer.checkout(&invoice).await, page, "the one that is open is the one");
    college.pass(31 * 60);
    computer.refresh(&college).await;
    refused_for_now(computer.open_checkout(&invoice).await, "too-many-checkouts").await;
    use_nothing(&college).await;
    assert_ne!(computer.checkout(&invoice).await, page);
}
