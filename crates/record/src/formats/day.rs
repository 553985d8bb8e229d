//! Days, as they are written in a form.

use jiff::civil::Date;

use portal_forms::typed;

use crate::rejection::Reason;

/// A day written year first: `2027-03-14`, also with slashes, dots or spaces and without leading zeros.
///
/// # Errors
/// [`Reason::Missing`], [`Reason::NotADay`] also for a 29 February that the year does not have.
pub fn parse_day(text: &str) -> Result<Date, Reason> {
    let trimmed = &*typed::code(text);
    if trimmed.is_empty() {
        return Err(Reason::Missing);
    }
    let parts: Vec<&str> = trimmed.split(['-', '/', '.', ' ']).collect();
    let [year, month, day] = parts[..] else { return Err(Reason::NotADay) };
    let plain = |part: &str, digits: std::ops::RangeInclusive<usize>| {
        digits.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !(plain(year, 4..=4) && plain(month, 1..=2) && plain(day, 1..=2)) {
        return Err(Reason::NotADay);
    }
    let number = |part: &str| part.parse().map_err(|_| Reason::NotADay);
    let (month, day) =
        (month.parse().map_err(|_| Reason::NotADay)?, day.parse().map_err(|_| Reason::NotADay)?);
    Date::new(number(year)?, month, day).map_err(|_| Reason::NotADay)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_one_that_the_calendar_has() {
        for (text, expected) in [
            ("2027-03-14", Ok("2027-03-14")),
            (" 2027/3/4 ", Ok("2027-03-04")),
            ("2028-02-29", Ok("2028-02-29")),
            ("2000-02-29", Ok("2000-02-29")),
            ("2027-02-29", Err(Reason::NotADay)),
            ("1900-02-29", Err(Reason::NotADay)),
            ("2027-04-31", Err(Reason::NotADay)),
            ("2027-13-01", Err(Reason::NotADay)),
            ("2027-00-10", Err(Reason::NotADay)),
            ("2027-01-00", Err(Reason::NotADay)),
            ("14/03/2027", Err(Reason::NotADay)),
            ("27-03-14", Err(Reason::NotADay)),
            ("2027-03-14T00:00", Err(Reason::NotADay)),
            ("-2027-03-14", Err(Reason::NotADay)),
            ("２０２７-03-14", Ok("2027-03-14")),
            ("tomorrow", Err(Reason::NotADay)),
            ("", Err(Reason::Missing)),
        ] {
            assert_eq!(parse_day(text).map(|day| day.to_string()), expected.map(str::to_owned), "{text}");
        }
    }
}
