//! Which piece of a column stands on which page, and where. What is set is not known here: pieces have a height, room about
//! them, and stay with the next or not.

/// What stays on one page: how high it is, and the room about it, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Extent {
    pub(crate) height: f64,
    /// Room above it, not at the head of a page.
    pub(crate) above: f64,
    /// Room below it, not at the foot of a page.
    pub(crate) below: f64,
    /// It stays with what follows.
    pub(crate) keep: bool,
}

/// Where a piece stands: its page, from 0, and its upper edge there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spot {
    pub(crate) page: usize,
    pub(crate) top: f64,
}

/// A last page that is filled less than this is thin, as a share of its room.
const LEAST: f64 = 0.2;

/// Fills pages, each of which has the room that is told for it. What belongs together goes to the next page as a whole, unless
/// no page could hold it. No last page is thin where that can be helped: the room between pieces is made smaller by the shares
/// that are allowed, if that saves the page, or else the page before gives as much as the last one lacks.
pub(crate) fn paginate(extents: &[Extent], room: &dyn Fn(usize) -> f64, tighter: &[f64]) -> Vec<Spot> {
    let usual = fill(extents, room, None);
    if !ends_thin(extents, &usual, room) {
        return usual;
    }
    let last = last_page(&usual);
    let tight = tighter.iter().map(|share| fill(&spaced(extents, *share), room, None));
    let saved = tight.filter(|spots| last_page(spots) < last).find(|spots| !ends_thin(extents, spots, room));
    saved.or_else(|| fuller(extents, &usual, room)).unwrap_or(usual)
}

/// The same pages, of which the last but one ends as much earlier as the last one needs to be no longer thin.
fn fuller(extents: &[Extent], usual: &[Spot], room: &dyn Fn(usize) -> f64) -> Option<Vec<Spot>> {
    let last = last_page(usual);
    let may_begin = |at: &usize| {
        usual[*at].page + 1 == last && usual[*at].top > 0.0 && !extents[at.saturating_sub(1)].keep
    };
    let mut best = None;
    for at in (1..extents.len()).rev().filter(may_begin) {
        let tried = fill(extents, room, Some(at));
        if last_page(&tried) > last {
            break;
        }
        let is_thin = ends_thin(extents, &tried, room);
        best = Some(tried);
        if !is_thin {
            break;
        }
    }
    best
}

/// Fills one page after the other. Before `begins`, a page begins in any case.
fn fill(extents: &[Extent], room: &dyn Fn(usize) -> f64, begins: Option<usize>) -> Vec<Spot> {
    let mut spots = Vec::with_capacity(extents.len());
    let (mut page, mut y) = (0, 0.0);
    for group in extents.chunk_by(|one, _| one.keep) {
        let height = height(group);
        let above = group.first().map_or(0.0, |first| if y > 0.0 { first.above } else { 0.0 });
        if y > 0.0 && y + above + height > room(page) && height <= room(page + 1) {
            (page, y) = (page + 1, 0.0);
        }
        for extent in group {
            let mut top = if y > 0.0 { y + extent.above } else { 0.0 };
            if top > 0.0 && (top + extent.height > room(page) || begins == Some(spots.len())) {
                (page, top) = (page + 1, 0.0);
            }
            y = top + extent.height + extent.below;
            spots.push(Spot { page, top });
        }
    }
    spots
}

/// How high a group is, without the room above its first piece and below its last.
fn height(group: &[Extent]) -> f64 {
    let inner = group.iter().skip(1).map(|extent| extent.above).sum::<f64>();
    let between = group.iter().rev().skip(1).map(|extent| extent.below).sum::<f64>();
    inner + between + group.iter().map(|extent| extent.height).sum::<f64>()
}

fn spaced(extents: &[Extent], share: f64) -> Vec<Extent> {
    let of = |it: &Extent| Extent { above: it.above * share, below: it.below * share, ..*it };
    extents.iter().map(of).collect()
}

fn last_page(spots: &[Spot]) -> usize {
    spots.last().map_or(0, |spot| spot.page)
}

/// Whether the last page of several is nearly empty.
fn ends_thin(extents: &[Extent], spots: &[Spot], room: &dyn Fn(usize) -> f64) -> bool {
    let last = last_page(spots);
    let filled = extents.last().zip(spots.last()).map_or(0.0, |(extent, spot)| spot.top + extent.height);
    last > 0 && filled < room(last) * LEAST
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Extent, LEAST, Spot, fill, height, last_page, paginate};

    const ROOM: f64 = 100.0;

    fn piece(height: f64) -> Extent {
        Extent { height, above: 0.0, below: 0.0, keep: false }
    }

    fn kept(height: f64) -> Extent {
        Extent { keep: true, ..piece(height) }
    }

    fn tops(extents: &[Extent]) -> Vec<Vec<f64>> {
        pages(&fill(extents, &|_| ROOM, None))
    }

    fn pages(spots: &[Spot]) -> Vec<Vec<f64>> {
        let page = |page: &[Spot]| page.iter().map(|spot| spot.top).collect();
        spots.chunk_by(|one, next| one.page == next.page).map(page).collect()
    }

    #[test]
    fn a_page_is_filled_before_the_next_begins() {
        assert_eq!(tops(&[piece(40.0), piece(60.0), piece(1.0)]), [vec![0.0, 40.0], vec![0.0]]);
    }

    #[test]
    fn what_belongs_together_goes_to_the_next_page_together() {
        assert_eq!(tops(&[piece(60.0), kept(20.0), piece(30.0)]), [vec![0.0], vec![0.0, 20.0]]);
    }

    #[test]
    fn what_no_page_could_hold_together_is_broken_where_a_page_ends() {
        let extents = [piece(50.0), kept(60.0), kept(60.0), piece(10.0)];
        assert_eq!(tops(&extents), [vec![0.0], vec![0.0], vec![0.0, 60.0]]);
    }

    #[test]
    fn room_above_is_not_kept_at_the_head_of_a_page() {
        let spaced = Extent { above: 20.0, ..piece(50.0) };
        assert_eq!(tops(&[spaced, spaced, spaced]), [vec![0.0], vec![0.0], vec![0.0]]);
        let small = Extent { above: 20.0, below: 5.0, ..piece(30.0) };
        assert_eq!(tops(&[small, small]), [[0.0, 55.0]]);
    }

    #[test]
    fn a_thin_last_page_is_saved_where_less_room_between_suffices() {
        let spaced = Extent { above: 8.0, ..piece(24.0) };
        let extents = [spaced, spaced, spaced, piece(15.0)];
        assert_eq!(tops(&extents), [vec![0.0, 32.0, 64.0], vec![0.0]], "as it would be");
        let spots = paginate(&extents, &|_| ROOM, &[0.75, 0.5]);
        assert_eq!(pages(&spots), [[0.0, 30.0, 60.0, 84.0]]);
    }

    #[test]
    fn a_thin_last_page_gets_what_it_lacks_from_the_page_before() {
        let extents = [piece(40.0), piece(30.0), piece(15.0), kept(10.0), piece(5.0), piece(6.0)];
        let spots = paginate(&extents, &|_| ROOM, &[0.5]);
        assert_eq!(
            pages(&spots),
            [vec![0.0, 40.0, 70.0], vec![0.0, 10.0, 15.0]],
            "and what is kept stays so"
        );
    }

    prop_compose! {
        fn extents()(all in proptest::collection::vec((1.0..18.0_f64, 0.0..4.0_f64, 0.0..4.0_f64, any::<bool>()), 1..90))
        -> Vec<Extent> {
            let mut since = 0;
            let of = |(height, above, below, keep): (f64, f64, f64, bool)| {
                // Groups that a page holds three times over.
                since = if keep && since < 1 { since + 1 } else { 0 };
                Extent { height, above, below, keep: since > 0 }
            };
            all.into_iter().map(of).collect()
        }
    }

    proptest! {
        #[test]
        fn no_last_page_is_thin_nothing_is_cut_and_what_belongs_together_stays_so(
            extents in extents(),
            first in 60.0..ROOM,
        ) {
            let room = |page| if page == 0 { first } else { ROOM };
            let spots = paginate(&extents, &room, &[0.75, 0.5]);
            prop_assert_eq!(spots.len(), extents.len());
            for (at, (extent, spot)) in extents.iter().zip(&spots).enumerate() {
                prop_assert!(spot.top + extent.height <= room(spot.page) + 1e-9);
                if let Some(next) = spots.get(at + 1) {
                    let follows = next.page == spot.page && next.top + 1e-9 >= spot.top + extent.height;
                    prop_assert!(follows || (next.page == spot.page + 1 && next.top == 0.0));
                    prop_assert!(next.page == spot.page || !extent.keep, "{} is torn from its next", at);
                }
            }
            let last = last_page(&spots);
            let on_it = spots.iter().filter(|spot| spot.page == last).count();
            let filled = height(&extents[extents.len() - on_it..]);
            prop_assert!(last == 0 || filled + 1e-9 >= ROOM * LEAST * 0.75, "the last page holds {}", filled);
        }
    }
}
