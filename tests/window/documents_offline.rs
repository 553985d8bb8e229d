//! Documents without a network: what there is, its preview, and saved as a PDF that other programs read; and one asked for by e-mail,
//! which arrives once there is a connection.

use std::fs;

use portal_harness::journey::documents::{listed, open_document, open_documents, save};
use portal_harness::journey::people::LAVOIE;
use portal_harness::journey::portal::{see_status, see_title, send_now};
use portal_harness::journey::profile::{CHANGES, confirm, see, see_none};
use portal_harness::{Mail, Outcome, Pdf, by, text};

use crate::scene::Scene;

#[tokio::test]
async fn every_document_is_looked_at_and_saved_without_a_network() -> Outcome {
    let scene = Scene::signed_in(&LAVOIE).await?;
    scene.server.link().cut().await?;
    let scene = scene.reopened().await?;
    let window = &scene.window;
    see_title(window, "Where you stand").await?;
    see_status(window, "Offline").await?;
    open_documents(window).await?;
    window.must_be_accessible().await?;
    let all = listed(window).await?;
    for wanted in ["Registration card", "Certificate of registration", "diploma", "Profile"] {
        assert!(all.iter().any(|(title, _)| title.contains(wanted)), "{wanted} is among {all:?}");
    }
    for (title, _) in &all {
        open_document(window, title).await?;
        window.must_be_accessible().await?;
        if window.count(&by("button", "Save as PDF")).await? == 0 {
            window.see(&text("The College issues").partly()).await?;
            continue;
        }
        save(window).await?.must_say(&[LAVOIE.number])?;
    }
    Ok(())
}

#[tokio::test]
async fn a_document_asked_for_without_a_network_is_mailed_once_there_is_one_unless_it_was_taken_back()
-> Outcome {
    const CERTIFICATE: &str = "Certificate of registration by e-mail";
    const CONDUCT: &str = "Certificate of professional conduct by e-mail";
    let scene = Scene::signed_in(&LAVOIE).await?;
    scene.server.link().cut().await?;
    let window = &scene.window;
    for title in ["Certificate of registration", "Certificate of professional conduct"] {
        open_document(window, title).await?;
        window.see(&text(&format!("The College mails it to your College e-mail, {}.", LAVOIE.email))).await?;
        window.click(&by("button", "Send to my e-mail")).await?;
        see(window, CHANGES, &format!("{title} by e-mail"), &["Waiting to be sent"]).await?;
    }
    see_status(window, "Offline").await?;
    window.must_be_accessible().await?;

    let scene = scene.reopened().await?;
    let window = &scene.window;
    see_title(window, "Where you stand").await?;
    open_documents(window).await?;
    see(window, CHANGES, CONDUCT, &["Waiting to be sent"]).await?;
    confirm(window, &format!("Take back {CERTIFICATE}"), "Take back").await?;
    see_none(window, CHANGES, CERTIFICATE).await?;

    scene.server.link().mend().await?;
    send_now(window).await?;
    let mail = Mail::received(&scene.server, LAVOIE.email, "Certificate of professional conduct").await?;
    let [(name, bytes)] = mail.attachments.as_slice() else {
        panic!(
            "one document was asked for: {:?}",
            mail.attachments.iter().map(|(name, _)| name).collect::<Vec<_>>()
        )
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("attached.pdf");
    fs::write(&file, bytes).expect("a file in it");
    let attached = Pdf::open(&file)?;
    attached.must_say(&[LAVOIE.number])?;
    attached.must_be_signed()?;
    assert!(name.to_lowercase().contains("conduct"), "it is the one that was not taken back: {name}");
    Ok(())
}
