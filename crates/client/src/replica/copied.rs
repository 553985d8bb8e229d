//! The College has other edits under this device's numbers: the account's folder was copied, or an older one put back. What was
//! made here and is not there is made anew, as a device of its own; what both did then stands side by side.

use std::collections::{BTreeMap, BTreeSet};

use portal_forms::{DeviceId, Edit, EditId, Micros};
use portal_protocol::RefusedEdit;
use portal_record::{Command, CommandId, DraftId, eastern_day};

use super::{Replica, SignInNotice};
use crate::drafts::COUNTER_REUSED;
use crate::store::meta::Value;
use crate::store::outbox::CommandState;
use crate::store::{StoreError, Write};
use crate::sync::Input;

impl Replica {
    /// Makes these edits of a draft anew, under whose numbers the College has others. If this file made one of them, it takes a new
    /// id first, and all that it has not sent yet goes with it: later edits build on earlier ones.
    pub(super) async fn make_anew(
        &mut self,
        draft: DraftId,
        reused: &BTreeSet<EditId>,
        now: Micros,
    ) -> Result<Vec<Input>, StoreError> {
        let device_of = |id| Some(self.drafts.get(&draft)?.draft.edit(id)?.device);
        let is_own = reused.iter().any(|id| device_of(*id) == Some(self.device));
        let before = (self.device, self.counter);
        let (device, counter) = if is_own { (DeviceId(self.ids.draw(now)), 0) } else { before };
        let of_this = |edit: &Edit| reused.contains(&edit.id) || is_own && edit.device == before.0;
        let remade = self.remade(of_this, device, counter, now);
        let outdated = self.outdated_submissions(&remade);
        let state = CommandState::refused(COUNTER_REUSED.to_owned());
        let mut writes: Vec<Write> =
            is_own.then_some(Write::Set(Value::Device(device))).into_iter().collect();
        for (draft, before, edit) in &remade {
            writes.push(Write::RefuseEdit { id: *before, code: COUNTER_REUSED.to_owned() });
            writes.push(Write::AppendEdit { draft: *draft, edit: edit.clone() });
        }
        let settled = outdated.iter().copied();
        writes.extend(settled.map(|command| Write::Settle { command, state: state.clone() }));
        self.keep(writes).await?;
        (self.device, self.counter) = (device, counter + remade.len() as u64);
        outdated.into_iter().for_each(|command| self.set_state(command, state.clone()));
        let mut of_drafts: BTreeMap<DraftId, (Vec<RefusedEdit>, Vec<Edit>)> = BTreeMap::new();
        for (draft, before, edit) in remade {
            let (refused, anew) = of_drafts.entry(draft).or_default();
            refused.push(RefusedEdit { id: before, code: COUNTER_REUSED.to_owned() });
            anew.push(edit);
        }
        for (id, (refused, anew)) in of_drafts {
            let Some(draft) = self.drafts.get_mut(&id) else { continue };
            draft.leave_out(&refused);
            anew.into_iter().for_each(|edit| draft.take_own(edit));
        }
        for draft in self.drafts.values_mut() {
            draft.evaluate(&self.record, &self.college, eastern_day(now));
        }
        let mut inputs = vec![self.to_engine()];
        if is_own {
            tracing::warn!(
                "a copy of this account's folder is in use: this one is a device of its own from now on"
            );
            self.sign_in_notice = Some(SignInNotice::OtherDevice);
            inputs.push(Input::OtherDevice);
        }
        Ok(inputs)
    }

    /// What of it the College has not, in its order: the draft, the id that it had, and the edit as it is now.
    fn remade(
        &mut self,
        of_this: impl Fn(&Edit) -> bool,
        device: DeviceId,
        counter: u64,
        now: Micros,
    ) -> Vec<(DraftId, EditId, Edit)> {
        let mut own: Vec<(DraftId, Edit)> = Vec::new();
        for (id, draft) in &self.drafts {
            own.extend(draft.unsent_edits().filter(|edit| of_this(edit)).map(|edit| (*id, edit.clone())));
        }
        own.sort_by_key(|(_, edit)| edit.counter);
        let mut anew: BTreeMap<EditId, EditId> = BTreeMap::new();
        for (_, edit) in &own {
            anew.insert(edit.id, EditId(self.ids.draw(now)));
        }
        let named = |id: &EditId| anew.get(id).copied().unwrap_or(*id);
        let remade = own.into_iter().zip(counter + 1..).map(|((draft, edit), counter)| {
            let base = edit.base.iter().map(named).collect();
            let (before, id) = (edit.id, named(&edit.id));
            (draft, before, Edit { id, base, device, counter, received: None, ..edit })
        });
        remade.collect()
    }

    /// Submissions that wait and name what is made anew.
    fn outdated_submissions(&self, remade: &[(DraftId, EditId, Edit)]) -> Vec<CommandId> {
        let before: BTreeSet<EditId> = remade.iter().map(|(_, before, _)| *before).collect();
        let is_remade = |named: &EditId| before.contains(named);
        let waiting = self.outbox.iter().filter(|row| matches!(row.state, CommandState::Waiting { .. }));
        let outdated = waiting.filter(|row| match &*row.envelope.command {
            Command::File(file) => file.edits.iter().any(is_remade),
            _ => false,
        });
        outdated.map(|row| row.envelope.id).collect()
    }
}
