// The pages of the profile as a person uses them: forms opened, filled, left, saved and taken back, with the keyboard too.
import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import type { Addresses, Change, Prediction, ProfileEdit } from '../src/host/bindings';
import { CommandFailure } from '../src/host/host';
import { PAGES } from '../src/profile/sections';
import { open, openProfile, quiet } from './mounting';
import {
  about,
  address,
  addresses,
  change,
  contact,
  fact,
  happened,
  history,
  lists,
  practice,
  prediction,
  profile,
} from './profile-samples';

const button = (name: string): HTMLElement => screen.getByRole('button', { name });
const field = (name: string | RegExp): HTMLInputElement =>
  screen.getByRole<HTMLInputElement>('textbox', { name });
const form = (name: string): HTMLElement => screen.getByRole('region', { name });
const heading = (): HTMLElement => screen.getByRole('heading', { level: 1 });

describe('the pages of the profile', () => {
  it('are reached from the rail, listed beside each other, and say what waits', async () => {
    const user = userEvent.setup();
    await open({
      profile: () =>
        profile({
          sections: PAGES.map(({ page }) => ({
            page,
            title: page,
            summary: `About ${page}`,
            waiting: page === 'practice' ? 2 : 0,
            attention: page === 'contact' ? 1 : 0,
          })),
        }),
      profile_lists: () => lists,
      corporations: () => ({ corporations: [] }),
    });
    await user.click(screen.getByRole('link', { name: 'Profile' }));
    await quiet();
    expect(document.activeElement).toBe(heading());
    const pages = screen.getByRole('navigation', { name: 'Pages of the profile' });
    expect(within(pages).getAllByRole('link')).toHaveLength(PAGES.length + 1);
    expect(within(pages).getByText('1 needs attention')).toBeTruthy();
    expect(within(pages).getByText('2 changes waiting')).toBeTruthy();
    await user.click(within(pages).getByRole('link', { name: 'Corporations' }));
    await quiet();
    expect(heading().textContent).toBe('Corporations');
    expect(screen.getByText('There are no corporations on your record.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Corporations' }).getAttribute('aria-current')).toBe('page');
  });

  it('mark who sees each fact, and show what the register shows', async () => {
    const user = userEvent.setup();
    await openProfile('about', { about: () => about() });
    const gender = document.querySelector('[data-fact="gender"]');
    expect(gender?.querySelector('[data-visibility]')?.textContent).toBe('Public');
    expect(document.querySelector('[data-fact="minc"] [data-visibility]')?.textContent).toBe('Private');
    await user.click(button('As the public register shows it'));
    expect(screen.getByText('NAKASHUK, Zoë')).toBeTruthy();
    expect(screen.queryByText('CAMD-1234-5678')).toBeNull();
  });

  it('tell the history by day and page, and show the profile of a day', async () => {
    const user = userEvent.setup();
    const { host } = await openProfile('history', {
      history: () =>
        history([
          happened(2, '20 May 2027, 9:00 a.m. EDT', { page: 'contact', title: 'Telephone changed' }),
          happened(1, '1 Nov 2026, 1:30 a.m. EST', {
            title: 'Address changed',
            effective: 'Takes effect 3 Dec 2026',
          }),
        ]),
      profile_on: ({ day }) =>
        day === 'x'
          ? { title: null, groups: [], problem: 'There is no such day' }
          : {
              title: 'As it was at the end of 3 May 2027',
              groups: [{ title: 'Contact', facts: [fact('e', 'College e-mail', 'old@example.org')] }],
              problem: null,
            },
    });
    expect(screen.getByRole('heading', { level: 3, name: '20 May 2027' })).toBeTruthy();
    expect(screen.getByText('Takes effect 3 Dec 2026')).toBeTruthy();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Page' }), 'Contact');
    expect(screen.queryByText('Address changed')).toBeNull();
    await user.type(field('Show my profile as it was on'), 'x{Enter}');
    await quiet();
    expect(screen.getByText('There is no such day')).toBeTruthy();
    expect(document.activeElement).toBe(field('Show my profile as it was on'));
    await user.clear(field('Show my profile as it was on'));
    await user.keyboard('2027-05-03{Enter}');
    await quiet();
    expect(document.activeElement?.textContent).toBe('As it was at the end of 3 May 2027');
    expect(screen.getByText('old@example.org')).toBeTruthy();
    expect(host.asked('profile_on')).toEqual([{ day: 'x' }, { day: '2027-05-03' }]);
  });

  it('list what is to be paid with the way to pay it', async () => {
    const user = userEvent.setup();
    const { app } = await openProfile('transactions', {
      transactions: () => ({
        outstanding: [
          {
            number: 'INV-1',
            title: 'Annual renewal 2027',
            lines: [fact('fee', 'Annual fee', '$1,725.00')],
            total: '$1,725.00',
            state: 'due',
            when: 'Due 1 Jun 2027',
            case: 'renewal/2027',
          },
        ],
        paid: [],
      }),
      case: () => Promise.reject(new CommandFailure({ code: 'other', sentence: 'Not now' })),
    });
    expect(screen.getByText('Nothing was paid through the portal yet.')).toBeTruthy();
    await user.click(screen.getByRole('link', { name: 'Go to payment Annual renewal 2027' }));
    expect(app.navigation.current.place).toEqual({ page: 'case', case: 'renewal/2027' });
  });
});

describe('a form on its page', () => {
  it('says its rule first, takes the focus, and gives it back when it is closed', async () => {
    const user = userEvent.setup();
    await openProfile('addresses', { addresses: () => addresses() });
    await user.click(button('Change Primary business address'));
    await quiet();
    expect(document.activeElement?.textContent).toBe('New primary business address');
    expect(screen.getByText(/The earliest day is 21 May 2027. For example 2027-05-21/)).toBeTruthy();
    expect(screen.queryByText('Error:'), 'nothing is red yet').toBeNull();
    await user.keyboard('{Escape}');
    await quiet();
    expect(screen.queryByRole('region', { name: 'New primary business address' })).toBeNull();
    expect(document.activeElement).toBe(button('Change Primary business address'));
  });

  it('asks before it closes when something was typed, and keeps it when told to', async () => {
    const user = userEvent.setup();
    await openProfile('contact', { contact: () => contact() });
    await user.click(button('Change Business telephone'));
    await user.type(field('Extension (optional)'), '7');
    await user.keyboard('{Escape}');
    const dialog = screen.getByRole('dialog', { name: 'Close the form without saving?' });
    await user.click(within(dialog).getByRole('button', { name: 'Go on with the form' }));
    await quiet();
    expect(field('Extension (optional)').value).toBe('7');
    await user.click(button('Cancel'));
    await user.click(button('Close without saving'));
    await quiet();
    expect(screen.queryByRole('textbox', { name: 'Extension (optional)' })).toBeNull();
    expect(document.activeElement).toBe(button('Change Business telephone'));
  });

  it('asks before its page or the window is left', async () => {
    const user = userEvent.setup();
    const { host, app } = await openProfile('contact', { contact: () => contact() });
    await user.click(button('Change Business telephone'));
    await user.type(field('Extension (optional)'), '7');
    await user.click(screen.getByRole('link', { name: 'Home' }));
    await quiet();
    await user.click(button('Go on with the form'));
    await quiet();
    expect(app.navigation.current.place.page).toBe('profile');
    void host.askToClose();
    await quiet();
    expect(host.closed).toBe(false);
    await user.click(button('Close without saving'));
    await quiet();
    expect(host.closed).toBe(true);
  });

  it('shows what will happen while it is filled in, and saves what is there', async () => {
    const user = userEvent.setup();
    const made = change('c9', { title: 'Business telephone' });
    let changes: Change[] = [];
    const { host } = await openProfile('contact', {
      contact: () => contact({ changes }),
      predict: (edit) =>
        prediction({ result: edit.edit === 'phone' ? [`Your extension is ${edit.extension}.`] : [] }),
      change: () => {
        changes = [made];
        return { reply: 'made', change: made };
      },
    });
    await user.click(button('Change Business telephone'));
    await user.type(field('Extension (optional)'), '12');
    await waitFor(() =>
      expect(within(form('Business telephone')).getByText('Your extension is 12.')).toBeTruthy(),
    );
    await user.click(button('Save the change'));
    await quiet();
    expect(host.asked('change')).toMatchObject([
      { edit: 'phone', kind: 'business', number: '(416) 555-0177', extension: '12' },
    ]);
    expect(screen.getByText('Saved on this computer: Business telephone')).toBeTruthy();
    expect((document.activeElement as HTMLElement).dataset['change'], 'the focus is on the change').toBe(
      'c9',
    );
    expect(within(document.activeElement as HTMLElement).getByText('Waiting to be sent')).toBeTruthy();
  });

  it('leads to what is wrong after saving', async () => {
    const user = userEvent.setup();
    const wrong: Prediction = prediction({
      problems: [
        { field: 'street', sentence: 'Enter the number and street.' },
        { field: 'hours.0.from', sentence: 'Enter a time such as 9:00.' },
      ],
    });
    await openProfile('addresses', {
      addresses: () => addresses(),
      predict: () => wrong,
      change: () => ({ reply: 'problems', prediction: wrong }),
    });
    await user.click(button('Add a location'));
    await user.type(field('Wednesday, from'), 'nine');
    await user.click(button('Save the change'));
    await quiet();
    expect(screen.getByRole('heading', { name: 'There are 2 things to put right' })).toBeTruthy();
    await user.click(screen.getByRole('link', { name: 'Number and street' }));
    expect(document.activeElement).toBe(field('Number and street'));
    expect(field('Number and street').getAttribute('aria-invalid')).toBe('true');
    await user.click(screen.getByRole('link', { name: 'Wednesday, from' }));
    expect(document.activeElement).toBe(field('Wednesday, from'));
    expect(screen.getAllByText('Enter a time such as 9:00.')).toHaveLength(2);
  });

  it('keeps what was typed through a full disk and through news from elsewhere', async () => {
    const user = userEvent.setup();
    const { host } = await openProfile('contact', {
      contact: () =>
        contact({
          college: {
            fact: fact('college-email', 'College e-mail', 'new@example.org'),
            address: 'new@example.org',
            public: false,
          },
        }),
      change: () => {
        throw new CommandFailure({ code: 'diskFull', sentence: 'The disk is full' });
      },
    });
    await user.click(button('Change Business telephone'));
    await user.type(field('Extension (optional)'), '7');
    await user.click(button('Save the change'));
    await quiet();
    expect(screen.getByText('The disk is full')).toBeTruthy();
    const asked = host.asked('predict').length;
    host.emit('changed', 'record');
    await quiet();
    expect(field('Extension (optional)').value).toBe('7');
    expect(host.asked('predict').length, 'what it would do may be something else now').toBe(asked + 1);
  });

  it('is saved by the key for saving', async () => {
    const user = userEvent.setup();
    const { host } = await openProfile('contact', {
      contact: () => contact(),
      change: () => ({ reply: 'made', change: change('c1') }),
    });
    await user.click(button('Change Business telephone'));
    await user.keyboard('{Control>}s{/Control}');
    await quiet();
    expect(host.asked('change')).toHaveLength(1);
  });

  it('shows a warning and does not stop at it', async () => {
    const user = userEvent.setup();
    const { host } = await openProfile('about', {
      about: () => about(),
      predict: () =>
        prediction({
          warnings: [{ field: 'minc', sentence: 'The last digit does not fit.' }],
          result: ['Your MINC is …'],
        }),
      change: () => ({ reply: 'made', change: change('c1') }),
    });
    await user.click(button('Change MINC'));
    await quiet();
    expect(screen.getByText('The last digit does not fit.')).toBeTruthy();
    await user.click(button('Save the change'));
    await quiet();
    expect(host.asked('change')).toHaveLength(1);
  });

  it('has a list of languages to search, and five ways to say one’s gender', async () => {
    const user = userEvent.setup();
    const { host } = await openProfile('about', {
      about: () => about(),
      change: () => ({ reply: 'made', change: change('c1') }),
    });
    await user.click(button('Change gender identity and languages of care'));
    await user.click(screen.getByRole('radio', { name: 'Man' }));
    await user.type(screen.getByRole('combobox', { name: 'Languages of care' }), 'inu{ArrowDown}{Enter}');
    await user.click(button('Remove English'));
    await user.click(button('Save the change'));
    await quiet();
    expect(host.asked('change')).toMatchObject([{ edit: 'describe', gender: 'man', languages: ['iu'] }]);
  });

  it('takes an activity of the list or one’s own words, never both', async () => {
    const user = userEvent.setup();
    const { host } = await openProfile('practice', {
      practice: () => practice(),
      change: () => ({ reply: 'made', change: change('c1') }),
    });
    await user.click(button('Add an activity'));
    await user.type(screen.getByRole('combobox', { name: 'Clinical activity' }), 'card{Enter}');
    await user.click(screen.getByRole('radio', { name: 'Other' }));
    await user.type(field('Describe it'), 'Ship’s doctor');
    await user.click(button('Add'));
    await quiet();
    expect(host.asked('change')).toMatchObject([{ edit: 'activity', code: null, name: 'Ship’s doctor' }]);
    await user.click(button('Add an activity'));
    await user.type(screen.getByRole('combobox', { name: 'Clinical activity' }), 'card{Enter}');
    await user.click(button('Add'));
    await quiet();
    expect(host.asked('change').at(-1)).toMatchObject({ edit: 'activity', code: 'cardiology', name: '' });
  });

  it('asks for the province by list in Canada, and in words elsewhere', async () => {
    const user = userEvent.setup();
    const { host } = await openProfile('addresses', {
      addresses: () => addresses(),
      change: () => ({ reply: 'made', change: change('c1') }),
    });
    await user.click(button('Change Primary business address'));
    expect(screen.getByRole('combobox', { name: 'Province or territory' })).toBeTruthy();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Country' }), 'France');
    await user.type(field('State, province or region (optional)'), 'Bretagne');
    await user.click(button('Save the change'));
    await quiet();
    expect(host.asked('change')[0]).toMatchObject({ fields: { country: 'FR', province: 'Bretagne' } });
  });

  it('names the location that another takes the place of', async () => {
    const user = userEvent.setup();
    const east = address('e1', { kind: 'additional', street: '1045 Pape Avenue' }, { canRemove: true });
    const { host } = await openProfile('addresses', {
      addresses: () => addresses({ additional: [east] }),
      change: () => ({ reply: 'made', change: change('c1') }),
    });
    await user.click(button('Change 1045 Pape Avenue'));
    await quiet();
    expect(form('Change location: 1045 Pape Avenue')).toBeTruthy();
    await user.keyboard('{Escape}');
    await quiet();
    expect(document.activeElement, 'and not on the button that adds one').toBe(
      button('Change 1045 Pape Avenue'),
    );
    await user.keyboard('{Enter}');
    await user.click(button('Save the change'));
    await quiet();
    expect(host.asked('change')[0]).toMatchObject({
      edit: 'address',
      replaces: 'e1',
      fields: { kind: 'additional', street: '1045 Pape Avenue' },
    });
  });
});

describe('a whole change of address with the keyboard alone', () => {
  it('goes from the button through every field to the change that waits', async () => {
    const user = userEvent.setup();
    let now: Addresses = addresses();
    const { host } = await openProfile('addresses', {
      addresses: () => now,
      change: () => {
        const made = change('c5', { title: 'Mailing address from 3 Jun 2027' });
        now = addresses({ changes: [made] });
        return { reply: 'made', change: made };
      },
    });
    button('Add Mailing address').focus();
    await user.keyboard('{Enter}');
    await quiet();
    expect(document.activeElement?.textContent).toBe('New mailing address');
    await user.tab();
    expect(document.activeElement).toBe(field('Organization or building (optional)'));
    await user.tab();
    await user.keyboard('14 Withrow Avenue');
    await user.tab();
    await user.tab();
    await user.keyboard('Toronto');
    await user.tab();
    expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Country' }));
    await user.tab();
    await user.selectOptions(document.activeElement as HTMLSelectElement, 'CA-ON');
    await user.tab();
    await user.keyboard('m4k1c7');
    await user.tab();
    await user.keyboard('2027-06-03{Enter}');
    await quiet();
    expect(host.asked('change')).toMatchObject<ProfileEdit[]>([
      {
        edit: 'address',
        effective: '2027-06-03',
        replaces: null,
        fields: {
          kind: 'mailing',
          organization: '',
          street: '14 Withrow Avenue',
          unit: '',
          city: 'Toronto',
          province: 'CA-ON',
          postalCode: 'm4k1c7',
          country: 'CA',
          phone: '',
          extension: '',
          hours: [],
        },
      },
    ]);
    expect((document.activeElement as HTMLElement).dataset['change']).toBe('c5');
    await user.tab();
    expect(document.activeElement).toBe(button('Take back Mailing address from 3 Jun 2027'));
  });
});
