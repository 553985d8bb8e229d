//! The window in other sizes, in large letters and in dark: what a person sets once and then lives with.

use super::looks::{OPENING, SMALLEST, look, look_at_all, resize};
use super::portal::{go_to, open_section, see_title};
use crate::{Journal, Outcome, Page, by};

pub(super) async fn look_around(journal: &mut Journal, page: &Page) -> Outcome {
    go_to(page, "Help").await?;
    see_title(page, "Help").await?;
    look_at_all(journal, page, "help").await?;
    go_to(page, "Preferences").await?;
    see_title(page, "Preferences").await?;
    look(journal, page, "preferences").await?;
    page.take(&by("radio", "Dark")).await?;
    look(journal, page, "preferences-dark").await?;
    go_to(page, "Home").await?;
    see_title(page, "Where you stand").await?;
    look(journal, page, "home-dark").await?;
    open_section(page, 'E').await?;
    look_at_all(journal, page, "section-e-dark").await?;
    go_to(page, "Preferences").await?;
    page.take(&by("radio", "Light")).await?;
    page.take(&by("radio", "200%")).await?;
    look(journal, page, "preferences-200-percent").await?;
    go_to(page, "Home").await?;
    see_title(page, "Where you stand").await?;
    look(journal, page, "home-200-percent").await?;
    go_to(page, "Renewal").await?;
    look(journal, page, "renewal-200-percent").await?;
    resize(page, SMALLEST).await?;
    go_to(page, "Home").await?;
    see_title(page, "Where you stand").await?;
    look(journal, page, "home-800-by-600-200-percent").await?;
    go_to(page, "Preferences").await?;
    page.take(&by("radio", "100%")).await?;
    page.take(&by("radio", "As this computer is set")).await?;
    go_to(page, "Home").await?;
    see_title(page, "Where you stand").await?;
    look(journal, page, "home-800-by-600").await?;
    open_section(page, 'E').await?;
    look(journal, page, "section-e-800-by-600").await?;
    resize(page, OPENING).await?;
    journal.checked("all of it holds at 800 by 600, with text at 200 %, and in dark");
    Ok(())
}
