//! A postal address, and how one is read.

use portal_forms::typed;
use serde::{Deserialize, Serialize};

use crate::{
    Context, Rejection,
    formats::PostalCode,
    rejection::{Field, Reason, invalid},
};

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Organisation, street, unit.
    pub lines: Vec<String>,
    /// City or town.
    pub city: String,
    /// In Canada ISO 3166-2 without the country: `ON`; elsewhere in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub province: Option<String>,
    /// As the country writes it; Canadian ones as `A1A 1A1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// ISO 3166-1 alpha-2: `CA`.
    pub country: String,
}

const CANADA: &str = "CA";

impl Address {
    /// On one line.
    pub fn one_line(&self) -> String {
        let mut parts = self.lines.clone();
        let place = [Some(self.city.as_str()), self.province.as_deref(), self.postal_code.as_deref()];
        parts.push(place.into_iter().flatten().collect::<Vec<_>>().join(" "));
        if self.country != CANADA {
            parts.push(self.country.clone());
        }
        parts.join(", ")
    }

    /// As written or in canonical form.
    pub(crate) fn is_in_ontario(&self) -> bool {
        let province = self.province.as_deref().map(province_code);
        country_code(&self.country) == CANADA && province.as_deref() == Some("ON")
    }

    /// In canonical form: lines that say nothing are left out, codes are those of the lists.
    pub(super) fn read(&self, context: &Context<'_>) -> Result<Address, Rejection> {
        let country = country_code(&self.country);
        context.choice(Field::Country, &context.lists().countries, &country)?;
        let lines = self.read_lines(context)?;
        let city = context.line(Field::City, &self.city)?;
        let (province, postal_code) = if country == CANADA {
            let province = province_code(self.province.as_deref().unwrap_or_default());
            let listed = if province.is_empty() { String::new() } else { format!("{CANADA}-{province}") };
            context.choice(Field::Province, &context.lists().provinces, &listed)?;
            let code = PostalCode::parse(self.postal_code.as_deref().unwrap_or_default())
                .map_err(|why| invalid(Field::PostalCode, why))?;
            (Some(province), Some(code.as_str().to_owned()))
        } else {
            (
                context.optional_line(Field::Province, self.province.as_deref())?,
                context.optional_line(Field::PostalCode, self.postal_code.as_deref())?,
            )
        };
        Ok(Address { lines, city, province, postal_code, country })
    }

    fn read_lines(&self, context: &Context<'_>) -> Result<Vec<String>, Rejection> {
        let mut lines = Vec::new();
        for (at, text) in self.lines.iter().enumerate() {
            let read = context.optional_line(Field::Lines, Some(text));
            lines.extend(read.map_err(|rejection| rejection.at(at))?);
        }
        let max = context.rules().address_lines_max;
        if lines.is_empty() {
            return Err(invalid(Field::Lines, Reason::Missing));
        }
        if lines.len() > usize::from(max) {
            return Err(invalid(Field::Lines, Reason::TooManyOf { max }));
        }
        Ok(lines)
    }
}

fn country_code(written: &str) -> String {
    typed::code(written).to_ascii_uppercase()
}

/// `ON`, also when written `CA-ON` or in lower case.
fn province_code(written: &str) -> String {
    let code = typed::code(written).to_ascii_uppercase();
    code.strip_prefix("CA-").unwrap_or(&code).to_owned()
}
