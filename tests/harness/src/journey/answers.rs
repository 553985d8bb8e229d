//! What Dr. Lavoie answers, section by section. Whatever else must be answered is answered with "No".

use super::questions::Answer;

/// A sentence that is looked for again: after the application was killed, and in the raw bytes of its file.
pub const KNOWN_TEXT: &str =
    "I was called to a birth at night and drove too fast on Elm Street. The trial is in July.";

/// The answers of one section.
pub fn of(letter: char) -> &'static [Answer<'static>] {
    match letter {
        'A' => REGISTRATION,
        'B' => PRACTICE_STATUS,
        'C' => DEVELOPMENT,
        'D' => ELSEWHERE,
        'G' => LIABILITY,
        'H' => PRACTICE,
        'I' => QUALITY,
        'J' => DECLARATION,
        _ => &[],
    }
}

const REGISTRATION: &[Answer] = &[
    ("Are these details correct?", &["Yes"]),
    ("May the public register show your business e-mail?", &["Yes"]),
    ("Are these addresses, e-mails and telephone numbers correct?", &["Yes"]),
    ("A.6", &["Spanish"]),
];

const PRACTICE_STATUS: &[Answer] = &[("B.1", &["Yes, in Ontario only"]), ("B.4", &["No"])];

const DEVELOPMENT: &[Answer] = &[
    ("When does your present cycle end?", &["2028-12-31"]),
    ("I have looked at section C: what is filled in there is right for today.", &["I confirm this"]),
];

const ELSEWHERE: &[Answer] = &[];

/// A charge, told in full.
pub const CHARGE: &[Answer] = &[
    ("E.1", &["Yes"]),
    ("When were you charged?", &["2027-02-14"]),
    ("Where?", &["Sudbury, Ontario"]),
    ("Under which statute?", &["Highway Traffic Act"]),
    ("Which offence?", &["Speeding, 20 km/h over the limit"]),
    ("Where does it stand now?", &["Not decided yet"]),
    ("What happened, in your own words?", &[KNOWN_TEXT]),
    ("E.2", &["No"]),
    ("E.3", &["No"]),
];

const LIABILITY: &[Answer] = &[
    ("G.7", &["Yes"]),
    ("Is all of that covered?", &["Yes"]),
    ("I have looked at section G: what is filled in there is right for today.", &["I confirm this"]),
];

const PRACTICE: &[Answer] = &[
    ("Hours a week there", &["36.5"]),
    ("H.6", &["20"]),
    ("Is this list complete and current?", &["Yes"]),
    ("Is this list complete and current?", &["Yes"]),
    ("H.12", &["To go on as now"]),
    ("H.13", &["I have"]),
    ("Is there a written plan for who takes over the records if you can’t?", &["Yes"]),
    ("Who takes over?", &["Dr. Anh Tran, (705) 555-0177"]),
    ("I have looked at section H: what is filled in there is right for today.", &["I confirm this"]),
];

const QUALITY: &[Answer] = &[
    ("I.3", &["Yes"]),
    ("I have looked at section I: what is filled in there is right for today.", &["I confirm this"]),
];

const DECLARATION: &[Answer] = &[
    ("J.1", &["I confirm this"]),
    ("J.2", &["I confirm this"]),
    ("J.3", &["I confirm this"]),
    ("J.4", &["No"]),
    ("J.5", &["Zoé Marguerite Lavoie"]),
];
