//! Addresses: added, scheduled, taken back, in force on their day, and never gone from the history.

use portal_harness::journey::people::LAVOIE;
use portal_harness::journey::portal::see_title;
use portal_harness::journey::profile::{
    CHANGES, ENTRIES, HAPPENED, answer_question, begin, confirm, enter, open_page, save, see, see_in,
    see_result, turn_to,
};
use portal_harness::{Outcome, by, css, text};

use crate::scene::Scene;

const OLD_OFFICE: &str = "Lavoie Family Medicine";

#[tokio::test]
async fn a_new_primary_address_supersedes_the_old_one_on_its_day_and_all_of_it_stays_in_the_history()
-> Outcome {
    let scene = Scene::signed_in(&LAVOIE).await?;
    let window = &scene.window;
    open_page(window, "Addresses").await?;
    window.see(&text("within 30 days").partly().within(css("main"))).await?;
    begin(window, "Change Primary business address").await?;
    window.see(&text("The earliest day is 21 May 2027").partly().within(css("section.panel"))).await?;
    let moved = [
        ("Organization or building", &["Ramsey Lake Medical Centre"][..]),
        ("Number and street", &["975 Paris Street"]),
        ("Postal code", &["p3e 3b7"]),
        ("Effective from", &["2027-05-21"]),
    ];
    enter(window, &moved).await?;
    see_result(
        window,
        "From 21 May 2027 your primary business address is Ramsey Lake Medical Centre, 975 Paris Street",
    )
    .await?;
    see_result(window, "210 Elm Street, Suite 4, Sudbury ON P3C 1V3 becomes historical on that day.").await?;
    window.must_be_accessible().await?;
    save(window).await?;
    see(window, CHANGES, "Primary business address from 21 May 2027", &["At the College"]).await?;
    see_in(window, ENTRIES, Some("Primary business address"), OLD_OFFICE, &["until 20 May 2027"]).await?;
    let new = ["975 Paris Street", "Sudbury ON P3E 3B7", "From 21 May 2027", "Private"];
    see_in(window, ENTRIES, Some("Scheduled"), "Primary business address", &new).await?;

    begin(window, "Not in practice").await?;
    enter(window, &[("Effective from", &["1 Sep 2027"])]).await?;
    see_result(window, "From 1 Sep 2027 you are not in practice").await?;
    save(window).await?;
    see(window, CHANGES, "Not in practice from 1 Sep 2027", &["At the College"]).await?;

    let scene = scene.reopened_at("2027-05-21T14:00:00Z").await?;
    let window = &scene.window;
    see_title(window, "Where you stand").await?;
    open_page(window, "Addresses").await?;
    let now = ["975 Paris Street", "Since 21 May 2027; until 31 Aug 2027", "Public"];
    see_in(window, ENTRIES, Some("Primary business address"), "Ramsey Lake Medical Centre", &now).await?;
    let then = ["210 Elm Street, Suite 4", "4 Mar 2019", "Historical"];
    see_in(window, ENTRIES, Some("Historical"), "Primary business address", &then).await?;
    see_in(window, ENTRIES, Some("Scheduled"), "Not in practice", &["From 1 Sep 2027"]).await?;
    turn_to(window, "History").await?;
    let told = ["975 Paris Street", "21 May 2027", "You, on", "(this computer)"];
    see_in(window, HAPPENED, Some("20 May 2027"), "Primary business address", &told).await?;
    let before = ["Lavoie Family Medicine", "4 Mar 2019", "You, on"];
    see(window, HAPPENED, "Primary business address", &before).await
}

#[tokio::test]
async fn a_location_is_added_a_scheduled_address_withdrawn_and_a_removal_asked_for_by_a_message() -> Outcome {
    let scene = Scene::signed_in(&LAVOIE).await?;
    let window = &scene.window;
    open_page(window, "Addresses").await?;
    begin(window, "Add a location").await?;
    let location = [
        ("Organization or building", &["Espanola Family Health Team"][..]),
        ("Number and street", &["825 McKinnon Drive"]),
        ("City or town", &["Espanola"]),
        ("Province or territory", &["Ontario"]),
        ("Postal code", &["P5E 1R4"]),
        ("Telephone there", &["705 555 0160"]),
        ("Extension", &["12"]),
        ("Monday, from", &["8:30"]),
        ("Monday, until", &["4 pm"]),
        ("Effective from", &["2027-06-07"]),
    ];
    enter(window, &location).await?;
    window.click(&by("button", "Copy to Friday")).await?;
    see_result(window, "From 7 Jun 2027 Espanola Family Health Team").await?;
    window.must_be_accessible().await?;
    save(window).await?;
    see(window, CHANGES, "Additional location from 7 Jun 2027", &["At the College"]).await?;
    let says =
        ["Espanola Family Health Team", "(705) 555-0160 ext. 12", "Monday to Friday, 8:30 a.m. to 4:00 p.m."];
    see_in(window, ENTRIES, Some("Scheduled"), "Additional location", &says).await?;

    window.click(&by("button", "Withdraw Mailing address, From 2 Jul 2027")).await?;
    window.see(&by("heading", "Withdraw this address?")).await?;
    see_result(window, "2044 South Shore Road, Sudbury ON P3G 1L2 will not take effect on 2 Jul 2027")
        .await?;
    see_result(window, "18 Ramsey Lake Road, Sudbury ON P3E 6J1 stays.").await?;
    window.must_be_accessible().await?;
    answer_question(window, "Withdraw").await?;
    see(window, CHANGES, "Withdrawal: Mailing address from 2 Jul 2027", &["At the College"]).await?;
    let gone = ["2044 South Shore Road", "Would have begun 2 Jul 2027; withdrawn 20 May 2027", "Withdrawn"];
    see_in(window, ENTRIES, Some("Historical"), "Mailing address", &gone).await?;

    confirm(window, "Ask to remove Manitoulin Health Centre", "Send the message").await?;
    let asked = ["Removal asked for", "The College was asked on 20 May 2027 to remove it"];
    see_in(window, ENTRIES, Some("Additional locations"), "Manitoulin Health Centre", &asked).await?;
    see(
        window,
        CHANGES,
        "Removal: Additional location 11 Meredith Street East, Little Current",
        &["At the College"],
    )
    .await?;
    turn_to(window, "Messages").await?;
    let message = ["You to the College", "Zoé Marguerite Lavoie, CPSO 900001", "11 Meredith Street East"];
    see(window, ENTRIES, "Remove an additional practice location", &message).await?;

    turn_to(window, "History").await?;
    let day = Some("20 May 2027");
    for (title, says) in [
        ("Additional location", "Espanola Family Health Team"),
        ("Withdrawal: Mailing address from 2 Jul 2027", "2044 South Shore Road"),
        ("Removal of an additional location asked for", "Manitoulin Health Centre"),
        ("Message to the College", "Remove an additional practice location"),
    ] {
        see_in(window, HAPPENED, day, title, &[says, "You, on", "(this computer)"]).await?;
    }
    Ok(())
}
