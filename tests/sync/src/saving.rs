//! The disk fails while a document is saved: there is no room (ENOSPC), or it cannot be made durable. The person reads why, and
//! no part of a document is left that could be taken for one.

use std::fs;

use portal_ipc::FailureCode;

use crate::college::{College, ZOE};
use crate::computer::Computer;
use crate::spoken::{Asked, Said};
use crate::strace::{Disk, Fault, Lasting, SYNCS, WRITES};

const FAULTS: [Fault; 4] = [
    Fault { calls: WRITES, error: "ENOSPC", first: 1, lasting: Lasting::ForEver },
    Fault { calls: WRITES, error: "EIO", first: 1, lasting: Lasting::ForEver },
    Fault { calls: SYNCS, error: "ENOSPC", first: 1, lasting: Lasting::Once },
    Fault { calls: SYNCS, error: "EIO", first: 1, lasting: Lasting::Once },
];

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_the_disk_does_not_take_leaves_nothing_behind() {
    let college = College::open().await;
    let computer = Computer::new(&college, "Zoé’s laptop").await;
    let mut application = computer.launch_signed_in(ZOE).await;
    let ask = Asked::Save { key: "card-2026".to_owned() };
    let Said::Saved(path) = application.ask(&ask) else { panic!("a good disk takes it") };
    let whole = fs::read(&path).unwrap();
    assert!(whole.starts_with(b"%PDF-") && whole.trim_ascii_end().ends_with(b"%%EOF"));
    application.close();
    let folder = path.parent().unwrap().to_owned();
    for fault in FAULTS {
        let when = format!("{fault:?}");
        fs::remove_file(&path).unwrap();
        let is_full = fault.error == "ENOSPC";
        let disk = Disk::new(&[path.with_added_extension("new"), path.clone()], Some(fault));
        let mut application = computer.launch_on(&disk);
        let said = application.ask(&ask);
        let Said::Failed(failure) = said else { panic!("{when}: {said:?}") };
        assert_eq!(failure.code == FailureCode::DiskFull, is_full, "{when}: {failure}");
        assert!(failure.sentence.contains("saved"), "{when}: {failure}");
        application.kill();
        assert!(disk.failed() > 0, "{when}: the disk did fail:\n{}", disk.seen());
        let left: Vec<_> = fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.path()).collect();
        assert!(left.is_empty(), "{when}: {left:?}");
        let mut application = computer.launch();
        let Said::Saved(again) = application.ask(&ask) else { panic!("{when}: the disk works again") };
        assert_eq!((&again, fs::read(&again).unwrap() == whole), (&path, true), "{when}: it is whole");
        application.close();
    }
}
