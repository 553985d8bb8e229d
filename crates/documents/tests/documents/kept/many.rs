//! Documents of many people: names in all scripts that there are faces for, every document judged by others.

use lopdf::Document;
use portal_documents::{
    Paper, Pdf,
    card::{CardOptions, card},
};
use portal_texts::{Language, Texts};

use crate::{
    kept::everything::quoting,
    people::all_of,
    support::{File, facts, judges::is_to_be_kept, run},
};

pub const NAMES: [(&str, &[&str]); 17] = [
    (
        "Latin",
        &[
            "Anna Lee",
            "Siobhán Ó Conaill",
            "Nguyễn Thị Bảo Ngọc",
            "Łucja Żółć",
            "Þórdís Ægisdóttir",
            "Õnne Kärg",
            "Žana Đurić",
            "X̱wémalhkwu Ƙwɨ",
        ],
    ),
    ("Greek", &["Ελένη Παπαδοπούλου", "Γιώργος Ἀντωνίου", "Ὀδυσσεύς Ἄργος", "Ζωή Σίμου", "Ἀνδρέας Δῆμος"]),
    ("Cyrillic", &["Юлія Ґалаґан", "Ёлкина Ольга", "Ђорђе Његош", "Əли Үсенов", "Џана Ћирић"]),
    ("syllabics", &["ᐊᓇ ᐅᒃᐱᒃ", "ᒪᐃᑦ ᖃᐅᔨᒪᓂᖅ", "ᓄᓇᕗᑦ ᐃᓄᒃ"]),
    (
        "Arabic",
        &["ليلى حداد", "محمد عبد الله", "سیده\u{200c}زهرا", "ڈاکٹر ٹھٹھہ", "گۆران پگچ", "يوسف الرحمن"],
    ),
    ("Hebrew", &["דוד כהן", "נועה לוי־שגב", "צ׳רלי ז׳בוטינסקי", "אסתר פרנקל"]),
    ("Armenian", &["Անահիտ Պետրոսյան", "Արամ Խաչատրյան", "Լիլիթ Եւա"]),
    ("Georgian", &["თამარ ბერიძე", "გიორგი ჯავახიშვილი", "ᲜᲘᲜᲝ ᲦᲣᲓᲣᲨᲐᲣᲠᲘ"]),
    ("Ethiopic", &["ሰላማዊት ገብረ", "አበበ ቢቂላ", "ትርሓስ ኣብርሃ"]),
    ("Devanagari", &["अनिता शर्मा", "श्रीकृष्ण द्विवेदी", "ज्योत्स्ना क्षीरसागर", "र्‍याम ऋषि", "लक्ष्मी हृदयेश"]),
    ("Bengali", &["আনন্দ মুখার্জী", "শ্রেয়া চক্রবর্তী", "জ্যোৎস্না দত্ত", "কৃষ্ণেন্দু বন্দ্যোপাধ্যায়"]),
    ("Gurmukhi", &["ਹਰਪ੍ਰੀਤ ਸਿੰਘ", "ਗੁਰਲੀਨ ਕੌਰ", "ਸ਼ੁੱਭ ਢਿੱਲੋਂ"]),
    ("Tamil", &["கிருஷ்ணன் ஸ்ரீநிவாசன்", "ஆர்த்தி லக்ஷ்மி", "கௌரி பொன்னுசாமி", "ஜோசப் ஹரி"]),
    ("Thai", &["สมชาย ใจดี", "น้ำทิพย์ ปิ่นเกล้า", "ณัฐวุฒิ ศรีสุข"]),
    ("Chinese", &["李小龍", "王䶮", "张伟 (David Zhang)", "歐陽娜娜", "𫖯 丽"]),
    ("kana", &["山田 ゆき カナ", "ささき みなこ", "ヴィクトリア"]),
    ("Hangul", &["김민준", "황보 뷁", "이서연"]),
];

#[test]
fn four_hundred_documents_of_many_people_are_what_they_claim_to_be() {
    let names: Vec<(&str, &str)> =
        NAMES.iter().flat_map(|(script, names)| names.iter().map(move |name| (*script, *name))).collect();
    let mut made: Vec<(String, Pdf)> = Vec::new();
    for (number, (script, name)) in names.iter().enumerate() {
        for (kind, pdf) in certified(name) {
            made.push((format!("{script}-{number}-{kind}"), pdf));
        }
        if number % 4 == 0 {
            made.extend(
                quoting(name, number * 60)
                    .into_iter()
                    .map(|(kind, pdf)| (format!("{script}-{number}-{kind}"), pdf)),
            );
        }
    }
    assert!(made.len() >= 400, "{} documents of {} people", made.len(), names.len());
    let files: Vec<(&str, &[u8])> = made.iter().map(|(name, pdf)| (name.as_str(), pdf.as_bytes())).collect();
    is_to_be_kept(&files);
    let mut would_have = 0;
    for (name, pdf) in &made {
        let tree = Document::load_mem(pdf.as_bytes()).expect("a PDF");
        for stream in tree.objects.values().filter_map(|object| object.as_stream().ok()) {
            assert!(!stream.content.ends_with(b"\r"), "{name}: a stream ends in a carriage return");
            would_have += usize::from(stream.content.ends_with(b"\r\n"));
        }
    }
    assert!(would_have > 0, "the case is among them");
}

#[test]
fn seventy_names_in_every_script_stand_whole_on_five_documents() {
    let mut count = 0;
    for (script, names) in NAMES {
        for name in names {
            count += 1;
            for (kind, pdf) in certified(name) {
                let said = run("pdftotext", &["-enc", "UTF-8"], &File::holding(&pdf).path(), &["-"]);
                for letter in name.chars().filter(|c| c.is_alphabetic()) {
                    assert!(said.contains(letter), "{script}: {letter:?} of {name} on the {kind}: {said}");
                }
                assert!(!said.contains("[U+"), "{script}: {name} on the {kind}: {said}");
            }
        }
    }
    assert!(count >= 70, "{count} names");
}

/// The card on its sheet and as a card printer gets it, the certificate, the diploma and the authorization.
pub fn certified(name: &str) -> Vec<(&'static str, Pdf)> {
    let card =
        |paper| card(&facts(name), Texts::of(Language::English), CardOptions { paper }).expect("a card");
    let mut all = vec![("card", card(Paper::Letter)), ("card-printer", card(Paper::CardPrinter))];
    all.extend(all_of(name, Paper::Letter).map(|(kind, pdf)| (kind, pdf.expect("it is made"))));
    all
}
