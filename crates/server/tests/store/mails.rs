//! Mails that are owed.

use portal_forms::Micros;
use portal_server::store::mails::{self, Mail};
use uuid::Uuid;

use crate::stage::{ONE, OTHER, Stage};

fn mail(number: u128, queued_at: i64) -> Mail {
    Mail {
        id: Uuid::from_u128(number),
        registrant: if number.is_multiple_of(2) { OTHER } else { ONE },
        recipient: format!("{number}@home.example"),
        letter: format!("{{\"letter\":{number}}}").into_bytes(),
        queued_at: Micros(queued_at),
        tries: 0,
    }
}

async fn queue(stage: &Stage, queued: Mail) {
    stage.write(move |db| Box::pin(async move { mails::queue(db, &queued).await })).await;
}

async fn take_up(stage: &Stage, taken: &Mail, again_at: i64) -> bool {
    let taken = taken.clone();
    stage.write(move |db| Box::pin(async move { mails::take_up(db, &taken, Micros(again_at)).await })).await
}

async fn due(stage: &Stage, now: i64, limit: u32) -> Vec<Mail> {
    mails::due(&mut *stage.read().await, Micros(now), limit).await.unwrap()
}

async fn a_mail_is_queued_once_and_comes_back_as_it_was(stage: Stage) {
    queue(&stage, mail(1, 10)).await;
    let changed = Mail { recipient: "other@home.example".to_owned(), ..mail(1, 20) };
    queue(&stage, changed).await;
    let stage = stage.reopened().await;
    assert_eq!(due(&stage, 100, 9).await, [mail(1, 10)], "what was queued first stands");
}

async fn the_longest_waiting_come_first_and_none_before_its_time(stage: Stage) {
    for (number, at) in [(1, 30), (2, 10), (3, 20), (4, 40)] {
        queue(&stage, mail(number, at)).await;
    }
    assert_eq!(due(&stage, 9, 9).await, []);
    assert_eq!(due(&stage, 30, 9).await, [mail(2, 10), mail(3, 20), mail(1, 30)]);
    assert_eq!(due(&stage, 99, 2).await.len(), 2, "at most as many as are asked for");
}

async fn one_of_many_takes_a_mail_up_and_it_is_due_again_unless_it_ends(stage: Stage) {
    queue(&stage, mail(1, 10)).await;
    let seen = due(&stage, 10, 9).await.remove(0);
    assert!(take_up(&stage, &seen, 50).await);
    assert!(!take_up(&stage, &seen, 50).await, "another server saw it at the same time");
    assert_eq!(due(&stage, 49, 9).await, [], "it is being sent");
    let again = Mail { tries: 1, ..mail(1, 10) };
    assert_eq!(due(&stage, 50, 9).await, std::slice::from_ref(&again), "who sent it never said so");
    assert!(take_up(&stage, &again, 90).await);
    let id = again.id;
    stage.write(move |db| Box::pin(async move { mails::sent(db, id, Micros(60)).await })).await;
    assert_eq!(due(&stage, i64::MAX, 9).await, [], "what was sent is never due");
    assert!(!take_up(&stage, &Mail { tries: 2, ..again }, 90).await);
}

async fn what_was_refused_for_good_is_not_due_again(stage: Stage) {
    queue(&stage, mail(1, 10)).await;
    queue(&stage, mail(2, 10)).await;
    let id = mail(1, 10).id;
    stage.write(move |db| Box::pin(async move { mails::refused(db, id, Micros(60)).await })).await;
    assert_eq!(due(&stage, 99, 9).await, [mail(2, 10)], "the others are");
}

on_both! {
    a_mail_is_queued_once_and_comes_back_as_it_was
    the_longest_waiting_come_first_and_none_before_its_time
    one_of_many_takes_a_mail_up_and_it_is_due_again_unless_it_ends
    what_was_refused_for_good_is_not_due_again
}
