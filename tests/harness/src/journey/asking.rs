//! Asking the College for something: what there is to ask for, what a service says first, a request that is filed, and one that the College
//! asks about.

use std::time::Duration;

use super::filing::{receipt_code, submit};
use super::looks::look_at_all;
use super::people::Person;
use super::portal::{go_to, save_and_continue, see_title};
use super::questions::{answer, answer_all};
use crate::{Journal, Outcome, PATIENCE, Page, Server, by, css, until};

const CASE: &str = "old-receipt/1";
/// The desktop asks the College once a minute for what it did not cause itself.
const ASKING_MAX: Duration = Duration::from_secs(90);

pub(super) async fn look_around(journal: &mut Journal, page: &Page) -> Outcome {
    go_to(page, "Services").await?;
    page.see(&by("link", "Older fee receipts")).await?;
    look_at_all(journal, page, "services").await?;
    page.click(&by("link", "Resign your membership")).await?;
    page.see(&by("button", "Start request")).await?;
    look_at_all(journal, page, "service").await
}

pub(super) async fn ask_for_receipts(journal: &mut Journal, page: &Page) -> Outcome {
    go_to(page, "Services").await?;
    page.click(&by("link", "Older fee receipts")).await?;
    page.click(&by("button", "Start request")).await?;
    page.click(&by("link", "Start").within(css("main"))).await?;
    page.fill(&by("textbox", "For which years do you need a receipt?, line 1"), "2009").await?;
    answer(page, ("Which fee did you pay?", &["The annual fee"])).await?;
    save_and_continue(page).await?;
    let declaration: [(&str, &[&str]); 3] = [
        ("My answers are true and complete, to the best of my knowledge.", &["I confirm this"]),
        (
            "I am the registrant named in this request, and I make this declaration personally.",
            &["I confirm this"],
        ),
        ("Your full name, as your signature", &["Zoé Marguerite Lavoie"]),
    ];
    answer_all(page, &declaration).await?;
    save_and_continue(page).await?;
    see_title(page, "Check your answers").await?;
    submit(page).await?;
    let code = receipt_code(page).await?;
    journal.checked(format!("the College has the request: receipt {code}"));
    look_at_all(journal, page, "request-filed").await
}

/// Somebody of the staff takes the request and asks; the window shows it by itself.
pub(super) async fn be_asked(
    journal: &mut Journal,
    page: &Page,
    server: &Server,
    person: &Person,
) -> Outcome {
    let who = ["--by", "finn", "--role", "finance", person.number, CASE];
    let taken = async || Ok(server.run("case", &[&who[..], &["take"]].concat())?.then_some(()));
    until("the request to be taken", PATIENCE, taken).await?;
    let act = ["ask", "--item", "years", "--text", "Was it one payment?", "--due", "2027-06-02"];
    server.run("case", &[&who[..], &act].concat())?;
    page.patient(ASKING_MAX).see(&by("heading", "It is your turn: answer the College")).await?;
    journal.checked("what the College asks stands on top of the request, with the day by which to answer");
    look_at_all(journal, page, "request-asked").await
}
