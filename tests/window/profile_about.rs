//! About me: what the registrant says of themselves, what only the College changes, and what the register shows.

use portal_harness::journey::people::LAVOIE;
use portal_harness::journey::profile::{
    CHANGES, FACTS, begin, enter, open_page, save, see, see_none, see_result,
};
use portal_harness::{Outcome, by, css, text};

use crate::scene::Scene;

#[tokio::test]
async fn gender_languages_and_minc_are_changed_here_and_a_doubtful_check_digit_only_warns() -> Outcome {
    let scene = Scene::signed_in(&LAVOIE).await?;
    let window = &scene.window;
    open_page(window, "About me").await?;
    see(window, FACTS, "Legal name", &[LAVOIE.name, "name-change request", "Public"]).await?;
    see(window, FACTS, "Former names", &["Zoé Marguerite Tremblay-Roy", "Public"]).await?;
    see(window, FACTS, "CPSO number", &[LAVOIE.number, "Public"]).await?;
    assert_eq!(
        window.count(&by("button", "Change Legal name").within(css("main"))).await?,
        0,
        "a legal name is changed by the College"
    );
    begin(window, "Change gender identity and languages of care").await?;
    let told = [("Gender identity", &["Two-Spirit"][..]), ("Languages of care", &["Spanish"])];
    enter(window, &told).await?;
    window.click(&by("button", "Remove French")).await?;
    see_result(window, "Your languages of care will be English and Spanish.").await?;
    see_result(window, "Your gender identity will be shown as \u{201c}Two-Spirit\u{201d}.").await?;
    window.must_be_accessible().await?;
    save(window).await?;
    see(window, CHANGES, "Gender identity and languages of care", &["At the College"]).await?;
    see(window, FACTS, "Gender identity", &["Two-Spirit"]).await?;

    begin(window, "Change MINC").await?;
    enter(window, &[("MINC", &["camd 9000 0059"])]).await?;
    window.see(&text("The last digit does not fit the others.").partly()).await?;
    see_result(window, "Your MINC will be CAMD-9000-0059.").await?;
    window.must_be_accessible().await?;
    save(window).await?;
    see(window, FACTS, "MINC", &["CAMD-9000-0059", "The last digit does not fit the others", "Private"])
        .await?;

    window.click(&by("button", "As the public register shows it")).await?;
    see(window, FACTS, "Languages of care", &["English", "Spanish"]).await?;
    see(window, FACTS, "Gender identity", &["Two-Spirit"]).await?;
    see_none(window, FACTS, "MINC").await?;
    window.must_be_accessible().await
}
