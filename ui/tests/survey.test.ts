import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import type { Answered, Entry, Item, Review } from '../src/host/bindings';
import { PAUSE_MS } from '../src/survey/autosave';
import { openSection, quiet } from './mounting';
import { answered, item, problem, section, status, yesNo } from './samples';
import { held } from './scripted';

const option = (key: string): Item['value'][number] => ({ kind: 'option', key });
const text = (text: string): Entry => ({ kind: 'text', text });
const group = (path: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-path="${path}"]`);
  if (!found) throw new Error(`${path} is not on the page`);
  return found;
};

describe('the state of saving', () => {
  const said = (): string =>
    screen.getByRole('region', { name: 'Saving and sending' }).querySelector('.status')?.textContent ?? '';

  it('is "Saving…" from the first key until the core has it, never "Saved"', async () => {
    const user = userEvent.setup();
    const reply = held<Answered>();
    await openSection([item('G.2', { text: 'Your number' })], { answer: () => reply.promise });
    expect(said()).toBe(status.sentence);
    await user.type(screen.getByRole('textbox'), '1');
    expect(said(), 'typed, not sent').toBe('Saving…');
    await user.tab();
    await quiet();
    expect(said(), 'under way').toBe('Saving…');
    reply.resolve(answered(section([item('G.2')])));
    await quiet();
    expect(said()).toBe(status.sentence);
  });

  it('says so when it could not be saved, and goes on saying so', async () => {
    const user = userEvent.setup();
    const { host } = await openSection([item('G.2', { text: 'Your number' })], {
      answer: () => Promise.reject(new Error('the disk is full')),
    });
    await user.type(screen.getByRole('textbox'), '1');
    await user.tab();
    await quiet();
    host.emit('status', { ...status, sentence: 'Saved on this computer 14:09' });
    await quiet();
    expect(said()).toContain('Not saved on this computer');
  });
});

describe('more than an answer holds', () => {
  const bookOf = (chars: number): string => 'x'.repeat(chars);

  it('is not let in, whatever field it is for; what was typed before stays and is said', async () => {
    const user = userEvent.setup();
    const { host } = await openSection([
      item('long', { control: 'longText', text: 'In your own words' }),
      item('lines', { text: 'Several', repeats: true }),
    ]);
    for (const field of screen.getAllByRole<HTMLTextAreaElement>('textbox')) {
      await user.type(field, 'typed');
      await user.paste(bookOf(1_000_000));
      await quiet();
      expect(field.value).toBe('typed');
      expect(
        within(field.closest<HTMLElement>('[data-path]') ?? field).getByText(/up to 20,000 characters/),
      ).toBeTruthy();
      await user.paste(bookOf(20_000 - 'typed'.length));
      expect(field.value.length, 'as much as fits is let in').toBe(20_000);
      expect(screen.queryByText(/up to 20,000 characters/), 'and it is said no more').toBeNull();
      await user.type(field, 'y');
      expect(field.value.length, 'and not one key more').toBe(20_000);
      await user.clear(field);
    }
    await quiet();
    const longest = host
      .asked('answer')
      .flatMap(({ value }) => value.map((entry) => (entry.kind === 'text' ? entry.text.length : 0)));
    expect(Math.max(...longest)).toBeLessThanOrEqual(20_000);
  });
});

describe('questions', () => {
  it('carry their number, help, last year’s answer and whether they may be left out', async () => {
    await openSection([
      item('G.2', {
        prefix: 'G.2',
        text: 'Your CMPA number',
        help: 'Digits only',
        lastYear: '1234567',
        required: false,
        unit: 'digits',
        control: 'decimal',
      }),
    ]);
    const field = screen.getByRole('textbox', { name: /^G\.2\sYour CMPA number\s\(optional\)$/ });
    expect(field.getAttribute('aria-required')).toBeNull();
    const described = (field.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent?.trim());
    expect(described).toEqual(['Digits only', 'Last year: 1234567', 'digits']);
  });

  it('are drawn for every control there is', async () => {
    const controls: Item['control'][] = [
      'text',
      'longText',
      'integer',
      'decimal',
      'date',
      'dateTime',
      'time',
      'url',
    ];
    await openSection([
      ...controls.map((control) => item(control, { control, text: control })),
      item('radio', { control: 'radio', text: 'radio', options: yesNo }),
      item('checkboxes', { control: 'checkboxes', text: 'checkboxes', options: yesNo }),
      item('dropDown', { control: 'dropDown', text: 'dropDown', options: yesNo }),
      item('autocomplete', { control: 'autocomplete', text: 'autocomplete', options: yesNo }),
      item('display', { control: 'display', text: 'Read this' }),
      item('readOnly', {
        control: 'readOnly',
        text: 'readOnly',
        value: [{ kind: 'text', text: 'As on the register' }],
      }),
      item('calculated', { control: 'calculated', text: 'calculated', unit: 'hours', value: [text('36.5')] }),
      item('unknown', { control: 'calculated', text: 'unknown' }),
      item('attachment', { control: 'attachment', text: 'attachment' }),
      item('group', { control: 'group', text: 'group', items: [item('inner', { text: 'inner' })] }),
      item('lines', { text: 'lines', repeats: true }),
    ]);
    for (const name of [...controls, 'inner']) expect(screen.getByRole('textbox', { name })).toBeTruthy();
    expect(screen.getByRole('radiogroup', { name: 'radio' })).toBeTruthy();
    expect(screen.getByRole('group', { name: 'checkboxes' })).toBeTruthy();
    expect(screen.getByRole('combobox', { name: 'dropDown' }).tagName).toBe('SELECT');
    expect(screen.getByRole('combobox', { name: 'autocomplete' }).tagName).toBe('INPUT');
    expect(screen.getByText('Read this')).toBeTruthy();
    expect(
      within(screen.getByRole('group', { name: 'readOnly' })).getByText('As on the register'),
    ).toBeTruthy();
    const total = screen.getByRole('group', { name: 'calculated' });
    expect(within(total).getByText('36.5 hours')).toBeTruthy();
    expect(within(total).queryByRole('textbox'), 'nobody types a total').toBeNull();
    expect(within(total).getByText('Calculated from your answers')).toBeTruthy();
    expect(within(screen.getByRole('group', { name: 'unknown' })).getByText('Not known yet')).toBeTruthy();
    expect(screen.getByText('No file')).toBeTruthy();
    expect(
      within(screen.getByRole('group', { name: 'group' })).getByRole('textbox', { name: 'inner' }),
    ).toBeTruthy();
    expect(screen.getByRole('textbox', { name: 'lines, line 1' })).toBeTruthy();
  });

  it('tell a total that changes, politely and with its question, and say nothing of one that stays', async () => {
    const user = userEvent.setup();
    const fields = (total: Entry[]): Item[] => [
      item('Y.1', { text: 'Hours in the clinic' }),
      item('Y.2', { control: 'calculated', text: 'Hours altogether', unit: 'hours', value: total }),
    ];
    await openSection(fields([]), {
      answer: () => answered(section(fields([text('8')]))),
    });
    const total = screen.getByRole('group', { name: 'Hours altogether' });
    expect(within(total).getByRole('status').textContent.trim(), 'nothing has changed').toBe('');
    await user.type(screen.getByRole('textbox', { name: 'Hours in the clinic' }), '8');
    await user.tab();
    await quiet();
    expect(within(total).getByRole('status').textContent.trim()).toBe('Hours altogether: 8 hours');
  });

  it('send a choice at once and typed text when the field is left', async () => {
    const user = userEvent.setup();
    const { host } = await openSection([
      item('G.1', { control: 'radio', text: 'Covered?', options: yesNo }),
      item('G.2', { text: 'Number' }),
    ]);
    await user.click(screen.getByRole('radio', { name: 'No' }));
    await user.type(screen.getByRole('textbox', { name: 'Number' }), '123');
    await user.tab();
    await quiet();
    expect(host.asked('answer')).toEqual([
      { draft: 'renewal/2027', path: 'G.1', value: [option('no')] },
      { draft: 'renewal/2027', path: 'G.2', value: [{ kind: 'text', text: '123' }] },
    ]);
  });

  it('clear the others when an exclusive option is chosen, and it when another is', async () => {
    const user = userEvent.setup();
    const options = [...yesNo, { key: 'none', text: 'None of these', exclusive: true }];
    const { host } = await openSection([
      item('H.10', { control: 'checkboxes', text: 'Whom?', options, repeats: true }),
    ]);
    for (const name of ['No', 'Yes', 'None of these', 'Yes']) {
      await user.click(screen.getByRole('checkbox', { name }));
      await quiet();
    }
    expect(
      host
        .asked('answer')
        .map(({ value }) => value.map((entry) => (entry.kind === 'option' ? entry.key : ''))),
    ).toEqual([['no'], ['yes', 'no'], ['none'], ['yes']]);
  });

  it('take another answer where one may be typed', async () => {
    const user = userEvent.setup();
    const { host } = await openSection([
      item('H.2', { control: 'radio', text: 'Setting', options: yesNo, open: true, value: [option('yes')] }),
    ]);
    await user.click(screen.getByRole('radio', { name: 'Another answer' }));
    await user.keyboard('Ship');
    await user.tab();
    await quiet();
    expect(host.asked('answer').at(-1)).toEqual({
      draft: 'renewal/2027',
      path: 'H.2',
      value: [{ kind: 'text', text: 'Ship' }],
    });
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Yes' }).checked).toBe(false);
  });

  it('can be left without an answer again when they are optional', async () => {
    const user = userEvent.setup();
    const { host } = await openSection([
      item('A.7', {
        control: 'radio',
        text: 'Gender',
        options: yesNo,
        required: false,
        value: [option('yes')],
      }),
    ]);
    await user.click(screen.getByRole('button', { name: 'Clear this answer Gender' }));
    expect(host.asked('answer')).toEqual([{ draft: 'renewal/2027', path: 'A.7', value: [] }]);
  });

  it('with several lines send the lines that are not empty', async () => {
    const user = userEvent.setup();
    const { host } = await openSection([item('I.5', { text: 'Names', repeats: true })]);
    await user.type(screen.getByRole('textbox', { name: 'Names, line 1' }), 'Ada');
    await user.click(screen.getByRole('button', { name: 'Add another line' }));
    await user.keyboard('Ben');
    await user.click(screen.getByRole('button', { name: 'Remove line 1' }));
    await quiet();
    expect(host.asked('answer').at(-1)?.value).toEqual([{ kind: 'text', text: 'Ben' }]);
    expect(screen.getAllByRole('textbox')).toHaveLength(1);
  });
});

describe('errors', () => {
  const wrong = item('G.2', {
    text: 'Number',
    value: [{ kind: 'text', text: 'x' }],
    problems: [problem('G.2', { sentence: 'Enter digits' })],
  });

  it('are not shown while the person is still typing, and are when the field was left', async () => {
    const user = userEvent.setup();
    await openSection([wrong, item('G.3', { text: 'Next' })], {
      answer: () => answered(section([wrong, item('G.3', { text: 'Next' })])),
    });
    const field = screen.getByRole('textbox', { name: 'Number' });
    await user.type(field, 'y');
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    await quiet();
    expect(field.getAttribute('aria-invalid')).toBeNull();
    await user.tab();
    await quiet();
    expect(field.getAttribute('aria-invalid')).toBe('true');
    const described = (field.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent);
    expect(described.join()).toContain('Enter digits');
  });

  it('are counted on top when the person wants to go on; each line leads to its field', async () => {
    const user = userEvent.setup();
    const { app } = await openSection([
      wrong,
      item('G.4', { control: 'radio', options: yesNo, problems: [problem('G.4', { missing: true })] }),
    ]);
    expect(screen.queryByText(/thing/)).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Save and continue' }));
    await quiet();
    const summary = screen.getByRole('region', { name: 'There are 2 things to put right' });
    expect(document.activeElement).toBe(summary);
    await user.click(within(summary).getByRole('link', { name: 'Question G.4' }));
    expect(document.activeElement).toBe(within(group('G.4')).getByRole('radio', { name: 'Yes' }));
    await user.click(screen.getByRole('button', { name: 'Continue anyway' }));
    await quiet();
    expect(app.navigation.current.place).toEqual({ page: 'section', draft: 'renewal/2027', linkId: 'H' });
  });

  it('do not hold a person back when there are none', async () => {
    const user = userEvent.setup();
    const { app } = await openSection(
      [item('G.2', { text: 'Number' })],
      { review: () => held<Review>().promise },
      { next: null },
    );
    await user.type(screen.getByRole('textbox', { name: 'Number' }), '1');
    await user.click(screen.getByRole('button', { name: 'Save and continue' }));
    await quiet();
    expect(app.navigation.current.place).toEqual({ page: 'review', draft: 'renewal/2027' });
  });

  it('that are only warnings are said without being errors', async () => {
    await openSection([
      item('B.1', {
        text: 'Practising?',
        problems: [problem('B.1', { warning: true, sentence: 'Your Profile says otherwise' })],
      }),
    ]);
    const field = screen.getByRole('textbox', { name: 'Practising?' });
    expect(field.getAttribute('aria-invalid')).toBeNull();
    const described = (field.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent?.trim());
    expect(described).toEqual(['Your Profile says otherwise']);
  });
});

describe('repeats', () => {
  const charge = (id: string, number: number, value: Item['value'] = []): Item =>
    item(`E.1/${id}`, {
      control: 'instance',
      text: `Charge ${number}`,
      removable: true,
      items: [item(`E.1/${id}/date`, { text: 'When?', value })],
    });
  const charges = (...items: Item[]): Item[] => [
    item('E.1', { control: 'repeat', text: 'Charges', add: 'Add a charge', items }),
  ];

  it('put the focus into the instance that was added', async () => {
    const user = userEvent.setup();
    const page = await openSection(charges(charge('a', 1)), {
      add_instance: () => {
        page.become(charges(charge('a', 1), charge('b', 2)));
        return answered(page.now(), 'E.1/b');
      },
    });
    await user.click(screen.getByRole('button', { name: 'Add a charge' }));
    await quiet();
    expect(page.host.asked('add_instance')).toEqual([{ draft: 'renewal/2027', path: 'E.1' }]);
    const second = screen.getByRole('group', { name: 'Charge 2' });
    expect(document.activeElement).toBe(within(second).getByRole('textbox', { name: 'When?' }));
  });

  it('remove an empty instance at once, and put the focus where it stood', async () => {
    const user = userEvent.setup();
    const page = await openSection(charges(charge('a', 1), charge('b', 2)), {
      remove_instance: () => {
        page.become(charges(charge('b', 1)));
        return answered(page.now());
      },
    });
    await user.click(screen.getByRole('button', { name: 'Remove Charge 1' }));
    await quiet();
    expect(page.host.asked('remove_instance')).toEqual([{ draft: 'renewal/2027', path: 'E.1/a' }]);
    expect(document.activeElement).toBe(within(group('E.1/b')).getByRole('textbox'));
    expect(screen.getByText('Charge 1 removed')).toBeTruthy();
  });

  it('ask before an instance with answers is removed, with the focus on keeping it', async () => {
    const user = userEvent.setup();
    const page = await openSection(charges(charge('a', 1, [{ kind: 'text', text: '2027-01-02' }])), {
      remove_instance: () => {
        page.become(charges());
        return answered(page.now());
      },
    });
    await user.click(screen.getByRole('button', { name: 'Remove Charge 1' }));
    const dialog = screen.getByRole('dialog', { name: 'Remove Charge 1?' });
    expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Keep it' }));
    expect(page.host.asked('remove_instance')).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Remove' }));
    await quiet();
    expect(page.host.asked('remove_instance')).toHaveLength(1);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Add a charge' }));
  });

  it('stand inside each other', async () => {
    const inner = item('E.1/a/x', {
      control: 'repeat',
      text: 'Hearings',
      add: 'Add a hearing',
      items: [
        item('E.1/a/x/1', {
          control: 'instance',
          text: 'Hearing 1',
          items: [item('E.1/a/x/1/place', { text: 'Where?' })],
        }),
      ],
    });
    await openSection(charges({ ...charge('a', 1), items: [inner] }));
    const hearing = within(screen.getByRole('group', { name: 'Charge 1' })).getByRole('group', {
      name: 'Hearing 1',
    });
    expect(within(hearing).getByRole('textbox', { name: 'Where?' })).toBeTruthy();
  });
});

it('two devices that disagree are both shown, and one is chosen', async () => {
  const user = userEvent.setup();
  const settled = item('G.3', { control: 'radio', text: 'Match?', options: yesNo, value: [option('no')] });
  const conflict = {
    winner: { edit: 'e1', answer: 'Yes', device: 'this computer', at: '10:02 a.m.' },
    losers: [{ edit: 'e2', answer: 'No', device: 'Clinic desktop', at: '9:58 a.m.' }],
  };
  const page = await openSection([{ ...settled, value: [option('yes')], conflict }], {
    choose_answer: () => answered(section([settled])),
  });
  expect(screen.getByText('Clinic desktop, 9:58 a.m.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Use this answer No' }));
  await quiet();
  expect(page.host.asked('choose_answer')).toEqual([{ draft: 'renewal/2027', path: 'G.3', edit: 'e2' }]);
  expect(screen.queryByText('Clinic desktop, 9:58 a.m.')).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'No' }));
});

it('a section of three hundred questions redraws only what changed', async () => {
  const user = userEvent.setup();
  const items = Array.from({ length: 300 }, (_, index) =>
    item(`Q.${index}`, { control: 'radio', text: `Question ${index}`, options: yesNo }),
  );
  await openSection(items);
  const changes: Node[] = [];
  const observer = new MutationObserver((records) => changes.push(...records.map(({ target }) => target)));
  const survey = group('Q.0').parentElement;
  if (!survey) throw new Error('the items stand in a list');
  observer.observe(survey, { childList: true, subtree: true, attributes: true, characterData: true });
  await user.click(within(group('Q.150')).getByRole('radio', { name: 'Yes' }));
  await quiet();
  observer.disconnect();
  expect(
    changes.filter((node) => !group('Q.150').contains(node)),
    'no other question was touched',
  ).toEqual([]);
});
