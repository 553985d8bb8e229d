//! The disk fails while answers are saved: a file cannot be made durable (EIO), or there is no room in it (ENOSPC), here or
//! at the College. Whoever says "saved" or "received" has it; whoever cannot says so; and what was said holds afterwards.

use std::fs;

use portal_forms::{Change, DeviceId, Edit, EditId, ItemPath, Micros, Value};
use portal_ipc::{Failure, FailureCode};
use portal_protocol::CommandEnvelope;
use portal_record::contact::{PhoneKind, SetPhone};
use portal_record::{Command, CommandId, ProfileCommand};
use reqwest::Response;
use uuid::Uuid;

use crate::caller::{Caller, refused};
use crate::college::{College, ZOE};
use crate::computer::Computer;
use crate::owed::{FIELDS, Field, Owed};
use crate::spoken::{Asked, Said};
use crate::strace::{Disk, Fault, Lasting, SYNCS, WRITES};

/// Answers on each failing disk.
const ANSWERS: usize = 6;
/// The server brings a log to the disk in pieces of this size.
const PIECE_BYTES: u64 = 1024 * 1024;

/// One way in which a disk fails.
struct Way {
    calls: &'static str,
    error: &'static str,
    /// The calls at which it begins, in trials of their own.
    firsts: &'static [usize],
}

/// An answer takes one sync and some four writes.
const WAYS: [Way; 4] = [
    Way { calls: SYNCS, error: "EIO", firsts: &[1, 2, 3, 4, 5] },
    Way { calls: WRITES, error: "ENOSPC", firsts: &[1, 2, 4, 7, 12, 18] },
    Way { calls: WRITES, error: "EIO", firsts: &[3, 5, 8, 15] },
    Way { calls: SYNCS, error: "ENOSPC", firsts: &[2, 4] },
];

fn faults() -> impl Iterator<Item = Fault> {
    WAYS.iter().flat_map(|Way { calls, error, firsts }| {
        let trials = firsts.iter().flat_map(|first| [(*first, Lasting::Once), (*first, Lasting::ForEver)]);
        trials.map(|(first, lasting)| Fault { calls, error, first, lasting })
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn what_this_computer_cannot_save_is_not_said_to_be_saved() {
    let college = College::open().await;
    let caller = Caller::signed_in(&college, ZOE).await;
    let computer = Computer::new(&college, "Zoé’s laptop").await;
    let mut application = computer.launch_signed_in(ZOE).await;
    let mut owed = Owed::nothing(&mut application);
    application.close();
    for (trial, fault) in faults().enumerate() {
        let when = format!("{fault:?}");
        let disk = Disk::new(&computer.account_files(), Some(fault.clone()));
        let mut application = computer.launch_on(&disk);
        if let Said::Session { signed_in: false, notice } = application.ask(&Asked::Session) {
            // What an earlier one left must be brought to the disk before anything is built on it.
            assert_eq!(fault.first, 1, "{when}: it opens");
            assert!(notice.is_some(), "{when}: the person reads why nothing can be done");
            application.kill();
            continue;
        }
        let mut failures = Vec::new();
        for number in 0..ANSWERS {
            let field = FIELDS[number % FIELDS.len()];
            let said = owed.tell(field);
            match application.does(&field.asked(&said)) {
                Ok(()) => owed.saved(field, &said),
                Err(failure) => failures.push((number, failure)),
            }
        }
        says_so(&failures, &fault);
        owed.is_shown(&mut application, &when);
        // What it had in memory is gone now; the file has it all.
        application.kill();
        assert!(disk.failed() > 0, "{when}: the disk did fail:\n{}", disk.seen());
        let mut application = computer.launch();
        owed.is_shown(&mut application, &when);
        if trial % 4 == 3 {
            owed.has_arrived(&mut application, &caller, &when).await;
        }
        // The next one begins with a log to be read, or with none.
        if trial % 2 == 0 { application.close() } else { drop(application.kill()) }
    }
    let mut application = computer.launch();
    owed.has_arrived(&mut application, &caller, "with a good disk").await;
}

/// The person is told what happened, and a disk that works again saves again.
fn says_so(failures: &[(usize, Failure)], fault: &Fault) {
    for (_, failure) in failures {
        let is_full = fault.error == "ENOSPC" && fault.calls == WRITES;
        assert_eq!(failure.code == FailureCode::DiskFull, is_full, "{fault:?}: {failure}");
        assert!(failure.sentence.contains("saved"), "{fault:?}: {failure}");
    }
    if fault.lasting == Lasting::ForEver {
        assert_eq!(failures.last().map(|(number, _)| *number), Some(ANSWERS - 1), "{fault:?} is for ever");
    } else {
        assert!(failures.len() <= 1, "{fault:?} fails one call: {failures:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_college_cannot_keep_it_does_not_take() {
    let mut college = College::open().await;
    let caller = Caller::signed_in(&college, ZOE).await;
    let computer = Computer::new(&college, "Zoé’s laptop").await;
    let mut application = computer.launch_signed_in(ZOE).await;
    let mut owed = Owed::nothing(&mut application);
    owed.has_arrived(&mut application, &caller, "at first").await;
    let plain = college.program();
    for fault in faults() {
        let when = format!("{fault:?}");
        let disk = Disk::new(&college.files(), Some(fault.clone()));
        college.server.kill().unwrap();
        let pieces = fs::metadata(&college.files()[1]).map_or(1, |log| log.len().div_ceil(PIECE_BYTES));
        let pieces = usize::try_from(pieces).unwrap().max(1);
        college.server.replace_program(disk.wrapped(&plain));
        if college.server.start_again().await.is_err() {
            // What an earlier one left must be brought to the disk, piece by piece, before anything is built on it.
            assert!(fault.first <= pieces, "{when}: it starts");
            continue;
        }
        let (mut taken, mut refusals) = (0, 0);
        for number in 0..ANSWERS {
            let field = FIELDS[number % FIELDS.len()];
            let said = owed.tell(field);
            let reply = send(&caller, field, &said).await;
            if reply.status().is_success() {
                owed.saved(field, &said);
                taken += 1;
                continue;
            }
            let (status, code) = refused(reply).await;
            assert_eq!((status, code.as_str()), (503, "unavailable"), "{when}");
            refusals += 1;
        }
        assert!(
            fault.lasting == Lasting::ForEver || taken >= ANSWERS - 1,
            "{when}: a disk that works is used again"
        );
        assert!(disk.failed() > 0, "{when}: the disk did fail:\n{}", disk.seen());
        assert!(
            fault.lasting == Lasting::Once || refusals > 0,
            "{when}: nothing can be kept, so nothing is taken"
        );
        college.server.kill().unwrap();
        college.server.replace_program(plain.clone());
        college.server.start_again().await.unwrap();
        owed.has_arrived(&mut application, &caller, &when).await;
    }
}

/// Sends what a device without a desktop would.
pub async fn send(caller: &Caller, field: Field, said: &str) -> Response {
    let now = Micros(1_810_821_600_000_000);
    match field {
        Field::Text(path) => {
            let edit = Edit {
                id: EditId(Uuid::now_v7()),
                path: ItemPath::root(path),
                change: Change::Answer(vec![Value::text(said)]),
                base: Vec::new(),
                device: DeviceId(Uuid::now_v7()),
                counter: 1,
                at: now,
                received: None,
            };
            caller.post_edits(&caller.key(), vec![edit]).await
        }
        Field::Mobile => {
            let (kind, number) = (PhoneKind::Mobile, said.to_owned());
            let command = Command::Profile(ProfileCommand::SetPhone(SetPhone {
                kind,
                number,
                extension: None,
                seen: u64::MAX,
            }));
            let envelope = CommandEnvelope {
                id: CommandId(Uuid::now_v7()),
                claimed_at: now,
                command: command.into(),
                seen: None,
            };
            caller.put_command(&envelope).await
        }
    }
}
