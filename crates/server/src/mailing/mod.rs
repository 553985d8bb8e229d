//! Sending the mails that the College owes: each is taken up by one server at a time and sent once, and again later when that
//! fails. A mail is sent twice only when the answer to its sending was lost; it then has the same Message-ID.
//!
//! Not here: which events owe a mail, what it says and where it goes (`mail`).

mod attachments;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use crate::app::App;
use crate::clock::after;
use crate::confirm;
use crate::language;
use crate::mail::letter::Letter;
use crate::mail::{Delivered, Unsent};
use crate::store::StoreError;
use crate::store::mails::{self, Mail};

/// Mails that are sent in one round.
const ROUND_MAX: u32 = 50;
/// First and longest wait between two tries, in seconds.
const WAIT_SECONDS: (i64, i64) = (30, 60 * 60);
/// How long sending one mail may take: less than the first wait, so that no other server begins meanwhile.
const SENDING_TIME_MAX: Duration = Duration::from_secs(25);

/// Sends what is due until the server stops.
pub async fn run(app: Arc<App>, tick: Duration, mut stopping: watch::Receiver<bool>) {
    loop {
        if let Err(error) = round(&app).await {
            tracing::warn!(%error, "mails are put off");
        }
        tokio::select! {
            () = tokio::time::sleep(tick) => {}
            () = app.wake.mail.notified() => {}
            _ = stopping.wait_for(|stopping| *stopping) => return,
        }
    }
}

async fn round(app: &Arc<App>) -> Result<(), StoreError> {
    let due = {
        let mut db = app.store.read().await?;
        mails::due(&mut db, app.now(), ROUND_MAX).await?
    };
    for mail in due {
        let again_at = after(app.now(), wait(mail.tries));
        let taken = mail.clone();
        let mine = app
            .store
            .write(move |db| Box::pin(async move { mails::take_up(db, &taken, again_at).await }))
            .await?;
        if mine {
            send(app, &mail).await?;
        }
    }
    Ok(())
}

/// Sends a mail that was taken up. When that fails it is due again by itself.
async fn send(app: &Arc<App>, mail: &Mail) -> Result<(), StoreError> {
    let letter = match serde_json::from_slice::<Letter>(&mail.letter) {
        Ok(letter) => letter,
        Err(why) => {
            // It waits for the server that can, and holds up nobody else's.
            tracing::error!(mail = %mail.id, %why, "a letter is not one that this server can write");
            return Ok(());
        }
    };
    let enclosed = match &letter {
        Letter::Documents { documents, version, at } => {
            attachments::make(app, mail.registrant, documents, *version, *at).await?
        }
        _ => Vec::new(),
    };
    let link = match &letter {
        Letter::Confirm { request, .. } => confirm::link(app, mail.registrant, *request, &mail.recipient),
        Letter::Asked { request, .. } | Letter::Changed { request: Some(request), .. } => {
            confirm::undo_link(app, mail.registrant, *request, &mail.recipient)
        }
        _ => String::new(),
    };
    let written = letter.written(language::of_person(), link, enclosed);
    let (id, now) = (mail.id, app.now());
    let sending = app.mail_transport.send(id, &mail.recipient, &written, now);
    let sent = tokio::time::timeout(SENDING_TIME_MAX, sending).await;
    match sent.unwrap_or_else(|_| Err(Unsent::ForNow("the mail server took too long".to_owned()))) {
        Ok(delivered) => {
            match delivered {
                Delivered::ToServer => tracing::info!(mail = %id, "a mail was sent"),
                Delivered::ToFolder(file) => {
                    tracing::info!(mail = %id, file = %file.display(), "a mail was written to a file")
                }
            }
            app.store.write(move |db| Box::pin(async move { mails::sent(db, id, now).await })).await
        }
        Err(Unsent::ForGood(why)) => {
            tracing::error!(mail = %id, %why, "a mail was refused for good");
            app.store.write(move |db| Box::pin(async move { mails::refused(db, id, now).await })).await
        }
        Err(Unsent::ForNow(why)) => {
            tracing::warn!(mail = %id, tries = mail.tries + 1, %why, "a mail could not be sent; it is tried again");
            Ok(())
        }
    }
}

/// Seconds until the next try, of a mail that was tried this often before.
fn wait(tries: u32) -> i64 {
    let (first, longest) = WAIT_SECONDS;
    first.saturating_mul(1 << tries.min(16)).min(longest)
}

#[cfg(test)]
mod tests {
    use super::wait;

    #[test]
    fn a_mail_is_tried_soon_again_and_then_less_often_for_ever() {
        let waits: Vec<i64> = (0..9).map(wait).collect();
        assert_eq!(waits, [30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
        assert_eq!(wait(u32::MAX), 3_600);
    }
}
