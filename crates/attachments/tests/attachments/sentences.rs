use std::collections::BTreeSet;

use portal_attachments::{Kind, Refused, sentence};
use portal_texts::Texts;

use crate::rules;

#[test]
fn every_reason_has_its_own_sentence_which_names_the_file() {
    let texts = Texts::english();
    let sentences: BTreeSet<String> =
        Refused::ALL.map(|refused| refused.sentence(texts, "Letter.pdf", &rules())).into();
    assert_eq!(sentences.len(), Refused::ALL.len(), "no two are the same");
    for sentence in &sentences {
        assert!(sentence.contains("“Letter.pdf”") && !sentence.contains("{$"), "{sentence}");
    }
    let newer = sentence(texts, "written-in-crayon", "Letter.pdf", &rules());
    assert_eq!(newer, "The College did not accept “Letter.pdf”. Attach another file.");
    let large = Refused::TooLarge.sentence(texts, "Letter.pdf", &rules());
    assert!(large.starts_with("“Letter.pdf” is larger than 25 MB."), "{large}");
    let together = Refused::TooLargeTogether.sentence(texts, "Letter.pdf", &rules());
    assert!(together.contains("larger than 100 MB together"), "{together}");
}

#[test]
fn a_code_is_read_as_it_is_written() {
    for refused in Refused::ALL {
        assert_eq!(Refused::of_code(&refused.code()), Some(refused));
    }
    assert_eq!(Refused::of_code("written-in-crayon"), None);
}

#[test]
fn every_type_has_a_name() {
    let texts = Texts::english();
    for kind in Kind::ALL {
        let id = format!("file-kind-{}", kind.mime().rsplit_once('/').unwrap().1);
        assert!(texts.has(&id), "{id}");
    }
}
