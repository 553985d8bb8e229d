//! The code on paper: another program reads from the page, as a printer draws it, exactly the credential.

use std::{fs, process::Command};

use portal_documents::{
    Credential, Paper, Pdf,
    card::{CardFacts, CardOptions, card},
};
use portal_texts::{Language, Texts};

use crate::{
    people::{all_of, certificate_of, credential, diploma_of},
    support::{File, facts, run},
};

/// What zbarimg reads from a page drawn with so many dots to the inch.
fn codes(pdf: &Pdf, page: &str, dots: &str) -> Vec<String> {
    let file = File::holding(pdf);
    let path = file.path();
    let image = path.with_file_name("page");
    run(
        "pdftoppm",
        &["-png", "-singlefile", "-r", dots, "-f", page, "-l", page],
        &path,
        &[&image.to_string_lossy()],
    );
    let image = image.with_extension("png");
    assert!(fs::metadata(&image).is_ok(), "the page was drawn");
    let read = Command::new("zbarimg")
        .args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"])
        .arg(&image)
        .output()
        .expect("zbarimg is needed for this test; `cargo xtask test` installs it");
    String::from_utf8(read.stdout).expect("text").lines().map(str::to_owned).collect()
}

fn card_with(credential: &Credential, paper: Paper) -> Pdf {
    let name = credential.claims.name.clone();
    let facts = CardFacts { credential: Some(credential.clone()), ..facts(&name) };
    card(&facts, Texts::of(Language::English), CardOptions { paper }).expect("a card")
}

#[test]
fn the_code_of_a_card_is_read_at_150_dots_to_the_inch() {
    for name in
        ["Anna Lee", "Nguyễn Thị Bảo Ngọc", "Maria Alejandra Constanza Fernández de Córdoba y Álvarez"]
    {
        let credential = credential(name, "Independent Practice");
        for (paper, page) in [(Paper::Letter, "1"), (Paper::A4, "1"), (Paper::CardPrinter, "2")] {
            let read = codes(&card_with(&credential, paper), page, "150");
            assert_eq!(read, [&*credential.signed.0], "{name} on {paper:?}");
        }
    }
}

#[test]
fn the_code_of_a_certificate_and_of_a_diploma_is_read() {
    let (certificate, diploma) = (certificate_of("Anna Lee"), diploma_of("Anna Lee"));
    let texts = Texts::of(Language::English);
    let made = [
        (portal_documents::certificate::certificate(&certificate, texts, Paper::Letter), certificate.issue),
        (portal_documents::diploma::diploma(&diploma, texts, Paper::A4), diploma.issue),
    ];
    for (pdf, issue) in made {
        let Credential { claims, signed } = issue.credential.expect("a credential");
        let mut read = codes(&pdf.expect("it is made"), "1", "150");
        read.sort();
        assert_eq!(
            read,
            [signed.0, claims.page()],
            "the credential, and the address of its page for telephones"
        );
    }
}

#[test]
fn an_authorization_has_no_code() {
    let [.., (_, authorization)] = all_of("Anna Lee", Paper::Letter);
    assert_eq!(codes(&authorization.expect("it is made"), "1", "150"), Vec::<String>::new());
}

#[test]
fn a_printer_of_cards_gets_two_pages_of_a_cards_size() {
    let credential = credential("Anna Lee", "Independent Practice");
    let file = File::holding(&card_with(&credential, Paper::CardPrinter));
    let info = run("pdfinfo", &["-f", "1", "-l", "2"], &file.path(), &[]);
    assert!(info.contains("Pages:           2"), "{info}");
    assert_eq!(info.matches("242.65 x 153.07 pts").count(), 2, "85.6 by 54 mm: {info}");
}
