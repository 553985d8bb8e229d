// What becomes of a change of the profile after it was asked for: confirmed, on its way, taken back, refused, made again.
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import type { Change, ProfileEdit } from '../src/host/bindings';
import { CommandFailure } from '../src/host/host';
import { open, openProfile, quiet } from './mounting';
import {
  about,
  address,
  addresses,
  change,
  contact,
  entry,
  lists,
  practice,
  prediction,
  profile,
} from './profile-samples';

const button = (name: string): HTMLElement => screen.getByRole('button', { name });
const field = (name: string): HTMLInputElement => screen.getByRole<HTMLInputElement>('textbox', { name });
const heading = (): HTMLElement => screen.getByRole('heading', { level: 1 });

describe('what is only confirmed', () => {
  it('says what will happen, asks once with the focus on keeping, and is made', async () => {
    const user = userEvent.setup();
    const scheduled = address('s1', {}, { state: 'scheduled', canWithdraw: true, when: 'From 3 Jun 2027' });
    const { host } = await openProfile('addresses', {
      addresses: () => addresses({ scheduled: [scheduled] }),
      predict: () => prediction({ result: ['80 College Street does not take effect.'] }),
      change: () => ({ reply: 'made', change: change('c1') }),
    });
    await user.click(button('Withdraw Primary business address, From 3 Jun 2027'));
    await quiet();
    const dialog = screen.getByRole('dialog', { name: 'Withdraw this address?' });
    expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Keep it' }));
    expect(within(dialog).getByText('80 College Street does not take effect.')).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Withdraw' }));
    await quiet();
    expect(host.asked('change')).toMatchObject([{ edit: 'withdrawAddress', id: 's1' }]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('tells that a location is removed by a message to the College', async () => {
    const user = userEvent.setup();
    const east = address('e1', { kind: 'additional', street: '1045 Pape Avenue' }, { canRemove: true });
    const asked = address(
      'e2',
      { kind: 'additional', street: '1 Bridgepoint Drive' },
      { state: 'removalAsked' },
    );
    const { host } = await openProfile('addresses', {
      addresses: () => addresses({ additional: [east, asked] }),
      predict: () => prediction({}),
      change: () => ({ reply: 'made', change: change('c1') }),
    });
    expect(
      within(screen.getByText('1 Bridgepoint Drive').closest('li') as HTMLElement).getByText(
        'Removal asked for',
      ),
    ).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Ask to remove 1 Bridgepoint Drive' })).toBeNull();
    await user.click(button('Ask to remove 1045 Pape Avenue'));
    expect(screen.getByText(/The College gets a message from you with this address/)).toBeTruthy();
    await user.click(button('Send the message'));
    await quiet();
    expect(host.asked('change')).toMatchObject([{ edit: 'removeLocation', id: 'e1' }]);
  });

  it('stays open with the reason when it cannot be done', async () => {
    const user = userEvent.setup();
    await openProfile('practice', {
      practice: () => practice({ activities: [entry('p1', 'Cardiology', { canRemove: true })] }),
      change: () => {
        throw new CommandFailure({ code: 'diskFull', sentence: 'The disk is full' });
      },
    });
    await user.click(button('Remove Cardiology'));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Remove' }));
    await quiet();
    expect(within(screen.getByRole('dialog')).getByText('The disk is full')).toBeTruthy();
  });

  it('folds away what is over when there is much of it', async () => {
    const user = userEvent.setup();
    const past = ['a', 'b', 'c'].map((id) =>
      address(id, { street: `${id} street` }, { state: 'historical', when: 'Until 2 Jul 2015' }),
    );
    await openProfile('addresses', { addresses: () => addresses({ historical: past }) });
    expect(document.querySelector('details')?.open).toBe(false);
    await user.click(screen.getByText('3 historical entries'));
    expect(document.querySelectorAll('details [data-entry]')).toHaveLength(3);
  });
});

describe('a change on its way', () => {
  it('is taken back while it never left this computer, asked once', async () => {
    const user = userEvent.setup();
    let changes = [change('c1', { title: 'Business telephone' })];
    const { host } = await openProfile('contact', {
      contact: () => contact({ changes }),
      withdraw_change: () => {
        changes = [];
        return null;
      },
    });
    await user.click(button('Take back Business telephone'));
    const dialog = screen.getByRole('dialog', { name: 'Take this change back?' });
    await user.click(within(dialog).getByRole('button', { name: 'Take back' }));
    await quiet();
    expect(host.asked('withdraw_change')).toEqual([{ id: 'c1' }]);
    expect(screen.queryByText('Your changes')).toBeNull();
    expect(screen.getByText('Change taken back')).toBeTruthy();
    expect(document.activeElement).toBe(heading());
  });

  it('offers nothing once the College has it', async () => {
    await openProfile('contact', {
      contact: () =>
        contact({
          changes: [
            change('c1', {
              state: 'atCollege',
              sentence: 'At the College since 10:03 a.m. EDT',
              canWithdraw: false,
            }),
          ],
        }),
    });
    const item = document.querySelector<HTMLElement>('[data-change="c1"]');
    expect(within(item as HTMLElement).queryAllByRole('button')).toEqual([]);
    expect(within(item as HTMLElement).getByText('At the College')).toBeTruthy();
    expect(within(item as HTMLElement).getByText('At the College since 10:03 a.m. EDT')).toBeTruthy();
  });

  it('that was refused is made again from the first page, in its form and with what was entered', async () => {
    const user = userEvent.setup();
    const again: ProfileEdit = { edit: 'phone', kind: 'business', number: '(416) 555-0100', extension: '' };
    let changes = [
      change('c1', {
        title: 'Business telephone',
        state: 'needsAttention',
        sentence: 'It was changed elsewhere',
        canWithdraw: false,
        canDismiss: true,
        again,
      }),
    ];
    const { host, app } = await open(
      {
        profile: () => profile({ changes }),
        profile_lists: () => lists,
        contact: () => contact({ changes }),
        predict: () => prediction({ result: ['It will be so'] }),
        change: () => ({ reply: 'made', change: change('c2') }),
        dismiss_change: () => {
          changes = [change('c2')];
          return null;
        },
      },
      { page: 'profile' },
    );
    await user.click(button('Change and send again Business telephone'));
    await quiet();
    expect(heading().textContent).toBe('Contact');
    expect(field('Telephone number (optional)').value).toBe('(416) 555-0100');
    expect(document.activeElement?.textContent, 'the form has the focus').toBe('Business telephone');
    await user.click(button('Save the change'));
    await quiet();
    expect(host.asked('change')).toMatchObject([again]);
    expect(host.asked('dismiss_change'), 'the refused one is done with').toEqual([{ id: 'c1' }]);
    await app.navigation.back();
    await app.navigation.go({ page: 'profile', section: 'contact' });
    await quiet();
    expect(screen.queryByRole('textbox'), 'it does not open by itself once more').toBeNull();
  });

  it('that the College would refuse is taken back once it was made again', async () => {
    const user = userEvent.setup();
    const again: ProfileEdit = { edit: 'minc', minc: 'CAMD-1' };
    const refused = change('c1', {
      title: 'MINC',
      state: 'needsAttention',
      sentence: 'The College will refuse this.',
      canWithdraw: true,
      again,
    });
    const { host } = await openProfile('about', {
      about: () => about({ changes: [refused] }),
      change: () => ({ reply: 'made', change: change('c2') }),
      withdraw_change: () => null,
    });
    await user.click(button('Change and send again MINC'));
    await user.click(button('Save the change'));
    await quiet();
    expect(host.asked('withdraw_change')).toEqual([{ id: 'c1' }]);
    expect(host.asked('dismiss_change')).toEqual([]);
  });

  it('that was refused is put away when it was read', async () => {
    const user = userEvent.setup();
    const { host } = await openProfile('contact', {
      contact: () =>
        contact({
          changes: [
            change('c1', {
              title: 'Business telephone',
              state: 'needsAttention',
              sentence: 'No',
              canWithdraw: false,
              canDismiss: true,
            }),
          ],
        }),
      dismiss_change: () => null,
    });
    await user.click(button('Put away Business telephone'));
    await quiet();
    expect(host.asked('dismiss_change')).toEqual([{ id: 'c1' }]);
  });

  it('to the College e-mail says what to do until it is confirmed, and can be taken back', async () => {
    const user = userEvent.setup();
    const waiting = contact();
    waiting.unconfirmed = {
      sentence: 'Open the link in the message to new@example.org.',
      address: 'new@example.org',
      request: 'q1',
    };
    const { host } = await openProfile('contact', {
      contact: () => waiting,
      change: () => ({ reply: 'made', change: change('c1') }),
    });
    expect(screen.getByText('Open the link in the message to new@example.org.')).toBeTruthy();
    await user.click(button('Take the request back College e-mail'));
    await user.click(
      within(screen.getByRole('dialog')).getByRole('button', { name: 'Take the request back' }),
    );
    await quiet();
    expect(host.asked('change')).toMatchObject([{ edit: 'withdrawCollegeEmail', id: 'q1' }]);
  });

  it('to the College e-mail is asked for again with the address that was given', async () => {
    const user = userEvent.setup();
    const unconfirmed = { sentence: 'Open the link.', address: 'new@example.org', request: 'q1' };
    await openProfile('contact', { contact: () => contact({ unconfirmed }) });
    await user.click(button('Ask again College e-mail'));
    expect(screen.getByLabelText<HTMLInputElement>('New e-mail address').value).toBe('new@example.org');
  });

  it('moves on when the state of sending does', async () => {
    let state: Change['state'] = 'waiting';
    const { host } = await openProfile('contact', {
      contact: () => contact({ changes: [change('c1', { state, sentence: 'x' })] }),
    });
    state = 'atCollege';
    host.emit('status', { sync: 'upToDate', sentence: 'At the College', waiting: 0, clock: null });
    await quiet();
    expect(document.querySelector('[data-change="c1"] [data-state]')?.textContent).toBe('At the College');
  });
});
