//! One item of a section as the window draws it: control, options, what stands, what is wrong.

use portal_forms::DeviceId;
use portal_forms::Micros;
use portal_forms::{
    Answer, Change, Conflict as Disagreement, Edit, Evaluation, InstanceId, Item as FormItem, ItemPath, Kind,
    Value,
};
use portal_ipc::{Conflict, ConflictingAnswer, Control, Entry, Item, ItemOption};
use portal_texts::Texts;

use super::problems;
use super::words;
use crate::clock::moment;
use crate::drafts::OpenDraft;
use crate::drafts::entry::{self, Entered};
use crate::replica::Replica;

/// More options than this are not all shown at once.
const RADIO_OPTIONS_MAX: usize = 8;
/// More options than this are searched in.
const DROP_DOWN_OPTIONS_MAX: usize = 25;

/// Makes the items of one section.
pub(super) struct Drawing<'a> {
    texts: &'a Texts,
    draft: &'a OpenDraft,
    evaluation: &'a Evaluation,
    section: String,
    conflicts: &'a [Disagreement],
    replica: &'a Replica,
    now: Micros,
}

impl<'a> Drawing<'a> {
    pub(super) fn new(
        texts: &'a Texts,
        draft: &'a OpenDraft,
        section: &FormItem,
        conflicts: &'a [Disagreement],
        replica: &'a Replica,
        now: Micros,
    ) -> Drawing<'a> {
        Drawing {
            texts,
            draft,
            evaluation: &draft.evaluation,
            section: section.link_id.to_string(),
            conflicts,
            replica,
            now,
        }
    }

    /// The items below this one that are asked now and shown.
    pub(super) fn below(&self, parent: &FormItem, instances: &[InstanceId]) -> Vec<Item> {
        self.draft
            .form
            .children(parent)
            .filter(|item| !item.hidden && !item.is_help)
            .filter_map(|item| self.item(item, instances))
            .collect()
    }

    fn item(&self, item: &FormItem, instances: &[InstanceId]) -> Option<Item> {
        let path = ItemPath::within(item.link_id.clone(), instances);
        if !self.evaluation.is_enabled(&path) {
            return None;
        }
        if item.has_instances() {
            return Some(self.repeat(item, &path));
        }
        let mut shown = self.plain(item, &path);
        shown.items = self.below(item, instances);
        Some(shown)
    }

    /// A repeat: each instance in turn, and the button that adds one while another is allowed.
    fn repeat(&self, item: &FormItem, path: &ItemPath) -> Item {
        let ids = self.evaluation.instances(path);
        let room = item.constraints.max_occurs.is_none_or(|most| ids.len() < most);
        let mut whole = self.frame(item, path, Control::Repeat);
        whole.items = ids
            .iter()
            .zip(1..)
            .map(|(id, number)| self.instance(item, &path.instance(*id), number))
            .collect();
        whole.add = room.then(|| self.add_label(item, ids.len()));
        whole
    }

    fn instance(&self, item: &FormItem, path: &ItemPath, number: usize) -> Item {
        let mut instance = self.frame(item, path, Control::Instance);
        instance.text = words::instance(self.texts, item, number);
        instance.prefix = None;
        instance.help = None;
        instance.removable = true;
        if item.kind != Kind::Group {
            // A question with questions below it: its own field comes first.
            let mut question = self.plain(item, path);
            question.problems.clear();
            question.conflict = None;
            instance.items.push(question);
        }
        instance.items.extend(self.below(item, &path.instances));
        instance
    }

    fn add_label(&self, item: &FormItem, count: usize) -> String {
        let id = if count == 0 { "survey-add-first" } else { "survey-add-another" };
        self.texts.format(
            id,
            &[("name", item.text(self.texts.language().tag()).trim_end_matches(['.', ':']).to_owned())],
        )
    }

    /// What every item has, without a value.
    fn frame(&self, item: &FormItem, path: &ItemPath, control: Control) -> Item {
        let written = path.to_string();
        let issues = self.evaluation.issues(path);
        Item {
            problems: problems::of(self.texts, &self.draft.form, item, &self.section, &written, &issues),
            path: written,
            prefix: item.prefix.clone(),
            text: item.text(self.texts.language().tag()).to_owned(),
            help: words::help(self.texts, item),
            control,
            options: Vec::new(),
            open: false,
            value: Vec::new(),
            required: item.required,
            repeats: false,
            entry_format: item
                .entry_format
                .as_ref()
                .map(|text| text.in_language(self.texts.language().tag()).to_owned()),
            unit: unit(item),
            max_length: item.constraints.max_length.and_then(|most| u32::try_from(most).ok()),
            conflict: self.conflict(item, path),
            last_year: None,
            items: Vec::new(),
            add: None,
            removable: false,
        }
    }

    /// An item with its value.
    fn plain(&self, item: &FormItem, path: &ItemPath) -> Item {
        let control = control(item);
        let answer = self.evaluation.answer(path);
        let mut shown = self.frame(item, path, control);
        shown.open = item.kind == Kind::OpenChoice && !item.read_only;
        shown.repeats = item.repeats && !item.has_instances();
        shown.options = options(self.texts, item, control);
        shown.value = match control {
            Control::ReadOnly | Control::Calculated | Control::Attachment => {
                words_of(self.texts, item, answer)
            }
            Control::Checkboxes if words::is_yes_or_no(item) => confirmed(answer),
            _ => answer.iter().map(|value| as_entry(entry::show(item, value))).collect(),
        };
        shown.last_year = self.last_year(item, answer);
        shown
    }

    /// Last year's answer where it is known and another one than what stands now.
    fn last_year(&self, item: &FormItem, answer: &[Value]) -> Option<String> {
        if item.read_only {
            return None;
        }
        let before = self.draft.previous.answer(&item.link_id)?;
        let (before, now) =
            (words::answer(self.texts, item, before), words::answer(self.texts, item, answer));
        (!before.is_empty() && before != now).then(|| before.join(", "))
    }

    fn conflict(&self, item: &FormItem, path: &ItemPath) -> Option<Conflict> {
        let found = self.conflicts.iter().find(|conflict| conflict.path == *path)?;
        let side = |edit: &Edit| ConflictingAnswer {
            edit: edit.id.0.to_string(),
            answer: change_in_words(self.texts, item, path, edit),
            device: self.device_in_words(edit.device),
            at: moment(self.texts, edit.effective_time(), self.now),
        };
        Some(Conflict { winner: side(&found.winner), losers: found.losers.iter().map(side).collect() })
    }

    fn device_in_words(&self, device: DeviceId) -> String {
        if device == self.replica.device {
            return self.texts.get("survey-this-computer");
        }
        let name = self.replica.device_name(device).map(str::to_owned);
        name.unwrap_or_else(|| self.texts.get("survey-other-device"))
    }
}

/// What an edit did, for the person who has to choose. An edit inside an instance means that the instance stays.
fn change_in_words(texts: &Texts, item: &FormItem, path: &ItemPath, edit: &Edit) -> String {
    match &edit.change {
        Change::Answer(answer) if edit.path == *path => words::answer(texts, item, answer).join(", "),
        Change::Clear if edit.path == *path => texts.get("survey-cleared"),
        Change::RemoveInstance => texts.get("survey-removed"),
        Change::AddInstance | Change::Answer(_) | Change::Clear => texts.get("survey-kept"),
    }
}

/// How an item is shown: as the form asks, or else by its type and the number of its options.
pub(super) fn control(item: &FormItem) -> Control {
    if item.is_calculated() {
        return Control::Calculated;
    }
    if item.read_only && item.kind.is_question() {
        return Control::ReadOnly;
    }
    match item.kind {
        Kind::Group => Control::Group,
        Kind::Display | Kind::Question => Control::Display,
        Kind::Boolean if item.item_control.as_deref() == Some("check-box") => Control::Checkboxes,
        Kind::Boolean => Control::Radio,
        Kind::Choice | Kind::OpenChoice => choice(item),
        Kind::Text => Control::LongText,
        Kind::Integer => Control::Integer,
        Kind::Decimal | Kind::Quantity => Control::Decimal,
        Kind::Date => Control::Date,
        Kind::DateTime => Control::DateTime,
        Kind::Time => Control::Time,
        Kind::Url => Control::Url,
        Kind::Attachment => Control::Attachment,
        Kind::Reference => Control::ReadOnly,
        Kind::String => option_control(item).unwrap_or(Control::Text),
    }
}

fn choice(item: &FormItem) -> Control {
    let count = item.options.as_ref().map_or(0, |options| options.list.len());
    match item.item_control.as_deref() {
        Some("autocomplete") => Control::Autocomplete,
        Some("drop-down") => Control::DropDown,
        Some("check-box") if item.repeats => Control::Checkboxes,
        Some("radio-button") if !item.repeats => Control::Radio,
        _ if count > DROP_DOWN_OPTIONS_MAX => Control::Autocomplete,
        _ if item.repeats => Control::Checkboxes,
        _ if count > RADIO_OPTIONS_MAX => Control::DropDown,
        _ => Control::Radio,
    }
}

/// A text question may list options too.
fn option_control(item: &FormItem) -> Option<Control> {
    item.options.as_ref().map(|_| choice(item))
}

fn options(texts: &Texts, item: &FormItem, control: Control) -> Vec<ItemOption> {
    let option =
        |key: &str, id: &str| ItemOption { key: key.to_owned(), text: texts.get(id), exclusive: false };
    match control {
        Control::ReadOnly | Control::Calculated => Vec::new(),
        Control::Checkboxes if words::is_yes_or_no(item) => vec![option(entry::YES, "answer-confirm")],
        Control::Radio if words::is_yes_or_no(item) => {
            vec![option(entry::YES, "answer-yes"), option(entry::NO, "answer-no")]
        }
        _ => {
            let list = item.options.as_ref().map(|options| &*options.list).unwrap_or_default();
            let shown = |option: &portal_forms::AnswerOption| ItemOption {
                key: entry::key(&option.value),
                text: option.text.in_language(texts.language().tag()).to_owned(),
                exclusive: option.exclusive,
            };
            list.iter().map(shown).collect()
        }
    }
}

/// A statement that is confirmed by one tick: "no" is an empty box.
fn confirmed(answer: &[Value]) -> Vec<Entry> {
    let ticked = answer.contains(&Value::Boolean(true));
    ticked.then(|| Entry::Option { key: entry::YES.to_owned() }).into_iter().collect()
}

/// What a page sent, as the draft reads it.
pub(crate) fn entered(entries: Vec<Entry>) -> Vec<Entered> {
    let entered = entries.into_iter().map(|entry| match entry {
        Entry::Option { key } => Entered::Option { key },
        Entry::Text { text } => Entered::Text { text },
    });
    entered.collect()
}

fn as_entry(entered: Entered) -> Entry {
    match entered {
        Entered::Option { key } => Entry::Option { key },
        Entered::Text { text } => Entry::Text { text },
    }
}

fn words_of(texts: &Texts, item: &FormItem, answer: &[Value]) -> Vec<Entry> {
    let answer: Answer = answer.to_vec();
    words::answer(texts, item, &answer).into_iter().map(|text| Entry::Text { text }).collect()
}

fn unit(item: &FormItem) -> Option<String> {
    let unit = item.unit.as_ref().or_else(|| item.unit_options.first())?;
    Some(unit.display.clone().unwrap_or_else(|| unit.code.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_forms::Form;
    use portal_texts::Language;

    #[test]
    fn what_is_calculated_is_read_and_what_starts_with_a_value_is_entered() {
        let question = |link_id: &str, more: &str| {
            format!(r#"{{"linkId":"{link_id}","type":"decimal","text":"Hours"{more}}}"#)
        };
        let made = |name: &str| {
            format!(r#","extension":[{{"url":"urn:portal:forms:{name}","valueString":"{{a}} + {{b}}"}}]"#)
        };
        let items = [
            question("a", ""),
            question("b", r#","readOnly":true"#),
            question("total", &format!(r#"{},"readOnly":true"#, made("calculated"))),
            question("start", &made("initial")),
        ];
        let json = format!(r#"{{"resourceType":"Questionnaire","item":[{}]}}"#, items.join(","));
        let form = Form::parse(json.as_bytes()).unwrap();
        let controls: Vec<Control> = form.items().iter().map(control).collect();
        assert_eq!(
            controls,
            [Control::Decimal, Control::ReadOnly, Control::Calculated, Control::Decimal],
            "only what the record says is called the record's"
        );
        let total = form.item("total").unwrap();
        assert_eq!(
            options(Texts::of(Language::English), total, control(total)),
            [],
            "there is nothing to choose"
        );
        let shown = words_of(Texts::of(Language::English), total, &[Value::Decimal("36.5".parse().unwrap())]);
        assert_eq!(shown, [Entry::Text { text: "36.5".to_owned() }]);
    }
}
