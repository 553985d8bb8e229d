//! Checking the answers, submitting without a network, and the College's receipt when there is one again.

use super::looks::{look, look_at_all};
use super::portal::{go_to, see_sent, see_title};
use crate::{Failure, Journal, Outcome, Page, Server, by, css, text};

pub(super) async fn check_answers(journal: &mut Journal, page: &Page) -> Outcome {
    see_title(page, "Check your answers").await?;
    page.see(&by("heading", "A. Registration and contact")).await?;
    page.see(&by("heading", "J. Declaration")).await?;
    page.see(&by("heading", "Will not be sent")).await?;
    page.see_gone(&by("heading", "to put right").partly()).await?;
    journal.checked("all sections are there, nothing is missing, and what will not be sent is named");
    look(journal, page, "check-your-answers").await?;
    look_at_all(journal, page, "check-your-answers-whole").await
}

/// Submits what was checked, and returns when it is queued or filed.
pub async fn submit(page: &Page) -> Outcome {
    page.click(&by("button", "Submit")).await?;
    page.click(&by("button", "Submit now")).await?;
    page.see_gone(&css("dialog")).await
}

pub(super) async fn submit_offline(journal: &mut Journal, page: &Page) -> Outcome {
    page.click(&by("button", "Submit")).await?;
    page.see(&by("heading", "Submit this now?")).await?;
    look(journal, page, "submit-asked").await?;
    page.click(&by("button", "Submit now")).await?;
    page.see(&text("Queued is not filed.").partly().within(css("main"))).await?;
    journal.checked("offline, the page says that queued is not filed, and the time left");
    look(journal, page, "queued").await?;
    page.click(&by("link", "See what is waiting")).await?;
    see_title(page, "Waiting to reach the College").await?;
    page.see(&text("Annual renewal survey 2027")).await?;
    look(journal, page, "outbox").await?;
    go_to(page, "Home").await?;
    page.see(&text("Queued, not filed")).await?;
    look(journal, page, "home-queued").await
}

/// Mends the network; returns the receipt's code once the window shows it.
pub(super) async fn be_filed(journal: &mut Journal, page: &Page, server: &Server) -> Outcome<String> {
    go_to(page, "Renewal").await?;
    server.link().mend().await?;
    page.click(&by("button", "Try to send now")).await?;
    let code = receipt_code(page).await?;
    page.see(&text("The receipt is signed by the College, and its signature was checked on this computer."))
        .await?;
    journal.checked(format!("the College has the survey: receipt {code}, its signature checked here"));
    see_sent(page).await?;
    page.see(&text("Total")).await?;
    page.see_gone(&text("Trying to reach the College…")).await?;
    look_at_all(journal, page, "filed-and-payable").await?;
    go_to(page, "Home").await?;
    page.see(&text("Filed").within(css("main"))).await?;
    page.see(&text("$1,725.00").within(css("main"))).await?;
    look(journal, page, "home-filed").await?;
    go_to(page, "Renewal").await?;
    Ok(code)
}

/// The receipt's code, once the College has the survey.
pub async fn receipt_code(page: &Page) -> Outcome<String> {
    page.see(&css("main .code")).await?;
    let code = page.text_of(&css("main .code")).await?;
    let well_formed = code.starts_with("R27-") && code.len() == "R27-XXXX-XXXX".len();
    if well_formed { Ok(code) } else { Err(Failure::Unexpected(format!("{code} is no receipt code"))) }
}
