//! Files that are made to harm whoever reads them, and files damaged at random: read within bounds, or not read.

use std::{io::Write, time::Instant};

use flate2::{Compression, write::ZlibEncoder};
use portal_verify::{Judged, Reason, check_pdf};

use crate::office::{College, Kind, ON, Office, claims, document, now};

const MEGABYTE: usize = 1024 * 1024;

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).and_then(|()| packed.flush()).expect("memory");
    packed.finish().expect("memory")
}

/// Zeros that are packed again and again.
fn packed_zeros(megabytes: usize, times: usize) -> Vec<u8> {
    (1..times).fold(packed(&vec![b' '; megabytes * MEGABYTE]), |bytes, _| packed(&bytes))
}

fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<< {entries} /Length {} >>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// A file of one page with these further objects, from number 4 on; the page's content is object 4.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /XObject << /X 5 0 R \
        /Credential 5 0 R >> /Font << /F 5 0 R >> >> >>";
    let first =
        [&b"<< /Type /Catalog /Pages 2 0 R >>"[..], b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page];
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let all = first.into_iter().chain(objects.iter().map(Vec::as_slice));
    for (number, object) in all.enumerate() {
        bytes.extend(format!("{} 0 obj\n", number + 1).into_bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    bytes.extend(b"trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF");
    bytes
}

fn repeated(text: &str, times: usize) -> Vec<u8> {
    text.repeat(times).into_bytes()
}

#[allow(clippy::too_many_lines, reason = "a table of data")]
fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    let flate = "/Filter /FlateDecode";
    let nothing = stream("", b"");
    let objects = |data: &[u8]| stream(&format!("/Type /ObjStm /N 1 /First 4 {flate}"), data);
    let many = |object: Vec<u8>, times: usize| vec![object; times];
    vec![
        ("a page that unpacks to 20 megabytes", file(&[stream(flate, &packed_zeros(20, 1))])),
        ("objects that unpack to 20 megabytes", file(&[nothing.clone(), objects(&packed_zeros(20, 1))])),
        ("many objects that unpack to 15 megabytes each", {
            let bomb = objects(&packed(&[b"9 0 ", &vec![b' '; 15 * MEGABYTE][..]].concat()));
            file(&many(bomb, 60))
        }),
        ("an object of millions of numbers, packed", {
            file(&[
                nothing.clone(),
                objects(&packed(&[&b"9 0 ["[..], &repeated("0 ", 4 * MEGABYTE), b"]"].concat())),
            ])
        }),
        ("one large object that is named a thousand times", {
            let heads = repeated("9 0 ", 2000);
            let first = heads.len();
            let data = [&heads[..], b"[", &repeated("0 ", MEGABYTE / 8), b"]"].concat();
            file(&[
                nothing.clone(),
                stream(&format!("/Type /ObjStm /N 2000 /First {first} {flate}"), &packed(&data)),
            ])
        }),
        (
            "filters within filters",
            file(&[stream(&format!("/Filter [{}]", "/FlateDecode ".repeat(40)), &packed_zeros(20, 3))]),
        ),
        (
            "filters under names that are spelled otherwise",
            file(&[stream("/Filter /Fl#61teDecode", &packed_zeros(20, 1))]),
        ),
        ("a table of references that unpacks to 20 megabytes", {
            file(&[
                nothing.clone(),
                stream(&format!("/Type /XRef /W [1 1 1] /Size 99999999 {flate}"), &packed_zeros(20, 1)),
            ])
        }),
        ("a page drawn of one stream ten thousand times", {
            let content = format!("[ {} ]", "5 0 R ".repeat(10_000)).into_bytes();
            file(&[content, stream(flate, &packed_zeros(15, 1))])
        }),
        ("arrays two hundred thousand deep", file(&[nothing.clone(), repeated("[", 200_000)])),
        ("dictionaries two hundred thousand deep", file(&[nothing.clone(), repeated("<< /A ", 200_000)])),
        ("operands a hundred thousand deep", file(&[stream(flate, &packed(&repeated("[", 100_000)))])),
        ("strings a million deep", file(&[nothing.clone(), repeated("(", MEGABYTE)])),
        ("states kept a million times", file(&[stream(flate, &packed(&repeated("q ", MEGABYTE)))])),
        ("marks opened a million times", file(&[stream(flate, &packed(&repeated("/P BMC ", MEGABYTE)))])),
        ("a drawing that draws itself", {
            let form = "/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>";
            file(&[stream("", b"/X Do"), stream(form, &repeated("/X Do ", 10_000))])
        }),
        ("text under boxes, many of each", {
            let content = ["BT 1 0 0 1 5 5 Tm (x) Tj ET 0 0 9 9 re f "; 1].concat().repeat(60_000);
            file(&[stream(flate, &packed(content.as_bytes()))])
        }),
        ("a code of a million modules", {
            let code = stream("/Subtype /Form /BBox [0 0 1000000 1000000]", b"0 0 1000000 1000000 re f");
            file(&[stream("", b"/Credential Do"), code])
        }),
        ("a code drawn a million times", {
            let drawn = stream("/Subtype /Form /BBox [0 0 177 177]", &repeated("0 0 177 177 re f ", 100));
            file(&[stream(flate, &packed(&repeated("/Credential Do ", 200_000))), drawn])
        }),
        ("a table of texts that unpacks without end", {
            let font = b"<< /Type /Font /Subtype /Type0 /ToUnicode 6 0 R >>".to_vec();
            file(&[stream("", b"/F 9 Tf"), font, stream(flate, &packed_zeros(20, 1))])
        }),
        ("a table of texts for every code, again and again", {
            let font = b"<< /Type /Font /Subtype /Type0 /ToUnicode 6 0 R >>".to_vec();
            let table = repeated("<0000> <ffff> <0000> ", 100_000);
            let table = [&b"1 beginbfrange "[..], &table, b" endbfrange"].concat();
            file(&[stream("", b"/F 9 Tf"), font, stream(flate, &packed(&table))])
        }),
        ("references in a circle", file(&[b"5 0 R".to_vec(), b"4 0 R".to_vec()])),
        ("a page tree in a circle", {
            let text = String::from_utf8(file(std::slice::from_ref(&nothing))).expect("text");
            text.replace("/Kids [3 0 R]", "/Kids [2 0 R 2 0 R 3 0 R 2 0 R]").into_bytes()
        }),
        ("a page tree that doubles at every step", {
            let mut nodes = vec![nothing.clone()];
            nodes.extend(
                (5..60).map(|at| format!("<< /Type /Pages /Kids [{0} 0 R {0} 0 R] >>", at + 1).into_bytes()),
            );
            let text = String::from_utf8(file(&nodes)).expect("text");
            text.replace("/Kids [3 0 R]", "/Kids [5 0 R 5 0 R 3 0 R]").into_bytes()
        }),
        ("a hundred thousand pages", {
            let text = String::from_utf8(file(std::slice::from_ref(&nothing))).expect("text");
            let kids = "3 0 R ".repeat(100_000);
            text.replace("/Kids [3 0 R]", &format!("/Kids [{kids}]")).into_bytes()
        }),
        ("numbers beyond all bounds", {
            let box_of =
                "/Subtype /Form /BBox [0 0 99999999999999999999999 -1e999] /N -1 /First 99999999999999999999";
            file(&[
                stream(
                    "/Length 99999999999999999999",
                    b"9e9 0 0 9e9 9e99 9 cm 99999999999999999999999 0 0 0 re f -1 Tr /X Do",
                ),
                stream(box_of, b""),
            ])
        }),
        ("nothing but the beginning", b"%PDF-1.7".to_vec()),
        ("a million endings", [b"%PDF-1.7\n".to_vec(), repeated("endobj ", MEGABYTE)].concat()),
        ("a million beginnings", [b"%PDF-1.7\n".to_vec(), repeated("1 0 obj ", MEGABYTE)].concat()),
        (
            "streams without an end",
            [b"%PDF-1.7\n".to_vec(), repeated("1 0 obj <<>> stream\n", 20_000)].concat(),
        ),
    ]
}

/// How much memory this process has taken at its most, in bytes.
#[cfg(target_os = "linux")]
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").expect("it");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("the peak");
    line.trim().trim_end_matches(" kB").parse::<usize>().expect("a number") * 1024
}

/// In a process of its own, so that what it takes is measured.
#[cfg(target_os = "linux")]
#[test]
fn hostile_files_are_read_within_bounds() {
    const ALONE: &str = "PORTAL_VERIFY_HOSTILE";
    if let Ok(path) = std::env::var(ALONE) {
        let bytes = std::fs::read(path).expect("a file");
        let before = peak();
        let started = Instant::now();
        let verdict = check_pdf(&bytes, &College::new().trust(), ON, now());
        println!("took {} and {} ms: {:?}", peak() - before, started.elapsed().as_millis(), verdict.refused);
        assert!(verdict.exit_code() != 0 && verdict.says.is_none());
        assert!(peak() - before < 256 * MEGABYTE, "{} bytes", peak() - before);
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    for (what, bytes) in hostile() {
        let path = folder.path().join("hostile.pdf");
        std::fs::write(&path, bytes).expect("a file");
        let mut alone = std::process::Command::new(std::env::current_exe().expect("this program"));
        alone
            .args(["--exact", "hostile::hostile_files_are_read_within_bounds", "--nocapture"])
            .env(ALONE, &path);
        let out = alone.output().expect("it runs");
        let said = String::from_utf8_lossy(&out.stdout);
        println!("{what}: {}", said.lines().find(|line| line.starts_with("took")).unwrap_or("?"));
        assert!(out.status.success(), "{what}: {said}{}", String::from_utf8_lossy(&out.stderr));
    }
}

#[test]
fn what_takes_too_much_is_said_not_to_be_read() {
    let bomb = file(&[stream("/Filter /FlateDecode", &packed_zeros(20, 1))]);
    let verdict = check_pdf(&bomb, &College::new().trust(), ON, now());
    assert_eq!((verdict.exit_code(), verdict.refused), (2, Some(Reason::TooMuch)));
}

/// Steps from a seed: the same damage in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("a number") % below
    }
}

/// Never a panic, never the College's own, never claims that the College did not sign.
#[test]
fn a_file_damaged_at_random_is_never_the_colleges_own_nor_says_something_else() {
    let (office, claims) = (Office::new(), claims("Anna Lee"));
    let plain = document(Kind::PlasticCard, &claims, &office.college.credential(&claims));
    let signed = office.sign(&plain);
    let trust = office.trust();
    let mut dice = Dice(7);
    for (file, rounds) in [(&signed[..], 2_000), (plain.as_bytes(), 600)] {
        for round in 0..rounds {
            let mut damaged = file.to_vec();
            for _ in 0..=dice.roll(3) {
                let at = dice.roll(damaged.len());
                match dice.roll(5) {
                    0 => damaged.truncate(at.max(9)),
                    1 => drop(damaged.remove(at)),
                    2 => damaged.insert(at, u8::try_from(dice.roll(256)).expect("a byte")),
                    _ => damaged[at] ^= 1 << dice.roll(8),
                }
            }
            if damaged == file {
                continue;
            }
            let verdict = check_pdf(&damaged, &trust, ON, now());
            assert!(!matches!(verdict.file, Judged::Own(_)) && verdict.exit_code() != 0, "round {round}");
            assert!(verdict.says.is_none_or(|said| said == claims), "round {round}");
        }
    }
}

/// Every place of the signature and of what stands around it.
#[test]
fn any_byte_of_the_signature_changed_is_told() {
    let office = Office::new();
    let (signed, trust) = (office.signed(), office.trust());
    let update = signed.windows(9).rposition(|window| window == b"/ByteRang").expect("a signature");
    for at in (update - 400..signed.len()).step_by(5) {
        let mut changed = signed.clone();
        changed[at] ^= 0x10;
        let verdict = check_pdf(&changed, &trust, ON, now());
        assert!(!matches!(verdict.file, Judged::Own(_)) && verdict.exit_code() != 0, "the byte at {at}");
    }
}
