//! Numbers and pieces of a file, where it has them.

/// Which end of a number comes first.
#[derive(Clone, Copy)]
pub(crate) enum Order {
    Big,
    Little,
}

pub(crate) fn piece(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

pub(crate) fn number16(bytes: &[u8], at: usize, order: Order) -> Option<u16> {
    let piece = piece(bytes, at, 2)?.try_into().ok()?;
    Some(match order {
        Order::Big => u16::from_be_bytes(piece),
        Order::Little => u16::from_le_bytes(piece),
    })
}

pub(crate) fn number32(bytes: &[u8], at: usize, order: Order) -> Option<u32> {
    let piece = piece(bytes, at, 4)?.try_into().ok()?;
    Some(match order {
        Order::Big => u32::from_be_bytes(piece),
        Order::Little => u32::from_le_bytes(piece),
    })
}
