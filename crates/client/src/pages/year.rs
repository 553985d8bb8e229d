//! The registration year as a line: which points it has, in which order they lie, and how each stands. Pure, so that every
//! year can be tried as data. Not here: what the points are called (`home`), and how they are drawn.
//!
//! The line is a row of steps, not a scale: opening, today and deadline lie within fifty days of a year, and would be drawn over each
//! other. What happened stands in the order in which it happened, then today, then what is to be done.

use portal_forms::Micros;
use portal_ipc::{PointState, YearMark};

/// Places are thousandths of the line.
const WHOLE: usize = 1000;

/// What the College publishes of a year.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dates {
    pub(super) opens: Micros,
    pub(super) deadline: Micros,
    /// The first instant after the registration year.
    pub(super) over: Micros,
}

/// What was done in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Progress {
    pub(super) filed: Option<Micros>,
    pub(super) paid: Option<Micros>,
}

/// A point: what it marks, how it stands, where it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) mark: YearMark,
    pub(super) state: PointState,
    pub(super) place: u16,
}

/// The points of a year at this instant, from left to right.
pub(super) fn points(dates: Dates, progress: Progress, now: Micros) -> Vec<Point> {
    // What is to be done can be done from now on, and not before the opening.
    let next = now.max(dates.opens);
    let mut marks = [
        (dates.opens, YearMark::Opening),
        (progress.filed.unwrap_or(next), YearMark::Survey),
        (progress.paid.unwrap_or(next), YearMark::Fee),
        (now, YearMark::Today),
        (dates.deadline, YearMark::Deadline),
        (dates.over, YearMark::End),
    ];
    let is_to_do = |mark| match mark {
        YearMark::Survey => progress.filed.is_none(),
        YearMark::Fee => progress.paid.is_none(),
        _ => false,
    };
    // At the same instant what is behind comes before today, and what is to be done after it. The sort keeps the order above.
    marks.sort_by_key(|(at, mark)| {
        let rank = match mark {
            YearMark::Today => 1,
            mark if is_to_do(*mark) => 2,
            YearMark::Deadline | YearMark::End => 3,
            YearMark::Opening | YearMark::Survey | YearMark::Fee => 0,
        };
        (*at, rank)
    });
    let last = marks.len() - 1;
    let place = |index: usize| u16::try_from(index * WHOLE / last).unwrap_or(u16::MAX);
    let points = marks.into_iter().enumerate();
    points
        .map(|(index, (at, mark))| {
            // What reaches the College at the very instant of the deadline is on time.
            let is_behind = if mark == YearMark::Deadline { at < now } else { at <= now };
            let state = state(mark, is_to_do(mark), is_behind, progress);
            Point { mark, state, place: place(index) }
        })
        .collect()
}

fn state(mark: YearMark, is_to_do: bool, is_behind: bool, progress: Progress) -> PointState {
    let is_complete = progress.filed.is_some() && progress.paid.is_some();
    match mark {
        YearMark::Today => PointState::Here,
        YearMark::Deadline if is_behind && !is_complete => PointState::Missed,
        _ if is_behind && !is_to_do => PointState::Done,
        _ => PointState::Ahead,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATES: Dates = Dates { opens: Micros(100), deadline: Micros(200), over: Micros(900) };

    /// A letter for each point: capital when it is behind, small when it is ahead, `!` after a missed one, `*` for today.
    fn drawn(filed: Option<i64>, paid: Option<i64>, now: i64) -> String {
        let progress = Progress { filed: filed.map(Micros), paid: paid.map(Micros) };
        let letter = |point: &Point| match (point.mark, point.state) {
            (YearMark::Today, PointState::Here) => "*".to_owned(),
            (mark, PointState::Done) => letter_of(mark).to_uppercase(),
            (mark, PointState::Ahead) => letter_of(mark).to_owned(),
            (mark, PointState::Missed) => format!("{}!", letter_of(mark)),
            (mark, PointState::Here) => panic!("{mark:?} is not where the person is"),
        };
        points(DATES, progress, Micros(now)).iter().map(letter).collect()
    }

    fn letter_of(mark: YearMark) -> &'static str {
        match mark {
            YearMark::Opening => "o",
            YearMark::Survey => "s",
            YearMark::Fee => "f",
            YearMark::Today => "*",
            YearMark::Deadline => "d",
            YearMark::End => "e",
        }
    }

    #[test]
    fn what_was_done_stands_in_its_order_then_today_then_what_is_to_be_done() {
        let cases = [
            (None, None, 50, "*osfde", "before the opening"),
            (None, None, 100, "O*sfde", "it opens this instant"),
            (None, None, 150, "O*sfde", "nothing filed yet"),
            (Some(150), None, 150, "OS*fde", "filed this instant"),
            (Some(140), None, 150, "OS*fde", "filed, not paid"),
            (None, Some(140), 150, "OF*sde", "paid, and the survey is missing"),
            (Some(140), Some(145), 150, "OSF*de", "complete before the deadline"),
            (Some(145), Some(140), 150, "OFS*de", "paid first"),
            (Some(140), Some(145), 300, "OSFD*e", "complete, in the year"),
            (None, None, 200, "O*sfde", "the last instant is on time"),
            (None, None, 300, "Od!*sfe", "nothing done, and it is late"),
            (Some(140), None, 300, "OSd!*fe", "filed on time, not paid"),
            (Some(250), None, 300, "Od!S*fe", "filed late, not paid"),
            (Some(250), Some(260), 300, "ODSF*e", "complete, late: nothing is missed any more"),
            (Some(140), Some(145), 950, "OSFDE*", "the year is over"),
            (None, None, 950, "Od!E*sf", "over, and nothing was done"),
        ];
        for (filed, paid, now, expected, why) in cases {
            assert_eq!(drawn(filed, paid, now), expected, "{why}");
        }
    }

    #[test]
    fn points_lie_evenly_from_one_end_to_the_other() {
        let progress = Progress { filed: None, paid: None };
        let places: Vec<u16> = points(DATES, progress, Micros(150)).iter().map(|point| point.place).collect();
        assert_eq!(places, [0, 200, 400, 600, 800, 1000]);
    }
}
