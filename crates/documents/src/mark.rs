//! The College's mark, read from `assets/college/mark.svg` so that it can be changed without touching code. Only what
//! the file's own note allows is understood; anything else is refused, never drawn in part.

use std::sync::LazyLock;

use crate::DocumentError;

/// A closed outline: points on it, and between them pairs of Bézier handles.
pub(crate) type Outline = Vec<MarkPoint>;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct MarkPoint {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) is_handle: bool,
}

/// The mark in its own units, y downwards.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mark {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) outlines: Vec<Outline>,
}

static MARK: LazyLock<Result<Mark, DocumentError>> =
    LazyLock::new(|| Mark::parse(include_str!("../../../assets/college/mark.svg")));

impl Mark {
    pub(crate) fn bundled() -> Result<&'static Self, DocumentError> {
        MARK.as_ref().map_err(Clone::clone)
    }

    fn parse(svg: &str) -> Result<Self, DocumentError> {
        let fault = |problem: String| DocumentError::program("assets/college/mark.svg", &problem);
        let view = attribute(svg, "viewBox").next().ok_or_else(|| fault("no viewBox".into()))?;
        let view: Vec<f64> = view.split_whitespace().filter_map(|part| part.parse().ok()).collect();
        let [0.0, 0.0, width, height] = view[..] else {
            return Err(fault("the viewBox must be four numbers that begin with 0 0".into()));
        };
        let paths = attribute(svg, "d").map(outlines).collect::<Result<Vec<_>, _>>().map_err(fault)?;
        let outlines: Vec<Outline> = paths.into_iter().flatten().collect();
        if outlines.is_empty() {
            return Err(fault("no path".into()));
        }
        Ok(Self { width, height, outlines })
    }
}

fn attribute<'s>(svg: &'s str, name: &str) -> impl Iterator<Item = &'s str> {
    let opening = format!(" {name}=\"");
    let found: Vec<&str> = svg.split(opening.as_str()).skip(1).collect();
    found.into_iter().filter_map(|rest| rest.split('"').next())
}

fn outlines(path: &str) -> Result<Vec<Outline>, String> {
    let mut outlines: Vec<Outline> = Vec::new();
    let mut rest = path.trim();
    while let Some(command) = rest.chars().next() {
        let arguments = &rest[command.len_utf8()..];
        let end = arguments.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(arguments.len());
        let numbers = numbers(&arguments[..end])?;
        rest = &arguments[end..];
        if command == 'M' {
            outlines.push(Vec::new());
        }
        let current = outlines.last_mut().ok_or("a path must begin with M")?;
        step(command, &numbers, current)?;
    }
    Ok(outlines)
}

fn step(command: char, numbers: &[f64], outline: &mut Outline) -> Result<(), String> {
    let from = outline.last().map_or((0.0, 0.0), |p| (p.x, p.y));
    let mut add = |x: f64, y: f64, is_handle: bool| outline.push(MarkPoint { x, y, is_handle });
    match (command, numbers) {
        ('M' | 'L', [x, y]) => add(*x, *y, false),
        ('H', [x]) => add(*x, from.1, false),
        ('V', [y]) => add(from.0, *y, false),
        ('C', [x1, y1, x2, y2, x, y]) => {
            add(*x1, *y1, true);
            add(*x2, *y2, true);
            add(*x, *y, false);
        }
        ('Z', []) => {}
        _ => return Err(format!("{command} with {} numbers is not understood", numbers.len())),
    }
    Ok(())
}

fn numbers(text: &str) -> Result<Vec<f64>, String> {
    let parts = text.split(|c: char| c.is_whitespace() || c == ',').filter(|part| !part.is_empty());
    parts.map(|part| part.parse::<f64>().map_err(|_| format!("{part:?} is not a number"))).collect()
}

#[cfg(test)]
mod tests {
    use super::{Mark, MarkPoint};

    #[test]
    fn the_bundled_mark_can_be_drawn() {
        let mark = Mark::bundled().expect("assets/college/mark.svg follows its own note");
        let inside = |p: &MarkPoint| (0.0..=mark.width).contains(&p.x) && (0.0..=mark.height).contains(&p.y);
        assert!(mark.outlines.iter().flatten().all(inside), "nothing lies outside the viewBox");
    }

    #[test]
    fn a_path_becomes_points_and_handles() {
        let mark =
            Mark::parse(r#"<svg viewBox="0 0 8 8"><path d="M1 2H3V4C5 6 7,8 1 2Z"/></svg>"#).expect("a mark");
        let seen: Vec<_> = mark.outlines[0].iter().map(|p| (p.x, p.y, p.is_handle)).collect();
        let expected = [
            (1.0, 2.0, false),
            (3.0, 2.0, false),
            (3.0, 4.0, false),
            (5.0, 6.0, true),
            (7.0, 8.0, true),
            (1.0, 2.0, false),
        ];
        assert_eq!(seen, expected);
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        let refused = [
            r#"<svg viewBox="0 0 8 8"><path d="M1 2A3 3 0 0 1 4 4Z"/></svg>"#,
            r#"<svg viewBox="0 0 8 8"><path d="m1 2z"/></svg>"#,
            r#"<svg viewBox="0 0 8 8"><path d="M1 two Z"/></svg>"#,
            r#"<svg viewBox="1 1 8 8"><path d="M1 2Z"/></svg>"#,
            r#"<svg viewBox="0 0 8 8"><circle r="3"/></svg>"#,
            r#"<svg><path d="M1 2Z"/></svg>"#,
        ];
        for svg in refused {
            assert!(Mark::parse(svg).is_err(), "{svg}");
        }
    }
}
