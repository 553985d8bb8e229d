//! What the letter of a decision states: what was decided, in the words that this program has for it, and to whom.

use portal_credentials::receipt::receipt_code;
use portal_record::{
    CaseId,
    addresses::AddressKind,
    cases::{Letter, LetterOf},
    eastern_day,
    services::renewal,
    words,
};

use super::{Rendered, Source};
use crate::{
    DocumentError, Paper,
    letter::{LetterFacts, letter},
};

/// Which letter.
pub(super) type Which<'a> = (&'a CaseId, usize);

pub(super) fn make(
    source: &Source<'_>,
    which: Which<'_>,
    paper: Paper,
) -> Option<Result<Rendered, DocumentError>> {
    let title = title(source, which)?;
    let facts = facts(source, there(source, which)?)?;
    Some(letter(&facts, source.texts, paper).map(|pdf| source.named(title, pdf)))
}

/// There may be several of one name: each says its day.
pub(super) fn title(source: &Source<'_>, which: Which<'_>) -> Option<String> {
    let LetterOf { letter, decided, .. } = there(source, which)?;
    let day = source.texts.date(eastern_day(decided.at));
    Some(source.texts.format("letter-name", &[("what", called(source, letter)), ("day", day)]))
}

fn called(source: &Source<'_>, letter: &Letter) -> String {
    words::letter_title(source.texts, letter)
}

/// The letter, once it is handed out.
fn there<'a>(source: &Source<'a>, (case, number): Which<'_>) -> Option<LetterOf<'a>> {
    let letter = source.record.cases.get(case)?.letter(number)?;
    source.record.is_handed_out(&letter).then_some(letter)
}

fn facts(source: &Source<'_>, LetterOf { case, decided, letter, .. }: LetterOf<'_>) -> Option<LetterFacts> {
    let Source { record, college, texts, .. } = *source;
    let (identity, day) = (record.identity.as_ref()?, eastern_day(decided.at));
    // As on its receipt: what is filed for a registration year has the number of that.
    let of_year = renewal::year_of(case.id()).and_then(|year| i16::try_from(year).ok());
    let year = of_year.unwrap_or_else(|| eastern_day(case.filed_at).year());
    let address = |kind| record.addresses.on(kind, day);
    let address = address(AddressKind::Mailing).or_else(|| address(AddressKind::Primary));
    Some(LetterFacts {
        title: called(source, letter),
        registrant_name: identity.name_on(day).full(),
        cpso_number: identity.cpso_number.to_string(),
        address: address.map(|address| words::address_lines(address, college)).unwrap_or_default(),
        day,
        request: words::case(texts, college, case.id()),
        receipt_code: case.command.map(|command| receipt_code(year, command.0)),
        paragraphs: words::letter(texts, college, record, case, decided),
        maker: source.maker,
    })
}
