//! Reminders of the deadline by the system's own notifications, while the application runs. When one is owed, and what it says, is the
//! core's affair.

use std::time::Duration;

use notify_rust::Notification;
use portal_client::{Event, Portal, Reminder};
use tauri::AppHandle;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{MissedTickBehavior, interval};

use crate::language::texts;
use crate::preferences;

/// Neither the end of a round with the College that brought no news nor a new day says anything by itself.
const LOOKED_EVERY: Duration = Duration::from_secs(60);

/// Looks whether a reminder is owed now, from time to time, and when something changes.
pub fn start(app: AppHandle, portal: &Portal) {
    let mut events = portal.events();
    let portal = portal.clone();
    tauri::async_runtime::spawn(async move {
        let mut round = interval(LOOKED_EVERY);
        round.set_missed_tick_behavior(MissedTickBehavior::Delay);
        // A computer that shows no notifications is not asked again at every change.
        let mut shows = true;
        loop {
            tokio::select! {
                _ = round.tick() => shows = true,
                heard = events.recv() => match heard {
                    Ok(Event::Status(_) | Event::Changed(_)) | Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return,
                },
            }
            if shows && preferences::read(&app).reminders {
                shows = remind(&portal).await;
            }
        }
    });
}

/// False when the system shows no notifications.
async fn remind(portal: &Portal) -> bool {
    let Some(reminder) = portal.reminder().await else { return true };
    let shown = reminder.clone();
    let shown = tauri::async_runtime::spawn_blocking(move || show(&shown)).await.unwrap_or(false);
    if shown {
        portal.reminded(&reminder).await;
    }
    shown
}

fn show(reminder: &Reminder) -> bool {
    let name = texts().get("product-name");
    let shown = Notification::new().appname(&name).summary(&reminder.title).body(&reminder.text).show();
    if let Err(error) = &shown {
        tracing::info!(%error, "the system shows no notifications");
    }
    shown.is_ok()
}
