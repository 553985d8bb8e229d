//! The instant that is stamped on what the College receives and records: what its clock shows, but never before what stands
//! on the stream already.

use portal_forms::Micros;

use super::Refused;

/// How far a clock may stand behind the newest event of all and still be taken for right: servers are kept in step, and
/// are never exactly so.
const BEHIND_MAX_MICROS: i64 = 2 * 60 * 1_000_000;

/// When the newest events were recorded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Newest {
    /// Of all registrants.
    pub of_all: Micros,
    /// Of this registrant.
    pub of_stream: Micros,
}

/// The instant to stamp, when the clock shows this.
///
/// # Errors
/// [`Refused::ClockBehind`] when the clock, or the one that stamped the newest event, is wrong by minutes: what is stamped binds, so
/// that nothing is rather than something wrong.
pub fn stamp(clock: Micros, newest: Newest) -> Result<Micros, Refused> {
    let behind = newest.of_all.max(newest.of_stream).0.saturating_sub(clock.0);
    if behind > BEHIND_MAX_MICROS {
        return Err(Refused::ClockBehind { seconds: behind / 1_000_000 });
    }
    Ok(clock.max(newest.of_stream))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_stamped_before_what_stands_on_the_stream_nor_by_a_clock_that_is_behind() {
        let seconds = |seconds: i64| Micros(seconds * 1_000_000);
        for (clock, of_stream, of_all, expected) in [
            (1_000, 0, 0, Ok(1_000)),
            (1_000, 900, 1_000, Ok(1_000)),
            (1_000, 1_030, 1_030, Ok(1_030)),
            // Others are not held up by another's stream.
            (1_000, 900, 1_030, Ok(1_000)),
            (1_000, 1_120, 1_120, Ok(1_120)),
            (1_000, 1_121, 1_121, Err(121)),
            (1_000, 0, 1_121, Err(121)),
            (1_000, 0, 90_000, Err(89_000)),
        ] {
            let newest = Newest { of_all: seconds(of_all), of_stream: seconds(of_stream) };
            let expected = expected.map(seconds).map_err(|seconds| Refused::ClockBehind { seconds });
            assert_eq!(stamp(seconds(clock), newest), expected, "{clock} after {of_stream} and {of_all}");
        }
        let last = Newest { of_all: Micros(7), of_stream: Micros(7) };
        assert_eq!(stamp(Micros(6), last), Ok(Micros(7)), "to the microsecond");
    }
}
