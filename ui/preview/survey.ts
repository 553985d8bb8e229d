// The real forms, read just well enough to look at: every question is asked, nothing is evaluated, answers live in memory.
import survey from '../../assets/forms/annual-renewal.json';
import answerForm from '../../assets/forms/answer.json';
import oldReceipt from '../../assets/forms/old-receipt.json';
import resign from '../../assets/forms/resign.json';
import type {
  Control,
  Entry,
  Item,
  ItemOption,
  ItemProblem,
  Section,
  SectionState,
  SectionSummary,
} from '../src/host/bindings';

interface Coding {
  code?: string;
  display?: string;
}
interface Question {
  linkId: string;
  prefix?: string;
  text?: string;
  type: string;
  required?: boolean;
  repeats?: boolean;
  readOnly?: boolean;
  maxLength?: number;
  extension?: {
    url: string;
    valueBoolean?: boolean;
    valueString?: string;
    valueCodeableConcept?: { coding: Coding[] };
  }[];
  answerOption?: {
    valueCoding?: Coding;
    valueString?: string;
    extension?: { url: string; valueBoolean?: boolean }[];
  }[];
  answerValueSet?: string;
  item?: Question[];
}

interface Form {
  item: Question[];
  contained?: { id: string; compose?: { include: { concept?: Coding[] }[] } }[];
}
const form = survey as unknown as Form;

/** The form that a draft fills. */
function formOf(draft: string): Form {
  if (draft.startsWith('renewal/')) return form;
  if (draft.startsWith('answer/')) return answerForm as unknown as Form;
  return (draft.startsWith('old-receipt/') ? oldReceipt : resign) as unknown as Form;
}

// `?many=300` adds a section of that many questions, to feel how quick the page is.
const many = Number(new URLSearchParams(location.search).get('many') ?? 0);
if (many > 0) {
  const item = Array.from({ length: many }, (_, index): Question => ({
    linkId: `Z.${index}`,
    prefix: `Z.${index}`,
    text: 'Is it quick?',
    type: ['boolean', 'string', 'date', 'text'][index % 4] ?? 'string',
    required: true,
  }));
  form.item.push({ linkId: 'Z', prefix: 'Z', text: 'Many questions', type: 'group', item });
}

/** Answers by path, and the instances of each repeat. */
const answers = new Map<string, Entry[]>();
const instances = new Map<string, string[]>();
/** Items on which another device disagrees. */
export const conflicting = new Set<string>();

// `?calculated` adds a section with totals, one of them known: no published form has any yet.
if (new URLSearchParams(location.search).has('calculated')) {
  const hours = (linkId: string, text: string): Question => ({
    linkId,
    prefix: linkId,
    text,
    type: 'decimal',
  });
  const total = (linkId: string, text: string, valueString: string): Question => ({
    ...hours(linkId, text),
    readOnly: true,
    extension: [{ url: 'urn:portal:forms:calculated', valueString }],
  });
  const item = [
    hours('Y.1', 'Hours a week in the clinic'),
    hours('Y.2', 'Hours a week teaching'),
    total('Y.3', 'Hours a week altogether', '{Y.1} + {Y.2}'),
    hours('Y.4', 'Hours a week on call'),
    total('Y.5', 'Hours a week with those on call', '{Y.1} + {Y.4}'),
  ];
  form.item.push({ linkId: 'Y', prefix: 'Y', text: 'Hours', type: 'group', item });
  answers.set('Y.1', [{ kind: 'text', text: '32.5' }]).set('Y.2', [{ kind: 'text', text: '4' }]);
}

const controlOf = (question: Question): string =>
  question.extension?.find(({ url }) => url.endsWith('itemControl'))?.valueCodeableConcept?.coding[0]?.code ??
  '';
const isHidden = (question: Question): boolean =>
  question.extension?.some(({ url, valueBoolean }) => url.endsWith('hidden') && valueBoolean === true) ??
  false;

const calculationOf = (question: Question): string | undefined =>
  question.extension?.find(({ url }) => url.endsWith(':calculated'))?.valueString;

/** A sum of answers, once all of them are there. */
function calculated(expression: string): Entry[] {
  const parts = expression.split('+').map((part) => answers.get(part.trim().slice(1, -1))?.[0]);
  const numbers = parts.map((part) => (part?.kind === 'text' ? Number(part.text) : NaN));
  const sum = numbers.reduce((sum, number) => sum + number, 0);
  return Number.isNaN(sum) ? [] : [{ kind: 'text', text: String(sum) }];
}

function controlFor(question: Question): Control {
  const asked = controlOf(question);
  if (calculationOf(question) !== undefined) return 'calculated';
  if (question.type === 'group') return question.repeats ? 'repeat' : 'group';
  if (question.type === 'display') return 'display';
  if (question.readOnly) return 'readOnly';
  if (question.type === 'boolean') return asked === 'check-box' ? 'checkboxes' : 'radio';
  if (question.type.endsWith('choice')) {
    if (asked === 'autocomplete') return 'autocomplete';
    if (asked === 'drop-down') return 'dropDown';
    return asked === 'check-box' || question.repeats ? 'checkboxes' : 'radio';
  }
  const plain: Record<string, Control> = {
    text: 'longText',
    integer: 'integer',
    decimal: 'decimal',
    quantity: 'decimal',
    date: 'date',
    dateTime: 'dateTime',
    time: 'time',
    url: 'url',
    attachment: 'attachment',
  };
  return plain[question.type] ?? 'text';
}

function optionsOf(question: Question): ItemOption[] {
  if (question.type === 'boolean') {
    const yes = { key: 'true', text: 'Yes', exclusive: false };
    return controlFor(question) === 'checkboxes'
      ? [yes]
      : [yes, { key: 'false', text: 'No', exclusive: false }];
  }
  const set = form.contained?.find(({ id }) => `#${id}` === question.answerValueSet);
  const listed = set?.compose?.include.flatMap(({ concept }) => concept ?? []) ?? [];
  const given = question.answerOption?.map(({ valueCoding, valueString, extension }) => ({
    coding: valueCoding ?? { code: valueString, display: valueString },
    exclusive:
      extension?.some(({ url, valueBoolean }) => url.endsWith('optionExclusive') && valueBoolean === true) ??
      false,
  }));
  return (given ?? listed.map((coding) => ({ coding, exclusive: false }))).map(({ coding, exclusive }) => ({
    key: coding.code ?? '',
    text: coding.display ?? coding.code ?? '',
    exclusive,
  }));
}

function itemOf(question: Question, section: string, prefix: string): Item {
  const control = controlFor(question);
  const path = prefix + question.linkId;
  const value =
    (control === 'calculated' ? calculated(calculationOf(question) ?? '') : answers.get(path)) ??
    (control === 'readOnly' ? [{ kind: 'text', text: 'As on your record' } as Entry] : []);
  const label = `${question.prefix ?? ''} ${question.text ?? ''}`.trim().slice(0, 60);
  const missing =
    question.required === true && value.length === 0 && control !== 'group' && control !== 'repeat';
  const wrong = value.find(
    (entry) =>
      entry.kind === 'text' &&
      ['date', 'integer', 'decimal'].includes(control) &&
      !/^[\d.-]+$/.test(entry.text),
  );
  const problems: ItemProblem[] = [];
  if (missing)
    problems.push({ path, section, label, sentence: 'Answer this question', missing: true, warning: false });
  if (wrong && control !== 'readOnly')
    problems.push({
      path,
      section,
      label,
      sentence: control === 'date' ? 'Enter a date as YYYY-MM-DD' : 'Enter a number',
      missing: false,
      warning: false,
    });
  const help = question.item?.find((child) => controlOf(child) === 'help')?.text ?? null;
  const base: Item = {
    path,
    prefix: question.prefix ?? null,
    text: question.text ?? '',
    help,
    control,
    options: optionsOf(question),
    open: question.type === 'open-choice',
    value,
    required: question.required ?? false,
    repeats: question.repeats ?? false,
    entryFormat: control === 'date' ? 'YYYY-MM-DD' : null,
    unit: control === 'decimal' || control === 'calculated' ? 'hours' : null,
    maxLength: question.maxLength ?? null,
    problems,
    conflict: null,
    lastYear: question.linkId === 'H.2' ? 'Hospital, in-patient' : null,
    items: [],
    add: null,
    removable: false,
  };
  if (conflicting.has(path))
    base.conflict = {
      winner: { edit: 'a', answer: 'Yes', device: 'this computer', at: '20 May 2027, 10:02 a.m. EDT' },
      losers: [{ edit: 'b', answer: 'No', device: 'Clinic desktop', at: '20 May 2027, 9:58 a.m. EDT' }],
    };
  const children = question.item?.filter((child) => controlOf(child) !== 'help' && !isHidden(child)) ?? [];
  if (control !== 'repeat')
    return { ...base, items: children.map((child) => itemOf(child, section, prefix)) };
  const ids = instances.get(path) ?? [];
  return {
    ...base,
    add: `Add ${base.text.toLowerCase()}`,
    items: ids.map((id, index) => ({
      ...base,
      path: `${path}/${id}`,
      text: `${base.text} ${index + 1}`,
      help: null,
      control: 'instance',
      problems: [],
      removable: true,
      items: children.map((child) => itemOf(child, section, `${path}/${id}/`)),
    })),
  };
}

const problemsOf = (items: Item[]): ItemProblem[] =>
  items.flatMap((item) => [...item.problems, ...problemsOf(item.items)]);
const askedOf = (items: Item[]): Item[] =>
  items.flatMap((item) => [
    ...(['group', 'repeat', 'instance', 'display', 'readOnly', 'calculated'].includes(item.control)
      ? []
      : [item]),
    ...askedOf(item.items),
  ]);
const itemsOf = (page: Question): Item[] =>
  (page.item ?? [])
    .filter((child) => controlOf(child) !== 'help' && !isHidden(child))
    .map((child) => itemOf(child, page.linkId, ''));

/** Where last year's survey or the record would fill answers in. */
const isFilledIn = (page: Question, by: string): boolean =>
  JSON.stringify(page).includes(`"valueString":"${by}`);

function stateOf(page: Question, items: Item[]): SectionState {
  const problems = problemsOf(items);
  if (problems.some(({ missing }) => !missing)) return 'needsAttention';
  if (problems.length === 0) return 'complete';
  if (askedOf(items).some(({ value }) => value.length > 0)) return 'inProgress';
  if (isFilledIn(page, 'previous:')) return 'fromLastYear';
  return isFilledIn(page, 'registrant.languages') ? 'fromProfile' : 'notStarted';
}

export function summaries(draft: string): SectionSummary[] {
  return formOf(draft).item.map((page) => {
    const items = itemsOf(page);
    const asked = askedOf(items);
    return {
      linkId: page.linkId,
      prefix: page.prefix ?? null,
      title: page.text ?? '',
      state: stateOf(page, items),
      answered: asked.filter(({ value }) => value.length > 0).length,
      asked: asked.length,
      applies: page.linkId !== 'C',
    };
  });
}

export function section(draft: string, linkId: string): Section {
  const form = formOf(draft);
  const at = form.item.findIndex((page) => page.linkId === linkId);
  const page = form.item[at] ?? { linkId, type: 'group' };
  const items = itemsOf(page);
  return {
    draft,
    linkId,
    prefix: page.prefix ?? null,
    title: page.text ?? '',
    help: page.item?.find((child) => controlOf(child) === 'help')?.text ?? null,
    state: stateOf(page, items),
    items,
    problems: problemsOf(items),
    previous: form.item[at - 1]?.linkId ?? null,
    next: form.item[at + 1]?.linkId ?? null,
    sections: summaries(draft),
  };
}

export function answer(path: string, value: Entry[]): void {
  answers.set(path, value);
}

export function addInstance(path: string): string {
  const id = String(Math.random()).slice(2, 8);
  instances.set(path, [...(instances.get(path) ?? []), id]);
  return `${path}/${id}`;
}

export function removeInstance(path: string): void {
  for (const [repeat, ids] of instances)
    instances.set(
      repeat,
      ids.filter((id) => `${repeat}/${id}` !== path),
    );
}

/** The section that an item belongs to. */
export function sectionOf(draft: string, path: string): string {
  const holds = (items: Item[]): boolean => items.some((item) => item.path === path || holds(item.items));
  const sections = formOf(draft).item;
  return (sections.find((page) => holds(itemsOf(page))) ?? sections[0])?.linkId ?? '';
}
