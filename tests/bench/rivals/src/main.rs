//! Makes the certificate of `sheet.json` with krilla, says what it takes, and hands the drawing to `certificate.py`. What ours keeps
//! from one document to the next is made once here, too: the typefaces, the border as paths, the matrix of the code.

use std::{error::Error, f32::consts::TAU, fs, hint::black_box, path::PathBuf, sync::Arc};

use fast_qr::{ECL, QRBuilder};
use krilla::{
    Document,
    color::rgb,
    geom::{Path, PathBuilder, Point, Rect},
    page::PageSettings,
    paint::{Fill, Stroke},
    text::{Font, TextDirection},
};
use rustix::time::{ClockId, clock_gettime};
use serde_json::{Value, json};

/// Documents of one measurement, after as many to warm up.
const DOCUMENTS: u32 = 200;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let out = PathBuf::from(std::env::args().nth(1).ok_or("usage: portal-rivals FOLDER")?);
    fs::create_dir_all(&out)?;
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let sheet: Value = serde_json::from_slice(&fs::read(here.join("sheet.json"))?)?;
    let fonts = here.join("../../../assets/fonts");
    let faces = sheet["faces"].as_array().ok_or("faces")?.iter().map(|face| {
        let bytes = fs::read(fonts.join(format!("{}.ttf", face.as_str().unwrap_or_default())))?;
        Font::new(Arc::new(bytes).into(), 0).ok_or_else(|| "not a typeface".into())
    });
    let faces = faces.collect::<Outcome<Vec<Font>>>()?;
    let (strands, modules) = (strands(&sheet), modules(&sheet)?);
    fs::write(out.join("drawing.json"), drawing(&sheet, &strands, &modules))?;
    let border = strands.iter().map(|strand| path(strand).ok_or("no path")).collect::<Result<Vec<Path>, _>>()?;
    let kept = Kept { sheet: &sheet, faces, border, modules };

    let mut bytes = Vec::new();
    for _ in 0..DOCUMENTS {
        bytes = black_box(certificate(&kept)?);
    }
    let begun = cpu_seconds();
    for _ in 0..DOCUMENTS {
        bytes = black_box(certificate(&kept)?);
    }
    let millis = (cpu_seconds() - begun) * 1e3 / f64::from(DOCUMENTS);
    fs::write(out.join("krilla.pdf"), &bytes)?;
    let measures = json!({ "measures": [
        { "name": "certificate by krilla 0.8: processor time", "value": millis, "unit": "ms" },
        { "name": "certificate by krilla 0.8: size", "value": bytes.len(), "unit": "B" },
    ]});
    fs::write(out.join("krilla.json"), measures.to_string())?;
    Ok(())
}

/// What is made once, and the same for every document.
struct Kept<'s> {
    sheet: &'s Value,
    faces: Vec<Font>,
    border: Vec<Path>,
    modules: Vec<Vec<bool>>,
}

fn certificate(Kept { sheet, faces, border, modules }: &Kept<'_>) -> Outcome<Vec<u8>> {
    let mut document = Document::new();
    let (width, height) = (number(&sheet["width"]), number(&sheet["height"]));
    let settings = PageSettings::from_wh(width, height).ok_or("no page")?;
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    let ink = || rgb::Color::new(10, 95, 115).into();
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { paint: ink(), width: 0.25, ..Default::default() }));
    for strand in border {
        surface.draw_path(strand);
    }
    surface.set_stroke(None);
    surface.set_fill(Some(Fill { paint: rgb::Color::new(22, 33, 43).into(), ..Default::default() }));
    for line in sheet["lines"].as_array().ok_or("lines")? {
        let face = usize::try_from(line["face"].as_u64().unwrap_or_default())?;
        let start = Point::from_xy(number(&line["x"]), number(&line["y"]));
        let text = line["text"].as_str().unwrap_or_default();
        surface.draw_text(start, faces[face].clone(), number(&line["size"]), text, false, TextDirection::Auto);
    }
    let code = &sheet["code"];
    let module = number(&code["side"]) / modules.len() as f32;
    let mut squares = PathBuilder::new();
    for (row, line) in modules.iter().enumerate() {
        for (column, _) in line.iter().enumerate().filter(|(_, dark)| **dark) {
            let (x, y) = (column as f32 * module, row as f32 * module);
            let place = (number(&code["x"]) + x, number(&code["y"]) + y);
            squares.push_rect(Rect::from_xywh(place.0, place.1, module, module).ok_or("no module")?);
        }
    }
    surface.draw_path(&squares.finish().ok_or("no code")?);
    surface.finish();
    page.finish();
    document.finish().map_err(|error| format!("{error:?}").into())
}

/// The matrix that ours draws, by the same encoder.
fn modules(sheet: &Value) -> Outcome<Vec<Vec<bool>>> {
    let text = sheet["code"]["text"].as_str().unwrap_or_default();
    let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(|error| format!("{error:?}"))?;
    let row = |row: usize| (0..code.size).map(|column| code[row][column].value()).collect();
    Ok((0..code.size).map(row).collect())
}

/// Waves along the four sides, each as a start and the three points of every curve.
fn strands(sheet: &Value) -> Vec<Vec<[f32; 2]>> {
    let (width, height) = (number(&sheet["width"]) - 72.0, number(&sheet["height"]) - 72.0);
    let curves = sheet["curvesOfAStrand"].as_u64().unwrap_or_default();
    let count = sheet["strands"].as_u64().unwrap_or_default();
    let around = 2.0 * (width + height);
    let at = |strand: u64, step: f32| {
        let along = (step / curves as f32 * around).rem_euclid(around);
        let out = 8.0 * (TAU * (step / 4.0 + strand as f32 / count as f32)).cos();
        let (x, y) = match along {
            s if s < width => (s, -out),
            s if s < width + height => (width + out, s - width),
            s if s < 2.0 * width + height => (2.0 * width + height - s, height + out),
            s => (-out, around - s),
        };
        [36.0 + x, 36.0 + y]
    };
    (0..count)
        .map(|strand| (0..=curves * 3).map(|third| at(strand, third as f32 / 3.0)).collect())
        .collect()
}

fn path(strand: &[[f32; 2]]) -> Option<Path> {
    let mut path = PathBuilder::new();
    let (first, rest) = strand.split_first()?;
    path.move_to(first[0], first[1]);
    for [one, two, end] in rest.as_chunks().0 {
        path.cubic_to(one[0], one[1], two[0], two[1], end[0], end[1]);
    }
    path.close();
    path.finish()
}

fn drawing(sheet: &Value, strands: &[Vec<[f32; 2]>], modules: &[Vec<bool>]) -> String {
    let mut drawing = sheet.clone();
    drawing["strands"] = json!(strands);
    drawing["code"]["modules"] = json!(modules);
    drawing.to_string()
}

fn number(value: &Value) -> f32 {
    value.as_f64().unwrap_or_default() as f32
}

fn cpu_seconds() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}
