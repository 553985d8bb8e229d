//! What the College keeps and the registrant reads: registration, corporations, money, messages, and the whole history.

use portal_harness::journey::people::OKAFOR;
use portal_harness::journey::profile::{
    ENTRIES, FACTS, HAPPENED, INVOICES, content, open_page, see, see_in, turn_to,
};
use portal_harness::{Outcome, Page, by, css, text};

use crate::scene::Scene;

#[tokio::test]
async fn registration_corporations_money_messages_and_ten_years_of_history_are_listed_from_the_record()
-> Outcome {
    let scene = Scene::signed_in(&OKAFOR).await?;
    let window = &scene.window;
    open_page(window, "Registration").await?;
    see(window, FACTS, "Class of certificate", &["Independent"]).await?;
    see(window, FACTS, "Status", &["Active"]).await?;
    see_in(
        window,
        ENTRIES,
        Some("Classes of registration held"),
        "Independent Practice",
        &["Since 26 Jun 2006"],
    )
    .await?;
    see(window, HAPPENED, "Annual renewal 2026 complete", &["The payment provider"]).await?;
    turn_to(window, "Corporations").await?;
    let certificate = ["CA-90000", "31 Aug 2027", "Public"];
    see(window, ENTRIES, "OKAFOR Medicine Professional Corporation", &certificate).await?;
    turn_to(window, "Financial transactions").await?;
    see(
        window,
        INVOICES,
        "Annual renewal 2026",
        &["Paid", "12 May 2026", "American Express ending in 1005", "Total"],
    )
    .await?;
    see(window, INVOICES, "Annual renewal 2018", &["Paid"]).await?;
    window.see(&text("Nothing is to be paid.")).await?;
    turn_to(window, "Messages").await?;
    see(window, ENTRIES, "Certificate of Authorization", &["The College to you", "31 Aug 2027"]).await?;
    see(
        window,
        ENTRIES,
        "Remove an additional practice location",
        &["You to the College", "Scarborough Surgical Clinic"],
    )
    .await?;
    assert_eq!(
        content(window).await?.entries.first().map(|message| message.title.clone()),
        Some("Remove an additional practice location".to_owned()),
        "the newest message comes first"
    );
    history(window).await
}

async fn history(window: &Page) -> Outcome {
    turn_to(window, "History").await?;
    see(window, HAPPENED, "Entered on the register", &["CPSO 900002", "The College"]).await?;
    let all = content(window).await?.happened.len();
    window.choose(&by("field", "Page"), "Addresses").await?;
    let moved = ["55 Queen Street East", "Effective 1 Oct 2018", "You, on"];
    see_in(window, HAPPENED, Some("4 Sep 2018"), "Primary business address", &moved).await?;
    let addresses = content(window).await?.happened;
    assert!(addresses.len() < all, "{} of {all} things that happened concern addresses", addresses.len());
    assert!(
        addresses.iter().all(|it| it.title != "Annual renewal 2026 complete"),
        "only those: {addresses:#?}"
    );
    window.must_be_accessible().await?;

    let day = by("field", "Show my profile as it was on");
    let show = by("button", "Show");
    for (typed, problem) in [
        ("2027-05-21", "This day has not come yet."),
        ("2010-01-01", "Your record begins on 7 Nov 2016."),
        ("30 Feb 2020", "\u{201c}30 Feb 2020\u{201d} is not a day of the calendar."),
    ] {
        window.fill(&day, typed).await?;
        window.click(&show).await?;
        window.see(&text(problem).partly().within(css("main form"))).await?;
    }
    window.fill(&day, "2018-09-30").await?;
    window.click(&show).await?;
    window.see(&by("heading", "As it was at the end of 30 Sep 2018")).await?;
    let then = window.text_of(&css("main .then")).await?;
    for shown in ["30 Bond Street", "Women\u{2019}s College Hospital, Toronto"] {
        assert!(then.contains(shown), "{shown} was there on that day: {then}");
    }
    for later in ["Breast surgery", "M-20917"] {
        assert!(!then.contains(later), "{later} came later: {then}");
    }
    window.must_be_accessible().await?;
    window.click(&by("button", "Close this day")).await?;
    window.see_gone(&css("main .then")).await
}
