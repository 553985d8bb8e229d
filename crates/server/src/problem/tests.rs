//! `docs/refusals.md` says what the code does: it is made of the code and of the texts, and compared with the file. Where something
//! is refused otherwise, the file is written anew with `PORTAL_GOLDEN=1 cargo test -p portal-server --lib problem`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use axum::response::Html;

use super::*;
use crate::issuer::sign_in_page::Notice;
use portal_texts::{Language, Texts};

const SOURCE: &str = include_str!("../problem.rs");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The texts of a file as they are written, attributes as `id.attribute`, on one line each.
fn texts(file: &str) -> BTreeMap<String, String> {
    let path = root().join("assets/locales/en").join(file);
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let (mut id, mut last) = (String::new(), String::new());
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let is_new = line.starts_with(|first: char| first.is_ascii_lowercase());
        let attribute = line.trim_start().strip_prefix('.').filter(|_| !is_new);
        match line.trim_start_matches([' ', '.']).split_once(" =") {
            Some((name, text)) if is_new || attribute.is_some() => {
                if is_new {
                    name.clone_into(&mut id);
                }
                last = if is_new { id.clone() } else { format!("{id}.{name}") };
                texts.insert(last.clone(), text.trim().to_owned());
            }
            _ if line.starts_with(' ') => {
                let text = texts.entry(last.clone()).or_default();
                *text = format!("{text} {}", line.trim()).trim().to_owned();
            }
            _ => {}
        }
    }
    texts
}

fn status(name: &str) -> StatusCode {
    let all = (400..=599).filter_map(|number| StatusCode::from_u16(number).ok());
    let named = |status: &StatusCode| {
        status.canonical_reason().map(|reason| reason.to_ascii_uppercase().replace([' ', '-'], "_"))
    };
    all.into_iter().find(|status| named(status).as_deref() == Some(name)).expect(name)
}

/// Status and code of every refusal that is made in this file.
fn refusals() -> BTreeMap<String, StatusCode> {
    let source = SOURCE.split_whitespace().collect::<Vec<_>>().join(" ").replace("( ", "(");
    let made = source.split("(StatusCode::").skip(1).filter_map(|rest| {
        let (name, rest) = rest.split_once(", \"")?;
        let (code, _) = rest.split_once('"')?;
        let is_one = name.chars().all(|letter| letter.is_ascii_uppercase() || letter == '_');
        is_one.then(|| (code.to_owned(), status(name)))
    });
    made.chain(used_up()).collect()
}

/// Those that name what was sent too much of.
fn used_up() -> impl Iterator<Item = (String, StatusCode)> {
    let all = [Of::Commands, Of::Edits, Of::Bytes, Of::Mails, Of::Confirmations, Of::Checkouts];
    all.into_iter().map(|of| {
        let (status, code) = allowance_used(of, 1).name();
        (code.to_owned(), StatusCode::from_u16(status).unwrap())
    })
}

fn row(table: &mut String, cells: [&str; 4]) {
    let cells = cells.map(|cell| cell.replace('|', "\\|"));
    writeln!(table, "| {} |", cells.join(" | ")).unwrap();
}

fn table(title: &str, about: &str, rows: &[[String; 4]]) -> String {
    let mut table =
        format!("\n## {title}\n\n{about}\n\n| what | status | code | sentence |\n|---|---|---|---|\n");
    for cells in rows {
        row(&mut table, cells.each_ref().map(String::as_str));
    }
    table
}

fn problems() -> Vec<[String; 4]> {
    let texts = texts("problem.ftl");
    let told = |(code, status): (String, StatusCode)| {
        let what = texts[&format!("problem-{code}")].clone();
        let sentence = texts[&format!("problem-{code}.detail")].clone();
        [what, status.as_u16().to_string(), code, sentence]
    };
    refusals().into_iter().map(told).collect()
}

/// What the pages say where a password is asked for.
fn notices() -> Vec<[String; 4]> {
    let texts = texts("sign-in.ftl").into_iter().chain(texts("mail.ftl")).collect::<BTreeMap<_, _>>();
    let mut rows = Vec::new();
    for (notice, id) in [
        (Notice::GrownOld, "sign-in-grown-old"),
        (Notice::Incomplete, "sign-in-incomplete"),
        (Notice::Incomplete, "confirm-incomplete"),
        (Notice::NoMatch, "sign-in-no-match"),
        (Notice::NoMatch, "confirm-no-match"),
        (Notice::TooOften { seconds: 1 }, "sign-in-too-often"),
        (Notice::Busy, "sign-in-busy"),
    ] {
        let page = if id.starts_with("sign-in") { "sign-in" } else { "confirm" };
        let shown = notice.shown(page).into_string();
        assert!(shown.contains(&Texts::of(Language::English).get(id)), "{id}: {shown}");
        let mut response = Html("").into_response();
        notice.tell(&mut response);
        rows.push(page_row(&texts, id, response.status()));
    }
    rows.push(page_row(&texts, "sign-in-untrusted", StatusCode::BAD_REQUEST));
    rows
}

fn page_row(texts: &BTreeMap<String, String>, id: &str, status: StatusCode) -> [String; 4] {
    let sentence = texts[&format!("{id}.detail")].clone();
    [texts[id].clone(), status.as_u16().to_string(), id.to_owned(), sentence]
}

/// What the pages behind links say, each with the status of a page that opened.
fn links() -> Vec<[String; 4]> {
    let mail = texts("mail.ftl");
    let refused = ["withdrawn", "superseded", "expired", "taken", "invalid", "busy"]
        .map(|end| format!("confirm-{end}"));
    let undo = ["over", "taken", "busy"].map(|end| format!("undo-{end}"));
    refused.iter().chain(&undo).map(|id| page_row(&mail, id, StatusCode::OK)).collect()
}

fn verification() -> Vec<[String; 4]> {
    let texts = texts("verification.ftl").into_iter().chain(texts("verify.ftl")).collect::<BTreeMap<_, _>>();
    let rows = [
        ("verification-unreadable", StatusCode::UNPROCESSABLE_ENTITY),
        ("verification-unknown", StatusCode::NOT_FOUND),
        ("verification-not-genuine", StatusCode::OK),
        ("verification-too-often", StatusCode::TOO_MANY_REQUESTS),
    ];
    rows.map(|(id, status)| page_row(&texts, id, status)).to_vec()
}

fn rejections() -> Vec<[String; 4]> {
    let texts = texts("record.ftl").into_iter();
    let rejections =
        texts.filter_map(|(id, sentence)| Some((id.strip_prefix("rejection-")?.to_owned(), sentence)));
    let row = |(code, sentence): (String, String)| {
        let (what, code) = match code.strip_prefix("invalid-") {
            Some(reason) => ("a field", format!("invalid: {reason}")),
            None => ("a command", code),
        };
        [what.to_owned(), "200".to_owned(), code, sentence]
    };
    rejections.map(row).collect()
}

fn document() -> String {
    let mut document = "# What is refused\n\nMade of the code and the texts by a test (`crates/server/src/problem/tests.rs`), \
        which fails where this page is no longer true.\nA refused request has changed nothing. Words in braces are filled in.\n"
        .to_owned();
    document += &table(
        "Requests",
        "Problem documents (RFC 9457, `application/problem+json`); the plain page instead, with the same status and sentence, \
         where the caller asks for `text/html`. With 503 and 429 goes `Retry-After`. The framework's own refusals are told as the \
         one of these that has their status. Before there is a request, what cannot be read as HTTP is answered with an empty \
         400 or 431.",
        &problems(),
    );
    document += &table(
        "The pages that ask for a password",
        "The sign-in page, and the page that confirms an address.",
        &notices(),
    );
    document += &table(
        "The pages behind links in mails",
        "Opening a link always succeeds; the page says where it stands.",
        &links(),
    );
    document += &table("The page that checks a credential", "For anybody.", &verification());
    document += &table(
        "Commands",
        "Received, decided and rejected: the answer is the command's outcome, which stays the same however often it is asked for. \
         The sentence is made by the application, in its own version.",
        &rejections(),
    );
    document += "\n## Edits\n\nAn edit of a push is refused by itself; the others are taken (`EditsPage::refused`).\n\n\
        | code | what |\n|---|---|\n\
        | `too-large` | The answer is longer than its question allows, or than 20,000 characters where it says nothing |\n\
        | `unknown-item` | The form has no such question |\n\
        | `base-invalid` | It names itself, or more than 1,000 others |\n\
        | `id-reused` | Its id stands for another edit |\n\
        | `counter-reused` | Its device's number stands for another edit |\n\
        | `draft-filed` | The draft was filed |\n\
        | `draft-full` | 50,000 edits or 32 MiB are merged, and it takes the place of none that is as long |\n";
    document += "\n## Sign-in, told to the application\n\nOn the way back to the desktop (OAuth 2.1): `invalid_request` and \
        `unsupported_response_type`. From `/token` and `/revoke` beside the problem: `invalid_request`, `invalid_grant`, \
        `invalid_client` and `unsupported_grant_type`.\n";
    document
}

#[test]
fn the_table_of_refusals_is_true() {
    let file = root().join("docs/refusals.md");
    let made = document();
    if std::env::var_os("PORTAL_GOLDEN").is_some() {
        std::fs::write(&file, &made).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    for (number, (kept, made)) in kept.lines().zip(made.lines()).enumerate() {
        assert_eq!(kept, made, "line {}", number + 1);
    }
    assert_eq!(kept.len(), made.len());
}

#[test]
fn every_refusal_has_its_words_and_every_word_its_refusal() {
    let said = texts("problem.ftl").into_keys().filter_map(|id| {
        let code = id.strip_prefix("problem-")?;
        (!code.contains('.')).then(|| code.to_owned())
    });
    assert_eq!(refusals().into_keys().collect::<BTreeSet<_>>(), said.collect::<BTreeSet<_>>());
    assert!(refusals().len() > 25, "all of them are found");
}

#[test]
fn what_the_framework_refuses_is_told_with_the_same_status_or_the_nearest() {
    for (status, told) in [
        (400, (400, "malformed")),
        (404, (404, "not-found")),
        (405, (405, "method-not-allowed")),
        (408, (503, "overloaded")),
        (411, (400, "malformed")),
        (413, (413, "too-large")),
        (415, (415, "wrong-media-type")),
        (422, (400, "malformed")),
        (500, (500, "internal")),
        (503, (503, "overloaded")),
    ] {
        assert_eq!(of_status(StatusCode::from_u16(status).unwrap()).name(), told, "{status}");
    }
}
