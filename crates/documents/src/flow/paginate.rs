//! Which block stands on which page, and where.

use super::block::Block;

/// A block and its upper edge on its page.
pub(super) struct Placed {
    pub(super) top: f64,
    pub(super) block: Block,
}

/// Fills pages whose columns are as high as the room. What belongs together goes to the next page as a whole, unless no page
/// could hold it.
pub(super) fn paginate(blocks: Vec<Block>, room: f64) -> Vec<Vec<Placed>> {
    let mut pages: Vec<Vec<Placed>> = vec![Vec::new()];
    let mut y = 0.0;
    for group in groups(blocks) {
        let height = height(&group);
        let fits = |y: f64| y + height <= room;
        if !fits(y + above(&group, y)) && y > 0.0 && fits(0.0) {
            pages.push(Vec::new());
            y = 0.0;
        }
        for block in group {
            let mut top = if y > 0.0 { y + block.above } else { 0.0 };
            if top + block.height > room && top > 0.0 {
                pages.push(Vec::new());
                top = 0.0;
            }
            y = top + block.height + block.below;
            if let Some(page) = pages.last_mut() {
                page.push(Placed { top, block });
            }
        }
    }
    pages
}

/// Blocks that stay together.
fn groups(blocks: Vec<Block>) -> Vec<Vec<Block>> {
    let mut groups: Vec<Vec<Block>> = Vec::new();
    let mut open = false;
    for block in blocks {
        let keep = block.keep;
        match groups.last_mut() {
            Some(group) if open => group.push(block),
            _ => groups.push(vec![block]),
        }
        open = keep;
    }
    groups
}

fn above(group: &[Block], y: f64) -> f64 {
    group.first().map_or(0.0, |block| if y > 0.0 { block.above } else { 0.0 })
}

/// How high a group is, without the room above its first block and below its last.
fn height(group: &[Block]) -> f64 {
    let inner = group.iter().skip(1).map(|block| block.above).sum::<f64>();
    let between = group.iter().rev().skip(1).map(|block| block.below).sum::<f64>();
    inner + between + group.iter().map(|block| block.height).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::{Block, paginate};

    fn block(height: f64) -> Block {
        Block::new(height)
    }

    fn kept(height: f64) -> Block {
        Block { keep: true, ..Block::new(height) }
    }

    fn tops(blocks: Vec<Block>) -> Vec<Vec<f64>> {
        let pages = paginate(blocks, 100.0);
        pages.iter().map(|page| page.iter().map(|placed| placed.top).collect()).collect()
    }

    #[test]
    fn a_page_is_filled_before_the_next_begins() {
        assert_eq!(tops(vec![block(40.0), block(60.0), block(1.0)]), [vec![0.0, 40.0], vec![0.0]]);
    }

    #[test]
    fn what_belongs_together_goes_to_the_next_page_together() {
        assert_eq!(tops(vec![block(60.0), kept(20.0), block(30.0)]), [vec![0.0], vec![0.0, 20.0]]);
    }

    #[test]
    fn what_no_page_could_hold_together_is_broken_where_a_page_ends() {
        let blocks = vec![block(50.0), kept(60.0), kept(60.0), block(10.0)];
        assert_eq!(tops(blocks), [vec![0.0], vec![0.0], vec![0.0, 60.0]]);
    }

    #[test]
    fn room_above_is_not_kept_at_the_head_of_a_page() {
        let spaced = || Block { above: 20.0, ..Block::new(50.0) };
        assert_eq!(tops(vec![spaced(), spaced(), spaced()]), [vec![0.0], vec![0.0], vec![0.0]]);
        let small = || Block { above: 20.0, below: 5.0, ..Block::new(30.0) };
        assert_eq!(tops(vec![small(), small()]), [[0.0, 55.0]]);
    }
}
